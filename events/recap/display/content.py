"""A report put together: what is computed, what is written, what was frozen."""

from collections.abc import Callable, Container
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.text import slugify

from events.photos.display import Image, image_of
from events.photos.models import Photo
from events.recap import rules
from events.recap.display.blocks import BLOCKS, PARTICIPANTS, THANKS, announced, computed
from events.recap.display.coming_about import Text
from events.recap.display.counts import how_counted, told
from events.recap.display.facts import Facts
from events.recap.display.numbers import Branch, Figure, in_several_repositories, numbers_of
from events.recap.models import Report
from events.recap.names import (
    EVERYBODY,
    Key,
    Names,
    Piece,
    change,
    hiding,
    likely,
    occurring,
    with_brackets,
)
from events.text import clean, escape, plain
from people.names import NOBODY

LENGTH_BY_DEFAULT = 157
LONGEST_SLUG = 80


@dataclass(frozen=True)
class Section:
    """One block as it is shown: Markdown in which names are revealed."""

    name: str
    heading: str
    markdown: str


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


def draft_content(report: Report, facts: Facts) -> dict[str, Any]:
    """The report as the data and the authors have it now, as plain values for JSON.

    `names` of people that occur in it; `called`: by which they are called in the thanks alone.
    """
    content = {
        "title": clean(report.title or default_title(report)),
        "subtitle": clean(report.subtitle),
        "author": clean(report.author),
        "description": clean(report.description),
        "tags": [clean(tag) for tag in report.tags],
        "slug": report.slug,
        "legacy_path": report.legacy_path,
        "branches": change([asdict(branch) for branch in _branches(facts)], clean),
    }
    figures = change([asdict(row) for row in numbers_of(facts, report.published_on)], clean)
    people = _people(report, facts)
    names = Names(people)
    sections = _sections(report, facts, people)
    cover = report.cover or report.sprint.photos.filter(is_cover=True).first()
    beside = [cover.alt_text, cover.caption] if cover else []
    thanks = [section for section in sections if section["name"] == THANKS]
    return content | {
        "cover": str(cover.uuid) if cover else "",
        "sections": sections,
        "figures": [_nameless(figure, names) for figure in figures],
        "names": occurring(people, [content, figures, sections, change(beside, clean)]),
        "called": occurring(facts.thanked, thanks),
    }


def _people(report: Report, facts: Facts) -> dict[str, int]:
    """Keys by the names that may stand in the texts, those of the last publishing among them."""
    known = set(facts.people.values())
    earlier = {row["name"]: row["person"] for row in report.frozen.get("names", ()) if row["name"]}
    return likely({name: pk for name, pk in earlier.items() if pk in known} | facts.people)


def _nameless(figure: dict[str, Any], names: Names) -> dict[str, Any]:
    """Its own name is made from the label and is to tell nobody's."""
    label = names.hidden(figure["label"])
    return figure if label == figure["label"] else figure | {"name": slugify(label)}


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


def _sections(report: Report, facts: Facts, people: dict[str, int]) -> list[dict[str, Any]]:
    from_data = computed(facts)
    registered = {person.pk for person in facts.registered}
    payable = {name: pk for name, pk in people.items() if pk in registered}
    sections = []
    for block in BLOCKS:
        words = report.blocks.get(block.name, {})
        text = [] if "text" in words else [*from_data[block.name]]
        for typed in (clean(words[kind]).strip() for kind in ("text", "more") if kind in words):
            is_list = block.name == PARTICIPANTS
            text.append([with_brackets(typed, payable, facts.organizations)] if is_list else typed)
        if text_of(text):
            sections.append({"name": block.name, "heading": block.heading, "text": text})
    return sections


def text_of(text: Text, shown: Container[Key] = EVERYBODY, hide: Callable[[str], str] = str) -> str:
    """The paragraphs as Markdown, with the names of those who are shown."""
    paragraphs = (_paragraph(one, shown, hide) for one in text)
    return "\n\n".join(one for one in paragraphs if one).strip()


