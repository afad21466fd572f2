"""Writing the report, publishing it, taking it back."""

import datetime
from typing import Any

from django.db import transaction

from events.lifecycle import Refused, Stale, locked
from events.recap import display, rules
from events.recap.models import Report
from events.sprints import rules as sprint_rules
from events.sprints.models import Sprint
from people.models import Person

State = Report.State
NONE_YET = 0  # in place of a revision, when there was no report to see
UNREAD = "The report was changed since you opened it. Please read it again before you publish it."
HEAD = ("title", "subtitle", "author", "description", "tags", "slug", "legacy_path", "cover")


def _locked(sprint: Sprint, by: Person | None, *, seen: int | None = None) -> Report:
    """The report as it is now, under the sprint's lock; a first one if there is none yet.

    Raises Stale if it is not the one that was `seen`.
    """
    sprint = locked(sprint)
    rules.refuse_outsiders(by, sprint)
    report = Report.objects.select_for_update(no_key=True).filter(sprint=sprint).first()
    if seen not in (None, report.revision if report else NONE_YET):
        raise Stale("Somebody else has changed the report since you opened it.")
    if report is None:
        report = Report(sprint=sprint)
        report.begin(State.DRAFT, by=by)
    report.sprint = sprint
    return report


@transaction.atomic
def save(
    sprint: Sprint,
    *,
    by: Person | None,
    head: dict[str, Any],
    blocks: dict[str, dict[str, str]],
    seen: int | None,
) -> Report:
    """Keep what was written. `seen`: the revision that the form showed, or NONE_YET; None: whatever.

    `blocks`: by name, "text" (in place of what is computed; empty leaves the part out) and "more"
    (beside it), where written.
    """
    report = _locked(sprint, by, seen=seen)
    for name in HEAD:
        if name in head:
            setattr(report, name, head[name])
    report.blocks = {name: words for name, words in blocks.items() if words}
    report.save(update_fields=[*HEAD, "blocks"])
    return report


@transaction.atomic
def attach(sprint: Sprint, *, by: Person, block: str) -> Report:
    """Let a block be computed again; what stands beside it stays."""
    report = _locked(sprint, by)
    words = report.blocks.get(block, {})
    if "text" not in words:
        raise Refused("This part is computed already.")
    if block not in display.FROM_DATA:
        raise Refused("This part is written by hand alone.")
    rest = {name: text for name, text in words.items() if name != "text"}
    report.blocks = {**report.blocks, block: rest}
    report.save(update_fields=["blocks"])
    return report


@transaction.atomic
def publish(
    sprint: Sprint,
    *,
    by: Person | None,
    on: datetime.date | None = None,
    why: str = "",
    seen: int | None = None,
) -> Report:
    """Freeze text and figures as they are now, for everybody to read; again to bring it up to date.

    `on`: the day, for a report that was published elsewhere in the past; else today at the sprint.
    `seen`: the revision that the publisher has read, since nothing else may become public.
    """
    report = _locked(sprint, by)
    if sentence := rules.refusal_to_publish(report):
        raise Refused(sentence)
    today = on or sprint_rules.today(report.sprint)
    report.published_on = report.published_on or today
    frozen = display.draft_content(report, display.Facts(report.sprint))
    if report.state == State.PUBLISHED and frozen == report.frozen:
        raise Refused("Nothing has changed since it was published.")
    if seen not in (None, report.revision):
        raise Refused(UNREAD)
    report.frozen, report.updated_on = frozen, max(today, report.published_on)
    _store_published(report, by, why)
    return report


def _store_published(report: Report, by: Person | None, why: str) -> None:
    columns = ("frozen", "published_on", "updated_on")
    if report.state == State.DRAFT:
        changes = {name: getattr(report, name) for name in columns}
        report.advance(State.PUBLISHED, by=by, why=why, **changes)
    else:
        report.save(update_fields=columns)
        report.note(by=by, why=why or "Brought up to date.")


@transaction.atomic
def take_back(sprint: Sprint, *, by: Person, why: str) -> Report:
    """Make it a draft again; its first day of publication stays known."""
    report = _locked(sprint, by)
    if not why.strip():
        raise Refused("Please say why.")
    if report.state != State.PUBLISHED:
        raise Refused("This report is not published.")
    report.advance(State.DRAFT, by=by, why=why)
    return report
