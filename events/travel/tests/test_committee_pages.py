"""Reviewing: what waits, what is known, one's own score before all others, and staying out."""

import pytest

from events.registration.tests.factories import FinancingFactory, RegistrationFactory
from events.sprints.models import TeamRole
from events.sprints.tests.factories import TeamMemberFactory
from events.travel import workflow
from events.travel.tests.factories import RecusalFactory, ReviewerFactory, ReviewFactory
from events.travel.tests.pages import address, told
from events.travel.tests.scenes import accepted, applied, fresh, scene
from people.tests.factories import GroupMemberFactory, PersonFactory

PRIVATE = "Two small children."


@pytest.fixture
def reviewer(here):
    return ReviewerFactory(sprint=here.sprint).person


@pytest.fixture
def application(here):
    return applied(here.sprint, private_note=PRIVATE)


@pytest.fixture
def look(client_of, application, reviewer):
    def get(person=None):
        page = address("application", application.registration.sprint, application.pk)
        return client_of(person or reviewer).get(page)

    return get


@pytest.fixture
def send(client_of, application, reviewer):
    def post(name, person=None, **typed):
        page = address(name, application.registration.sprint, application.pk)
        return client_of(person or reviewer).post(page, typed, follow=True)

    return post


def test_what_has_the_fewest_reviews_comes_first(here, reviewer, client_of):
    often, seldom, own, recused = (applied(here.sprint) for _ in range(4))
    ReviewFactory(application=often)
    own.registration.person = reviewer
    own.registration.save()
    RecusalFactory(application=recused, person=reviewer)
    applied(here.sprint, state="declined")
    applied(here.sprint, state="draft", requested_total=None)
    page = client_of(reviewer).get(address("queue", here.sprint))
    names = [row.name for row in page.context["to_do"]]
    assert names == [one.registration.person.name for one in (seldom, often)]


def test_an_empty_queue_says_what_will_be_there(here, reviewer, client_of):
    page = client_of(reviewer).get(address("queue", here.sprint)).content.decode()
    assert "Nothing waits for you." in page


@pytest.mark.parametrize("role", [TeamRole.TRAVEL_MANAGER, TeamRole.TREASURER])
def test_the_private_note_is_for_managers_and_the_treasurer(here, look, role):
    assert PRIVATE not in look().content.decode()
    member = TeamMemberFactory(sprint=here.sprint, role=role).person
    assert PRIVATE in look(member).content.decode()


def test_others_scores_are_read_once_the_own_one_is_final(application, look, send):
    ReviewFactory(application=application, note="Zanzibar", score=1)
    ReviewFactory(application=application, note="Only a draft", final=False)
    assert "Zanzibar" not in look().content.decode()
    send("application", score="4", note="Good.")
    assert "Zanzibar" not in look().content.decode()
    send("application", score="5", note="Very good.", final="on")
    page = look().content.decode()
    assert "Zanzibar" in page
    assert "Only a draft" not in page
    again = send("application", score="1")
    assert "Your review is final." in again.content.decode()
    assert sorted(application.reviews.filter(final=True).values_list("score", flat=True)) == [1, 5]


def test_a_manager_reads_no_score_here_and_gives_none(here, application, look, send):
    ReviewFactory(application=application, note="Zanzibar")
    assert "Zanzibar" not in look(here.manager).content.decode()
    assert send("application", here.manager, score="5").status_code == 403


@pytest.mark.parametrize("score", ["", "6", "-1", "abc", "4.5"])
def test_a_score_that_is_none_gets_a_sentence_and_keeps_the_note(application, send, score):
    answer = send("application", score=score, note="A long thought.")
    assert list(answer.context["review_form"].errors) == ["score"]
    assert "A long thought." in answer.content.decode()
    assert not application.reviews.exists()


def test_what_is_known_already_stands_beside_it(here, application, look):
    registration = application.registration
    registration.roles = ["mentee"]
    registration.save()
    GroupMemberFactory(person=registration.person, group__name="Parsers")
    GroupMemberFactory(person=registration.person, group__name="Zanzibar", group__confidential=True)
    elsewhere = scene()
    other = applied(elsewhere.sprint, registration__person=registration.person)
    accepted(elsewhere, other)
    page = look().content.decode()
    for known in ("mentee", "Parsers", f"{elsewhere.sprint.name}: 400.00 EUR"):
        assert known in page
    assert "Zanzibar" not in page


def test_who_shares_an_organization_is_asked_to_stay_out(here, application, reviewer, look):
    assert "are paid by one organization" not in look().content.decode()
    financing = FinancingFactory(registration=application.registration)
    row = RegistrationFactory(sprint=here.sprint, person=reviewer)
    FinancingFactory(registration=row, organization=financing.organization)
    assert "are paid by one organization" in look().content.decode()


def test_whoever_stays_out_sees_it_no_more(application, look, send):
    ReviewFactory(application=application)
    answer = send("recuse", why="We share a flat.")
    name = application.registration.person.name
    assert told(answer) == [f"You stay out of the application of {name}."]
    assert look().status_code == 404
    again = send("recuse", why="Again.")
    assert told(again)[-1] == "You stay out of it already."
    assert application.recusals.get().reason == "We share a flat."


