"""What a browser would send to the pages of travel."""

import re

from django.urls import reverse

ROOT = "/admin/events"
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"')


def change(row):
    """The page of this row in the back office."""
    return f"{ROOT}/{row._meta.model_name}/{row.pk}/change/"


def address(name, sprint, pk=None):
    return reverse(f"travel:{name}", args=[sprint.slug] if pk is None else [sprint.slug, pk])


def lines(*rows):
    """Rows of category, description and amount as the form posts them."""
    posted = {"lines-TOTAL_FORMS": str(max(len(rows), 5)), "lines-INITIAL_FORMS": "0"}
    for number, (category, description, amount) in enumerate(rows):
        posted[f"lines-{number}-category"] = category
        posted[f"lines-{number}-description"] = description
        posted[f"lines-{number}-amount"] = amount
    return posted


def answers(*rows, **changes):
    """An application for 420.50 that is filled in."""
    rows = rows or (("transport", "Train from Lisbon", "520.50"),)
    return {
        "from_city": "Lisbon",
        "from_country": "PT",
        "need": "could_not_come",
        "employer_support": "none",
        "reason": "The new parser.",
        "private_note": "",
        "own_part": "100",
        "minimum_needed": "300",
        **lines(*rows),
        **changes,
    }


def told(answer):
    """The sentences at the top of the page to which an answer leads."""
    return [str(message) for message in answer.context["messages"]]


def plain(answer):
    """The page without its tokens, which differ each time."""
    return TOKEN.sub(b"", answer.content)
