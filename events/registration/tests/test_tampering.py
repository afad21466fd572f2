"""Whatever is sent along to the forms of the team: only what they show is changed, and nothing breaks."""

import pytest

from events.lifecycle import Transition
from events.outbox import Email
from events.registration import workflow
from events.registration.models import Invitation, PrivateDetails, Registration
from events.registration.tests.factories import FinancingFactory, RegistrationFactory
from events.registration.tests.pages import GUESSED, HIDDEN, all_rows, change, sentences, step
from events.registration.tests.test_admin import ADD, typed
from people.tests.factories import PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("open_door")]
HUGE = "9" * 30


@pytest.fixture
def foreign(db):
    """A registration of a sprint that another team keeps."""
    return RegistrationFactory(sprint__name="Elsewhere")


@pytest.fixture
def waiting(organizer):
    RegistrationFactory(sprint=organizer.sprint)
    row = RegistrationFactory(sprint=organizer.sprint, state="waitlisted", queue_no=1, listed="")
    PrivateDetails.objects.create(registration=row, diet="vegan")
    return row


def hidden(foreign):
    """What no form of the team asks for, and another team's sprint, person and row besides."""
    of_another = {"sprint": foreign.sprint_id, "person": foreign.person_id, "mode": "remote"}
    return HIDDEN | of_another | {"registration": foreign.pk}


def test_an_unchanged_registration_stays_as_it_is_whatever_is_sent_along(
    client_of, organizer, waiting, foreign
):
    client = client_of(organizer.person)
    details = {
        "private_details-TOTAL_FORMS": 1,
        "private_details-INITIAL_FORMS": 1,
        "private_details-0-id": waiting.private_details.pk,
        "private_details-0-registration": foreign.pk,
        "private_details-0-diet": "TAMPERED",
    }
    shown = {"attended": "unknown", "listed": ""}
    before = all_rows()
    sent = typed(waiting.sprint) | hidden(foreign) | details | shown
    assert client.post(change(waiting), sent).status_code == 302
    assert client.post(change(waiting), sent | {"_saveasnew": "1"}).status_code == 400
    assert all_rows() == before


def test_a_new_participant_is_what_the_form_asked_for_and_nothing_else(
    client_of, organizer, foreign
):
    own = {"sprint": organizer.sprint_id, "person": "", "mode": "in_person", "new_name": "Ada"}
    sent = typed(organizer.sprint) | hidden(foreign) | own
    before = all_rows()["Registration"]
    assert client_of(organizer.person).post(ADD, sent).status_code == 302
    row = Registration.objects.get(sprint=organizer.sprint, person__name="Ada")
    plain = Registration(sprint=row.sprint, person=row.person)
    computed = {"id", "state", "created_at", "entered_by_hand"}
    for name in [name for name in HIDDEN.keys() - computed if hasattr(plain, name)]:
        assert getattr(row, name) == getattr(plain, name), name
    assert (row.state, row.entered_by_hand) == ("confirmed", True)
    assert row.created_at.year == Transition.objects.of(row).get().at.year
    others = Registration.objects.exclude(pk=row.pk)
    assert list(others.order_by("pk").values()) == before


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"financing-0-id": HUGE}, 200),
        ({"financing-0-registration": "{registration}"}, 200),
        ({"financing-0-organization": "a\0"}, 200),
        ({"financing-TOTAL_FORMS": HUGE}, 200),
        ({"financing-INITIAL_FORMS": ""}, 200),
        ({"private_details-TOTAL_FORMS": "x"}, 200),
        ({"roles": ["a\0"]}, 200),
        ({"financing-0-id": "{financing}", "financing-0-private": "on"}, 302),
        ({"financing-INITIAL_FORMS": HUGE}, 302),
        ({"attended": "a\0"}, 302),
    ],
)
def test_a_row_of_somebody_else_and_nonsense_change_nothing(
    client_of, organizer, foreign, changes, status
):
    row = FinancingFactory(registration__sprint=organizer.sprint, registration__attended="yes")
    other = FinancingFactory(registration=foreign)
    own = {
        "financing-TOTAL_FORMS": 1,
        "financing-INITIAL_FORMS": 1,
        "financing-0-id": row.pk,
        "financing-0-registration": row.registration_id,
        "financing-0-organization": row.organization_id,
    }
    keys = {"{financing}": other.pk, "{registration}": foreign.pk}
    tampered = {name: keys.get(str(value), value) for name, value in changes.items()}
    client = client_of(organizer.person)
    before = all_rows()
    answer = client.post(change(row.registration), typed(organizer.sprint) | own | tampered)
    assert answer.status_code == status
    assert ("Please correct the error" in answer.content.decode()) == (status == 200)
    assert all_rows() == before


