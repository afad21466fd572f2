"""The commands `demo` and `tick`."""

import io

import pytest
from django.core.management import CommandError, call_command

from events.management.commands import tick
from events.registration.models import Registration
from events.sprints.models import Sprint
from people.models import Person

pytestmark = pytest.mark.django_db


def run(name, *options):
    printed = io.StringIO()
    call_command(name, *options, stdout=printed)
    return printed.getvalue()


def test_the_demo_is_refused_in_production():
    with pytest.raises(CommandError, match="only with DEBUG=1"):
        run("demo")
    assert not Person.objects.exists()


def test_the_demo_may_be_loaded_again_and_changes_nothing(settings):
    settings.DEBUG = True
    assert run("demo").startswith("The demo is loaded.\nAccounts, all with the password")
    before = (Person.objects.count(), Registration.objects.count(), Sprint.objects.count())
    Sprint.objects.filter(slug="demo").update(tagline="Typed by hand")
    run("demo")
    assert (Person.objects.count(), Registration.objects.count(), Sprint.objects.count()) == before
    assert Sprint.objects.get(slug="demo").tagline == "Typed by hand"


def test_the_demo_leaves_a_database_in_use_alone(settings):
    settings.DEBUG = True
    Person.objects.create(name="Somebody")
    assert run("demo", "--if-empty").startswith("Accounts")
    assert Person.objects.count() == 1


def test_the_demo_invents_nothing_about_the_people_of_2022(settings):
    settings.DEBUG = True
    run("demo")
    people = Person.objects.filter(registrations__sprint__slug="python-core-2022")
    invented = people.exclude(email=None, introduction="", github="", time_zone="")
    assert list(invented) == []


def test_tick_says_what_it_did_and_may_run_again():
    assert (
        run("tick")
        == run("tick")
        == (
            "settle_all: 0 queues settled\n"
            "remind_of_offers: 0 people reminded of their offers\n"
            "expire_offers: 0 travel offers expired\n"
            "withdraw_absent: 0 travel applications of people who do not come withdrawn\n"
            "remind_of_offers: 0 people reminded of travel offers\n"
            "purge_private_details: 0 people's private details deleted\n"
            "free_abandoned_tasks: 0 abandoned tasks freed\n"
            "resend_due: 0 letters put into the queue again\n"
            "forget_old: 0 old letters and 0 old tasks deleted\n"
            "forget_unconfirmed: 0 unconfirmed accounts deleted\n"
            "forget_old_sessions: expired sessions deleted\n"
        )
    )


def test_work_that_fails_does_not_keep_the_rest_from_being_done(monkeypatch):
    def broken():
        raise ValueError("broken")

    def whole():
        return "done"

    monkeypatch.setattr(tick, "PERIODIC_WORK", [broken, whole])
    printed = io.StringIO()
    with pytest.raises(CommandError, match="Failed: broken"):
        call_command("tick", stdout=printed)
    assert printed.getvalue() == "whole: done\n"
