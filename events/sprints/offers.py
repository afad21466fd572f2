"""What an area offers to the pages that show several: links to its own pages of a sprint."""

import functools
from collections.abc import Callable, Sequence
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
