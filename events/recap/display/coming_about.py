"""What came about, in words: commits, highlights, sessions, proposals, votes."""

from typing import Any

from events.meetings.models import Meeting
from events.recap.display.counts import branch_in_words, told
from events.recap.display.facts import Facts
from events.recap.display.words import ended, going_on, joined, number_in_words, share_in_words
from events.recap.models import CommitCount, Outcome
from events.recap.names import Piece
from events.registration.display import counted
from events.sprints.models import Mode
from events.text import clean, escape, link, plain
from people.models import Person

Kind = Outcome.Kind
# Paragraphs: Markdown, or lines, each of which is a list of pieces or an entry about one person.
Text = list[Any]
LONGEST_SUMMARY = 400


def commits(facts: Facts) -> str:
    """From one count of each repository; else from what was reported. Never "by the sprint"."""
    sentences = [_of_repository(rows) for rows in told(facts.counts)]
    if sentences:
        return " ".join(sentences)
    reported = [row for row in facts.reported if row.label.startswith("commits")]
    parts = [f"{row.value} {escape(row.label)}" for row in reported]
    if not parts:
        return ""
    return ended(f"Commits to the repository during the week, as reported: {joined(parts)}")


def _of_repository(rows: list[CommitCount]) -> str:
    """The number of distinct commits comes first; without one, no sum over branches replaces it."""
    branches = [row for row in rows if row.branch and row.commits]
    total = next((row for row in rows if not row.branch), None)
    if total or len(branches) < 2:  # noqa: PLR2004 -- one branch shares its commits with none
        distinct = sum(row.commits for row in ([total] if total else branches))
        how_many = counted(distinct, "commit", "commits") if distinct else "no commits"
    else:
        distinct, how_many = None, "commits"
    got = f"The repository {escape(rows[0].repository.name)} got {how_many} during the week"
    sentence = ended(f"{got}{_as_published(rows)}{_on_branches(branches, distinct)}")
    if total and total.authors_here:
        authors = counted(total.authors_here, "person", "people")
        sentence += f" Among their authors we know {authors} of the sprint."
    return sentence


def _on_branches(branches: list[CommitCount], distinct: int | None) -> str:
    """Branches can share commits: a release branch has those before it was cut as well as main."""
    if not branches:
        return ""
    said = joined(
        [
            f"{row.commits} to {escape(branch_in_words(row.branch, row.version_label))}"
            for row in branches
        ]
    )
    on_branches = sum(row.commits for row in branches)
    if distinct is None or distinct == on_branches:
        return f", on {counted(len(branches), 'branch', 'branches')}: {said}"
    if distinct < on_branches:
        return f", each counted once. Some are on more than one branch: {said}"
    return f", among them {said}"


def _as_published(rows: list[CommitCount]) -> str:
    """ ", as published in the blog"; empty for what we counted ourselves."""
    places = list(dict.fromkeys(row.published_in for row in rows if row.published_in))
    return f", as published in {escape(joined(places))}" if places else ""


def named(person: Person, **more: int) -> dict[str, Any]:
    return {"person": person.pk, "name": clean(person.name), **more}


def _by(people: list[dict[str, Any]]) -> list[Piece]:
    """ ", by Ada, Bo and Cy"; nothing for nobody."""
    commas: list[Piece] = [", by ", *[", "] * (len(people) - 2), " and "]
    return [piece for pair in zip(commas, people, strict=False) for piece in pair]


def _entry(outcome: Outcome) -> list[Piece]:
    title, story = outcome.title, outcome.story
    by = _by([named(row.person, outcome=outcome.pk) for row in outcome.credited.all()])
    progress = " (in progress)" * (outcome.progress == Outcome.Progress.IN_PROGRESS)
    goes_on = bool(by or progress)
    told = f": {escape(going_on(story) if goes_on else story)}" if story else ""
    title = going_on(title) if goes_on or story else title
    return [f"-   {link(title, outcome.url)}{told}", *by, progress]


def highlights(facts: Facts) -> Text:
    rows = facts.outcomes_of(Kind.FIX, Kind.FEATURE, Kind.RELEASE, Kind.TALK, Kind.OTHER)
    now = [_entry(row) for row in rows if not row.looks_further]
    later = [_entry(row) for row in rows if row.looks_further]
    return [now, *(["Some work looks further into the future:", later] if later else [])]


def sessions(facts: Facts) -> Text:
    entries = [
        _session(meeting, words)
        for kind, words in ((Meeting.Kind.QUESTIONS, "Questions"), (Meeting.Kind.TALK, "Talk"))
        for meeting in facts.meetings
        if meeting.kind == kind
    ]
    return [entries, _groups(facts)]


def _session(meeting: Meeting, words: str) -> list[Piece]:
    """Whoever speaks is named; what it was about, as far as that is written down."""
    by = _by([named(row.person) for row in meeting.named.all() if row.role == "presenter"])
    title, summary = meeting.title, plain(meeting.summary)[:LONGEST_SUMMARY]
    says_what_it_is = title.casefold().startswith(words.casefold())
    entry = f"-   {'' if says_what_it_is else f'{words}: '}{escape(title)}"
    if by:
        return [going_on(entry), *by, f". {escape(summary)}" if summary else ""]
    return [f"{ended(entry)} {escape(summary)}" if summary else entry]


def _groups(facts: Facts) -> str:
    held = [meeting for meeting in facts.meetings if meeting.group]
    names = list(dict.fromkeys(meeting.group.name for meeting in held if meeting.group))
    if not names:
        return ""
    met = "interest group met" if len(names) == 1 else "interest groups met"
    whose = "its" if len(names) == 1 else "their"
    number = number_in_words(len(names)).capitalize()
    return ended(f"{number} {met}: {escape(joined(names))}") + _hybrid(held, whose)


def _hybrid(held: list[Meeting], whose: str) -> str:
    """How many of those whose mode is known were hybrid: all, most, some."""
    known = [meeting for meeting in held if meeting.mode]
    share = share_in_words(sum(1 for one in known if one.mode == Mode.HYBRID), len(known))
    return f" {share.capitalize()} of {whose} meetings were hybrid." if share else ""


def proposals(facts: Facts) -> Text:
    return [[_entry(row) for row in facts.outcomes_of(Kind.PROPOSAL)]]


def votes(facts: Facts) -> Text:
    """About a nominee only if that person agrees; the entry goes if the person withdraws."""
    entries: list[Any] = []
    for vote in facts.outcomes_of(Kind.VOTE):
        result = escape(vote.result) if vote.result else "still open"
        said = f"{link(going_on(vote.title), vote.url)}, {result}"
        if vote.nominee is None:
            entries.append([f"-   {said}"])
        elif vote.nominee_agreed:
            entries.append(named(vote.nominee) | {"text": f": {said}"})
    return [entries]
