"""The agenda as text, its minutes against those of the meeting, and the point that is on."""

import pytest

from events.lifecycle import version_of
from events.meetings import workflow
from events.meetings.forms.preparing import AGENDA_CHANGED, AgendaForm
from events.meetings.models import AgendaItem
from events.meetings.tests.factories import AgendaItemFactory, MeetingFactory
from events.meetings.tests.forms import HUGE, LONG, page, refused
from events.tests.clock import at as it_is

ASKED = {"state": "requested", "requested_minutes": 45}
GONE = "The agenda has changed meanwhile. Please look again."


@pytest.fixture
def meeting(sprint, group, chair):
    return MeetingFactory(sprint=sprint, group=group)


@pytest.fixture
def open_form(meeting, ann):
    """A function that opens the form, and gives one that sends text with the mark it showed."""

    def look():
        seen = ann.get(page("agenda", meeting)).context["form"].seen
        return lambda text: ann.post(page("agenda", meeting), {"points": text, "seen": seen})

    return look


def points_in(text):
    """The form of an empty agenda with this text."""
    form = AgendaForm({"points": text, "seen": version_of([])}, agenda=[])
    form.full_clean()
    return form


def points(meeting):
    return list(meeting.agenda.order_by("position").values_list("title", "minutes"))


@pytest.mark.parametrize(
    ("line", "point"),
    [
        ("Parser", ("Parser", None)),
        ("Parser (20 min)", ("Parser", 20)),
        ("Parser (20)", ("Parser", 20)),
        ("Parser (020min.)", ("Parser", 20)),
        ("  Parser   (5 min)  ", ("Parser", 5)),
        ("Parser (new) (5 min)", ("Parser (new)", 5)),
        ("Parser (20 min) and more", ("Parser (20 min) and more", None)),
    ],
)
def test_a_line_is_a_point_with_its_minutes_in_brackets(line, point):
    assert points_in(f"\r\n{line}\r\n\r\n").cleaned_data["points"] == [point]


def test_the_form_shows_what_is_stored_and_keeps_its_order(open_form, meeting, ann):
    open_form()("B (5 min)\nA\nC (10 min)")
    form = ann.get(page("agenda", meeting)).context["form"]
    assert form["points"].value() == "B (5 min)\nA\nC (10 min)"
    open_form()("A\nB (5 min)")
    assert points(meeting) == [("A", None), ("B", 5)]
    open_form()("")
    assert points(meeting) == []


@pytest.mark.parametrize(
    ("facts", "minutes", "sentence"),
    [
        ({}, None, "The meeting has 60 minutes. How many does each point take?"),
        ({}, 60, "The points take 60 of the meeting’s 60 minutes."),
        ({}, 75, "The points take 75 minutes, the meeting has 60: 15 too many."),
        (ASKED, 10, "The points take 10 of the meeting’s 45 minutes."),
    ],
)
def test_the_minutes_are_compared_with_those_of_the_slot_or_the_request(
    group, ann, facts, minutes, sentence
):
    meeting = MeetingFactory(group=group, **facts)
    AgendaItemFactory(meeting=meeting, minutes=minutes)
    assert sentence in ann.get(page("agenda", meeting)).content.decode()


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("(20 min)", ["Line 1 has minutes but no title."]),
        ("A\n\nB (0 min)", ["Line 3 says 0 minutes; a point takes 1 to 720."]),
        ("A (2030)", ["Line 1 says 2030 minutes; a point takes 1 to 720."]),
        (f"A ({HUGE} min)", ["Line 1 says 999999999999 minutes; a point takes 1 to 720."]),
        ("x" * 201, ["Line 1 is longer than 200 characters."]),
        ("a\u202eb\nc\u200bd", [f"Line {line} has invisible characters." for line in (1, 2)]),
        ("a\0b", ["Null characters are not allowed."]),
        (LONG + "x", ["Ensure this value has at most 10000 characters (it has 10001)."]),
        ("A\n" * 51, ["An agenda has 50 points at most."]),
    ],
)
def test_what_is_no_agenda_gets_a_sentence(text, sentences):
    assert points_in(text).errors == {"points": sentences}


def test_what_is_no_agenda_is_kept_and_not_stored(open_form, meeting):
    answer = open_form()("(20 min)")
    assert refused(answer) == {"points": ["Line 1 has minutes but no title."]}
    assert answer.context["form"]["points"].value() == "(20 min)"
    assert points(meeting) == []


def test_of_two_who_write_it_the_second_reads_both(open_form, meeting):
    first, second = open_form(), open_form()
    first("<b>Theirs</b> (5 min)")
    answer = second("Mine")
    assert refused(answer) == {"__all__": [AGENDA_CHANGED]}
    assert "&lt;b&gt;Theirs&lt;/b&gt; (5 min)" in answer.content.decode()
    form = answer.context["form"]
    assert form["points"].value() == "Mine"
    assert points(meeting) == [("<b>Theirs</b>", 5)]
    sent = {"points": "Mine", "seen": form.seen}
    assert answer.client.post(page("agenda", meeting), sent).status_code == 302
    assert points(meeting) == [("Mine", None)]


def test_an_agenda_of_the_same_moment_is_not_lost(open_form, meeting, monkeypatch):
    """Between the form's look and the verb's own, under its lock."""
    set_agenda = workflow.set_agenda

    def write_after_another(*arguments, **more):
        monkeypatch.undo()
        AgendaItemFactory(meeting=meeting, title="Theirs", minutes=5)
        return set_agenda(*arguments, **more)

    send = open_form()
    monkeypatch.setattr(workflow, "set_agenda", write_after_another)
    answer = send("Mine")
    assert refused(answer) == {"__all__": [AGENDA_CHANGED]}
    assert answer.context["form"].theirs == "Theirs (5 min)"
    assert points(meeting) == [("Theirs", 5)]


def test_a_point_is_turned_to(meeting, ann):
    items = [AgendaItemFactory(meeting=meeting, position=number) for number in range(3)]
    answer = ann.post(page("turn_to", meeting, items[1].pk))
    assert (answer.status_code, answer.url) == (302, page("agenda", meeting))
    progress = meeting.agenda.order_by("position").values_list("progress", flat=True)
    assert list(progress) == ["done", "now", "waiting"]


def test_the_buttons_stand_there_while_the_meeting_lasts(meeting, chair, client_of):
    AgendaItemFactory(meeting=meeting, progress="now", position=0)
    AgendaItemFactory(meeting=meeting, title="Next", position=1)
    for moment, buttons in (("09:00", 0), ("10:30", 1), ("12:00", 0)):
        with it_is(f"2030-10-07T{moment}:00+00:00"):
            text = client_of(chair).get(page("agenda", meeting)).content.decode()
        assert text.count("Turn to this") == buttons
        assert 'aria-current="step"' in text


def test_a_point_that_is_gone_is_said_to_be(meeting, ann):
    item, other = AgendaItemFactory(meeting=meeting), AgendaItemFactory()
    AgendaItem.objects.filter(pk=item.pk).delete()
    for pk in (item.pk, other.pk, HUGE):
        answer = ann.post(page("turn_to", meeting, pk), follow=True)
        assert GONE in answer.content.decode()
    other.refresh_from_db()
    assert other.progress == "waiting"


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_for_few_and_for_many(
    meeting, ann, django_assert_num_queries, number
):
    AgendaItemFactory.create_batch(number, meeting=meeting)
    with django_assert_num_queries(7):
        assert ann.get(page("agenda", meeting)).status_code == 200
