"""What a sprint's dashboard shows of its photos, to those who decide about them."""

from django.urls import reverse

from events.back_office import list_of
from events.photos import figures, rules


def photos_panel(sprint, person):
    if not rules.moderates(person, sprint):
        return None
    return "Photos", figures.numbers_in_words(sprint)


def review_link(sprint, person):
    if not rules.moderates(person, sprint):
        return None
    return reverse("photos:review", args=[sprint.slug]), "Review photos"


def photos_link(sprint, person):
    if not rules.moderates(person, sprint):
        return None
    return list_of("photo", sprint), "Photos"
