"""Emails leave with the step that they tell of, once, and in the end or not at all."""

import smtplib
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from events import outbox
from events.outbox import CLAIM_LASTS, KEPT_FOR, TASK_LASTS, WAITS, Email
from events.tests.clock import at
from people.tests.factories import PersonFactory
from people.tests.races import at_once

pytestmark = pytest.mark.both

EMAIL = ("ann@example.org", "A place for you", "Dear Ann,\n\nsee https://example.org/me/")
NOON = datetime(2030, 5, 6, 12, tzinfo=UTC)


@pytest.fixture
def workers(settings):
    """Emails wait in the database for a worker, as they do in production."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


@pytest.fixture
def refusing(monkeypatch):
    """A mail server that takes nothing."""

    def send(message):
        raise smtplib.SMTPServerDisconnected("Try again later.")

    monkeypatch.setattr(EmailMultiAlternatives, "send", send)


@pytest.fixture
def email(db, workers):
    return outbox.send_text(*EMAIL)


def queue():
    """What waits for a worker."""
    waiting = DBTaskResult.objects.ready().order_by("enqueued_at")
    return [(task.task_path, task.args_kwargs) for task in waiting]


def deliveries(*emails):
    return [("events.outbox.deliver", {"args": [email.pk], "kwargs": {}}) for email in emails]


def test_an_email_leaves_once_its_step_is_taken(db, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        with transaction.atomic():
            email = outbox.send_text(*EMAIL)
        assert mail.outbox == []
    (message,) = mail.outbox
    to, subject, text = EMAIL
    assert (message.to, message.subject, message.body) == ([to], subject, f"{text}\n")
    assert message.from_email == "Sprintbook <sprintbook@example.org>"
    ((html, kind),) = message.alternatives
    assert kind == "text/html"
    assert '<a href="https://example.org/me/"' in html
    email.refresh_from_db()
    assert (email.attempts, email.text, email.last_error, email.claimed_at) == (1, "", "", None)
    assert (email.sent_at is None, email.given_up_at) == (False, None)
    assert str(email) == "A place for you"


def test_an_email_waits_for_a_worker_unless_its_step_is_rolled_back(email):
    with transaction.atomic():
        outbox.send_text(*EMAIL)
        transaction.set_rollback(True)
    assert (list(Email.objects.all()), queue(), mail.outbox) == ([email], deliveries(email), [])


def test_an_email_is_written_from_a_template_with_the_subject_first(
    db, workers, settings, tmp_path
):
    (tmp_path / "seat.txt").write_text("{# why #}\nA place for {{ name }}\n\nDear {{ name }},\n\n")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
    email = outbox.send_email("ann@example.org", "seat.txt", {"name": "Ann <O'Neil> & Co"})
    assert (email.to, email.subject, email.text) == (
        "ann@example.org",
        "A place for Ann <O'Neil> & Co",
        "Dear Ann <O'Neil> & Co,\n",
    )


def test_a_text_does_no_harm_in_html(email, monkeypatch):
    Email.objects.update(text="<script>alert(1)</script>", subject="</title><script>")
    outbox.deliver.call(email.pk)
    ((html, _),) = mail.outbox[0].alternatives
    assert "<script" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


@pytest.mark.parametrize("line_break", ["\r\n", "\n", "\r", "\u2028", "\x0b", "\x85"])
def test_a_header_in_a_subject_is_part_of_the_subject(db, workers, line_break):
    subject = f"Hello{line_break}Bcc: all@example.org{line_break}"
    email = outbox.send_text("ann@example.org", subject, "Text")
    outbox.deliver.call(email.pk)
    (message,) = mail.outbox
    assert message.subject == "Hello Bcc: all@example.org"
    assert message.recipients() == ["ann@example.org"]
    assert message.message()["Bcc"] is None


def test_a_subject_is_cut_before_it_is_too_long(db, workers):
    assert outbox.send_text("ann@example.org", "a" * 10_000, "Text").subject == "a" * 400


def test_two_tasks_for_one_email_send_it_once_and_it_is_not_queued_again(email):
    outbox.deliver.call(email.pk)
    outbox.deliver.call(email.pk)
    assert (len(mail.outbox), Email.objects.get().attempts) == (1, 1)
    assert resent_at(timezone.now() + timedelta(days=1))[1] == []


def test_an_email_that_is_being_sent_is_not_sent_by_another_worker(email, monkeypatch):
    send = EmailMultiAlternatives.send

    def send_slowly(message):
        outbox.deliver.call(email.pk)  # the other one comes in the middle
        return send(message)

    monkeypatch.setattr(EmailMultiAlternatives, "send", send_slowly)
    outbox.deliver.call(email.pk)
    assert len(mail.outbox) == 1
    assert Email.objects.get().attempts == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_workers_at_once_one_sends_the_email(workers):
    email = outbox.send_text(*EMAIL)
    deliver = lambda: outbox.deliver.call(email.pk)  # noqa: E731 -- the same twice
    assert at_once(deliver, deliver) == [None, None]
    assert len(mail.outbox) == 1
    assert Email.objects.get().attempts == 1


def test_refused_mail_is_put_off_for_growing_waits_and_at_last_given_up(email, refusing):
    waits, now = [], NOON
    for _ in WAITS:
        with at(now.isoformat()):
            outbox.deliver.call(email.pk)
        email.refresh_from_db()
        waits.append(email.next_attempt_at - now)
        now = email.next_attempt_at
        assert (email.claimed_at, email.given_up_at) == (None, None)
    assert waits == [timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360, 1440)]
    with at(now.isoformat()):
        outbox.deliver.call(email.pk)
    email.refresh_from_db()
    assert (email.given_up_at, email.attempts, email.last_error) == (now, 7, "Try again later.")
    with at((now + timedelta(days=30)).isoformat()):
        outbox.deliver.call(email.pk)
        assert outbox.resend_due() == "0 emails put into the queue again"
    email.refresh_from_db()
    assert email.attempts == 7


def test_an_email_that_was_put_off_leaves_later_and_its_error_is_forgotten(email, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(EmailMultiAlternatives, "send", lambda message: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            outbox.deliver.call(email.pk)
    Email.objects.update(claimed_at=None, last_error="Try again later.")
    outbox.deliver.call(email.pk)
    email.refresh_from_db()
    assert (len(mail.outbox), email.attempts, email.last_error) == (1, 2, "")
    assert email.sent_at is not None


def resent_at(moment):
    """What is put into the queue again when the periodic work is done at this moment."""
    DBTaskResult.objects.all().delete()
    with at(moment.isoformat()):
        answer = outbox.resend_due()
    return answer, queue()


def test_an_email_whose_task_was_lost_is_queued_again_once_it_is_late(db, workers):
    with at(NOON.isoformat()):
        email = outbox.send_text(*EMAIL)
    late = NOON + CLAIM_LASTS
    assert resent_at(late - timedelta(seconds=1)) == ("0 emails put into the queue again", [])
    assert resent_at(late) == ("1 emails put into the queue again", deliveries(email))
    assert resent_at(late) == ("0 emails put into the queue again", [])
    assert resent_at(late + CLAIM_LASTS)[1] == deliveries(email)


def test_an_email_that_somebody_is_sending_is_left_alone_until_the_claim_has_run_out(email):
    Email.objects.update(next_attempt_at=NOON, claimed_at=NOON)
    assert resent_at(NOON + CLAIM_LASTS)[1] == []
    assert resent_at(NOON + CLAIM_LASTS + timedelta(seconds=1))[1] == deliveries(email)


def test_an_email_that_crashes_each_of_its_tasks_is_given_up(db, workers):
    """An address with a line break in it, for example, is a fault and no refusal."""
    email = outbox.send_text("ann@example.org\nBcc: all@example.org", "Hello", "Text")
    moment = timezone.now()
    for attempt in range(len(WAITS) + 1):
        moment += 2 * CLAIM_LASTS
        assert resent_at(moment)[1] == deliveries(email), attempt
        with at(moment.isoformat()), pytest.raises(ValueError, match="newline"):
            outbox.deliver.call(email.pk)
    moment += 2 * CLAIM_LASTS
    assert resent_at(moment)[1] == []
    email.refresh_from_db()
    assert (email.given_up_at, email.sent_at, mail.outbox) == (moment, None, [])


@pytest.mark.django_db(transaction=True)
def test_emails_are_queued_again_once_however_many_do_the_periodic_work(workers):
    emails = [outbox.send_text(*EMAIL) for _ in range(3)]
    Email.objects.update(next_attempt_at=NOON - timedelta(days=3650))
    DBTaskResult.objects.all().delete()
    at_once(outbox.resend_due, outbox.resend_due)
    assert sorted(queue(), key=str) == sorted(deliveries(*emails), key=str)


def test_a_task_that_a_killed_worker_left_running_is_ready_again(email):
    assert TASK_LASTS > CLAIM_LASTS  # else the freed task would not send
    (task,) = DBTaskResult.objects.all()
    task.claim("a worker")
    with at((task.started_at + TASK_LASTS).isoformat()):
        assert outbox.free_abandoned_tasks() == "0 abandoned tasks freed"
    with at((task.started_at + TASK_LASTS + timedelta(seconds=1)).isoformat()):
        assert outbox.free_abandoned_tasks() == "1 abandoned tasks freed"
    assert queue() == deliveries(email)


def test_the_copy_of_ones_data_has_the_emails_without_their_texts(email):
    outbox.send_text("joann@example.org", "Not for Ann", "Text")
    ann = PersonFactory(email="ann@example.org")
    earlier = outbox.send_text("former@example.org", "To Ann's former address", "Text", person=ann)
    assert list(outbox.emails_to(ann)) == [email, earlier]


def test_emails_and_finished_tasks_are_deleted_after_a_while(email):
    kept = outbox.send_text(*EMAIL)
    first, second = DBTaskResult.objects.order_by("enqueued_at")
    longest = NOON - KEPT_FOR
    too_long = longest - timedelta(seconds=1)
    for row, task, moment in ((email, first, too_long), (kept, second, longest)):
        row.created_at = task.finished_at = moment
        task.status = TaskResultStatus.SUCCESSFUL
        row.save()
        task.save()
    with at(NOON.isoformat()):
        assert outbox.forget_old() == "1 old emails and 1 old tasks deleted"
    assert list(Email.objects.all()) == [kept]
    assert list(DBTaskResult.objects.all()) == [second]
