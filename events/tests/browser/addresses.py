"""The pages that the browser looks at, by who may see them."""

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
        NOT_FOUND,
    ]


def personal():
    return [
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
    ]


PAGES = {STRANGER: public, ATTENDEE: personal, ORGANIZER: back_office}


def visit(page, address):
    """Open a page of these, and make sure that it is the one that was asked for."""
    answer = page.goto(address)
    assert page.url.endswith(address)
    assert answer.status == (404 if address == NOT_FOUND else 200)
