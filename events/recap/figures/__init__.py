"""What a report says, from the data: numbers, blocks of text, what is missing, what has changed."""

from events.recap.figures.blocks import BLOCKS, Block, computed
from events.recap.figures.content import Content, Section, content_of, draft_content, freeze, thaw
from events.recap.figures.facts import Facts, facts_of
from events.recap.figures.numbers import Figure, numbers_of

__all__ = [
    "BLOCKS",
    "Block",
    "Content",
    "Facts",
    "Figure",
    "Section",
    "computed",
    "content_of",
    "draft_content",
    "facts_of",
    "freeze",
    "numbers_of",
    "thaw",
]
