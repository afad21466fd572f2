"""Reports that were published with marks in their texts keep what was promised of names."""

import importlib

import pytest
from django.apps import apps

from events.pages.workflow import delete_account
from events.recap import display, workflow
from events.recap.tests.factories import OutcomeFactory, OutcomePersonFactory, ReportFactory
from events.registration.models import Financing, Registration
from events.registration.tests.factories import FinancingFactory, RegistrationFactory

pytestmark = pytest.mark.django_db
ABOVE = (
    "2 in-person participants, in alphabetical order, "
    "with the organizations that helped to pay for their coming:"
)


@pytest.fixture
def report(sprint, ann, last_evening):
    bo = RegistrationFactory(sprint=sprint, person__name="Bo *Ek*", attended="yes").person
    paid = FinancingFactory(registration=ann.registrations.get(), organization__name="A_cme")
    fix = OutcomePersonFactory(outcome=OutcomeFactory(sprint=sprint, title="A fix"), person=bo)
    payer = f"⟦{ann.pk}/{paid.organization_id}:A_cme⟧"
    mark_ann, mark_bo = f"⟦{ann.pk}:Ann Lee⟧", f"⟦{bo.pk}:Bo *Ek*⟧"
    texts = {
        "why": f"By hand: {mark_ann} ({payer}) and {mark_bo}.\n\n    code",
        "highlights": f"-   A fix, by ⟦{bo.pk}@{fix.outcome_id}:Bo *Ek*⟧\n-   More",
        "votes": f"-   {mark_ann}: Nomination, yes\n-   A logo, no",
        "participants": f"{ABOVE}\n\n-   {mark_ann} ({payer})\n-   {mark_bo}",
        "thanks": f"Special thanks to ⟦{ann.pk}:Annie⟧ for lunch.",
    }
    head = {"title": f"With {mark_ann}", "author": "Olga"}
    sections = [{"name": name, "heading": "", "markdown": text} for name, text in texts.items()]
    head |= dict.fromkeys(("subtitle", "description", "slug", "legacy_path", "cover"), "")
    rest = {"cover_words": [], "branches": [], "figures": [], "sections": sections}
    days = {"published_on": sprint.ends_on, "updated_on": sprint.ends_on}
    frozen = head | rest | {"tags": [mark_ann]}
    report = ReportFactory(sprint=sprint, state="published", frozen=frozen, **days)
    importlib.import_module("events.migrations.0013_report_names").convert(apps, None)
    report.refresh_from_db()
    return report


def shown(report):
    content = display.content_of(report)
    return content.title, {one.name: one.markdown for one in content.sections}


def test_they_read_as_they_did(report):
    title, text = shown(report)
    assert (title, report.frozen["tags"]) == ("With Ann Lee", ["Ann Lee"])
    assert text == {
        "why": "By hand: Ann Lee (A\\_cme) and Bo \\*Ek\\*.\n\n    code",
        "highlights": "-   A fix, by Bo \\*Ek\\*\n-   More",
        "votes": "-   Ann Lee: Nomination, yes\n-   A logo, no",
        "participants": f"{ABOVE}\n\n-   Ann Lee (A\\_cme)\n-   Bo \\*Ek\\*",
        "thanks": "Special thanks to Annie for lunch.",
    }
    Financing.objects.update(private=True)
    assert "cme" not in str(shown(report))


def test_they_lose_whoever_withdraws(report):
    Registration.objects.filter(person__name="Ann Lee").update(listed="")
    title, text = shown(report)
    assert title == "With a participant"
    assert text == {
        "why": "By hand: a participant and Bo \\*Ek\\*.\n\n    code",
        "highlights": "-   A fix, by Bo \\*Ek\\*\n-   More",
        "votes": "-   A logo, no",
        "participants": "2 in-person participants; 1 of them is listed here:\n\n-   Bo \\*Ek\\*",
        "thanks": "Special thanks to a participant for lunch.",
    }


def test_they_lose_a_credit_and_a_deleted_account(report, ann):
    credit = report.sprint.outcomes.get().credited.get()
    workflow.leave(credit.outcome, by=credit.person)
    delete_account(ann)
    report.refresh_from_db()
    assert "A fix, by a participant" in shown(report)[1]["highlights"]
    assert "Ann" not in str(report.frozen)
