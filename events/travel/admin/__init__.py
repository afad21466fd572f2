"""The back office of travel sponsorship: money and states are read there, never typed."""

from events.travel.admin.applications import FundEntryAdmin, OfferAdmin, TravelApplicationAdmin
from events.travel.admin.funds import TravelFundAdmin, TravelProgramAdmin
