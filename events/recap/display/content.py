"""A report put together: what is computed, what is written, what was frozen."""

from collections.abc import Callable, Container, Iterable
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any

from django.utils.text import slugify

from events.photos.display import Image, image_of
from events.photos.models import Photo
from events.recap import rules
from events.recap.display.blocks import BLOCKS, computed
from events.recap.display.counts import branch_in_words, how_counted, told
from events.recap.display.facts import Facts, facts_of
from events.recap.display.naming import EVERYWHERE, marking_in
from events.recap.display.numbers import Figure, numbers_of
from events.recap.display.people import announced_again
from events.recap.markdown import clean, plain
from events.recap.marks import Key, is_whole, marking, names_in, people_in, reveal, reveal_plain
from events.recap.models import Report

LENGTH_BY_DEFAULT = 157
LONGEST_SLUG = 80


@dataclass(frozen=True)
class Section:
    """One block as it is shown: Markdown in which names are revealed."""

    name: str
    heading: str
    markdown: str


@dataclass(frozen=True)
class Branch:
    """One bar of the chart of commits, and the row of its table."""

    repository: str
    branch: str
    version: str
    commits: int
    counted: str

    @property
    def in_words(self) -> str:
        return branch_in_words(self.branch, self.version)


@dataclass(frozen=True)
class Content:
    """A report as page, export and feed show it: nobody's name and no photo that is no longer shown."""

    title: str
    subtitle: str
    author: str
    description: str
    tags: tuple[str, ...]
    slug: str
    cover: Image | None
    sections: tuple[Section, ...]
    branches: tuple[Branch, ...]
    figures: tuple[Figure, ...]

    @property
    def in_several_repositories(self) -> bool:
        """Whether a branch has to be told with its repository."""
        return in_several_repositories(self.branches)

    @property
    def cover_after(self) -> str:
        """The section behind which the cover stands: those without a heading open the report."""
        openings = [section.name for section in self.sections if not section.heading]
        return openings[-1] if openings else ""


def in_several_repositories(branches: Iterable[Branch]) -> bool:
    return len({row.repository for row in branches}) > 1


def draft_content(report: Report, facts: Facts) -> dict[str, Any]:
    """The report as the data and the authors have it now, with marks, as plain values for JSON."""
    mark_in = marking_in(report, facts)
    mark_names = partial(mark_in, EVERYWHERE)
    title = report.title or default_title(report)
    head = {"title": title, "subtitle": report.subtitle, "author": report.author}
    head["description"] = report.description
    return {
        **{name: mark_names(clean(text)) for name, text in head.items()},
        "tags": [mark_names(clean(tag)) for tag in report.tags],
        "slug": report.slug,
        "legacy_path": report.legacy_path,
        **_cover(report, mark_names),
        "sections": _sections(report, facts, mark_in),
        "branches": [_marked(branch, mark_names) for branch in _branches(facts)],
        "figures": [
            _figure(figure, mark_names) for figure in numbers_of(facts, report.published_on)
        ],
    }


def _figure(figure: Figure, mark_names: Callable[[str], str]) -> dict[str, Any]:
    """Its name is made from the label and is to tell nobody's."""
    row = _marked(figure, mark_names)
    if people_in(row["label"]):
        row["name"] = slugify(reveal_plain(row["label"], ()))
    return row


def _marked(row: Branch | Figure, mark_names: Callable[[str], str]) -> dict[str, Any]:
    """As plain values, with marks in all that is read; `name` is for machines."""
    return {
        key: mark_names(clean(value)) if isinstance(value, str) and key != "name" else value
        for key, value in asdict(row).items()
    }


def _branches(facts: Facts) -> list[Branch]:
    return [
        Branch(
            count.repository.name,
            count.branch,
            count.version_label,
            count.commits,
            how_counted(count),
        )
        for group in told(facts.counts)
        for count in group
        if count.branch
    ]


def default_title(report: Report) -> str:
    sprint = report.sprint
    return f"{sprint.name}: {sprint.tagline}" if sprint.tagline else sprint.name


