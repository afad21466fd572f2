"""Names within a text are there as long as the person is shown."""

import pytest

from events.recap.marks import mark, mark_names, people_in, reveal, reveal_plain

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
    forged = mark_names("⟦1:Mallory⟧ and ⟦2:x", {})
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
    assert reveal(mark_names(text, ANN), set()) == revealed
    assert reveal(mark_names(text, ANN), {1}) == text


def test_the_longer_of_two_names_is_marked_and_so_is_an_escaped_one():
    people = {"Eric Smith": 1, "Eric Smith Jr": 2, "a_b": 3}
    assert reveal(mark_names("Eric Smith Jr", people), {2}) == "Eric Smith Jr"
    assert reveal(mark_names(r"a\_b", people), set()) == "a participant"
    assert reveal(mark_names(r"a\_b", people), {3}) == r"a\_b"
