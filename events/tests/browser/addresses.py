"""The pages that the browser looks at, by who may see them."""

import datetime

from django.urls import reverse

from events.sprints.models import Sprint
from events.travel.models import TravelApplication, TravelFund
from people.models import Organization

NOT_FOUND = "/no/such/page/"
STRANGER = None
ATTENDEE = "attendee@example.org"
ORGANIZER = "organizer@example.org"
REVIEWER = "reviewer@example.org"
MANAGER = "manager@example.org"


def public():
    return [
        reverse("pages:home"),
        reverse("pages:sprints"),
        reverse("pages:sprint", args=["python-core-2022"]),
        reverse("pages:people", args=["python-core-2022"]),
        reverse("recap:report", args=["python-core-2022"]),
        reverse("pages:sprint", args=["demo"]),
        reverse("pages:people", args=["demo"]),
        reverse("travel:supporters", args=["demo"]),
        reverse("photos:gallery", args=["demo"]),
        reverse("pages:privacy"),
        reverse("account_login"),
        reverse("account_signup"),
        reverse("account_signup_by_passkey"),
        reverse("account_reset_password"),
        reverse("meetings:groups"),
        reverse("meetings:group", args=["documentation"]),
        reverse("meetings:group", args=["code-of-conduct"]),
        reverse("meetings:programme", args=["python-core-2022"]),
        *programme(),
        reverse("meetings:programme", args=["demo"]) + "?tz=Nowhere",
        NOT_FOUND,
    ]


def programme():
    """The pages of the demo's programme: its second day is a full one."""
    sprint = Sprint.objects.get(slug="demo")
    second_day = sprint.starts_on + datetime.timedelta(days=1)
    public = sprint.meetings.public().exclude(starts_at=None).order_by("starts_at", "pk")
    return [
        reverse("meetings:programme", args=["demo"]),
        reverse("meetings:day", args=["demo", second_day.isoformat()]),
        reverse("meetings:now", args=["demo"]),
        reverse("meetings:changes", args=["demo"]),
        public.first().get_absolute_url(),
    ]


def personal():
    return [
        *programme(),
        reverse("pages:sprint", args=["demo"]),
        reverse("pages:mine"),
        reverse("registration:mine", args=["demo"]),
        reverse("registration:visibility", args=["demo"]),
        reverse("pages:edit_profile"),
        reverse("photos:portrait"),
        reverse("pages:delete_account"),
        reverse("mfa_index"),
        reverse("mfa_add_webauthn"),
        reverse("mfa_activate_totp"),
        reverse("usersessions_list"),
        reverse("account_email"),
        reverse("account_change_password"),
        reverse("travel:mine", args=["demo"]),
        reverse("travel:offer", args=["demo"]),
        reverse("travel:supporters", args=["demo"]),
    ]


def travel(address):
    """This page for an application that has a review, a question with its answer, and a note."""
    pk = TravelApplication.objects.get(registration__person__name="Sefa Invented").pk
    return reverse(address, args=["demo", pk])


def review():
    return [reverse("travel:queue", args=["demo"]), travel("travel:application")]


def decisions():
    """Board and records of travel: what a manager decides, and what the back office keeps."""
    applications = TravelApplication.objects.of(Sprint.objects.get(slug="demo"))
    staged = applications.exclude(staged_decision="").values_list("pk", flat=True)
    fund = TravelFund.objects.get(name="Lantern tickets")
    chosen = "&".join(f"application={pk}" for pk in staged)
    return [
        reverse("travel:queue", args=["demo"]),
        travel("travel:application"),
        reverse("travel:board", args=["demo"]),
        travel("travel:stage"),
        reverse("travel:preview", args=["demo"]) + "?" + chosen,
        reverse("admin:events_travelapplication_changelist"),
        reverse("admin:events_travelapplication_change", args=[staged[0]]),
        reverse("admin:events_travelfund_changelist"),
        reverse("admin:events_travelfund_change", args=[fund.pk]),
        reverse("admin:events_travelfund_deposit", args=[fund.pk]),
        reverse("admin:events_travelprogram_changelist"),
        reverse("admin:events_travelprogram_add"),
    ]


def back_office():
    sprint = Sprint.objects.get(slug="demo")
    draft = Sprint.objects.get(slug="demo-draft")
    registration = sprint.registrations.order_by("pk").first()
    meeting = sprint.meetings.get(title="How the library is documented")
    kettle = Organization.objects.get(name="Blue Kettle")
    return [
        reverse("admin:index") + "?all=1",
        reverse("admin:events_sprint_dashboard", args=[sprint.pk]),
        reverse("admin:events_sprint_changelist"),
        reverse("admin:events_sprint_change", args=[sprint.pk]),
        reverse("admin:events_sprint_action", args=[sprint.pk, "cancel"]),
        reverse("admin:events_sprint_copy", args=[sprint.pk]),
        reverse("admin:events_sprint_history", args=[sprint.pk]),
        reverse("admin:events_sprint_delete", args=[draft.pk]),
        reverse("admin:events_registration_changelist"),
        reverse("admin:events_registration_add"),
        reverse("admin:events_registration_change", args=[registration.pk]),
        reverse("admin:events_registration_desk", args=[sprint.pk]),
        reverse("admin:people_person_changelist"),
        reverse("admin:people_interestgroup_changelist"),
        reverse("admin:people_organization_logo", args=[kettle.pk]),
        reverse("admin:events_room_changelist"),
        reverse("admin:events_room_change", args=[meeting.room_id]),
        reverse("admin:events_meeting_changelist"),
        reverse("admin:events_meeting_add"),
        reverse("admin:events_meeting_change", args=[meeting.pk]),
        reverse("admin:events_meeting_schedule", args=[meeting.pk]),
        reverse("admin:events_meeting_action", args=[meeting.pk, "cancel"]),
        reverse("admin:events_meeting_problems", args=[sprint.pk]),
        reverse("admin:events_programmechange_changelist"),
        reverse("recap:report", args=["demo"]),
        reverse("recap:edit", args=["demo"]),
    ]


PAGES = {
    STRANGER: public,
    ATTENDEE: personal,
    REVIEWER: review,
    MANAGER: decisions,
    ORGANIZER: back_office,
}


def visit(page, address):
    """Open a page of these, and make sure that it is the one that was asked for."""
    answer = page.goto(address)
    assert page.url.endswith(address)
    assert answer.status == (404 if address == NOT_FOUND else 200)
