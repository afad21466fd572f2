"""The pages that the browser looks at, by who may see them."""

import datetime

from django.urls import reverse

from events.sprints.models import Sprint

NOT_FOUND = "/no/such/page/"
STRANGER = None
ATTENDEE = "attendee@example.org"
ORGANIZER = "organizer@example.org"


def public():
    return [
        reverse("pages:home"),
        reverse("pages:sprints"),
        reverse("pages:sprint", args=["python-core-2022"]),
        reverse("pages:people", args=["python-core-2022"]),
        reverse("pages:sprint", args=["demo"]),
        reverse("pages:people", args=["demo"]),
        reverse("travel:supporters", args=["demo"]),
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
        reverse("pages:edit_profile"),
        reverse("pages:delete_account"),
        reverse("mfa_index"),
        reverse("mfa_add_webauthn"),
        reverse("mfa_activate_totp"),
        reverse("usersessions_list"),
        reverse("account_email"),
        reverse("account_change_password"),
    ]


def back_office():
    sprint = Sprint.objects.get(slug="demo")
    draft = Sprint.objects.get(slug="demo-draft")
    registration = sprint.registrations.order_by("pk").first()
    meeting = sprint.meetings.get(title="How the library is documented")
    return [
        reverse("admin:index") + "?all=1",
        reverse("admin:events_sprint_dashboard", args=[sprint.pk]),
        reverse("admin:events_sprint_changelist"),
        reverse("admin:events_sprint_change", args=[sprint.pk]),
        reverse("admin:events_sprint_step", args=[sprint.pk, "cancel"]),
        reverse("admin:events_sprint_copy", args=[sprint.pk]),
        reverse("admin:events_sprint_history", args=[sprint.pk]),
        reverse("admin:events_sprint_delete", args=[draft.pk]),
        reverse("admin:events_registration_changelist"),
        reverse("admin:events_registration_add"),
        reverse("admin:events_registration_change", args=[registration.pk]),
        reverse("admin:events_registration_desk", args=[sprint.pk]),
        reverse("admin:people_person_changelist"),
        reverse("admin:people_interestgroup_changelist"),
        reverse("admin:events_room_changelist"),
        reverse("admin:events_room_change", args=[meeting.room_id]),
        reverse("admin:events_meeting_changelist"),
        reverse("admin:events_meeting_add"),
        reverse("admin:events_meeting_change", args=[meeting.pk]),
        reverse("admin:events_meeting_place", args=[meeting.pk]),
        reverse("admin:events_meeting_step", args=[meeting.pk, "cancel"]),
        reverse("admin:events_meeting_problems", args=[sprint.pk]),
        reverse("admin:events_programmechange_changelist"),
    ]


PAGES = {STRANGER: public, ATTENDEE: personal, ORGANIZER: back_office}


def visit(page, address):
    """Open a page of these, and make sure that it is the one that was asked for."""
    answer = page.goto(address)
    assert page.url.endswith(address)
    assert answer.status == (404 if address == NOT_FOUND else 200)
