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
    return Meter(
        (
            _text(bool(report.author), "An author is named.", "Name an author.", "#id_author"),
            _why(report),
            _cover(report),
            _photos(report),
            _attendance(facts),
            _listed(report),
            _commits(facts),
            _outcomes(facts),
            _addresses(facts),
            _groups(facts),
            _votes(facts),
            _thanks(facts),
            _claims(report),
        )
    )


def _text(done: bool, there: str, missing: str, address: str = "") -> Check:
    return Check(done, there if done else missing, "" if done else address)


def _some(names: list[str]) -> str:
    """The first few, and how many more there are."""
    more = len(names) - FEW
    return joined(names if more <= 0 else [*names[:FEW], f"{more} more"])


def _why(report: Report) -> Check:
    written = bool(report.blocks.get("why"))
    missing = "Tell why this week mattered."
    return _text(written, "Why the week mattered is told.", missing, "#block-why")


def _cover(report: Report) -> Check:
    cover = report.cover or report.sprint.photos.filter(is_cover=True).first()
    shown = cover is not None and cover.state == Photo.State.PUBLISHED
    address = reverse("photos:review", args=[report.sprint.slug])
    return _text(shown, "The cover is chosen.", "Choose a cover among the photos.", address)


def _photos(report: Report) -> Check:
    waiting = report.sprint.photos.filter(
        state__in=(Photo.State.NEEDS_DETAILS, Photo.State.PENDING)
    ).count()
    address = reverse("photos:review", args=[report.sprint.slug])
    missing = f"{counted(waiting, 'photo waits', 'photos wait')} for a description or for the team."
    return _text(not waiting, "Every photo is described and looked at.", missing, address)


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
    return _text(done, "Who came is known.", missing if unknown else "Note who came.", address)


def _listed(report: Report) -> Check:
    number = rules.undecided(report.sprint).count()
    who = counted(number, "participant has", "participants have")
    missing = f"{who} not chosen yet whether to be listed."
    address = list_of("registration", report.sprint, listed="undecided")
    return _text(not number, "Everybody has chosen about being listed.", missing, address)


def _commits(facts: Facts) -> Check:
    known = facts.counts or any(row.label.startswith("commits") for row in facts.reported)
    missing = "Count the commits (manage.py count_commits), or enter what was published."
    address = list_of("repository", facts.sprint)
    return _text(bool(known), "Commits are counted.", missing, address)


def _outcomes(facts: Facts) -> Check:
    address = reverse("recap:outcomes", args=[facts.sprint.slug])
    there = f"{counted(len(facts.outcomes), 'outcome is', 'outcomes are')} told."
    return _text(bool(facts.outcomes), there, "Nobody has told what came of it.", address)


def _addresses(facts: Facts) -> Check:
    linked = (Outcome.Kind.FIX, Outcome.Kind.FEATURE, Outcome.Kind.PROPOSAL, Outcome.Kind.VOTE)
    bare = [row.title for row in facts.outcomes_of(*linked) if not row.url]
    address = reverse("recap:outcomes", args=[facts.sprint.slug])
    return _text(not bare, "Outcomes have their links.", ended(f"No link: {_some(bare)}"), address)


def _groups(facts: Facts) -> Check:
    """Confidential ones need tell nothing."""
    met = {row.group for row in facts.meetings if row.group and not row.group.confidential}
    of = {meeting.pk: meeting.group_id for meeting in facts.meetings}
    told = {of.get(outcome.meeting_id) for outcome in facts.outcomes if outcome.meeting_id}
    silent = sorted(group.name for group in met if group.pk not in told)
    address = reverse("recap:outcomes", args=[facts.sprint.slug])
    missing = ended(f"No outcome yet of {_some(silent)}")
    return _text(not silent, "Each group tells what came of its meetings.", missing, address)


def _votes(facts: Facts) -> Check:
    votes = facts.outcomes_of(Outcome.Kind.VOTE)
    unasked = [str(row.nominee) for row in votes if row.nominee and not row.nominee_agreed]
    missing = ended(f"Ask whether they may be shown: {_some(unasked)}")
    address = reverse("recap:outcomes", args=[facts.sprint.slug])
    return _text(not unasked, "Nominees agree to be shown.", missing, address)


def _thanks(facts: Facts) -> Check:
    address = reverse("admin:events_sprint_change", args=[facts.sprint.pk])
    return _text(bool(facts.credits), "Thanks are said.", "Say whom to thank.", address)


def _claims(report: Report) -> Check:
    """Superlatives are claims of the author; each needs a source."""
    head = (report.title, report.subtitle, report.description)
    written = (text for block in BLOCKS for text in report.blocks.get(block.name, {}).values())
    bare = claims_without_source([*head, *written])
    quoted = joined([f"“{sentence}”" for sentence in bare[:FEW]])
    return _text(not bare, "Claims have their sources.", f"A claim without a source: {quoted}")


def claims_without_source(texts) -> list[str]:
    """Sentences with a superlative and no link in their line."""
    found = []
    for text in texts:
        for line in text.split("\n"):
            if not LINK.search(line):
                sentences = (part.strip() for part in SENTENCE.findall(line))
                found += [sentence for sentence in sentences if SUPERLATIVE.search(sentence)]
    return found
