"""Names within a text are there as long as the person is shown."""

import unicodedata

import pytest

from events.recap.markdown import clean, escape
from events.recap.marks import (
    mark,
    mark_payer,
    marking,
    marking_payers,
    nameless,
    people_in,
    reveal,
    reveal_plain,
    without,
    without_parts,
    without_plain,
)

ANN = {"Ann Lee": 1}


def test_a_shown_name_is_read_and_another_one_is_nobody():
    text = f"By {mark(1, 'Ann Lee')} and {mark(2, 'Bo')}."
    assert reveal(text, {1}) == "By Ann Lee and a participant."
    assert people_in(text) == {1, 2}


def test_an_entry_of_a_list_goes_with_its_person():
    text = f"Who came:\n\n-   {mark(1, 'Ann Lee')} (Acme)\n-   {mark(2, 'Bo')} (Other)\n-   More"
    assert reveal(text, {1}) == "Who came:\n\n-   Ann Lee (Acme)\n-   More"


def test_a_name_is_inert_where_it_is_revealed():
    assert reveal(mark(1, "[x](javascript:alert(1))"), {1}) == r"\[x\](javascript:alert(1))"
    assert reveal_plain(mark(1, "A [B]"), {1}) == "A [B]"


def test_nobody_brings_a_mark_of_their_own():
    for forged in (clean("⟦1:Mallory⟧ and ⟦2:x"), escape("⟦1:Mallory⟧")):
        assert people_in(forged) == set()
    assert people_in(mark(3, "⟦1:x⟧")) == {3}


@pytest.mark.parametrize(
    ("text", "revealed"),
    [
        ("Ann Lee did it.", "a participant did it."),
        ("**Ann Lee**, (Ann Lee)", "**a participant**, (a participant)"),
        ("Annika, Ann Leeson", "Annika, Ann Leeson"),
        ("Ann Lee's fix", "a participant's fix"),
    ],
)
def test_a_whole_name_typed_by_hand_is_marked(text, revealed):
    assert reveal(marking(ANN)(text), set()) == revealed
    assert reveal(marking(ANN)(text), {1}) == text


def test_the_longer_of_two_names_is_marked_and_so_is_an_escaped_one():
    people = {"Eric Smith": 1, "Eric Smith Jr": 2, "A_b": 3}
    assert reveal(marking(people)("Eric Smith Jr"), {2}) == "Eric Smith Jr"
    assert reveal(marking(people)(r"A\_b"), set()) == "a participant"
    assert reveal(marking(people)(r"A\_b"), {3}) == r"A\_b"


def test_an_entry_about_two_stays_for_the_one_who_is_left():
    people = ANN | {"Bo Ek": 2}
    entry = marking(people)("- Ann Lee and Bo Ek wrote it")
    assert reveal(entry, {2}) == "- a participant and Bo Ek wrote it"
    assert reveal(entry, set()) == ""


def test_all_lines_of_an_entry_go_with_its_person():
    text = "- Bo Ek\n- Ann Lee, who\n  mended it\n- Cy\n\nAfter."
    marked = marking(ANN)(text)
    assert reveal(marked, set()) == "- Bo Ek\n- Cy\n\nAfter."
    assert reveal(marked, {1}) == text


@pytest.mark.parametrize("name", ["Ann\nLee", "Ann  Lee", "Ann\u00a0Lee", "Ann \n Lee"])
def test_a_name_is_marked_though_the_line_ends_within_it(name):
    assert reveal(marking(ANN)(f"By {name}."), set()) == "By a participant."


def test_two_paragraphs_are_no_name():
    text = "It was Ann\n\nLee was there, too."
    assert marking(ANN)(text) == text


def test_what_is_marked_already_stays_as_it_is():
    marked = mark(2, "Ann Lee")
    assert marking(ANN)(f"{marked} and Ann Lee") == f"{marked} and {mark(1, 'Ann Lee')}"


def test_a_name_is_taken_out_of_a_text_for_good():
    assert without("By Ann Lee.\n\n- Ann Lee\n- Bo", "Ann Lee") == "By a participant.\n\n- Bo"


