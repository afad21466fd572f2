"""Pictures for the demo, drawn with a few shapes: nobody takes them for photographs."""

import io
import random
from collections.abc import Callable

from PIL import Image, ImageDraw, ImageFont, ImageOps

INK, PAPER, WALL, WOOD = "#26323a", "#fbfaf7", "#e9dcc3", "#c99f6c"
COLOURS = ("#0b6454", "#d9822b", "#a8262c", "#3f6ea8", "#7d5ba6", "#e0b63c", "#5c8a4f")
Place = tuple[float, float, float, float]
SKINS = ("#f2c9a1", "#d9a066", "#a9744f", "#74492f", "#4d3021")


class Sheet:
    """Something to draw on in percent of its shorter side, with chance that is always the same."""

    def __init__(self, size: tuple[int, int], sky: tuple[str, str], seed: str) -> None:
        self.picture = ImageOps.colorize(Image.linear_gradient("L"), *sky).resize(size)
        self.pen = ImageDraw.Draw(self.picture)
        self.unit = min(size) / 100
        self.width, self.height = (side / self.unit for side in size)
        self.chance = random.Random(seed)  # noqa: S311 -- where a head goes is no secret

    def box(self, place: Place, colour: str, *, curve: float = 0) -> None:
        """`place`: left, top, width, height; `curve` is the radius of the corners."""
        self.pen.rounded_rectangle(self._corners(place), curve * self.unit, colour)

    def disc(self, x: float, y: float, radius: float, colour: str) -> None:
        self.pen.ellipse(self._corners((x - radius, y - radius, 2 * radius, 2 * radius)), colour)

    def shape(self, points: list[tuple[float, float]], colour: str) -> None:
        self.pen.polygon([(x * self.unit, y * self.unit) for x, y in points], colour)

    def _corners(self, place: Place) -> list[float]:
        left, top, width, height = place
        sides = (left, top, left + width, top + height)
        return [side * self.unit for side in sides]

    def person(self, x: float, feet: float, tall: float) -> None:
        colour, skin = self.chance.choice(COLOURS), self.chance.choice(SKINS)
        self.box(
            (x - tall * 0.17, feet - tall * 0.72, tall * 0.34, tall * 0.75),
            colour,
            curve=tall * 0.14,
        )
        self.disc(x, feet - tall * 0.86, tall * 0.13, skin)


def group(sheet: Sheet) -> None:
    """Three rows of people before a house with round windows."""
    sheet.box((8, 12, sheet.width - 16, 60), WALL)
    for left in range(18, int(sheet.width) - 14, 16):
        sheet.box((left, 20, 8, 18), "#7f9bab", curve=4)
    for row, number in enumerate((7, 8, 9)):
        room = sheet.width - 30
        for place in range(number):
            x = 15 + room * (place + 0.5) / number + sheet.chance.uniform(-1, 1)
            sheet.person(x, 72 + 12 * row, 30 + sheet.chance.uniform(-2, 2))


