"""The back office of programs and funds: set up there, and no sum is ever typed."""

import re
from decimal import Decimal

import pytest

from events.sprints.tests.factories import SprintFactory, TeamMemberFactory
from events.travel.models import FundEntry, TravelFund, TravelProgram
from events.travel.tests import scenes
from events.travel.tests.factories import TravelManagerFactory, TravelProgramFactory
from events.travel.tests.pages import ROOT, change
from people.tests.factories import OrganizationFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("open_door")]
JUST_MOVED = "Somebody has just moved money here. Please look again."


def fund_form(fund, **changes):
    return {
        "sprint": fund.sprint_id,
        "organization": fund.organization_id,
        "name": "Renamed",
        "currency": "EUR",
        "position": 0,
    } | changes


def program_form(**changes):
    return {
        "opens_at": "2030-01-01T09:00",
        "closes_at": "2030-02-01T18:00",
        "currency": "EUR",
        "offer_days": 10,
        "min_reviews": 2,
        "text_retention_days": 60,
    } | changes


def errors(answer):
    return answer.context["adminform"].form.errors


def seen(manages, page):
    """The mark that the page carries."""
    return {"seen": manages.get(page).context["form"]["seen"].value()}


def test_nothing_is_asked_for_or_shown_that_nothing_comes_of(manages, scene):
    offer = scenes.offered(scene).offers.get()
    program, entry = TravelProgram.objects.get(), FundEntry.objects.latest("pk")
    pages = [change(row) for row in (program, scene.fund, offer, entry)]
    pages += [f"{ROOT}/{kind}/" for kind in ("travelprogram", "travelfund", "fundentry")]
    shown = "".join(manages.get(page).content.decode() for page in pages)
    found = set(re.findall(r"(?:field|column)-(\w+)", shown))
    assert {"text_retention_days", "promised", "promised_after", "amount"} <= found
    assert not found & {
        "receipt_retention_days",
        "report_required",
        "paid",
        "paid_after",
        "settled_amount",
    }


def test_an_organizer_sets_up_the_program_in_the_zone_of_the_sprint(client_of):
    member = TeamMemberFactory()
    manages = client_of(member.person)
    foreign = manages.post(f"{ROOT}/travelprogram/add/", program_form(sprint=SprintFactory().pk))
    assert "Select a valid choice" in str(errors(foreign))
    typed = program_form(sprint=member.sprint.pk)
    assert manages.post(f"{ROOT}/travelprogram/add/", typed).status_code == 302
    program = TravelProgram.objects.get()
    assert program.opens_at.isoformat() == "2030-01-01T08:00:00+00:00"
    page = manages.get(change(program)).content.decode()
    assert 'value="2030-01-01T09:00"' in page
    assert manages.post(f"{ROOT}/travelprogram/{program.pk}/delete/").status_code == 403


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"closes_at": "2029-12-31T09:00"}, "Applications cannot close before they open."),
        ({"opens_at": "2030-03-31T02:30"}, "02:30 on 31 March 2030 does not exist"),
        ({"opens_at": "0001-01-01T00:00"}, "A year between 1950 and 2200, please."),
        ({"opens_at": ""}, "This field is required."),
        ({"offer_days": "0"}, "An offer has to last at least a day."),
        ({"sprint": ""}, "This field is required."),
    ],
)
def test_a_program_that_cannot_be_gets_a_sentence(client_of, typed, sentence):
    member = TeamMemberFactory()
    data = program_form(sprint=member.sprint.pk) | typed
    answer = client_of(member.person).post(f"{ROOT}/travelprogram/add/", data)
    assert sentence in str(errors(answer))
    assert not TravelProgram.objects.exists()


def test_the_currency_stays_once_somebody_has_reckoned_in_it(manages, scene):
    program = TravelProgram.objects.get()
    manages.post(change(program), program_form(currency="JPY", sprint=SprintFactory().pk))
    program.refresh_from_db()
    assert (program.currency, program.sprint, program.opens_at.year) == ("EUR", scene.sprint, 2030)
    bare = TravelProgramFactory()
    TravelManagerFactory(sprint=bare.sprint, person=scene.manager)
    manages.post(change(bare), program_form(currency="JPY"))
    assert scenes.fresh(bare).currency == "JPY"


