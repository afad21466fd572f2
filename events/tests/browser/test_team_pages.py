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
from events.tests.browser.addresses import ATTENDEE, ORGANIZER, visit
from events.tests.browser.barriers import barriers_in_both_themes, sideways
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
    of_sprint, shown = [sprint.slug], Photo.objects.get(state="published")
    pending = Photo.objects.get(state="pending")
    return {
        ATTENDEE: [
            reverse("photos:mine", args=of_sprint),
            reverse("photos:describe", args=of_sprint),
            reverse("photos:edit", args=[sprint.slug, pending.uuid]),
            reverse("photos:ask_removal", args=[sprint.slug, shown.uuid]),
            reverse("recap:outcomes", args=of_sprint),
        ],
        PHOTOGRAPHER: [
            reverse("photos:add", args=of_sprint),
            reverse("photos:review", args=of_sprint),
            reverse("photos:review", args=of_sprint) + "?state=published",
            reverse("photos:leave_out", args=of_sprint),
            shown.get_absolute_url(),
        ],
        ORGANIZER: [
            reverse("recap:outcomes", args=of_sprint),
            reverse("recap:edit_outcome", args=[sprint.slug, sprint.outcomes.get().pk]),
            reverse("admin:events_photo_changelist"),
            reverse("admin:events_photo_add"),
            reverse("admin:events_photo_change", args=[pending.pk]),
            reverse("admin:events_gift_handouts", args=[sprint.pk]),
            reverse("admin:events_outcome_changelist"),
            reverse("admin:events_repository_add"),
        ],
    }[who]


@pytest.mark.parametrize("who", [ATTENDEE, PHOTOGRAPHER, ORGANIZER])
def test_no_page_has_a_barrier_or_scrolls_sideways(sprint, open_page, who):
    wide, narrow = open_page(who), open_page(who, viewport={"width": 320, "height": 640})
    found = []
    for address in addresses(sprint, who):
        visit(wide, address)
        found += barriers_in_both_themes(wide)
        visit(narrow, address)
        found += sideways(narrow)
    assert not found, "\n".join(found)
