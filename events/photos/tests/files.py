"""Files made by Pillow and by hand: good ones, odd ones and such as no camera writes."""

import struct
import zlib
from io import BytesIO

from PIL import Image, ImageDraw

MARKER = b"MARKER-SECRET-51.5007"  # stands wherever a file hides something
SIZE = (400, 330)


def photo(size=SIZE, mode="RGB"):
    """A red top left corner, a blue top right one, green below, and some grain."""
    width, height = size
    picture = Image.new("RGB", size, (0, 160, 0))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, width // 2, height // 2), fill=(255, 0, 0))
    draw.rectangle((width // 2, 0, width, height // 2), fill=(0, 0, 255))
    grain = Image.effect_noise((width // 4, height // 4), 60)
    picture.paste(grain.convert("RGB"), (width * 3 // 8, height * 3 // 8))
    return picture.convert(mode)


def saved(picture=None, kind="JPEG", **options):
    file = BytesIO()
    (picture or photo()).save(file, kind, **options)
    return file.getvalue()


def padded(data):
    """Long enough not to be refused for its length."""
    return data + b" " * max(0, 2048 - len(data))


# JPEG by hand (ITU-T T.81, annex B)


def segment(number, data):
    return bytes((0xFF, number)) + struct.pack(">H", len(data) + 2) + data


def jpeg(*segments, after=b"", picture=None, **options):
    data = saved(picture, "JPEG", **options)
    return data[:2] + b"".join(segments) + data[2:] + after


def tiff(*entries, extra=b""):
    """An EXIF block with these (tag, type, count, four bytes) and nothing more."""
    block = b"II*\0\x08\0\0\0" + struct.pack("<H", len(entries))
    block += b"".join(
        struct.pack("<HHI", *entry[:3]) + entry[3].ljust(4, b"\0") for entry in entries
    )
    return b"Exif\0\0" + block + bytes(4) + extra


def oriented(value, *, picture=None, kind=3):
    data = value if isinstance(value, bytes) else struct.pack("<H", value)
    return jpeg(segment(0xE1, tiff((0x0112, kind, 1, data))), picture=picture)


def exif(*, taken="2026:05:01 10:20:30", offset=None, location=True):
    notes = Image.Exif()
    notes[0x010F] = MARKER.decode()  # make
    notes[0x9286] = MARKER  # user comment
    inner = notes.get_ifd(0x8769)
    inner[0x9003] = taken
    inner[0x927C] = MARKER  # maker note
    if offset:
        inner[0x9011] = offset
    if location:
        place = notes.get_ifd(0x8825)
        place.update({1: "N", 2: (51.0, 30.0, 2.5), 3: "W", 4: (0.0, 7.0, 28.0), 27: MARKER})
    return notes.tobytes()


XMP = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:Description exif:GPSLatitude="51,30N">'
    + MARKER
    + b"</rdf:Description></x:xmpmeta>"
)


def iptc():
    record = b"\x1c\x02\x78" + struct.pack(">H", len(MARKER)) + MARKER
    return b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0" + struct.pack(">I", len(record)) + record


def half(kind):
    data = saved(photo(), kind)
    return data[: len(data) // 2]


def claiming(width, height):
    """A small JPEG whose frame header tells another size."""
    data = bytearray(saved())
    at = data.index(b"\xff\xc0") + 5
    data[at : at + 4] = struct.pack(">HH", height, width)
    return bytes(data)


def without_adobe_marker():
    data = saved(photo(mode="CMYK"))
    at = data.index(b"\xff\xee")
    return data[:at] + data[at + 16 :]


def mpo():
    second = Image.new("RGB", SIZE, "yellow")
    return saved(photo(), "MPO", save_all=True, append_images=[second])


# PNG by hand (ISO/IEC 15948, clauses 5 and 11)


def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png_header(width, height, depth, colour):
    return b"\x89PNG\r\n\x1a\n" + chunk(
        b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    )


def png(*chunks, picture=None):
    """A PNG with more chunks behind its header."""
    data = saved(picture, "PNG")
    return data[:33] + b"".join(chunks) + data[33:]


def raw_png(row, *, size=SIZE, depth=8, colour=2, chunks=()):
    width, height = size
    pixels = zlib.compress((b"\0" + row) * height)
    return b"".join(
        (
            png_header(width, height, depth, colour),
            *chunks,
            chunk(b"IDAT", pixels),
            chunk(b"IEND", b""),
        )
    )


# The left half dark, the right half bright, in 16 bits; many lie above 255.
ROW_16 = struct.pack(">H", 0x4000) * 200 + struct.pack(">H", 0xC000) * 200


def grey_16():
    return padded(raw_png(ROW_16, depth=16, colour=0))


def grey_16_with_a_clear_value():
    return padded(raw_png(ROW_16, depth=16, colour=0, chunks=[chunk(b"tRNS", b"\x40\0")]))


def colour_16():
    return padded(raw_png(struct.pack(">HHH", 0xFFFF, 0, 0x8080) * 400, depth=16))


def huge_png(width=12_000, height=10_000):
    """120 megapixels in some 14 kilobytes."""
    pack = zlib.compressobj(9)
    row = bytes(width // 8 + 1)
    pixels = b"".join(pack.compress(row) for _ in range(height)) + pack.flush()
    return png_header(width, height, 1, 0) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def bad_checksum():
    data = bytearray(saved(kind="PNG"))
    data[30] ^= 0xFF
    return bytes(data)


def palette():
    picture = photo().convert("P", palette=Image.Palette.ADAPTIVE, colors=16)
    return saved(picture, "PNG", transparency=bytes([0, 128] + [255] * 14))


def clear(mode="RGBA"):
    """Half see-through: black with no alpha on the left, which is white for whoever looks."""
    picture = photo().convert(mode)
    alpha = Image.new("L", SIZE, 255)
    alpha.paste(0, (0, 0, 200, 330))
    picture.putalpha(alpha)
    return saved(picture, "PNG")


def text_chunks():
    plain = b"Comment\0" + MARKER
    packed = b"Author\0\0" + zlib.compress(MARKER)
    international = b"XML:com.adobe.xmp\0\0\0\0\0" + XMP
    return png(
        chunk(b"tEXt", plain),
        chunk(b"zTXt", packed),
        chunk(b"iTXt", international),
        chunk(b"eXIf", exif().removeprefix(b"Exif\0\0")),
        chunk(b"prVt", MARKER),
    )


# Colour (ICC.1:2022)


def fixed(*values):
    return b"".join(struct.pack(">i", round(value * 65536)) for value in values)


def profile(*, space=b"RGB ", hidden=b""):
    """Display P3: its three colours under D50, and a plain gamma of 2.2."""
    colours = {
        b"rXYZ": (0.5151, 0.2412, -0.0011),
        b"gXYZ": (0.2919, 0.6922, 0.0419),
        b"bXYZ": (0.1572, 0.0666, 0.7841),
        b"wtpt": (0.9642, 1.0, 0.8249),
    }
    tags = {name: b"XYZ \0\0\0\0" + fixed(*values) for name, values in colours.items()}
    curve = b"curv\0\0\0\0" + struct.pack(">IH", 1, 0x0233) + b"\0\0"
    tags |= dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve)
    tags[b"cprt"] = b"text\0\0\0\0" + (hidden or b"none") + b"\0" * 3
    tags = {name: data + bytes(-len(data) % 4) for name, data in tags.items()}
    table, body, start = struct.pack(">I", len(tags)), b"", 132 + 12 * len(tags)
    for name, data in tags.items():
        table += name + struct.pack(">II", start + len(body), len(data))
        body += data
    head = struct.pack(
        ">I4sI4s4s4s", start + len(body), b"lcms", 0x02400000, b"mntr", space, b"XYZ "
    )
    head += struct.pack(">6H4s", 2026, 1, 1, 0, 0, 0, b"acsp") + bytes(28)
    return head + fixed(0.9642, 1.0, 0.8249) + bytes(48) + table + body


def wide(colour=(200, 60, 60), kind="JPEG", **options):
    picture = Image.new("RGB", SIZE, colour)
    return padded(saved(picture, kind, icc_profile=profile(hidden=MARKER), **options))


def profile_bomb():
    packed = zlib.compress(bytes(64 * 1024**2), 9)
    return png(chunk(b"iCCP", b"bomb\0\0" + packed))


# Others


def moving(kind):
    frames = [Image.new("RGB", SIZE, colour) for colour in ("red", "green", "blue")]
    data = saved(photo(), kind, save_all=True, append_images=frames)
    return padded(data)


def box(brand, *others):
    data = b"ftyp" + brand + bytes(4) + b"".join(others)
    return padded(struct.pack(">I", len(data) + 4) + data)


def riff_chunk(name, data):
    return name + struct.pack("<I", len(data)) + data + bytes(len(data) % 2)


def claiming_webp(width=16_000, height=16_000):
    """A container that tells 256 megapixels around a small picture."""
    still = saved(kind="WEBP")[12:]
    size = struct.pack("<I", width - 1)[:3] + struct.pack("<I", height - 1)[:3]
    body = b"WEBP" + riff_chunk(b"VP8X", bytes(4) + size) + still
    return b"RIFF" + struct.pack("<I", len(body)) + body


def bomb_webp():
    return padded(saved(Image.new("RGB", (8000, 6000)), "WEBP", lossless=True, method=0, quality=0))
