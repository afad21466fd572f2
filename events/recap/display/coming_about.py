"""What came about, in words: commits, highlights, sessions, proposals, votes."""

from events.meetings.models import Meeting
from events.recap.display.counts import branch_in_words, told
from events.recap.display.facts import Facts
from events.recap.display.words import (
    ended,
    going_on,
    joined,
    number_in_words,
    share_in_words,
)
from events.recap.markdown import escape, link, plain
from events.recap.marks import mark, mark_credit
from events.recap.models import CommitCount, Outcome
from events.registration.display import counted
from events.sprints.models import Mode

Kind = Outcome.Kind
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


def credited(outcome: Outcome) -> str:
    """ "⟦…⟧ and ⟦…⟧"."""
    rows = outcome.credited.all()
    return joined([mark_credit(row.person_id, outcome.pk, row.person.name) for row in rows])


def _line(outcome: Outcome) -> str:
    title, story = outcome.title, outcome.story
    people = f", by {credited(outcome)}" if outcome.credited.all() else ""
    is_going_on = outcome.progress == Outcome.Progress.IN_PROGRESS
    after = f"{people}{' (in progress)' * is_going_on}"
    if story:
        after = f": {escape(going_on(story) if after else story)}{after}"
    return f"-   {link(going_on(title) if after else title, outcome.url)}{after}"


def highlights(facts: Facts) -> str:
    rows = facts.outcomes_of(Kind.FIX, Kind.FEATURE, Kind.RELEASE, Kind.TALK, Kind.OTHER)
    now = [_line(row) for row in rows if not row.looks_further]
    later = [_line(row) for row in rows if row.looks_further]
    parts = ["\n".join(now)] if now else []
    if later:
        parts += ["Some work looks further into the future:", "\n".join(later)]
    return "\n\n".join(parts)


def sessions(facts: Facts) -> str:
    lines = [
        _session(meeting, words)
        for kind, words in ((Meeting.Kind.QUESTIONS, "Questions"), (Meeting.Kind.TALK, "Talk"))
        for meeting in facts.meetings
        if meeting.kind == kind
    ]
    groups = _groups(facts)
    return "\n\n".join(part for part in ("\n".join(lines), groups) if part)


def _session(meeting: Meeting, words: str) -> str:
    """Whoever speaks is named; what it was about, as far as that is written down."""
    speakers = [
        mark(row.person_id, row.person.name)
        for row in meeting.named.all()
        if row.role == "presenter"
    ]
    title, summary = meeting.title, plain(meeting.summary)[:LONGEST_SUMMARY]
    says_what_it_is = title.casefold().startswith(words.casefold())
    kind = "" if says_what_it_is else f"{words}: "
    line = f"{kind}{escape(title)}"
    if speakers:
        line = f"{going_on(line)}, by {joined(speakers)}"
    return f"-   {ended(line)} {escape(summary)}" if summary else f"-   {line}"


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


def proposals(facts: Facts) -> str:
    return "\n".join(_line(row) for row in facts.outcomes_of(Kind.PROPOSAL))


def votes(facts: Facts) -> str:
    """About a nominee only if that person agrees; the line goes if the person withdraws."""
    lines = []
    for vote in facts.outcomes_of(Kind.VOTE):
        if vote.nominee and not vote.nominee_agreed:
            continue
        who = f"{mark(vote.nominee.pk, vote.nominee.name)}: " if vote.nominee else ""
        result = escape(vote.result) if vote.result else "still open"
        lines.append(f"-   {who}{link(going_on(vote.title), vote.url)}, {result}")
    return "\n".join(lines)