def _cover(report: Report, mark_names: Callable[[str], str]) -> dict[str, Any]:
    """The key of the photo, the report's own or the sprint's, and whom its words name."""
    photo = report.cover or report.sprint.photos.filter(is_cover=True).first()
    words = [photo.alt_text, photo.caption] if photo else []
    return {
        "cover": str(photo.uuid) if photo else "",
        "cover_words": [mark_names(clean(text)) for text in words],
    }


def _sections(
    report: Report, facts: Facts, mark_in: Callable[[str, str], str]
) -> list[dict[str, str]]:
    from_data = computed(facts)
    found = []
    for block in BLOCKS:
        words = report.blocks.get(block.name, {})
        text = words.get("text")
        own = from_data[block.name] if text is None else clean(text)
        parts = [own.strip(), clean(words.get("more", "")).strip()]
        if text := "\n\n".join(part for part in parts if part):
            # What people typed as a title or a story may name somebody, too.
            marked = mark_in(block.name, text)
            found.append(asdict(Section(block.name, block.heading, marked)))
    return found


def freeze(report: Report) -> dict[str, Any]:
    """What is kept when it is published."""
    return draft_content(report, facts_of(report.sprint))


def thaw(kept: dict[str, Any], people: Container[Key], *, with_cover: bool = True) -> Content:
    """Kept or drafted values as they may be shown to everybody now: one query for the cover."""
    sections = tuple(_shown_section(one, people) for one in kept["sections"])
    head = {name: reveal_plain(kept[name], people) for name in ("title", "subtitle", "author")}
    return Content(
        **head,
        description=reveal_plain(kept["description"], people) or beginning_of(sections),
        tags=tuple(reveal_plain(tag, people) for tag in kept["tags"]),
        slug=kept["slug"] or slug_of(head["title"]),
        cover=_shown_cover(kept, people) if with_cover else None,
        sections=tuple(section for section in sections if section.markdown),
        branches=tuple(Branch(**_revealed(one, people)) for one in kept["branches"]),
        figures=tuple(Figure(**_revealed(one, people)) for one in kept["figures"]),
    )


def _shown_section(kept: dict[str, str], people: Container[Key]) -> Section:
    """A list of people that has lost names or brackets is announced as it is now."""
    text = reveal(kept["markdown"], people).strip()
    if kept["name"] == "participants" and not is_whole(kept["markdown"], people):
        text = announced_again(text)
    return Section(kept["name"], kept["heading"], text)


def slug_of(title: str) -> str:
    """The post's name, made from the title as it is shown; a title may have no letter for it."""
    return slugify(title)[:LONGEST_SLUG].strip("-") or "report"


def beginning_of(sections: tuple[Section, ...]) -> str:
    """The first 157 characters of the plain text and three dots, as blogs cut it."""
    text = ""
    for section in sections:
        text = f"{text} {plain(section.markdown)}".strip()
        if len(text) > LENGTH_BY_DEFAULT + 3:
            break
    else:
        return text
    return f"{text[:LENGTH_BY_DEFAULT]}..."


def _revealed(row: dict[str, Any], people: Container[Key]) -> dict[str, Any]:
    return {
        key: reveal_plain(value, people) if isinstance(value, str) else value
        for key, value in row.items()
    }


def _shown_cover(kept: dict[str, Any], people: Container[Key]) -> Image | None:
    """As the photo is described now, without the names that were in these words and are not shown."""
    rows = Photo.objects.published().select_related("sprint")
    photo = rows.filter(uuid=kept["cover"]).first() if kept["cover"] else None
    if photo is None:
        return None
    mark_names = marking(names_in(kept.get("cover_words", [])))
    for words in ("alt_text", "caption"):
        text = reveal_plain(mark_names(clean(getattr(photo, words))), people)
        setattr(photo, words, text)  # for this page alone
    return image_of(photo)


def content_of(report: Report) -> Content:
    """What everybody reads: what was frozen, as far as it may still be shown."""
    return thaw(report.frozen, rules.shown_people(report.sprint))


def content_now(report: Report) -> Content:
    """What was published; of a draft, what would be published now."""
    if report.state == Report.State.PUBLISHED:
        return content_of(report)
    return thaw(freeze(report), rules.shown_people(report.sprint))
