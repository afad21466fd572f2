"""Evil and odd files, each by its name: what is made of them, and what must never come out again."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial

from PIL import Image, ImageCms

from events.photos.tests import files
from events.photos.tests.files import MARKER, jpeg, saved, segment

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


def hiding(*arguments, **more) -> Case:
    """A good file, of which nothing that it hides may come out again."""
    return Case(partial(*arguments, **more), marker=MARKER)


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
    "jpeg-comment": hiding(saved, comment=MARKER),
    "jpeg-html-comment": hiding(saved, comment=SCRIPT),
    "jpeg-script-appended": hiding(jpeg, after=SCRIPT),
    "jpeg-zip-appended": hiding(jpeg, after=ZIP),
    "jpeg-pdf-inside": hiding(jpeg, segment(0xFE, b"%PDF-1.7 " + MARKER), after=b"%%EOF"),
    "jpeg-exif-gps-maker-note": Case(lambda: saved(exif=files.exif()), marker=MARKER),
    "jpeg-exif-broken": hiding(jpeg, segment(0xE1, b"Exif\0\0II*\0" + MARKER)),
    "jpeg-exif-loop": hiding(
        jpeg, segment(0xE1, files.tiff((0x8769, 4, 1, b"\x08"), extra=MARKER))
    ),
    "jpeg-xmp": hiding(jpeg, segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + files.XMP)),
    "jpeg-iptc": hiding(jpeg, segment(0xED, files.iptc())),
    "jpeg-unknown-segment": hiding(jpeg, segment(0xEB, b"JP" + MARKER)),
    "jpeg-mpo": Case(files.mpo),
    "png": Case(partial(saved, kind="PNG")),
    "png-text-and-exif": Case(files.text_chunks, marker=MARKER),
    "png-after-its-end": Case(lambda: saved(kind="PNG") + SCRIPT, marker=MARKER),
    "webp": Case(partial(saved, kind="WEBP")),
    "webp-exif-xmp": Case(
        lambda: saved(kind="WEBP", exif=files.exif(), xmp=files.XMP), marker=MARKER
    ),
    "avif": Case(partial(saved, kind="AVIF", speed=10)),
    "avif-exif-xmp": Case(
        lambda: saved(kind="AVIF", speed=10, exif=files.exif(), xmp=files.XMP), marker=MARKER
    ),
    # Orientation.
    **{f"orientation-{value}": Case(partial(files.oriented, value)) for value in range(1, 9)},
    **{f"orientation-{value}": Case(partial(files.oriented, value)) for value in (0, 9, 65535)},
    "orientation-as-text": Case(partial(files.oriented, b"six", kind=2)),
    # Modes and colours.
    "grey": Case(lambda: saved(files.photo(mode="L"))),
    "one-bit": Case(lambda: saved(files.photo(mode="1"), "PNG")),
    "grey-16": Case(files.grey_16),
    "grey-16-with-a-clear-value": Case(files.grey_16_with_a_clear_value),
    "colour-16": Case(files.colour_16),
    "palette-with-transparency": Case(files.palette),
    "rgba": Case(files.clear),
    "grey-with-alpha": Case(partial(files.clear, "L")),
    "cmyk-adobe": Case(lambda: saved(files.photo(mode="CMYK"))),
    "cmyk": Case(files.without_adobe_marker),
    "wide-gamut": hiding(files.wide),
    "wide-gamut-png": hiding(files.wide, kind="PNG"),
    "wide-gamut-avif": hiding(files.wide, kind="AVIF", speed=10),
    "profile-broken": Case(lambda: saved(icc_profile=MARKER * 20), marker=MARKER),
    "profile-cut-off": Case(lambda: saved(icc_profile=files.profile(hidden=MARKER)[:200])),
    "profile-of-another-space": Case(lambda: saved(icc_profile=files.profile(space=b"CMYK"))),
    "profile-of-lab": Case(
        lambda: saved(icc_profile=ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes())
    ),
    "profile-bomb": Case(files.profile_bomb, DAMAGED),
    # Shape.
    "panorama-10": Case(lambda: saved(files.photo((3200, 320)))),
    "panorama-11": Case(lambda: saved(files.photo((3520, 320))), "times as long"),
    "too-small": Case(lambda: saved(files.photo((319, 400))), "at least 320"),
    "too-long": Case(lambda: saved(Image.new("L", (320, 16_400))), "16400 pixels long"),
    "png-120-megapixels": Case(files.huge_png, PIXELS),
    "png-41-megapixels": Case(partial(files.huge_png, 6400, 6410), PIXELS),
    "png-four-billion-pixels": Case(
        lambda: files.padded(files.png_header(65_535, 65_535, 8, 2) + files.chunk(b"IDAT", b"")),
        PIXELS,
    ),
    "webp-bomb": Case(files.bomb_webp, PIXELS),
    "webp-claiming-more": Case(files.claiming_webp, PIXELS),
    "jpeg-claiming-more": Case(partial(files.claiming, 65_500, 65_500), PIXELS),
    "jpeg-claiming-a-little-more": Case(partial(files.claiming, 800, 660)),
    "animated-png": Case(partial(files.moving, "PNG"), MOVING),
    "animated-webp": Case(partial(files.moving, "WEBP"), MOVING),
    "avif-sequence": Case(partial(files.moving, "AVIF"), MOVING),
    # Damaged.
    "half-a-jpeg": Case(partial(files.half, "JPEG"), DAMAGED),
    "half-a-png": Case(partial(files.half, "PNG"), DAMAGED),
    "half-a-webp": Case(partial(files.half, "WEBP"), DAMAGED),
    "half-an-avif": Case(partial(files.half, "AVIF"), SUSPECT),
    "png-bad-checksum": Case(files.bad_checksum, SUSPECT),
    "jpeg-start-alone": Case(lambda: files.padded(b"\xff\xd8\xff\xe0"), DAMAGED),
    "gif-behind-a-png-start": Case(
        lambda: files.padded(b"\x89PNG\r\n\x1a\n" + saved(files.photo(), "GIF")), SUSPECT
    ),
    "script-behind-a-jpeg-start": Case(lambda: files.padded(b"\xff\xd8\xff" + SCRIPT), SUSPECT),
    # Other kinds, whatever their names say.
    "eps": Case(partial(saved, kind="EPS"), "PostScript"),
    "pdf": Case(partial(saved, kind="PDF"), "PDF"),
    "pdf-before-a-jpeg": Case(lambda: b"%PDF-1.7\n" + saved(), "PDF"),
    "gif": Case(lambda: saved(files.photo(), "GIF"), "GIF"),
    "tiff": Case(partial(saved, kind="TIFF"), "TIFF"),
    "bmp": Case(partial(saved, kind="BMP"), "BMP"),
    "ico": Case(partial(saved, kind="ICO"), NO_PICTURE),
    "svg": Case(lambda: files.padded(SVG), "SVG"),
    "svg-with-declaration": Case(
        lambda: files.padded(b'\xef\xbb\xbf\n<?xml version="1.0"?>' + SVG), "SVG"
    ),
    "heic": Case(partial(files.box, b"heic", b"mif1", b"heic"), "HEIC"),
    "heif": Case(partial(files.box, b"mif1", b"heic"), "HEIC"),
    "avif-in-name-only": Case(partial(files.box, b"mif1", b"avif"), SUSPECT),
    "video": Case(partial(files.box, b"isom", b"mp41"), "video"),
    "html": Case(lambda: files.padded(b"<!doctype html>" + SCRIPT), NO_PICTURE),
    "text": Case(lambda: files.padded(b"This is not a picture."), NO_PICTURE),
    "one-byte": Case(lambda: b"\xff", "too small"),
    "empty": Case(lambda: b"", "empty"),
}
