"""Names of people: which characters they may have, and the order in which lists show them."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.db import models

# Below any character that a name may have, so that "Ann" comes before "Ann Lee" in each part.
SEPARATOR = "\x1f"
# In characters. At four bytes each it still fits a row of a PostgreSQL index (2,704 bytes).
KEY_LENGTH = 600
# Letters that Unicode does not take apart into a base letter and a mark.
WHOLE_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "þ": "th", "ı": "i"}
)
FEWEST_LETTERS = 3  # of a name that is one word
# Who is named in somebody's place.
NOBODY = "a participant"
# Controls, line breaks and the marks that turn the direction of the text around them.
INVISIBLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
    # the blanks of Hangul, which are letters and look like nothing
    "\u115f\u1160\u3164\uffa0]"
)


def fold(text: str) -> str:
    """The text without case and accents: "Łucja" and "LUCJA" fold to "lucja"."""
    taken_apart = unicodedata.normalize("NFKD", text).casefold().translate(WHOLE_LETTERS)
    return "".join(letter for letter in taken_apart if not unicodedata.combining(letter))


def sort_key(name: str) -> str:
    """The key that puts a name under its last word, compared code point by code point.

    "Guido van Rossum" is listed under R, "Pablo Galindo Salgado" under S, "Mariatta" under M.
    """
    *others, last = name.split() or [""]
    return SEPARATOR.join([fold(last), fold(" ".join(others)), name])


def reads_as_name(name: str) -> bool:
    """Whether the name, found in a text, is likely to mean the person rather than to be a word.

    People call themselves as they like, "the" or "python" as well, and must not make everybody's
    sentences unreadable. One word is a name with a capital and three letters, or in a script without
    capitals. A word such as "The" at the beginning of a sentence still passes for a name: of two
    mistakes it is the smaller one, as the other would leave a withdrawn "Will" where he was.
    """
    if len(name.split()) > 1:
        return True
    if name.lower() == name.upper():
        return name.isalpha() and len(name) >= FEWEST_LETTERS - 1
    return name[:1].isupper() and len(name) >= FEWEST_LETTERS


def without_name(text: str, name: str) -> str:
    """The text with nobody in place of this whole name, wherever lines end within it."""
    if not reads_as_name(name):
        return text
    name, text = (unicodedata.normalize("NFC", typed) for typed in (name, text))
    words = r"\s+".join(map(re.escape, name.split()))
    return re.sub(rf"(?<!\w){words}(?!\w)", NOBODY, text)


def validate_visible(text: str) -> None:
    """Refuse characters that nobody sees but that change what others see, or split a mail header."""
    if INVISIBLE.search(text):
        raise ValidationError(
            "Please leave out line breaks and invisible characters.", code="invisible"
        )


class SortKeyField(models.CharField):
    """A column computed at each save; ordered by code point on every database."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(
            *args, **{"max_length": KEY_LENGTH, "editable": False, "db_index": True} | kwargs
        )

    def db_parameters(self, connection):
        collation = "C" if connection.vendor == "postgresql" else None
        return {**super().db_parameters(connection), "collation": collation}

    def pre_save(self, model_instance, add):
        value = sort_key(model_instance.sort_name or model_instance.name)[:KEY_LENGTH]
        setattr(model_instance, self.attname, value)
        return value
