"""Showing a refusal: the sentence, and that nothing was changed."""

import pytest

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


def refused(sentence, verb, *args, **kwargs):
    before = everything()
    with pytest.raises(Refused) as refusal:
        verb(*args, **kwargs)
    assert str(refusal.value) == sentence
    assert everything() == before
