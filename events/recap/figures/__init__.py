"""What a report says, from the data: numbers, blocks of text, what is missing, what has changed."""

from events.recap.figures.blocks import BLOCKS, FROM_DATA, Block, computed
from events.recap.figures.chart import Chart, chart
from events.recap.figures.content import (
    Branch,
    Content,
    Section,
    content_now,
    content_of,
    draft_content,
    freeze,
    thaw,
)
from events.recap.figures.drift import Drift, drift
from events.recap.figures.facts import Facts, facts_of
from events.recap.figures.meter import Check, Meter, meter
from events.recap.figures.numbers import Figure, numbers_of
from events.recap.figures.told import outcomes_told
from events.recap.marks import reveal
