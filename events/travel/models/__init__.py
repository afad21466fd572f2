"""What is stored of travel sponsorship, and what can never be true of it."""

from events.travel.models.application import ApplicationLine, TravelApplication
from events.travel.models.fund import Category, TravelFund, TravelProgram
from events.travel.models.offer import Allocation, FundEntry, Offer
from events.travel.models.review import Message, Recusal, Review
