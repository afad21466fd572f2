"""What an area offers to the pages that show several: links to its own pages of a sprint."""

import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from events.admin_base import list_of
from events.sprints.models import Sprint
from people.models import Person

Panel = tuple[str, Sequence[tuple[str, Any]]]  # a heading, and rows of label and value


@dataclass(frozen=True)
class Link:
    """To a page of a sprint, for those of its team whom that page lets in, when there is reason."""

    label: str
    url: Callable[[Sprint], str]
    may: Callable[[Person, Sprint], bool]
    when: Callable[[Sprint], bool] = lambda sprint: True


def by_key(name: str) -> Callable[[Sprint], str]:
    return lambda sprint: reverse(name, args=[sprint.pk])


def by_slug(name: str) -> Callable[[Sprint], str]:
    return lambda sprint: reverse(name, args=[sprint.slug])


def rows_of(model: str) -> Callable[[Sprint], str]:
    """The back office's list of a model's rows of this sprint."""
    return functools.partial(list_of, model)


def form_for(model: str) -> Callable[[Sprint], str]:
    """The back office's form for a new row of this sprint."""
    return lambda sprint: f"{reverse(f'admin:events_{model}_add')}?sprint={sprint.pk}"


def open_links(
    areas: Mapping[str, Iterable[Link]], sprint: Sprint, person: Person
) -> dict[str, list[tuple[str, str]]]:
    """URL and label of each link that is open to the person, by area.

    A rule is asked once, however many links depend on it.
    """
    may = functools.cache(lambda rule: rule(person, sprint))
    holds = functools.cache(lambda condition: condition(sprint))
    links_by_area = {
        area: [
            (link.url(sprint), link.label) for link in links if holds(link.when) and may(link.may)
        ]
        for area, links in areas.items()
    }
    return {area: links for area, links in links_by_area.items() if links}
