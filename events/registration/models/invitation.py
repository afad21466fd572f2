"""Emails that open a sprint's form."""

import secrets
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from events.lifecycle import Staged
from events.registration.models.registration import Registration
from events.sprints.models import Sprint
from people.models import NAME_LENGTH
from people.names import validate_visible


class InvitationQuerySet(models.QuerySet):
    def pending(self):
        """Those that may still be answered."""
        return self.filter(state=Invitation.State.SENT, expires_at__gt=timezone.now())

    def used_for(self, registration):
        return self.filter(state=Invitation.State.ACCEPTED, registration=registration)


def fresh_token() -> str:
    return secrets.token_urlsafe(32)


class Invitation(Staged):
    """An email that opens the form of one sprint to whoever holds its token."""

    class State(models.TextChoices):
        SENT = "sent"
        ACCEPTED = "accepted"
        DECLINED = "declined"
        WITHDRAWN = "withdrawn"

    STEPS: ClassVar[dict[str, set[str]]] = {
        State.SENT: {State.ACCEPTED, State.DECLINED, State.WITHDRAWN, State.SENT},
        State.ACCEPTED: {State.SENT},
        State.DECLINED: {State.SENT},
        State.WITHDRAWN: {State.SENT},
    }

    sprint = models.ForeignKey(Sprint, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField("e-mail address")
    name = models.CharField(max_length=NAME_LENGTH, blank=True, validators=[validate_visible])
    message = models.TextField(blank=True, max_length=2000)
    token = models.CharField(max_length=64, unique=True, default=fresh_token, editable=False)
    state = models.CharField(
        max_length=20, choices=State.choices, default=State.SENT, editable=False
    )
    expires_at = models.DateTimeField()
    sent_count = models.PositiveSmallIntegerField(default=0, editable=False)
    last_sent_at = models.DateTimeField(null=True, editable=False)
    registration = models.ForeignKey(
        Registration, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects: ClassVar[Any] = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sprint", "email"],
                name="invitation_once",
                violation_error_message="This address is invited already.",
            ),
            models.CheckConstraint(
                name="invitation_email_in_lower_case",
                condition=Q(email=Lower("email")) & ~Q(email=""),
                violation_error_message="An e-mail address is kept in lower case.",
            ),
        ]

    @property
    def is_pending(self) -> bool:
        return self.state == self.State.SENT and self.expires_at > timezone.now()

    def __str__(self) -> str:
        return f"{self.name} <{self.email}>" if self.name else self.email
