"""The back office of travel sponsorship: money and states are read there, never typed."""

from events.travel.admin.applications import TravelApplicationAdmin
from events.travel.admin.funds import TravelFundAdmin, TravelProgramAdmin
from events.travel.admin.records import FundEntryAdmin, OfferAdmin
