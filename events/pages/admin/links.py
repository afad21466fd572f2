"""What the areas offer to a sprint's dashboard: the one list that names them."""

import events.meetings.offers
import events.photos.offers
import events.recap.offers
import events.registration.offers
import events.travel.offers
from events.sprints.models import Sprint
from events.sprints.offers import Panel, open_links
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
    """URL and label of each page of the sprint that is open to this team member, by area."""
    return open_links(LINKS, sprint, person)


def dashboard_panels(sprint: Sprint, person: Person) -> list[Panel]:
    """What this team member may know of the sprint, area by area."""
    return [panel for panels in PANELS for panel in panels(sprint, person)]
