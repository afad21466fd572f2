"""What team and participants see of photos and outcomes: no barrier, and nothing runs out of a phone."""

import pytest
from django.urls import reverse

from events.photos.models import Photo
from events.photos.tests.factories import (
    PhotoFactory,
    PhotoTagFactory,
    RemovalRequestFactory,
    store_files,
)
from events.recap.tests.factories import GiftFactory, OutcomeFactory, OutcomePersonFactory
from events.sprints.models import Sprint
from events.tests.browser.addresses import ATTENDEE, ORGANIZER, of_sprint, records
from events.tests.browser.barriers import found_by_looking
from people.models import Person

pytestmark = pytest.mark.browser
PHOTOGRAPHER = "photographer@example.org"
STATES = ("published", "pending", "needs_details", "hidden", "rejected")


@pytest.fixture
def sprint(demo):
    """The demo's sprint with a photo of the attendee in each state, outcomes and a gift."""
    sprint = Sprint.objects.get(slug="demo")
    attendee = Person.objects.get(email=ATTENDEE)
    for state in STATES:
        store_files(
            PhotoFactory(sprint=sprint, state=state, uploaded_by=attendee, reason="A word.")
        )
    shown, hidden = (Photo.objects.get(state=state) for state in ("published", "hidden"))
    PhotoTagFactory(photo=shown, person=attendee)
    RemovalRequestFactory(photo=hidden, person=attendee, state="open", message="Please.")
    vote = OutcomeFactory(sprint=sprint, kind="vote", nominee=attendee, url="https://example.org/")
    OutcomePersonFactory(outcome=vote, person=attendee)
    GiftFactory(sprint=sprint, quantity=30)
    return sprint


def addresses(sprint, who):
    shown, pending = (Photo.objects.get(state=state) for state in ("published", "pending"))
    return {
        ATTENDEE: [
            *of_sprint(sprint.slug, "photos:mine photos:describe recap:outcomes"),
            reverse("photos:edit", args=[sprint.slug, pending.uuid]),
            reverse("photos:ask_removal", args=[sprint.slug, shown.uuid]),
        ],
        PHOTOGRAPHER: [
            *of_sprint(sprint.slug, "photos:add photos:review photos:leave_out"),
            reverse("photos:review", args=[sprint.slug]) + "?state=published",
            shown.get_absolute_url(),
        ],
        ORGANIZER: [
            *of_sprint(sprint.slug, "recap:outcomes"),
            reverse("recap:edit_outcome", args=[sprint.slug, sprint.outcomes.get().pk]),
            *records("photo", pending, "changelist add change"),
            *records("gift", sprint, "handouts"),
            reverse("admin:events_outcome_changelist"),
            reverse("admin:events_repository_add"),
        ],
    }[who]


@pytest.mark.parametrize("who", [ATTENDEE, PHOTOGRAPHER, ORGANIZER])
def test_no_page_has_a_barrier_or_scrolls_sideways(sprint, open_page, who):
    found = found_by_looking(open_page(who), addresses(sprint, who))
    assert not found, "\n".join(found)
