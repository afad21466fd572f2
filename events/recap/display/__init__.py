"""What a report says, from the data: numbers, blocks of text, what is missing, what has changed."""

from events.recap.display.blocks import BLOCKS, FROM_DATA, THANKS, Block, computed
from events.recap.display.content import (
    Content,
    Section,
    content_drafted,
    content_now,
    content_of,
    draft_content,
    text_of,
    thaw,
)
from events.recap.display.drift import Drift, drift
from events.recap.display.facts import Facts
from events.recap.display.meter import Check, Meter, meter
from events.recap.display.numbers import Branch, Chart, Figure, chart, numbers_of
from events.recap.display.outcomes import outcome_rows, outcomes_told