def test_a_step_reads_its_reason_and_nothing_else(client_of, organizer, waiting, foreign):
    client = client_of(organizer.person)
    before = Registration.objects.values().get(pk=waiting.pk)
    answer = client.post(step(waiting, "cancel"), hidden(foreign) | {"why": "Asked for."})
    assert answer.status_code == 302
    after = Registration.objects.values().get(pk=waiting.pk)
    changed = {name for name, value in after.items() if value != before[name]}
    assert changed == {"state", "state_changed_at"}
    assert after["state"] == "cancelled"
    assert Transition.objects.of(waiting).get().by == organizer.person


@pytest.mark.parametrize("why", ["a\0b", "x" * 2001, ""], ids=["null", "long", "empty"])
def test_a_reason_that_cannot_be_kept_gets_a_sentence(client_of, organizer, waiting, why):
    client = client_of(organizer.person)
    before = all_rows()
    answer = client.post(step(waiting, "cancel"), {"why": why})
    assert list(answer.context["form"].errors) == ["why"]
    chosen = {"action": "action_cancel", "_selected_action": [waiting.pk], "why": why}
    sentence = "No action selected." if why else f"{waiting}: Please say why; the person reads it."
    assert sentences(client.post("/admin/events/registration/", chosen)) == [sentence]
    assert all_rows() == before


def test_steps_reach_no_row_of_another_team(client_of, organizer, waiting, foreign):
    client = client_of(organizer.person)
    elsewhere = workflow.invite(
        foreign.sprint, [("", "bo@example.org")], by=PersonFactory(is_superuser=True)
    )[0]
    before = all_rows()
    steps = [(foreign, "cancel"), *((elsewhere, name) for name in ("withdraw", "remind", "again"))]
    for record, name in steps:
        sent = {"why": "I may.", "sprint": organizer.sprint_id, "registration": waiting.pk}
        assert client.post(step(record, name), sent).status_code == 404
        kind = record._meta.model_name
        chosen = {"action": f"action_{name}", "_selected_action": [record.pk], **sent}
        answer = client.post(f"/admin/events/{kind}/", chosen, follow=True)
        assert answer.status_code == 200
    assert all_rows() == before


@pytest.mark.parametrize("key", [HUGE, "0", "-1", "1 OR 1=1", "a"])
def test_rows_that_are_none_are_not_found(client_of, organizer, waiting, key):
    client = client_of(organizer.person)
    before = all_rows()
    for kind in ("registration", "invitation"):
        page = f"/admin/events/{kind}"
        for path in (f"{page}/{key}/change/", f"{page}/{key}/actions/cancel/"):
            assert client.post(path, {"why": "I may."}).status_code in (302, 403, 404)
        chosen = {"action": "action_withdraw", "_selected_action": [key], "why": "I may."}
        assert client.post(f"{page}/", chosen).status_code in (200, 302, 400)
    for name in ("invite", "send"):
        answer = client.post(f"{page}/{key}/{name}/", {"people": "bo@example.org"})
        assert answer.status_code in (302, 404)
    assert all_rows() == before


def test_people_are_invited_to_the_sprint_of_the_address_and_no_other(
    client_of, organizer, foreign
):
    sent = hidden(foreign) | {"people": "bo@example.org", "state": "accepted", "name": "Eve"}
    page = f"/admin/events/invitation/{organizer.sprint_id}/send/"
    assert client_of(organizer.person).post(page, sent).status_code == 302
    row = Invitation.objects.get()
    assert (row.sprint, row.email, row.name) == (organizer.sprint, "bo@example.org", "")
    assert (row.state, row.sent_count, row.registration) == ("sent", 1, None)
    assert row.token != GUESSED
    assert row.expires_at.year < 2099
    assert Email.objects.get().to == "bo@example.org"