def test_a_manager_adds_a_fund_and_puts_money_in(manages, scene):
    new = TravelFund(sprint=scene.sprint, organization=OrganizationFactory())
    typed = fund_form(new, amount="999", committed="1", categories=["transport"])
    manages.post(f"{ROOT}/travelfund/add/", typed)
    fund = TravelFund.objects.latest("pk")
    assert (fund.name, fund.amount, fund.categories) == ("Renamed", 0, ["transport"])
    page = f"{ROOT}/travelfund/{fund.pk}/deposit/"
    assert "What the organization gives" in manages.get(page).content.decode()
    answer = manages.post(page, seen(manages, page) | {"amount": "500.50", "note": "First half."})
    assert answer["Location"] == change(fund)
    entry = FundEntry.objects.latest("pk")
    assert (entry.kind, entry.amount) == ("deposit", Decimal("500.50"))
    assert (entry.note, entry.by) == ("First half.", scene.manager)
    page = f"{ROOT}/travelfund/{fund.pk}/reduce/"
    manages.post(page, seen(manages, page) | {"amount": "0.50"})
    assert scenes.fresh(fund).amount == 500


@pytest.mark.parametrize(
    ("name", "amount", "sentence"),
    [
        ("reduce", "600.01", "does not have 600.01 EUR left."),
        ("deposit", "10.005", "The smallest amount in EUR is 0.01."),
        ("deposit", "abc", "Enter a number."),
    ],
)
def test_money_that_cannot_move_gets_a_sentence(manages, scene, name, amount, sentence):
    scenes.staged(scene)
    page = f"{ROOT}/travelfund/{scene.fund.pk}/{name}/"
    answer = manages.post(page, seen(manages, page) | {"amount": amount, "note": "Kept."})
    assert sentence in str(answer.context["form"].errors)
    assert answer.context["form"]["note"].value() == "Kept."
    assert scenes.fresh(scene.fund).amount == 1000


@pytest.mark.parametrize(("name", "left"), [("deposit", 1500), ("reduce", 500)])
def test_a_double_click_moves_money_once(manages, scene, name, left):
    page = f"{ROOT}/travelfund/{scene.fund.pk}/{name}/"
    typed = seen(manages, page) | {"amount": "500", "note": "Invoice 7"}
    manages.post(page, typed)
    answer = manages.post(page, typed)
    form = answer.context["form"]
    assert JUST_MOVED in str(form.errors)
    assert (form["amount"].value(), form["note"].value()) == ("500", "Invoice 7")
    assert f"In it now: {left:,}.00 EUR." in answer.content.decode()
    assert scenes.fresh(scene.fund).amount == left
    manages.post(page, typed | {"seen": form["seen"].value(), "amount": "1"})
    assert abs(scenes.fresh(scene.fund).amount - left) == 1


@pytest.mark.parametrize("mark", [{}, {"seen": ""}, {"seen": "none"}, {"seen": "x"}])
def test_money_is_not_moved_by_whoever_has_not_looked(manages, scene, mark):
    answer = manages.post(f"{ROOT}/travelfund/{scene.fund.pk}/deposit/", {"amount": "5"} | mark)
    assert JUST_MOVED in str(answer.context["form"].errors)
    assert scenes.fresh(scene.fund).amount == 1000


def test_what_is_staged_meanwhile_does_not_tell_of_itself(manages, scene):
    page = f"{ROOT}/travelfund/{scene.fund.pk}/deposit/"
    looked = seen(manages, page)
    scenes.staged(scene)
    assert seen(manages, page) == looked
    assert manages.post(page, looked | {"amount": "5"}).status_code == 302


def test_what_the_form_does_not_show_is_not_changed(manages, scene):
    scenes.staged(scene)
    typed = fund_form(scene.fund, currency="JPY", sprint=SprintFactory().pk, amount=1, paid=1)
    assert manages.post(change(scene.fund), typed | {"committed": 0}).status_code == 302
    fund = scenes.fresh(scene.fund)
    assert (fund.name, fund.currency, fund.sprint) == ("Renamed", "EUR", scene.sprint)
    assert (fund.amount, fund.committed, fund.paid) == (1000, 400, 0)


