"""Names in a report are there as long as the person is shown."""

import unicodedata

import pytest

from events.recap import workflow
from events.recap.display import text_of
from events.recap.models import Report
from events.recap.names import (
    Names,
    forgotten,
    hiding,
    in_entries,
    likely,
    occurring,
    renumbered,
    with_brackets,
)
from events.registration.tests.factories import RegistrationFactory
from events.text import clean
from people.tests.factories import PersonFactory

ANN = {"Ann Lee": 1}


def hidden(text, names=ANN, shown=()):
    """The text as it is shown when it was published with these names."""
    return hiding(occurring(likely(names), text), shown)(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Ann Lee did it.", "a participant did it."),
        ("**Ann Lee**, (Ann Lee)", "**a participant**, (a participant)"),
        ("Annika, Ann Leeson", "Annika, Ann Leeson"),
        ("Ann Lee's fix", "a participant's fix"),
        ("Ann Lee and Ann Lee", "a participant and a participant"),
        ("[Ann Lee](https://example.org)", "[a participant](https://example.org)"),
        ("[x](Ann Lee) is no link", "[x](a participant) is no link"),
        ('[x](https://example.org "Ann Lee")', '[x](https://example.org "a participant")'),
        ("<https://example.org>Ann Lee", "<https://example.org>a participant"),
        ("https://example.org/—Ann Lee", "https://example.org/—a participant"),
        ("It was Ann\n\nLee was there, too.", "It was Ann\n\nLee was there, too."),
        *((f"By {name}.", "By a participant.") for name in ("Ann\nLee", "Ann  Lee", "Ann\xa0Lee")),
    ],
)
def test_a_whole_name_typed_by_hand_is_hidden(text, shown):
    assert hidden(text) == shown
    assert hidden(text, shown={1}) == text


def test_the_longer_of_two_names_and_an_escaped_one_are_found():
    people = {"Eric Smith": 1, "Eric Smith Jr": 2, "A_b": 3}
    assert hidden("Eric Smith Jr and Eric Smith", people, {2}) == "Eric Smith Jr and a participant"
    assert hidden(r"A\_b", people) == "a participant"
    assert hidden(r"A\_b", people, {3}) == r"A\_b"


@pytest.mark.parametrize(
    "text",
    [
        "We made the week with python, Python3 and an OK from Al.",
        "[work](https://github.com/Python/Python) (https://github.com/Python)",
        '[a b](</x/Python> "t"), [c](Python), [d](Python_(language))',
        "<https://example.org/Python> and <Python@example.org>",
        "HTTPS://Python.org/Ann_Lee, www.Python.org, [r]: https://Python.org/?q=Python&x=(Python)",
        r"https:\//github.com/Python/Python and www\.Python.org",  # as a title is escaped
    ],
)
def test_no_word_and_no_address_is_taken_for_a_name(text):
    people = {"the": 1, "python": 2, "an": 3, "OK": 4, "Al": 5, "2": 6}
    assert hidden(text, people | ({} if "made" in text else {"Python": 7, "Ann_Lee": 8})) == text


@pytest.mark.parametrize("name", ["Mariatta", "Ada", "李明", "Łuc", "bell hooks"])
def test_a_name_of_one_word_is_found(name):
    assert hidden(f"By {name}.", {name: 1}) == "By a participant."


@pytest.mark.parametrize(("named", "typed"), [("NFC", "NFD"), ("NFD", "NFC"), ("NFD", "NFD")])
def test_a_name_is_found_however_its_letters_are_composed(named, typed):
    name, text = (unicodedata.normalize(form, "José Núñez") for form in (named, typed))
    assert hidden(clean(f"By {text}."), {name: 1}) == "By a participant."


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("- Ann Lee (Acme)", "- Ann Lee"),
        ("- Ann Lee (Acme, he, Acme Labs (UK), Bo, Inc.)", "- Ann Lee (he)"),
        ("**Ann Lee** (Acme) and Bo (Acme)", "**Ann Lee** and Bo (Acme)"),
        ("Ann Lee (the Acme people)", "Ann Lee"),
        ("Ann Lee works at Acme", "Ann Lee works at Acme"),
        ("Ann Lee (he), [x](https://example.org)", "Ann Lee (he), [x](https://example.org)"),
    ],
)
def test_an_organization_typed_behind_a_name_is_hidden(typed, shown):
    organizations = {"Acme": 3, "Acme Labs (UK)": 4, "Bo, Inc.": 5}
    text = [[with_brackets(typed, ANN, organizations)]]
    assert text_of(text, {1}) == shown
    assert text_of(text, {1, (1, 3), (1, 4), (1, 5)}) == text_of(text) == typed


def test_a_person_is_read_as_text_and_an_entry_goes_with_its_person():
    ann, bo = {"person": 1, "name": "[x](javascript:alert(1))"}, {"person": 2, "name": "Bo"}
    entry = {"person": 2, "name": "Bo", "text": ": yes"}
    text = ["Who came:", [["-   ", ann, " and ", bo], entry]]
    inert = r"\[x\](javascript:alert(1))"
    assert text_of(text) == f"Who came:\n\n-   {inert} and Bo\n-   Bo: yes"
    assert text_of(text, {1}) == f"Who came:\n\n-   {inert} and a participant"


def test_of_the_forgotten_neither_name_nor_payer_is_kept():
    items = [{"text": "Acme", "organizations": [3]}]
    kept = [
        {"person": 1, "name": "Ann Lee", "items": items},
        {"person": 11, "name": "Ann Lee"},
        "Ann Lee",
        7,
    ]
    assert forgotten(kept, 1, Names(ANN)) == [
        {"person": 1, "name": "", "items": []},
        {"person": 11, "name": "Ann Lee"},  # somebody else of that name
        "a participant",
        7,
    ]


def test_one_person_becomes_another():
    kept = {"a": [{"person": 7, "name": "Ann"}, {"person": 77, "outcome": 7}], "b": "7"}
    moved = {"a": [{"person": 9, "name": "Ann"}, {"person": 77, "outcome": 7}], "b": "7"}
    assert renumbered(kept, 7, 9) == moved


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ("One.\n\nWe voted\nabout X: a.\n\na.", "One.\n\nWe voted\nabout X: b.\n\na."),
        ("- a\n- About X,\n  a\n- a", "- a\n- About X,\n  b\n- a"),
        ("1. X, a\n2. a", "1. X, b\n2. a"),
        ("", ""),
    ],
)
def test_what_is_changed_ends_with_its_paragraph_or_entry(text, changed):
    assert in_entries(text, lambda one: "X" in one, lambda one: one.replace(" a", " b")) == changed


@pytest.mark.django_db
def test_what_is_stored_of_names_is_what_occurs(sprint, organizer, ann, last_evening):
    RegistrationFactory(sprint=sprint, person=PersonFactory(name="Hidden One"), listed="")
    blocks = {"why": {"text": "Ann Lee said so."}, "participants": {"text": ""}}
    workflow.save(sprint, by=organizer, head={"author": "O"}, blocks=blocks, seen=None)
    assert workflow.publish(sprint, by=organizer).frozen["names"] == [
        {"person": ann.pk, "name": "Ann Lee"}
    ]
    assert Report.objects.get().frozen["called"] == []