def _paragraph(paragraph: Any, shown: Container[Key], hide: Callable[[str], str]) -> str:
    if isinstance(paragraph, str):
        return hide(paragraph)
    if isinstance(paragraph, list):
        return "\n".join(filter(None, (_line(one, shown, hide) for one in paragraph)))
    listed = [one for one in paragraph["entries"] if one["person"] in shown]
    financed = any(_piece(one, shown, hide) for one in listed)
    heading = announced(paragraph["heading"], paragraph["number"], len(listed), financed=financed)
    entries = "\n".join(_line(one, shown, hide) for one in listed)
    return f"{heading}\n\n{entries}" if entries else heading


def _line(line: Any, shown: Container[Key], hide: Callable[[str], str]) -> str:
    """An entry about one person is empty once that person is not shown."""
    if isinstance(line, list):
        return "".join(_piece(one, shown, hide) for one in line)
    if line["person"] not in shown:
        return ""
    brackets = _piece(line, shown, hide) if "items" in line else ""
    return f"-   {escape(line['name'])}{brackets}{hide(line.get('text', ''))}"


def _piece(piece: Piece, shown: Container[Key], hide: Callable[[str], str]) -> str:
    """The name, or the brackets behind it with the organizations that are shown."""
    if isinstance(piece, str):
        return hide(piece)
    person = piece["person"]
    if "items" not in piece:
        return escape(piece["name"]) if person in shown else NOBODY
    items = [
        hide(item["text"])
        for item in piece["items"]
        if all((person, organization) in shown for organization in item["organizations"])
    ]
    return f" ({', '.join(items)})" if items else ""


def thaw(kept: dict[str, Any], people: Container[Key], *, with_cover: bool = True) -> Content:
    """Kept or drafted values as they may be shown to everybody now: one query for the cover."""
    hide = hiding(kept["names"], people)
    in_thanks = hiding([*kept["names"], *kept["called"]], people)
    texts = ((one, in_thanks if one["name"] == THANKS else hide) for one in kept["sections"])
    sections = tuple(
        Section(one["name"], one["heading"], text_of(one["text"], people, hide_in))
        for one, hide_in in texts
    )
    title = hide(kept["title"])
    return Content(
        title=title,
        subtitle=hide(kept["subtitle"]),
        author=hide(kept["author"]),
        description=hide(kept["description"]) or beginning_of(sections),
        tags=tuple(map(hide, kept["tags"])),
        slug=kept["slug"] or slug_of(title),
        cover=_shown_cover(kept["cover"], hide) if with_cover else None,
        sections=tuple(section for section in sections if section.markdown),
        branches=tuple(Branch(**change(one, hide)) for one in kept["branches"]),
        figures=tuple(Figure(**change(one, hide)) for one in kept["figures"]),
    )


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


def _shown_cover(uuid: str, hide: Callable[[str], str]) -> Image | None:
    """As the photo is described now, without the names that are not shown."""
    rows = Photo.objects.published().select_related("sprint")
    photo = rows.filter(uuid=uuid).first() if uuid else None
    if photo is None:
        return None
    for words in ("alt_text", "caption"):
        setattr(photo, words, hide(clean(getattr(photo, words))))  # for this page alone
    return image_of(photo)


def content_of(report: Report) -> Content:
    """What everybody reads: what was frozen, as far as it may still be shown."""
    return thaw(report.frozen, rules.shown_people(report.sprint))


def content_now(report: Report) -> Content:
    """What was published; of a draft, what would be published now."""
    if report.state == Report.State.PUBLISHED:
        return content_of(report)
    return content_drafted(report, Facts(report.sprint))


def content_drafted(report: Report, facts: Facts) -> Content:
    """What everybody would read if it were published now."""
    return thaw(draft_content(report, facts), rules.shown_people(report.sprint))
