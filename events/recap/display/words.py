"""Small parts of sentences."""

from collections.abc import Iterable, Sequence
from itertools import groupby

LONGEST_NAMED = 2  # years in a row; more of them are a span
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def joined(parts: Sequence[str]) -> str:
    """ "a, b and c"."""
    if len(parts) < 2:  # noqa: PLR2004 -- one thing needs no "and"
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def ended(sentence: str) -> str:
    """With a full stop, unless what people typed ends it already ("Acme Inc.", "Really?")."""
    return sentence if sentence.endswith((".", "!", "?", "…")) else f"{sentence}."


def going_on(text: str) -> str:
    """Without the full stop that people typed at its end, since our sentence goes on."""
    return text[:-1] if text.endswith(".") and not text.endswith("..") else text


def number_in_words(number: int) -> str:
    """Up to ten as a word."""
    return NUMBERS[number] if number < len(NUMBERS) else str(number)


def share_in_words(part: int, whole: int) -> str:
    """ "all", "most" or "some" of so many; empty for none."""
    if not part:
        return ""
    if part == whole:
        return "all"
    return "most" if 2 * part > whole else "some"


def years_in_words(years: Iterable[int]) -> str:
    """ "from 2016 to 2019 and in 2022": three or more in a row as a span."""
    spans: list[list[int]] = []
    for year in sorted(years):
        if spans and spans[-1][-1] == year - 1:
            spans[-1].append(year)
        else:
            spans.append([year])
    parts: list[str] = []
    for is_long, some in groupby(spans, lambda span: len(span) > LONGEST_NAMED):
        if is_long:
            parts += [f"from {span[0]} to {span[-1]}" for span in some]
        else:
            parts.append(f"in {joined([str(year) for span in some for year in span])}")
    return joined(parts)
