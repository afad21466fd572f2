"""Showing a refusal: the sentence, and that nothing was changed."""

import pytest
from django.apps import apps

from events.lifecycle import Refused, Transition
from events.outbox import Email
from events.travel.models import FundEntry, Offer, TravelApplication


def everything():
    """Whatever a refused step must leave as it was."""
    return (
        list(TravelApplication.objects.order_by("pk").values()),
        list(Offer.objects.order_by("pk").values()),
        FundEntry.objects.count(),
        Transition.objects.count(),
        Email.objects.count(),
    )


def every_row():
    """All that travel stores, and what is written of it elsewhere."""
    tables = [row for row in apps.get_models() if row.__module__.startswith("events.travel")]
    return [list(table._base_manager.values()) for table in (*tables, Transition, Email)]


def refused(sentence, verb, *args, **kwargs):
    before = everything()
    with pytest.raises(Refused) as refusal:
        verb(*args, **kwargs)
    assert str(refusal.value) == sentence
    assert everything() == before
