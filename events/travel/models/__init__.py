"""What is stored of travel sponsorship, and what can never be true of it."""

from events.travel.models.application import (
    ApplicationLine,
    Message,
    Recusal,
    Review,
    TravelApplication,
)
from events.travel.models.entry import FundEntry
from events.travel.models.fund import Category, TravelFund, TravelProgram
from events.travel.models.offer import Allocation, Offer

__all__ = [
    "Allocation",
    "ApplicationLine",
    "Category",
    "FundEntry",
    "Message",
    "Offer",
    "Recusal",
    "Review",
    "TravelApplication",
    "TravelFund",
    "TravelProgram",
]
