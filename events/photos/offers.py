"""What photos offer to a sprint's dashboard, for those who decide about them."""

from events.photos import display, rules
from events.sprints.models import Sprint
from events.sprints.offers import Link, Panel, by_slug, rows_of
from people.models import Person

LINKS = [
    Link("Review photos", by_slug("photos:review"), rules.moderates),
    Link("Photos", rows_of("photo"), rules.moderates),
]


def panels(sprint: Sprint, person: Person) -> list[Panel]:
    if not rules.moderates(person, sprint):
        return []
    return [("Photos", display.numbers_in_words(sprint))]
