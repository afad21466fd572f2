"""How an email leaves: a row and a task in the transaction of the action that it is about.

If that rolls back, nothing was sent. A worker claims an email before it sends it, so that two
tasks for one email send it once. What the mail server refuses is tried again after growing waits;
what a killed worker left behind is due again when its claim has run out.
"""

import logging
from datetime import timedelta
from email.utils import make_msgid
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import models, transaction
from django.db.models import F, Q
from django.template import Context, Engine
from django.template.loader import render_to_string
from django.utils import timezone
from django_tasks import task
from django_tasks.base import Task, TaskResultStatus
from django_tasks_db.models import DBTaskResult

from people.rules import addresses

logger = logging.getLogger(__name__)

WAITS = [timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360, 1440)]
CLAIM_LASTS = timedelta(minutes=5)  # far longer than the mail server's time-out
TASK_LASTS = 2 * CLAIM_LASTS  # so that the claim of a freed task's email has run out
KEPT_FOR = timedelta(days=90)


class EmailQuerySet(models.QuerySet):
    def unsent(self):
        return self.filter(sent_at=None, given_up_at=None)

    def unclaimed(self):
        return self.filter(Q(claimed_at=None) | Q(claimed_at__lt=timezone.now() - CLAIM_LASTS))

    def due(self):
        return self.unsent().unclaimed().filter(next_attempt_at__lte=timezone.now())


class Email(models.Model):
    """An e-mail to one address. The text goes when the email has gone; the rest stays a while."""

    to = models.EmailField()
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="emails"
    )
    subject = models.CharField(max_length=400)
    text = models.TextField()
    calendar = models.TextField(blank=True, help_text="An iCalendar file to go with it.")
    created_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True)

    objects = EmailQuerySet.as_manager()

    class Meta:
        db_table = "events_letter"  # its name before it was called an email
        indexes = [
            models.Index(
                fields=["next_attempt_at"],
                name="letter_unsent",
                condition=Q(sent_at=None, given_up_at=None),
            )
        ]

    def __str__(self) -> str:
        return self.subject


def enqueue(work: Task, *args: Any) -> None:
    """Hand over a task: a row of this transaction, or, where tasks run at once, after its commit."""
    if work.get_backend().supports_defer:
        work.enqueue(*args)
    else:
        transaction.on_commit(lambda: work.enqueue(*args))


def compose(template: str, context: dict[str, Any]) -> tuple[str, str]:
    """Subject and text of an email: its template's first line, and the rest."""
    found = Engine.get_default().get_template(template)
    rendered = found.render(Context(context, autoescape=False))
    subject, _, text = rendered.strip().partition("\n")
    return subject, text.strip()


def send_email(
    to: str, template: str, context: dict[str, Any], *, person: Any = None, calendar: str = ""
) -> Email:
    """Write an email from a text template."""
    subject, text = compose(template, context)
    return send_text(to, subject, text, person=person, calendar=calendar)


def email_person(
    person: Any, template: str, context: dict[str, Any], *, calendar: str = ""
) -> bool:
    """Write to somebody by name, and say whether: not without an address or after they have left."""
    if person is None or not person.email or not person.is_active:
        return False
    context = {"name": person.get_short_name(), **context}
    send_email(person.email, template, context, person=person, calendar=calendar)
    return True


@transaction.atomic
def send_text(to: str, subject: str, text: str, *, person: Any = None, calendar: str = "") -> Email:
    """Write an email and put it in the queue; line breaks in the subject become spaces."""
    email = Email.objects.create(
        to=to,
        subject=" ".join(subject.split())[:400],
        text=text.strip() + "\n",
        calendar=calendar,
        person=person if person and person.pk else None,
        next_attempt_at=timezone.now() + CLAIM_LASTS,
    )
    enqueue(deliver, email.pk)
    return email


def claim(pk: int) -> Email | None:
    """Take the email for this worker, unless it has gone or another worker has it."""
    taken = Email.objects.unsent().unclaimed().filter(pk=pk)
    if not taken.update(claimed_at=timezone.now(), attempts=F("attempts") + 1):
        return None
    return Email.objects.get(pk=pk)


@task()
def deliver(pk: int) -> None:
    """Send one email. A mail server that refuses is asked again later."""
    email = claim(pk)
    if email is None:
        return
    headers = {
        "Auto-Submitted": "auto-generated",  # RFC 3834: so that no absence notice answers
        "Message-ID": make_msgid(domain=urlsplit(settings.SITE_URL).hostname),
    }
    message = EmailMultiAlternatives(
        email.subject, email.text, settings.DEFAULT_FROM_EMAIL, [email.to], headers=headers
    )
    if email.calendar:
        message.attach("sprint.ics", email.calendar, "text/calendar")
    message.attach_alternative(render_to_string("email.html", {"email": email}), "text/html")
    try:
        message.send()
    except OSError as refusal:  # what smtplib and sockets raise
        put_off(email, refusal)
    else:
        Email.objects.filter(pk=pk).update(
            sent_at=timezone.now(), text="", calendar="", last_error="", claimed_at=None
        )


def put_off(email: Email, refusal: OSError) -> None:
    """Try again after the next wait, or give up after the last one."""
    now = timezone.now()
    changes: dict[str, Any] = {"claimed_at": None, "last_error": str(refusal)[:1000]}
    if email.attempts > len(WAITS):
        changes["given_up_at"] = now
        logger.error("Email %s has been given up: %s", email.pk, refusal)
    else:
        changes["next_attempt_at"] = now + WAITS[email.attempts - 1]
        logger.warning("Email %s is put off: %s", email.pk, refusal)
    Email.objects.filter(pk=email.pk).update(**changes)


def resend_due() -> str:
    """Give each email that should have gone by now a new task."""
    now = timezone.now()
    with transaction.atomic():
        # An email that crashes its task was claimed each time, so its attempts count as well.
        Email.objects.due().filter(attempts__gt=len(WAITS)).update(given_up_at=now)
        due = list(
            Email.objects.due().select_for_update(skip_locked=True).values_list("pk", flat=True)
        )
        Email.objects.filter(pk__in=due).update(next_attempt_at=now + CLAIM_LASTS)
        for pk in due:
            enqueue(deliver, pk)
    return f"{len(due)} emails put into the queue again"


def free_abandoned_tasks() -> str:
    """Make ready what a killed worker left running; no task of ours runs for so long."""
    abandoned = DBTaskResult.objects.running().filter(started_at__lt=timezone.now() - TASK_LASTS)
    return f"{abandoned.update(status=TaskResultStatus.READY)} abandoned tasks freed"


def emails_to(person: Any) -> EmailQuerySet:
    """What was written to somebody, at whatever address, and is still known here."""
    mine = Q(person=person)
    for address in addresses(person):
        mine |= Q(to__iexact=address)
    return Email.objects.filter(mine).order_by("pk")


def forget_old() -> str:
    """Delete the traces of emails and tasks that nobody will ask about any more."""
    before = timezone.now() - KEPT_FOR
    emails, _ = Email.objects.filter(created_at__lt=before).delete()
    tasks, _ = DBTaskResult.objects.finished().filter(finished_at__lt=before).delete()
    return f"{emails} old emails and {tasks} old tasks deleted"
