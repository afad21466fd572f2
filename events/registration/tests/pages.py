"""What a browser would send to the pages of registrations, and what is stored afterwards."""

from allauth.account.models import EmailAddress
from django.apps import apps
from django.contrib.messages import get_messages
from django.urls import reverse

from events.registration.models import Registration
from events.sprints.models import TeamRole
from events.sprints.tests.factories import TeamMemberFactory
from people.tests.factories import PersonFactory

ADA = "ada@example.org"
TYPED = {
    "diet": "vegan",
    "allergies": "hazelnuts",
    "accessibility": "a ramp",
    "emergency_name": "Grace Lee",
    "emergency_phone": "+1 23 456",
    "tshirt": "M",
    "note": "I arrive late on Monday.",
}

# What no form asks for.
GUESSED = "a" * 43
HIDDEN = {
    **dict.fromkeys(["overbooked", "entered_by_hand", "auto_accept"], "on"),
    **dict.fromkeys(["remote_while_waiting", "photo_name_consent"], "on"),
    **dict.fromkeys(["offer_expires_at", "reminded_at", "expires_at"], "2099-01-01 00:00"),
    **dict.fromkeys(["conduct_accepted_at", "created_at", "changed_at"], "2000-01-01 00:00"),
    **dict.fromkeys(["priority", "conduct_version", "sent_count"], "99"),
    **dict.fromkeys(["id", "revision"], "1"),
    "state": "confirmed",
    "queue_no": "0",
    "photo_consent": "yes",
    "travels_from": "FR",
    "token": GUESSED,
}


def address(name, sprint):
    return reverse(f"registration:{name}", args=[sprint.slug])


def answers(sprint, /, **changes):
    """A form that is filled in; None leaves a question out."""
    answered = {
        "coming": "in_person",
        "days": [sprint.starts_on.isoformat()],
        "first_time": "True",
        "travels_from": "CZ",
        "listed": "participants",
        "photo_consent": "ask",
        "conduct": "on",
        "conduct_version": sprint.conduct_version,
        **TYPED,
        **changes,
    }
    return {name: answer for name, answer in answered.items() if answer is not None}


def all_rows():
    """Every row of events and people, table by table."""
    models = [*apps.get_app_config("events").get_models()]
    models += apps.get_app_config("people").get_models()
    return {model.__name__: list(model._base_manager.order_by("pk").values()) for model in models}


def states(*rows):
    return [Registration.objects.get(pk=row.pk).state for row in rows]


def sentences(response):
    """The messages that this response leads to."""
    return [str(message) for message in get_messages(response.wsgi_request)]


def viewer(role, sprint):
    """Somebody with this role in the team, a superuser, a foreign organizer, or a stranger."""
    person = PersonFactory(is_superuser=role == "superuser")
    if role in TeamRole.values:
        TeamMemberFactory(sprint=sprint, person=person, role=role)
    elif role == "foreign organizer":
        TeamMemberFactory(person=person)
    return person


def page(invitation):
    return reverse("registration:invitation", args=[invitation.sprint.slug, invitation.token])


def step(record, name):
    return f"/admin/events/{record._meta.model_name}/{record.pk}/actions/{name}/"


def change(record):
    return f"/admin/events/{record._meta.model_name}/{record.pk}/change/"


def somebody(email):
    """A person with an account whose address is confirmed."""
    person = PersonFactory(email=email)
    EmailAddress.objects.create(user=person, email=email, verified=True)
    return person
