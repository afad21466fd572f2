"""What a report still lacks: named, with the place where it is mended."""

import re
from dataclasses import dataclass

from django.urls import reverse

from events.admin_base import list_of
from events.photos.models import Photo
from events.recap import rules
from events.recap.display.blocks import BLOCKS
from events.recap.display.facts import Facts
from events.recap.display.words import ended, joined
from events.recap.models import Outcome, Report
from events.registration.display import counted

# Words that claim more than a number shows. Such a sentence needs its source, as a link.
SUPERLATIVE = re.compile(
    r"\b(the most|biggest|largest|fastest|best|record|never before|first ever|unprecedented)\b",
    re.IGNORECASE,
)
LINK = re.compile(r"\]\(|https?://")
SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?](?!\s|$)[^.!?\n]*)*[.!?]?")
FEW = 3


@dataclass(frozen=True)
class Check:
    """One thing that a report needs; `sentence` says what is there, or what is missing."""

    done: bool
    sentence: str
    address: str = ""


@dataclass(frozen=True)
class Meter:
    checks: tuple[Check, ...]

    @property
    def done(self) -> int:
        return sum(check.done for check in self.checks)

    @property
    def percent(self) -> int:
        return round(100 * self.done / len(self.checks))


def meter(report: Report, facts: Facts) -> Meter:
    author = _check(bool(report.author), "An author is named.", "Name an author.", "#id_author")
    told, missing = "Why the week mattered is told.", "Tell why this week mattered."
    why = _check(bool(report.blocks.get("why")), told, missing, "#block-why")
    address = reverse("admin:events_sprint_change", args=[facts.sprint.pk])
    thanks = _check(bool(facts.credits), "Thanks are said.", "Say whom to thank.", address)
    people = (_attendance(facts), _listed(report), _commits(facts))
    outcomes = _outcomes(facts, reverse("recap:outcomes", args=[facts.sprint.slug]))
    return Meter((author, why, *_photos(report), *people, *outcomes, thanks, _claims(report)))


def _check(done: bool, there: str, missing: str, address: str = "") -> Check:
    return Check(done, there if done else missing, "" if done else address)


def _some(names: list[str]) -> str:
    """The first few, and how many more there are."""
    more = len(names) - FEW
    return joined(names if more <= 0 else [*names[:FEW], f"{more} more"])


def _photos(report: Report) -> list[Check]:
    photos, address = report.sprint.photos, reverse("photos:review", args=[report.sprint.slug])
    cover = report.cover or photos.filter(is_cover=True).first()
    public = cover is not None and cover.state == Photo.State.PUBLISHED
    waiting = photos.filter(state__in=(Photo.State.NEEDS_DETAILS, Photo.State.PENDING)).count()
    wait = f"{counted(waiting, 'photo waits', 'photos wait')} for a description or for the team."
    return [
        _check(public, "The cover is chosen.", "Choose a cover among the photos.", address),
        _check(not waiting, "Every photo is described and looked at.", wait, address),
    ]


def _attendance(facts: Facts) -> Check:
    number = facts.numbers.attended_in_person
    open_question = {"state": "confirmed", "mode": "in_person", "attended": "unknown"}
    unknown = [
        row
        for row in facts.registrations
        if all(getattr(row, name) == value for name, value in open_question.items())
    ]
    missing = f"Of {counted(len(unknown), 'participant', 'participants')} nobody noted who came."
    filters = {f"{name}__exact": value for name, value in open_question.items()}
    address = list_of("registration", facts.sprint, **filters)
    done = not unknown and (number > 0 or facts.sprint.mode == "remote")
    return _check(done, "Who came is known.", missing if unknown else "Note who came.", address)


def _listed(report: Report) -> Check:
    number = rules.undecided(report.sprint).count()
    who = counted(number, "participant has", "participants have")
    missing = f"{who} not chosen yet whether to be listed."
    address = list_of("registration", report.sprint, listed="undecided")
    return _check(not number, "Everybody has chosen about being listed.", missing, address)


def _commits(facts: Facts) -> Check:
    known = facts.counts or any(row.label.startswith("commits") for row in facts.reported)
    missing = "Count the commits (manage.py count_commits), or enter what was published."
    address = list_of("repository", facts.sprint)
    return _check(bool(known), "Commits are counted.", missing, address)


def _outcomes(facts: Facts, address: str) -> list[Check]:
    """Of groups that met, confidential ones need tell nothing."""
    number = len(facts.outcomes)
    linked = (Outcome.Kind.FIX, Outcome.Kind.FEATURE, Outcome.Kind.PROPOSAL, Outcome.Kind.VOTE)
    bare = [row.title for row in facts.outcomes_of(*linked) if not row.url]
    met = {row.group for row in facts.meetings if row.group and not row.group.confidential}
    of = {meeting.pk: meeting.group_id for meeting in facts.meetings}
    told = {of.get(outcome.meeting_id) for outcome in facts.outcomes if outcome.meeting_id}
    silent = sorted(group.name for group in met if group.pk not in told)
    votes = facts.outcomes_of(Outcome.Kind.VOTE)
    unasked = [str(row.nominee) for row in votes if row.nominee and not row.nominee_agreed]
    there = f"{counted(number, 'outcome is', 'outcomes are')} told."
    no_outcome = f"No outcome yet of {_some(silent)}"
    ask = f"Ask whether they may be shown: {_some(unasked)}"
    checks = (
        (number > 0, there, "Nobody has told what came of it."),
        (not bare, "Outcomes have their links.", f"No link: {_some(bare)}"),
        (not silent, "Each group tells what came of its meetings.", no_outcome),
        (not unasked, "Nominees agree to be shown.", ask),
    )
    return [_check(done, there, ended(missing), address) for done, there, missing in checks]


def _claims(report: Report) -> Check:
    """Superlatives are claims of the author; each needs a source."""
    head = (report.title, report.subtitle, report.description)
    written = (text for block in BLOCKS for text in report.blocks.get(block.name, {}).values())
    bare = claims_without_source([*head, *written])
    quoted = joined([f"“{sentence}”" for sentence in bare[:FEW]])
    return _check(not bare, "Claims have their sources.", f"A claim without a source: {quoted}")


def claims_without_source(texts) -> list[str]:
    """Sentences with a superlative and no link in their line."""
    lines = (line for text in texts for line in text.split("\n") if not LINK.search(line))
    sentences = (part.strip() for line in lines for part in SENTENCE.findall(line))
    return [sentence for sentence in sentences if SUPERLATIVE.search(sentence)]
