"""What comes out of a picture, by what it is for."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings


@dataclass(frozen=True)
class Recipe:
    """`widths` and `shortest_side` are pixels; a picture is never scaled up to reach a width."""

    widths: tuple[int, ...]
    shortest_side: int
    has_master: bool = False
    has_share: bool = False
    has_card: bool = False
    is_square: bool = False


NUMBERS: dict[str, Any] = settings.PHOTOS

PHOTO = Recipe(
    widths=NUMBERS["widths"],
    shortest_side=NUMBERS["shortest_side"],
    has_master=True,
    has_share=True,
    has_card=True,
)
CARD = Recipe(widths=(), shortest_side=1, has_card=True)
LOGO = Recipe(widths=(160, 320), shortest_side=32)
PORTRAIT = Recipe(widths=(96, 256), shortest_side=96, is_square=True)
