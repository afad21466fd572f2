"""What is stored of what came of a sprint, and what can never be true of it."""

from events.recap.models.commits import CommitCount, Repository
from events.recap.models.gifts import Gift, Handout
from events.recap.models.outcome import Outcome, OutcomePerson
from events.recap.models.report import Report