def test_staying_out_of_what_is_not_there_is_not_found(here, application, reviewer, client_of):
    elsewhere = RecusalFactory(person=reviewer).application
    for key in (elsewhere.pk, 99999999999999999999):
        page = address("recuse", here.sprint, key)
        assert client_of(reviewer).post(page, {"why": "A flat."}).status_code == 404


def test_staying_out_needs_a_reason(application, send):
    answer = send("recuse", why=" ")
    assert answer.context["recuse_form"].errors == {"why": ["Please say why."]}
    assert not application.recusals.exists()


def test_a_question_is_asked_once(application, send):
    assert told(send("ask", body="Which train?")) == ["The question is on its way."]
    again = send("ask", body="Which plane?")
    assert "This travel application is info_needed" in again.content.decode()
    assert "Which plane?" in again.content.decode()
    assert fresh(application).state == "info_needed"
    assert application.messages.count() == 1


def test_a_note_is_for_the_team_or_for_the_applicant_too(application, send):
    send("note", body="Between us.", visibility="committee")
    send("note", body="For you.", visibility="applicant")
    answer = send("note", body="For whom?", visibility="everybody")
    assert "For whom?" in answer.content.decode()
    assert list(application.messages.order_by("pk").values_list("body", "visibility")) == [
        ("Between us.", "committee"),
        ("For you.", "applicant"),
    ]


def test_others_do_not_find_these_pages(here, application, look, send, client_of):
    elsewhere = ReviewerFactory().person
    organizer = TeamMemberFactory(sprint=here.sprint).person
    strangers = [PersonFactory(is_superuser=True), elsewhere, organizer]
    for person in [*strangers, application.registration.person]:
        assert look(person).status_code == 404
        assert client_of(person).get(address("queue", here.sprint)).status_code == 404
        for name in ("application", "recuse", "ask", "note"):
            assert send(name, person, body="x", why="x", score="5").status_code == 404


def test_nobody_reviews_their_own(here, application, reviewer, look, send):
    application.registration.person = reviewer
    application.registration.save()
    assert look().status_code == 404
    assert send("application", score="5").status_code == 404


def test_a_draft_is_not_read_by_the_team(application, look):
    workflow.take_back(application, by=application.registration.person)
    assert look().status_code == 404


@pytest.mark.parametrize("number", [3, 30])
def test_the_queue_costs_the_same_for_few_and_for_many(
    here, reviewer, client_of, django_assert_num_queries, number
):
    for _ in range(number):
        ReviewFactory(application=applied(here.sprint))
    client = client_of(reviewer)
    with django_assert_num_queries(9):
        client.get(address("queue", here.sprint))


def test_the_dashboard_leads_to_the_pages_that_are_ones_own(here, reviewer, client_of, open_door):
    dashboard = f"/admin/events/sprint/{here.sprint.pk}/dashboard/"
    queue, board = address("queue", here.sprint), address("board", here.sprint)
    desk = TeamMemberFactory(sprint=here.sprint, role=TeamRole.DESK).person
    ways_of = {reviewer: (True, False), here.manager: (True, True), desk: (False, False)}
    for person, ways in ways_of.items():
        page = client_of(person).get(dashboard).content.decode()
        assert (f'"{queue}"' in page, f'"{board}"' in page) == ways


@pytest.mark.parametrize(
    ("role", "ways"),
    [
        (TeamRole.ORGANIZER, {"Program", "Funds"}),
        (TeamRole.TRAVEL_MANAGER, {"Program", "Funds"}),
        (TeamRole.TREASURER, {"Funds"}),
        (TeamRole.REVIEWER, set()),
    ],
)
def test_the_dashboard_leads_to_program_and_funds(here, client_of, open_door, role, ways):
    client = client_of(TeamMemberFactory(sprint=here.sprint, role=role).person)
    page = client.get(f"/admin/events/sprint/{here.sprint.pk}/dashboard/")
    links = {label: way for way, label in dict(page.context["links"]).get("Travel", [])}
    assert links.keys() & {"Program", "Funds", "Offer help with travel"} == ways
    for label in ways:
        assert client.get(links[label]).status_code == 200


def test_an_organizer_begins_it_from_the_dashboard(db, client_of, open_door):
    member = TeamMemberFactory(role=TeamRole.ORGANIZER)
    client = client_of(member.person)
    page = client.get(f"/admin/events/sprint/{member.sprint.pk}/dashboard/")
    way = f"/admin/events/travelprogram/add/?sprint={member.sprint.pk}"
    assert dict(page.context["links"])["Travel"] == [(way, "Offer help with travel")]
    assert client.get(way).context["adminform"].form.initial["sprint"] == str(member.sprint.pk)


def test_where_the_words_were_deleted_the_page_says_so(application, look):
    assert "What was written here is deleted." not in look().content.decode()
    type(application).objects.update(reason="", from_city="", need="")
    page = look().content.decode()
    assert "What was written here is deleted." in page
    assert "From" not in page.split("<h2>")[0].split("<h1>")[1]
