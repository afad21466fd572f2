"""The order of names, the same on every database, and the characters a name may have."""

import unicodedata

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

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

# In the order of the published report. Mariatta's place is given by no rule.
NAMES_OF_2022 = [
    "Brandt Bucher",
    "Brett Cannon",
    "Ned Deily",
    "Martin Demello",
    "C.A.M. Gerlach",
    "Larry Hastings",
    "Dustin Ingram",
    "Ken Jin",
    "Hugo van Kemenade",
    "Senthil Kumaran",
    "Łukasz Langa",
    "Carl Meyer",
    "Joannah Nanjekye",
    "Lysandros Nikolaou",
    "Benjamin Peterson",
    "Guido van Rossum",
    "Pablo Galindo Salgado",
    "Yury Selivanov",
    "Mariatta",
    "Mark Shannon",
    "Eric Smith",
    "Gregory P. Smith",
    "Eric Snow",
    "Barry Warsaw",
    "Alex Waygood",
    "Frank Wierzbicki",
    "Thomas Wouters",
    "Jelle Zijlstra",
]


def alphabetical(names, **sort_names):
    """These names in the order in which the database gives them back."""
    for name in sorted(names, key=lambda name: name[::-1]):  # in an order that means nothing
        PersonFactory(name=name, sort_name=sort_names.get(name, ""))
    return list(Person.objects.alphabetical().values_list("name", flat=True))


def test_the_names_of_2022_stand_in_the_order_of_the_report(db):
    assert alphabetical(NAMES_OF_2022, Mariatta="Mariatta Sh") == NAMES_OF_2022


def test_without_her_own_word_mariatta_stands_between_langa_and_meyer(db):
    expected = [name for name in NAMES_OF_2022 if name != "Mariatta"]
    expected.insert(expected.index("Carl Meyer"), "Mariatta")
    assert alphabetical(NAMES_OF_2022) == expected


def test_accents_and_strokes_do_not_move_a_name(db):
    in_order = [
        "Ömer Çelik",  # under C
        "Anna Cole",
        "Zoë Muller",
        "Zoë Müller",
        "Łucja Nowak",  # under N
        "Søren Ørsted",  # under O
        "Ida Osler",
        "Ana Östlund",
        "Émile Zola",  # under Z
    ]
    assert alphabetical(in_order) == in_order


def test_one_name_that_begins_another_comes_first(db):
    in_order = ["Ann", "Ann Ann", "Zoe Ann", "Mary Ann-Lee", "Annabel", "Abe Anne"]
    assert alphabetical(in_order) == in_order


def test_the_database_orders_as_the_key_does(db):
    """Upper case, digits, punctuation and other scripts are where collations differ."""
    names = [
        "bell hooks",
        "Bell Hooks",
        "de la Cruz",
        "DJ 3000",
        "O'Neil",
        "Oneil",
        "O-Neil",
        "Ćwik",
        "C_wik",
        "李小龍",
        "Мария Иванова",
        "Ирина Иванова",
        "محمد علي",
        "😀 Smile",
        "~tilde",
        "_under",
    ]
    assert alphabetical(names) == sorted(names, key=sort_key)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Łucja", "lucja"),
        ("LUCJA", "lucja"),
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


@pytest.mark.parametrize(
    "letter",
    [
        "a",
        "\N{MATHEMATICAL FRAKTUR SMALL A}",  # four bytes
        "ﷺ",  # eighteen characters under NFKD
    ],
)
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


def test_the_sort_name_counts_instead_of_the_name(db):
    person = PersonFactory(name="Mariatta", sort_name="Mariatta Sh")
    assert person.sort_key == sort_key("Mariatta Sh")


def test_the_key_follows_the_name_however_it_is_saved(db):
    person = PersonFactory(name="Ann Lee")
    person.name = "Ann Moore"
    person.save(update_fields=["name"])
    person.refresh_from_db()
    assert person.sort_key == sort_key("Ann Moore")
    person.sort_name = "Ann Abe"
    person.save(update_fields=["sort_name"])
    person.refresh_from_db()
    assert person.sort_key == sort_key("Ann Abe")
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


@pytest.mark.parametrize(
    "text",
    [
        "Ann\nLee",
        "Ann\rBcc: x@example.org",
        "Ann\x00Lee",
        "Ann\x1fLee",
        "Ann\x7f",
        "Ann\x85Lee",
        "Ann\u2028Lee",
        "Ann\u202eeeL",  # right-to-left override
        "Ann\u2066Lee",
        "Ann\u200fLee",
        "Ann\u061cLee",  # Arabic letter mark: turns the direction, too
        "Ann\u200bLee",  # zero-width space
        "Ann\u2060Lee",  # word joiner
        "\ufeffAnn",
    ],
)
def test_characters_that_nobody_sees_are_refused_with_a_sentence(text):
    with pytest.raises(ValidationError) as refusal:
        validate_visible(text)
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
