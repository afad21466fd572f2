"""All that a report is made from, read at once."""

import re
from functools import cached_property
from typing import Any

from django.db.models import F, Prefetch

from events.meetings.models import Meeting, MeetingPerson
from events.recap.models import CommitCount, Gift, Outcome, OutcomePerson
from events.registration.display import numbers
from events.sprints.models import Channel, Credit, EarlierYear, PublishedFigure, Sponsorship, Sprint
from people.models import Organization, Person

HAPPENED = (Meeting.State.SCHEDULED, Meeting.State.HELD)


class Facts:
    """Rows of one sprint, in order, with what hangs on them at hand; no query comes after.

    Of meetings what everybody may read.
    """

    def __init__(self, sprint: Sprint) -> None:
        """In so many queries, however many rows there are."""
        self.sprint = sprint
        sponsorships = sprint.sponsorships.select_related("organization")
        self.sponsorships: list[Sponsorship] = list(sponsorships.order_by("position", "pk"))
        channels = Channel.objects.filter(series=sprint.series_id)
        self.channels = list(channels.order_by("position", "pk"))
        self.years = _years(sprint)
        self.reported: list[PublishedFigure] = list(sprint.figures.order_by("position", "pk"))
        self.numbers = numbers(sprint)
        # Who takes part, with the `shown_financing` of `for_list` ...
        self.registrations: list[Any] = list(sprint.registrations.participating().for_list())
        # ... and whoever ever registered: also who cancelled, who was declined.
        self.registered = list(Person.objects.filter(registrations__sprint=sprint).distinct())
        self.organizations = dict(Organization.objects.values_list("name", "pk"))
        self.meetings = _meetings(sprint)
        self.outcomes = _outcomes(sprint)
        counts = CommitCount.objects.filter(repository__sprint=sprint).select_related("repository")
        self.counts = list(counts.order_by("repository__name", "pk"))
        gifts = Gift.objects.filter(sprint=sprint).select_related("organization")
        self.gifts = list(gifts.order_by("pk"))
        thanked = sprint.credits.select_related("person")
        self.credits: list[Credit] = list(thanked.order_by("position", "pk"))

    @cached_property
    def named(self) -> list[Person]:
        """Everybody who registered or is credited; of two with one name whoever takes part is later."""
        found = [*self.registered, *(row.person for row in self.registrations)]
        found += [credit.person for credit in self.credits if credit.person]
        for outcome in self.outcomes:
            found += [row.person for row in outcome.credited.all()]
            found += [outcome.nominee] if outcome.nominee else []
        for meeting in self.meetings:
            found += [row.person for row in meeting.named.all()]
        return found

    @cached_property
    def people(self) -> dict[str, int]:
        """Their keys by the whole name. A word by which the sprint itself is called means nobody."""
        own = set(re.findall(r"\w+", f"{self.sprint.name} {self.sprint.series.name}"))
        return {person.name: person.pk for person in self.named if person.name not in own}

    @property
    def thanked(self) -> dict[str, int]:
        """Keys of whom the team thanks, by what people are called in that."""
        people = (credit.person for credit in self.credits if credit.person)
        return {person.get_short_name(): person.pk for person in people}

    def sponsors(self, level: str) -> list[str]:
        return [str(row) for row in self.sponsorships if row.level == level]

    def report_of(self, label: str) -> PublishedFigure | None:
        """What history reported under this label."""
        return next((figure for figure in self.reported if figure.label == label), None)

    def outcomes_of(self, *kinds: str) -> list[Outcome]:
        return [outcome for outcome in self.outcomes if outcome.kind in kinds]


def _years(sprint: Sprint) -> dict[int, str]:
    """How the series met, year by year, as far as the public knows, up to this sprint."""
    earlier = EarlierYear.objects.filter(series=sprint.series_id).values_list("year", "mode")
    public = Sprint.objects.announced().exclude(state=Sprint.State.CANCELLED)
    rows = public.filter(series=sprint.series_id, starts_on__lte=sprint.starts_on)
    own = {starts_on.year: mode for starts_on, mode in rows.values_list("starts_on", "mode")}
    own[sprint.starts_on.year] = sprint.mode
    return dict(sorted((dict(earlier) | own).items()))


def _meetings(sprint: Sprint) -> list[Meeting]:
    presenters = MeetingPerson.objects.select_related("person").order_by("pk")
    rows = Meeting.objects.filter(sprint=sprint, state__in=HAPPENED).public()
    found = rows.select_related("group").prefetch_related(Prefetch("named", presenters))
    return list(found.order_by(F("starts_at").asc(nulls_last=True), "pk"))


def _outcomes(sprint: Sprint) -> list[Outcome]:
    credited = OutcomePerson.objects.select_related("person").order_by("position", "pk")
    rows = Outcome.objects.filter(sprint=sprint).select_related("nominee")
    return list(rows.prefetch_related(Prefetch("credited", credited)).order_by("position", "pk"))
