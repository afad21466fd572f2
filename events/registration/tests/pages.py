"""What a browser would send to the pages of registrations, and what is stored afterwards."""

from django.apps import apps
from django.http import QueryDict
from django.urls import reverse

TYPED = {
    "new_organization": "Acme",
    "diet": "vegan",
    "allergies": "hazelnuts",
    "accessibility": "a ramp",
    "emergency_name": "Grace Lee",
    "emergency_phone": "+1 23 456",
    "tshirt": "M",
    "note": "I arrive late on Monday.",
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


def form_errors(form_class, registration, sent):
    """The sentences of a form that a browser would send like this, field by field."""
    data = QueryDict(mutable=True)
    for name, answer in sent.items():
        data.setlist(name, answer if isinstance(answer, list) else [answer])
    errors = form_class(data, instance=registration).errors
    return {name: list(sentences) for name, sentences in errors.items()}


def all_rows():
    """Every row of events and people, table by table."""
    models = [
        *apps.get_app_config("events").get_models(),
        *apps.get_app_config("people").get_models(),
    ]
    return {model.__name__: list(model._base_manager.order_by("pk").values()) for model in models}