def roofs(sheet: Sheet) -> None:
    """A row of roofs, and two towers behind it."""
    for x in (sheet.width * 0.3, sheet.width * 0.72):
        sheet.box((x, 30, 8, 70), "#8a7f86")
        sheet.shape([(x - 1, 30), (x + 4, 6), (x + 9, 30)], "#4d6a62")
    x = -5.0
    while x < sheet.width:
        wide, top = sheet.chance.uniform(16, 30), sheet.chance.uniform(52, 66)
        sheet.box((x, top, wide, 60), sheet.chance.choice((WALL, "#f0e7d8", "#dcc6a8")))
        sheet.shape([(x - 1, top), (x + wide / 2, top - 14), (x + wide + 1, top)], "#b4563c")
        for window in range(int(wide // 8)):
            sheet.box((x + 3 + 8 * window, top + 8, 3.5, 7), INK)
        x += wide


def board(sheet: Sheet) -> None:
    """A white board with notes in four columns."""
    sheet.box((10, 10, sheet.width - 20, 74), INK, curve=2)
    sheet.box((12, 12, sheet.width - 24, 70), PAPER, curve=1)
    step = (sheet.width - 30) / 4
    for column in range(4):
        sheet.box((16 + column * step, 16, step * 0.6, 2), INK)
        for row in range(sheet.chance.randint(2, 3)):
            x, y = 16 + column * step + sheet.chance.uniform(0, 3), 23 + row * 19
            sheet.box(
                (x, y, 16, 15), sheet.chance.choice(("#f6dc6f", "#a9d7c2", "#f4b39b", "#b9cdf0"))
            )
            for line in range(3):
                sheet.box((x + 2, y + 3 + 3.5 * line, sheet.chance.uniform(6, 11), 1), INK)


def cups(sheet: Sheet) -> None:
    """Cups on saucers from above, in rows."""
    for x in range(13, int(sheet.width), 25):
        for y in range(13, int(sheet.height), 25):
            sheet.disc(x, y, 10.5, PAPER)
            sheet.box((x + 4, y - 1.2, 8, 2.4), "#cfd6d8", curve=1)
            sheet.disc(x, y, 6.5, "#cfd6d8")
            sheet.disc(x, y, 5.4, sheet.chance.choice(("#4a2c1a", "#7a4e2d", PAPER)))


def stairs(sheet: Sheet) -> None:
    """A staircase with somebody on it."""
    for step in range(9):
        x, y = 8 * step, sheet.height - 12 * (step + 1)
        sheet.box((x, y, sheet.width - x, sheet.height), ("#b9a58a", "#c8b598")[step % 2])
    sheet.person(46, sheet.height - 61, 34)
    sheet.person(72, sheet.height - 97, 34)


def tables(sheet: Sheet) -> None:
    """Round tables from above, with people and what they work on."""
    for x, y in ((sheet.width * 0.2, 32), (sheet.width * 0.52, 66), (sheet.width * 0.83, 30)):
        for across, down in ((0, -19), (17, -8), (15, 13), (-2, 20), (-18, 9), (-15, -12)):
            sheet.disc(x + across, y + down, 6, sheet.chance.choice(COLOURS))
            sheet.disc(x + across, y + down, 3.4, sheet.chance.choice(SKINS))
        sheet.disc(x, y, 14, WOOD)
        for across, down in ((-5, -7), (5, -1), (-4, 5)):
            sheet.box((x + across - 3, y + down - 2, 6, 4), INK, curve=0.5)


def window(sheet: Sheet) -> None:
    """A window with a lamp before it."""
    sheet.box((20, 8, sheet.width - 40, 62), PAPER)
    half = (sheet.width - 48) / 2
    for x in (23, 25 + half):
        sheet.box((x, 11, half, 56), "#9cc3dc")
    sheet.box((0, 76, sheet.width, 24), WOOD)
    sheet.box((sheet.width * 0.6, 42, 2, 36), INK)
    sheet.shape(
        [(sheet.width * 0.6 + x, y) for x, y in ((-7, 48), (9, 48), (4, 30), (-2, 30))], "#d9822b"
    )


def placeholder(sheet: Sheet) -> None:
    """Says that it stands for a picture which is not here."""
    sheet.box((6, 6, sheet.width - 12, sheet.height - 12), PAPER, curve=3)
    words = (
        ("The group photo of 2022", 9.0, 38),
        ("is not kept here", 9.0, 51),
        ("Sprintbook’s demo", 4.0, 68),
    )
    for text, size, y in words:
        font = ImageFont.load_default(size * sheet.unit)
        place = (sheet.picture.width / 2, y * sheet.unit)
        sheet.pen.text(place, text, INK, font, anchor="mm")


SCENES: dict[str, tuple[Callable[[Sheet], None], tuple[str, str]]] = {
    "group": (group, ("#bfe0ee", "#8d9a7a")),
    "roofs": (roofs, ("#8fc4e3", "#f6e3c5")),
    "board": (board, ("#d8d2c6", "#b7ad9b")),
    "cups": (cups, ("#b98d5d", "#9a7145")),
    "stairs": (stairs, ("#f3ead9", "#d7c7ad")),
    "tables": (tables, ("#e8e1d3", "#cfc4b0")),
    "window": (window, ("#efe6d6", "#dccfb8")),
    "placeholder": (placeholder, ("#0b6454", "#084c40")),
}


def drawn(scene: str, size: tuple[int, int], seed: str) -> bytes:
    """The same bytes for the same words, as a JPEG file."""
    draw, sky = SCENES[scene]
    sheet = Sheet(size, sky, seed)
    draw(sheet)
    content = io.BytesIO()
    sheet.picture.save(content, "JPEG", quality=85)
    return content.getvalue()