def test_a_fund_with_a_ledger_stays(manages, scene):
    assert manages.post(f"{ROOT}/travelfund/{scene.fund.pk}/delete/").status_code == 403
    empty = scenes.funded(scene.sprint, scene.manager, 0)
    manages.post(f"{ROOT}/travelfund/{empty.pk}/delete/", {"post": "yes"})
    assert TravelFund.objects.get() == scene.fund


@pytest.fixture
def treasurer(client_of, scene):
    return client_of(TeamMemberFactory(sprint=scene.sprint, role="treasurer").person)


def test_the_treasurer_reads_funds_and_ledger(treasurer, scene):
    scenes.staged(scene)
    scenes.funded(scenes.new_scene().sprint, TravelManagerFactory().person, 0)
    for kind, number in (("travelfund", 1), ("fundentry", 2)):
        page = treasurer.get(f"{ROOT}/{kind}/")
        assert page.context["cl"].result_count == number
    text = treasurer.get(change(scene.fund)).content.decode()
    assert "1000.000" in text
    assert 'name="_save"' not in text
    assert "/deposit/" not in text
    entry = FundEntry.objects.filter(kind="reserve").get()
    assert "400" in treasurer.get(change(entry)).content.decode()
    groups = treasurer.get("/admin/?all=1").context["app_list"]
    assert [model["object_name"] for app in groups for model in app["models"]] == [
        "FundEntry",
        "TravelFund",
    ]


def test_the_treasurer_changes_nothing(treasurer, scene):
    fund, entry = f"{ROOT}/travelfund/{scene.fund.pk}", FundEntry.objects.get()
    pages = [change(scene.fund), change(entry), f"{ROOT}/travelfund/add/", f"{fund}/delete/"]
    pages += [f"{ROOT}/fundentry/add/", f"{ROOT}/fundentry/{entry.pk}/delete/"]
    for page in pages:
        assert treasurer.post(page, fund_form(scene.fund)).status_code == 403
    for name in ("deposit", "reduce"):
        assert treasurer.post(f"{fund}/{name}/", {"amount": "5"}).status_code == 404
    for kind in ("travelprogram", "travelapplication", "offer"):
        assert treasurer.get(f"{ROOT}/{kind}/").status_code == 403
    row = scenes.fresh(scene.fund)
    assert (row.name, row.amount) == (scene.fund.name, 1000)


def test_who_keeps_one_sprint_gives_no_fund_to_another_that_they_only_read(client_of, scene):
    member = TeamMemberFactory(sprint=scene.sprint, role="treasurer")
    own = TeamMemberFactory(person=member.person).sprint
    manages = client_of(member.person)
    assert set(manages.get(f"{ROOT}/travelfund/").context["cl"].result_list) == {scene.fund}
    new = TravelFund(sprint=scene.sprint, organization=OrganizationFactory())
    answer = manages.post(f"{ROOT}/travelfund/add/", fund_form(new))
    assert "Select a valid choice" in str(errors(answer))
    assert manages.post(change(scene.fund), fund_form(scene.fund)).status_code == 403
    new = TravelFund(sprint=own, organization=new.organization)
    assert manages.post(f"{ROOT}/travelfund/add/", fund_form(new)).status_code == 302


def test_an_odd_fund_is_not_stored(manages, scene):
    new = TravelFund(sprint=scene.sprint, organization=OrganizationFactory())
    for odd in (
        {"name": "Two\nlines", "position": "-5", "commit_until": "abc", "categories": "yachts"},
        {"name": "x" * 300_000, "position": "1e9", "commit_until": "0001-01-01", "blurb": "\u202e"},
        {"currency": "XXX", "payment_instructions": "x" * 300_000, "position": "9" * 20},
    ):
        answer = manages.post(f"{ROOT}/travelfund/add/", fund_form(new, **odd))
        assert errors(answer).keys() == odd.keys()
        assert answer.context["adminform"].form["name"].value() == odd.get("name", "Renamed")
    assert TravelFund.objects.get() == scene.fund