PAID = (
    f"-   {mark(1, 'Ann Lee')} ({mark_payer(1, 3, 'Acme, Inc. (UK)')}, {mark_payer(1, 4, 'B_C')})"
)


@pytest.mark.parametrize(
    ("shown", "revealed"),
    [
        ({1, (1, 3), (1, 4)}, r"-   Ann Lee (Acme, Inc. (UK), B\_C)"),
        ({1, (1, 4)}, r"-   Ann Lee (B\_C)"),
        ({1, (2, 3)}, "-   Ann Lee"),
        ({(1, 3)}, ""),
    ],
)
def test_who_pays_stands_behind_a_name_as_long_as_that_is_shown(shown, revealed):
    assert reveal(PAID, shown) == revealed


@pytest.mark.parametrize(
    ("typed", "revealed"),
    [
        ("- Ann Lee (Acme)", "- Ann Lee"),
        ("- Ann Lee (Acme, he, Acme Labs (UK))", "- Ann Lee (he)"),
        ("**Ann Lee** (Acme) and Bo (Acme)", "**Ann Lee** and Bo (Acme)"),
        ("Ann Lee  (the Acme people)", "Ann Lee  (the an organization people)"),
        ("Ann Lee works at Acme", "Ann Lee works at Acme"),
        (
            "Ann Lee (he, she), [x](https://example.org)",
            "Ann Lee (he, she), [x](https://example.org)",
        ),
    ],
)
def test_an_organization_typed_behind_a_name_is_marked(typed, revealed):
    named = marking(ANN)(typed)
    marked = marking_payers({"Acme": 3, "Acme Labs (UK)": 4}, {1})(named)
    assert reveal(marked, {1}) == revealed
    assert reveal(marked, {1, (1, 3), (1, 4)}) == typed
    assert marking_payers({"Acme": 3}, {2})(named) == named


def test_of_the_forgotten_neither_name_nor_payer_is_kept():
    kept = nameless({"a": [PAID, mark(11, "Bo")], "b": 1}, 1)
    assert kept == {"a": ["-   ⟦1:⟧ (⟦1/3:⟧, ⟦1/4:⟧)", "⟦11:Bo⟧"], "b": 1}


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("One.\n\nWe voted\nabout X: yes.\n\nThree.", "One.\n\nThree."),
        ("So:\n\n- A\n- about X,\n  yes\n- B", "So:\n\n- A\n- B"),
        ("1. X\n2. B", "2. B"),
        ("- X\n\n  It was close.\n  - yes\n\nAfter.", "After."),
        ("- Votes\n  - X: yes\n  - B: no", "- Votes\n  - B: no"),
        ("X.\n\n  - B", "- B"),
        ("X", ""),
        ("", ""),
    ],
)
def test_whole_paragraphs_and_entries_go(text, left):
    assert without_parts(text, lambda part: "X" in part) == left


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
    assert marking(people | ({} if "made" in text else {"Python": 7, "Ann_Lee": 8}))(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "[Ann Lee](https://example.org)",
        "[x](Ann Lee) is no link",
        'By [x](https://example.org "Ann Lee")',
        "<https://example.org>Ann Lee",
        "https://example.org, Ann Lee: https://example.org/—Ann Lee",
    ],
)
def test_what_stands_beside_an_address_is_marked(text):
    assert reveal(marking(ANN)(text), ()) == text.replace("Ann Lee", "a participant")


@pytest.mark.parametrize("name", ["Mariatta", "Ada", "李明", "Łuc", "bell hooks"])
def test_a_name_of_one_word_is_marked(name):
    assert reveal(marking({name: 1})(f"By {name}."), ()) == "By a participant."


@pytest.mark.parametrize(("named", "typed"), [("NFC", "NFD"), ("NFD", "NFC"), ("NFD", "NFD")])
def test_a_name_is_marked_however_its_letters_are_composed(named, typed):
    name, text = (unicodedata.normalize(form, "José Núñez") for form in (named, typed))
    assert reveal(marking({name: 1})(clean(f"By {text}.")), ()) == "By a participant."
    for remove in (without, without_plain):
        assert remove(f"By {text}.", name) == "By a participant."
    assert people_in(mark(1, name) + mark(2, text)) == {1, 2}
