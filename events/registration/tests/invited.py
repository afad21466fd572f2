"""Who is invited, by which address, and what they do with the email."""

from allauth.account.models import EmailAddress
from django.urls import reverse

from people.tests.factories import PersonFactory

ADA = "ada@example.org"


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
