"""The back office of travel sponsorship: money and states are read there, never typed."""

from events.sprints.admin import SprintAdmin
from events.travel.admin.applications import TravelApplicationAdmin
from events.travel.admin.dashboard import funds_link, program_link
from events.travel.admin.funds import TravelFundAdmin, TravelProgramAdmin
from events.travel.admin.records import FundEntryAdmin, OfferAdmin
from events.travel.figures import board_link, queue_link

SprintAdmin.links["Travel"] += [queue_link, board_link, program_link, funds_link]
