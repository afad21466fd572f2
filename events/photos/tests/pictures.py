"""Evil and odd files, each by its name: what is made of them, and what must never come out again."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial

from PIL import Image, ImageCms

from events.photos.tests.files import (
    MARKER,
    XMP,
    bad_checksum,
    bomb_webp,
    box,
    chunk,
    claiming,
    claiming_webp,
    clear,
    colour_16,
    exif,
    grey_16,
    grey_16_with_a_clear_value,
    half,
    huge_png,
    iptc,
    jpeg,
    moving,
    mpo,
    oriented,
    padded,
    palette,
    photo,
    png_header,
    profile,
    profile_bomb,
    saved,
    segment,
    text_chunks,
    tiff,
    wide,
    without_adobe_marker,
)

IN = "in"

# Fragments of the sentences.
DAMAGED, SUSPECT = "damaged", "but cannot be read"
MOVING, NO_PICTURE, PIXELS = "moving picture", "not a picture that can be shown", "million pixels"


@dataclass(frozen=True)
class Case:
    """`expected` is IN, or a fragment of the sentence that refuses the file."""

    make: Callable[[], bytes]
    expected: str = IN
    marker: bytes = b""

    @property
    def data(self) -> bytes:
        return _made(self.make)


@cache
def _made(make):
    return make()


SCRIPT = b"<script>" + MARKER + b"</script>"
ZIP = b"PK\x03\x04" + bytes(26) + MARKER + b"PK\x05\x06" + bytes(18)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'

CORPUS: dict[str, Case] = {
    # Metadata, and what else hides in a good file.
    "jpeg": Case(saved),
    "jpeg-progressive": Case(partial(saved, progressive=True)),
    "jpeg-restart-markers": Case(partial(saved, restart_marker_rows=1)),
    "jpeg-comment": Case(partial(saved, comment=MARKER), marker=MARKER),
    "jpeg-html-comment": Case(partial(saved, comment=SCRIPT), marker=MARKER),
    "jpeg-script-appended": Case(partial(jpeg, after=SCRIPT), marker=MARKER),
    "jpeg-zip-appended": Case(partial(jpeg, after=ZIP), marker=MARKER),
    "jpeg-pdf-inside": Case(
        partial(jpeg, segment(0xFE, b"%PDF-1.7 " + MARKER), after=b"%%EOF"), marker=MARKER
    ),
    "jpeg-exif-gps-maker-note": Case(lambda: saved(exif=exif()), marker=MARKER),
    "jpeg-exif-broken": Case(
        partial(jpeg, segment(0xE1, b"Exif\0\0II*\0" + MARKER)), marker=MARKER
    ),
    "jpeg-exif-loop": Case(
        partial(jpeg, segment(0xE1, tiff((0x8769, 4, 1, b"\x08"), extra=MARKER))), marker=MARKER
    ),
    "jpeg-xmp": Case(
        partial(jpeg, segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + XMP)), marker=MARKER
    ),
    "jpeg-iptc": Case(partial(jpeg, segment(0xED, iptc())), marker=MARKER),
    "jpeg-unknown-segment": Case(partial(jpeg, segment(0xEB, b"JP" + MARKER)), marker=MARKER),
    "jpeg-mpo": Case(mpo),
    "png": Case(partial(saved, kind="PNG")),
    "png-text-and-exif": Case(text_chunks, marker=MARKER),
    "png-after-its-end": Case(lambda: saved(kind="PNG") + SCRIPT, marker=MARKER),
    "webp": Case(partial(saved, kind="WEBP")),
    "webp-exif-xmp": Case(lambda: saved(kind="WEBP", exif=exif(), xmp=XMP), marker=MARKER),
    "avif": Case(partial(saved, kind="AVIF", speed=10)),
    "avif-exif-xmp": Case(
        lambda: saved(kind="AVIF", speed=10, exif=exif(), xmp=XMP), marker=MARKER
    ),
    # Orientation.
    **{f"orientation-{value}": Case(partial(oriented, value)) for value in range(1, 9)},
    **{f"orientation-{value}": Case(partial(oriented, value)) for value in (0, 9, 65535)},
    "orientation-as-text": Case(partial(oriented, b"six", kind=2)),
    # Modes and colours.
    "grey": Case(lambda: saved(photo(mode="L"))),
    "one-bit": Case(lambda: saved(photo(mode="1"), "PNG")),
    "grey-16": Case(grey_16),
    "grey-16-with-a-clear-value": Case(grey_16_with_a_clear_value),
    "colour-16": Case(colour_16),
    "palette-with-transparency": Case(palette),
    "rgba": Case(clear),
    "grey-with-alpha": Case(partial(clear, "L")),
    "cmyk-adobe": Case(lambda: saved(photo(mode="CMYK"))),
    "cmyk": Case(without_adobe_marker),
    "wide-gamut": Case(wide, marker=MARKER),
    "wide-gamut-png": Case(partial(wide, kind="PNG"), marker=MARKER),
    "wide-gamut-avif": Case(partial(wide, kind="AVIF", speed=10), marker=MARKER),
    "profile-broken": Case(lambda: saved(icc_profile=MARKER * 20), marker=MARKER),
    "profile-cut-off": Case(lambda: saved(icc_profile=profile(hidden=MARKER)[:200])),
    "profile-of-another-space": Case(lambda: saved(icc_profile=profile(space=b"CMYK"))),
    "profile-of-lab": Case(
        lambda: saved(icc_profile=ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes())
    ),
    "profile-bomb": Case(profile_bomb, DAMAGED),
    # Shape.
    "panorama-10": Case(lambda: saved(photo((3200, 320)))),
    "panorama-11": Case(lambda: saved(photo((3520, 320))), "times as long"),
    "too-small": Case(lambda: saved(photo((319, 400))), "at least 320"),
    "too-long": Case(lambda: saved(Image.new("L", (320, 16_400))), "16400 pixels long"),
    "png-120-megapixels": Case(huge_png, PIXELS),
    "png-41-megapixels": Case(partial(huge_png, 6400, 6410), PIXELS),
    "png-four-billion-pixels": Case(
        lambda: padded(png_header(65_535, 65_535, 8, 2) + chunk(b"IDAT", b"")), PIXELS
    ),
    "webp-bomb": Case(bomb_webp, PIXELS),
    "webp-claiming-more": Case(claiming_webp, PIXELS),
    "jpeg-claiming-more": Case(partial(claiming, 65_500, 65_500), PIXELS),
    "jpeg-claiming-a-little-more": Case(partial(claiming, 800, 660)),
    "animated-png": Case(partial(moving, "PNG"), MOVING),
    "animated-webp": Case(partial(moving, "WEBP"), MOVING),
    "avif-sequence": Case(partial(moving, "AVIF"), MOVING),
    # Damaged.
    "half-a-jpeg": Case(partial(half, "JPEG"), DAMAGED),
    "half-a-png": Case(partial(half, "PNG"), DAMAGED),
    "half-a-webp": Case(partial(half, "WEBP"), DAMAGED),
    "half-an-avif": Case(partial(half, "AVIF"), SUSPECT),
    "png-bad-checksum": Case(bad_checksum, SUSPECT),
    "jpeg-start-alone": Case(lambda: padded(b"\xff\xd8\xff\xe0"), DAMAGED),
    "gif-behind-a-png-start": Case(
        lambda: padded(b"\x89PNG\r\n\x1a\n" + saved(photo(), "GIF")), SUSPECT
    ),
    "script-behind-a-jpeg-start": Case(lambda: padded(b"\xff\xd8\xff" + SCRIPT), SUSPECT),
    # Other kinds, whatever their names say.
    "eps": Case(partial(saved, kind="EPS"), "PostScript"),
    "pdf": Case(partial(saved, kind="PDF"), "PDF"),
    "pdf-before-a-jpeg": Case(lambda: b"%PDF-1.7\n" + saved(), "PDF"),
    "gif": Case(lambda: saved(photo(), "GIF"), "GIF"),
    "tiff": Case(partial(saved, kind="TIFF"), "TIFF"),
    "bmp": Case(partial(saved, kind="BMP"), "BMP"),
    "ico": Case(partial(saved, kind="ICO"), NO_PICTURE),
    "svg": Case(lambda: padded(SVG), "SVG"),
    "svg-with-declaration": Case(
        lambda: padded(b'\xef\xbb\xbf\n<?xml version="1.0"?>' + SVG), "SVG"
    ),
    "heic": Case(partial(box, b"heic", b"mif1", b"heic"), "HEIC"),
    "heif": Case(partial(box, b"mif1", b"heic"), "HEIC"),
    "avif-in-name-only": Case(partial(box, b"mif1", b"avif"), SUSPECT),
    "video": Case(partial(box, b"isom", b"mp41"), "video"),
    "html": Case(lambda: padded(b"<!doctype html>" + SCRIPT), NO_PICTURE),
    "text": Case(lambda: padded(b"This is not a picture."), NO_PICTURE),
    "one-byte": Case(lambda: b"\xff", "too small"),
    "empty": Case(lambda: b"", "empty"),
}
