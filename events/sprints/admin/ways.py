"""The ways from a sprint's dashboard to the pages of its areas, as each area lists them."""

import functools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse

from events.admin_base import list_of
from events.sprints.models import Sprint
from people.models import Person


def always(sprint: Sprint) -> bool:
    return True


@dataclass(frozen=True)
class Way:
    """To a page of a sprint, for those of its team whom that page lets in, when there is reason."""

    label: str
    address: Callable[[Sprint], str]
    may: Callable[[Person, Sprint], bool]
    when: Callable[[Sprint], bool] = always


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


def open_ways(
    areas: Mapping[str, Iterable[Way]], sprint: Sprint, person: Person
) -> list[tuple[str, list[tuple[str, str]]]]:
    """Address and label of each, by area. A rule is asked once, however many ways hang on it."""
    may = functools.cache(lambda rule: rule(person, sprint))
    holds = functools.cache(lambda condition: condition(sprint))
    found = (
        (area, [way for way in ways if holds(way.when) and may(way.may)])
        for area, ways in areas.items()
    )
    return [
        (area, [(way.address(sprint), way.label) for way in ways]) for area, ways in found if ways
    ]
