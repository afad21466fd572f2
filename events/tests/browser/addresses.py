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
NEWCOMER = "newcomer@example.org"
WAITING = "waiting@example.org"


OF_2022 = "python-core-2022"


def public():
    return [
        *map(reverse, ("pages:home", "pages:sprints", "pages:privacy", "meetings:groups")),
        *map(reverse, ("account_login", "account_signup", "account_signup_by_passkey")),
        reverse("account_reset_password"),
        *of_sprint(OF_2022, "pages:sprint pages:people recap:report meetings:programme"),
        *of_sprint("demo", "pages:sprint pages:people travel:supporters photos:gallery"),
        reverse("meetings:group", args=["documentation"]),
        reverse("meetings:group", args=["code-of-conduct"]),
        *programme(),
        *of_sprint("demo", "meetings:now meetings:changes"),
        reverse("meetings:programme", args=["demo"]) + "?tz=Nowhere",
        NOT_FOUND,
    ]


def of_sprint(slug, names):
    return [reverse(name, args=[slug]) for name in names.split()]


def programme():
    """The pages of the demo's programme: its second day is a full one."""
    sprint = Sprint.objects.get(slug="demo")
    second_day = sprint.starts_on + datetime.timedelta(days=1)
    public = sprint.meetings.public().exclude(starts_at=None).order_by("starts_at", "pk")
    return [
        reverse("meetings:programme", args=["demo"]),
        reverse("meetings:day", args=["demo", second_day.isoformat()]),
        public.first().get_absolute_url(),
    ]


def personal():
    of_account = (
        "pages:mine pages:edit_profile pages:delete_account photos:portrait mfa_index "
        "mfa_add_webauthn mfa_activate_totp usersessions_list account_email account_change_password"
    )
    return [
        *programme(),
        *map(reverse, of_account.split()),
        *of_sprint("demo", "pages:sprint travel:mine travel:offer"),
        *of_sprint("demo", "registration:mine registration:edit registration:change_mode"),
        reverse("registration:visibility", args=["demo"]),
    ]


def decisions():
    """Board and records of travel: what a manager decides, and what the back office keeps.

    One application has a review, a question with its answer, and a note.
    """
    applications = TravelApplication.objects.of(Sprint.objects.get(slug="demo"))
    asked = applications.get(registration__person__name="Sefa Invented")
    staged = applications.exclude(staged_decision="").order_by("pk")
    fund = TravelFund.objects.get(name="Lantern tickets")
    chosen = "&".join(f"application={one.pk}" for one in staged)
    return [
        *of_sprint("demo", "travel:queue travel:board"),
        reverse("travel:application", args=["demo", asked.pk]),
        reverse("travel:stage", args=["demo", asked.pk]),
        reverse("travel:preview", args=["demo"]) + "?" + chosen,
        *records("travelapplication", staged[0], "changelist change"),
        *records("travelfund", fund, "changelist change deposit"),
        *records("travelprogram", None, "changelist add"),
    ]


def back_office():
    sprint = Sprint.objects.get(slug="demo")
    draft = Sprint.objects.get(slug="demo-draft")
    registration = sprint.registrations.order_by("pk").first()
    meeting = sprint.meetings.get(title="How the library is documented")
    kettle = Organization.objects.get(name="Blue Kettle")
    return [
        reverse("admin:index") + "?all=1",
        *records("sprint", sprint, "changelist dashboard change copy history"),
        reverse("admin:events_sprint_action", args=[sprint.pk, "cancel"]),
        *records("sprint", draft, "delete"),
        *records("registration", registration, "changelist add change"),
        *records("registration", sprint, "desk"),
        reverse("admin:people_person_changelist"),
        reverse("admin:people_interestgroup_changelist"),
        reverse("admin:people_organization_logo", args=[kettle.pk]),
        *records("room", meeting.room, "changelist change"),
        *records("meeting", meeting, "changelist add change schedule"),
        reverse("admin:events_meeting_action", args=[meeting.pk, "cancel"]),
        *records("meeting", sprint, "problems"),
        reverse("admin:events_programmechange_changelist"),
        *of_sprint("demo", "recap:report recap:edit"),
    ]


def records(kind, row, pages):
    """Pages of the back office for this kind of record; those of one record are of this row."""
    for page in pages.split():
        args = [] if page in ("changelist", "add") else [row.pk]
        yield reverse(f"admin:events_{kind}_{page}", args=args)


PAGES = {
    STRANGER: public,
    ATTENDEE: personal,
    WAITING: lambda: of_sprint("demo", "registration:mine registration:change_mode"),
    NEWCOMER: lambda: of_sprint("demo", "registration:register"),
    MANAGER: decisions,
    ORGANIZER: back_office,
}


def visit(page, address):
    """Open a page of these, and make sure that it is the one that was asked for."""
    answer = page.goto(address)
    assert page.url.endswith(address)
    assert answer.status == (404 if address == NOT_FOUND else 200)
