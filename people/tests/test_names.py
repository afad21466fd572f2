"""The order of names, the same on every database, and the characters a name may have."""

import unicodedata

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from events.management.demo import read
from people.models import Person
from people.names import (
    KEY_LENGTH,
    fold,
    reads_as_name,
    sort_key,
    validate_visible,
    without_name,
)
from people.tests.factories import PersonFactory

pytestmark = pytest.mark.both


def alphabetical(names):
    """These names in the order in which the database gives them back."""
    for name in sorted(names, key=lambda name: name[::-1]):  # in an order that means nothing
        PersonFactory(name=name)
    return list(Person.objects.alphabetical().values_list("name", flat=True))


def test_without_her_own_word_mariatta_stands_between_langa_and_meyer(db):
    """Among the people of 2022, whose order the published report gives."""
    names = [row["person"]["name"] for row in read("python-core-2022")["participants"]]
    names.remove("Mariatta")
    names.insert(names.index("Carl Meyer"), "Mariatta")
    assert alphabetical(names) == names


ACCENTS = (
    "Ömer Çelik, Anna Cole, Zoë Muller, Zoë Müller, Łucja Nowak, Søren Ørsted, Ida Osler, "
    "Ana Östlund, Émile Zola"
)
BEGINNINGS = "Ann, Ann Ann, Zoe Ann, Mary Ann-Lee, Annabel, Abe Anne"


@pytest.mark.parametrize("in_order", [ACCENTS, BEGINNINGS])
def test_accents_do_not_move_a_name_and_one_that_begins_another_comes_first(db, in_order):
    assert alphabetical(in_order.split(", ")) == in_order.split(", ")


def test_the_database_orders_as_the_key_does(db):
    """Upper case, digits, punctuation and other scripts are where collations differ."""
    latin = "bell hooks, Bell Hooks, de la Cruz, DJ 3000, O'Neil, Oneil, O-Neil, Ćwik, C_wik"
    others = "李小龍, Мария Иванова, Ирина Иванова, محمد علي, 😀 Smile, ~tilde, _under"
    names = f"{latin}, {others}".split(", ")
    assert alphabetical(names) == sorted(names, key=sort_key)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Łucja", "lucja"),
        ("Ørsted", "orsted"),
        ("Đorđe", "dorde"),
        ("STRAẞE Straße", "strasse strasse"),
        ("Æsir", "aesir"),
        ("Þór", "thor"),
        ("Işık", "isik"),
        ("İpek", "ipek"),
        ("ﬁne", "fine"),
        ("Ǿystein", "oystein"),  # a letter that is both stroked and accented
        ("Ǽ", "ae"),
        ("\N{MATHEMATICAL BOLD CAPITAL A}nn", "ann"),  # a capital that only NFKD shows to be one
        ("\N{BLACK-LETTER CAPITAL H}", "h"),
        ("\N{FULLWIDTH LATIN CAPITAL LETTER A}nn", "ann"),
    ],
)
def test_fold_leaves_neither_case_nor_accents(text, folded):
    assert fold(text) == folded


def test_the_key_is_of_last_word_other_words_and_the_whole_name():
    assert sort_key("Pablo  Galindo Sálgado") == "\x1f".join(
        ["salgado", "pablo galindo", "Pablo  Galindo Sálgado"]
    )
    assert sort_key("") == "\x1f\x1f"


# One of four bytes, and one that NFKD makes eighteen characters of.
@pytest.mark.parametrize("letter", ["a", "\N{MATHEMATICAL FRAKTUR SMALL A}", "ﷺ"])
def test_the_longest_name_can_be_saved_and_sorted(db, letter):
    longest = PersonFactory(name=letter * 200)
    longest.full_clean()
    longest.refresh_from_db()
    assert longest.sort_key == sort_key(letter * 200)[:KEY_LENGTH]
    assert list(Person.objects.alphabetical()) == [longest]


def test_names_that_differ_only_where_the_key_ends_keep_the_order_they_came_in(db):
    first, second = (PersonFactory(name="ﷺ" * 199 + letter) for letter in "ba")
    assert first.sort_key == second.sort_key
    assert list(Person.objects.alphabetical()) == [first, second]


