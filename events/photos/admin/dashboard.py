"""What a sprint's dashboard shows of its photos, to those who decide about them."""

from events.photos import display, rules
from events.sprints.admin.ways import Way, by_slug, rows_of

WAYS = [
    Way("Review photos", by_slug("photos:review"), rules.moderates),
    Way("Photos", rows_of("photo"), rules.moderates),
]


def photos_panel(sprint, person):
    if not rules.moderates(person, sprint):
        return None
    return "Photos", display.numbers_in_words(sprint)
