"""Applications, offers and funds in words and sums, put together once for each page."""

from events.travel.display.board import FundLine, fund_lines, rows_of, states_of, warnings
from events.travel.display.committee import (
    award_lines,
    facts_about,
    queue_of,
)
from events.travel.display.standing import (
    Sums,
    conversation,
    costs_of,
    history,
    offered,
    receipts_in_words,
    standing,
    sums_of,
    terms,
    window_in_words,
)
from events.travel.display.supporters import public_funds, thankful_people