def test_the_key_follows_the_name_however_it_is_saved(db):
    person = PersonFactory(name="Ann Lee", sort_name="Lee Ann")
    assert person.sort_key == sort_key("Lee Ann")
    for field, value, key in (
        ("sort_name", "", "Ann Lee"),
        ("name", "Ann Moore", "Ann Moore"),
        ("sort_name", "Ann Abe", "Ann Abe"),
    ):
        setattr(person, field, value)
        person.save(update_fields=[field])
        person.refresh_from_db()
        assert person.sort_key == sort_key(key)
    Person.objects.update_or_create(pk=person.pk, defaults={"name": "Ann Zola", "sort_name": ""})
    person.refresh_from_db()
    assert person.sort_key == sort_key("Ann Zola")


def test_the_key_follows_a_name_that_was_loaded_alone(db):
    PersonFactory(name="Ann Lee")
    person = Person.objects.only("name", "sort_name").get()
    person.name = "Ann Moore"
    person.save()
    assert Person.objects.get().sort_key == sort_key("Ann Moore")


def test_many_people_saved_at_once_have_keys(db):
    Person.objects.bulk_create([Person(name="Ann Lee"), Person(name="Ann Abe")])
    keys = Person.objects.alphabetical().values_list("sort_key", flat=True)
    assert list(keys) == [sort_key("Ann Abe"), sort_key("Ann Lee")]


# Among them what turns the direction (U+061C, U+200F, U+202E, U+2066), the zero-width space
# (U+200B), the word joiner (U+2060) and the mark of byte order (U+FEFF).
UNSEEN = "\n\r\x00\x1f\x7f\x85\u061c\u200b\u200f\u2028\u202e\u2060\u2066\ufeff"


@pytest.mark.parametrize("character", UNSEEN)
def test_characters_that_nobody_sees_are_refused_with_a_sentence(character):
    with pytest.raises(ValidationError) as refusal:
        validate_visible(f"Ann{character}Lee")
    assert refusal.value.messages == ["Please leave out line breaks and invisible characters."]


@pytest.mark.parametrize(
    "name",
    [
        "Łukasz Langa",
        "محمد علي",  # Arabic letters turn the direction by themselves
        "می‌خواهم",  # Persian needs the zero-width non-joiner
        "👩‍💻 Ada",  # and this picture the joiner
        "<script>alert(1)</script>",
        "Ann\xa0Lee",
    ],
)
def test_whatever_can_be_seen_may_stand_in_a_name(name):
    validate_visible(name)


def test_the_key_names_a_collation_where_the_database_has_one_of_its_own():
    collation = Person._meta.get_field("sort_key").db_parameters(connection)["collation"]
    assert collation == ("C" if connection.vendor == "postgresql" else None)


@pytest.mark.postgresql
def test_postgresql_compares_keys_code_point_by_code_point_as_sqlite_does(db):
    """Whatever locale the server was set up with."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT collation_name FROM information_schema.columns"
            " WHERE table_name = 'people_person' AND column_name = 'sort_key'"
        )
        assert cursor.fetchall() == [("C",)]


@pytest.mark.parametrize("name", ["Ann Lee", "bell hooks", "Mariatta", "Ada", "Éva", "李明", "O'N"])
def test_what_reads_as_the_name_of_somebody(name):
    assert reads_as_name(name)
    assert without_name(f"By {name}, {name}son", name) == f"By a participant, {name}son"


@pytest.mark.parametrize("name", ["the", "python", "Al", "OK", "x", "42", "2022", "!?!", "の"])
def test_what_reads_as_a_word(name):
    assert not reads_as_name(name)
    assert without_name(f"So {name} it is", name) == f"So {name} it is"


@pytest.mark.parametrize(("named", "typed"), [("NFC", "NFD"), ("NFD", "NFC"), ("NFD", "NFD")])
def test_a_name_is_found_however_its_letters_are_composed(named, typed):
    name, text = (unicodedata.normalize(form, "José Núñez") for form in (named, typed))
    assert without_name(f"By {text}.", name) == "By a participant."
