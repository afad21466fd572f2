"""The back office of travel sponsorship: money and states are read there, never typed."""

from events.sprints.admin import SprintAdmin
from events.travel.admin.applications import FundEntryAdmin, OfferAdmin, TravelApplicationAdmin
from events.travel.admin.dashboard import WAYS
from events.travel.admin.funds import TravelFundAdmin, TravelProgramAdmin

SprintAdmin.ways["Travel"] += WAYS
