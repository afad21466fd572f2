"""What the areas offer to a sprint's dashboard: the one list that names them."""

import functools

import events.meetings.offers
import events.photos.offers
import events.recap.offers
import events.registration.offers
import events.travel.offers
from events.sprints.models import Sprint
from events.sprints.offers import Panel
from people.models import Person

LINKS = {
    "Registration": events.registration.offers.LINKS,
    "Programme": events.meetings.offers.LINKS,
    "Travel": events.travel.offers.LINKS,
    "Photos": events.photos.offers.LINKS,
    "Report": events.recap.offers.LINKS,
}
PANELS = (
    events.registration.offers.panels,
    events.meetings.offers.panels,
    events.photos.offers.panels,
    events.recap.offers.panels,
)


def dashboard_links(sprint: Sprint, person: Person) -> dict[str, list[tuple[str, str]]]:
    """URL and label of each page of the sprint that is open to this team member, by area.

    A rule is asked once, however many links depend on it.
    """
    may = functools.cache(lambda rule: rule(person, sprint))
    holds = functools.cache(lambda condition: condition(sprint))
    by_area = {
        area: [
            (link.url(sprint), link.label) for link in links if holds(link.when) and may(link.may)
        ]
        for area, links in LINKS.items()
    }
    return {area: links for area, links in by_area.items() if links}


def dashboard_panels(sprint: Sprint, person: Person) -> list[Panel]:
    """What this team member may know of the sprint, area by area."""
    return [panel for panels in PANELS for panel in panels(sprint, person)]
