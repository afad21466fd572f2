"""The pages on which one describes photos, one or many."""

import re

import pytest

from events.photos.models import Photo
from events.photos.tests.factories import PhotoFactory, states, undescribed
from events.photos.tests.uploads import address, participant, told

State = Photo.State
BATCH = {"credit": "Ann Invented", "licence": "cc-by-sa-4.0"}
WORDS = "Two people at a door"


def form_of(*photos, **more):
    """What the page posts: (photo, description) or a photo alone."""
    posted = {"photo": []} | more
    for entry in photos:
        photo, text = entry if isinstance(entry, tuple) else (entry, "")
        posted["photo"].append(str(photo.uuid))
        posted[f"{photo.uuid.hex}-alt_text"] = text
        posted[f"{photo.uuid.hex}-caption"] = more.get("caption", "")
        posted[f"{photo.uuid.hex}-people_recognizable"] = more.get("people", "")
    return posted


def test_complete_ones_go_to_the_team_and_the_rest_is_kept(sprint, person, mine):
    photos = undescribed(sprint, person, 3)
    posted = form_of((photos[0], WORDS), (photos[1], WORDS), photos[2], caption="A door", **BATCH)
    posted[f"{photos[0].uuid.hex}-people_recognizable"] = "False"
    answer = mine.post(address("describe", sprint), posted, follow=True)
    assert answer.redirect_chain == [(address("describe", sprint), 302)]
    assert told(answer) == ["2 go to the team now, 1 still needs a description."]
    assert states(*photos) == ["pending", "pending", "needs_details"]
    first, _, last = (Photo.objects.get(pk=photo.pk) for photo in photos)
    assert (first.credit, first.licence) == ("Ann Invented", "cc-by-sa-4.0")
    assert (first.people_recognizable, last.people_recognizable) == (False, None)
    assert last.caption == "A door"
    assert b'value="A door"' in answer.content


def test_what_is_said_once_changes_no_photo_that_says_it_itself(sprint, person, mine):
    photos = undescribed(sprint, person, 2)
    Photo.objects.filter(pk=photos[0].pk).update(credit="Bo Invented", licence="cc-by-4.0")
    mine.post(address("describe", sprint), form_of(*[(photo, WORDS) for photo in photos], **BATCH))
    rows = Photo.objects.order_by("pk").values_list("credit", "licence", "state")
    assert list(rows) == [
        ("Bo Invented", "cc-by-4.0", "pending"),
        ("Ann Invented", "cc-by-sa-4.0", "pending"),
    ]


def test_nothing_is_asked_once_if_every_photo_says_it(sprint, person, mine):
    (photo,) = undescribed(sprint, person, credit="Bo", licence="cc-by-4.0", reason="Who is it?")
    page = mine.get(address("describe", sprint))
    assert page.context["batch"] is None
    assert b"The team asks: Who is it?" in page.content
    answer = mine.post(address("describe", sprint), form_of((photo, WORDS)), follow=True)
    assert states(photo) == ["pending"]
    assert told(answer) == ["1 goes to the team now."]
    assert b"None of your photos needs a description." in answer.content


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("abc", "Please say in a few words"), ("IMG_1.jpg", "That is the name of a file")],
)
def test_a_wrong_description_gets_its_sentence_and_loses_nothing(
    sprint, person, mine, text, sentence
):
    photos = undescribed(sprint, person, 2)
    posted = form_of((photos[0], WORDS), (photos[1], text), caption="A door", **BATCH)
    page = mine.post(address("describe", sprint), posted)
    assert page.status_code == 200
    assert states(*photos) == ["pending", "needs_details"]
    assert told(page) == ["1 goes to the team now."]
    content = page.content.decode()
    assert content.count(sentence) == 2  # above, and at its field
    assert f">\n{text}</textarea>" in content
    assert 'value="A door"' in content
    assert f'href="#id_{photos[1].uuid.hex}-alt_text"' in content


def test_without_a_licence_all_else_is_kept(sprint, person, mine):
    (photo,) = undescribed(sprint, person)
    posted = form_of((photo, WORDS), credit="Ann Invented")
    page = mine.post(address("describe", sprint), posted)
    assert page.status_code == 200
    assert b"Please choose what others may do with your photos." in page.content
    assert told(page) == ["1 still needs a licence."]
    photo.refresh_from_db()
    assert (photo.alt_text, photo.credit) == (WORDS, "Ann Invented")


def test_the_next_ones_offer_what_was_said_before(sprint, person, mine):
    undescribed(sprint, person)
    page = mine.get(address("describe", sprint))
    assert page.context["batch"].initial == {"credit": person.name}
    PhotoFactory(sprint=sprint, uploaded_by=person, credit="Bo", licence="cc-by-4.0")
    page = mine.get(address("describe", sprint))
    assert page.context["batch"].initial == {"credit": "Bo", "licence": "cc-by-4.0"}


def test_a_photo_that_has_changed_meanwhile_is_told(sprint, person, mine):
    gone, decided, other = undescribed(sprint, person, 3)
    Photo.objects.filter(pk=decided.pk).update(state="pending")
    posted = form_of((decided, WORDS), (other, WORDS), **BATCH)
    page = mine.post(address("describe", sprint), posted, follow=True)
    assert told(page) == [
        "One of these photos has changed meanwhile: you find it under your photos.",
        "1 goes to the team now.",
    ]
    Photo.objects.filter(pk=gone.pk).update(state="removed")
    posted = form_of((gone, WORDS), (decided, WORDS), **BATCH) | {"photo": [gone.uuid, "nonsense"]}
    page = mine.post(address("describe", sprint), posted, follow=True)
    assert told(page) == [
        "2 of these photos have changed meanwhile: you find them under your photos."
    ]
    assert states(gone, decided) == ["removed", "pending"]


def test_a_photo_that_changes_between_looking_and_writing_is_told(
    sprint, person, mine, monkeypatch
):
    (photo,) = undescribed(sprint, person)
    monkeypatch.setattr("events.photos.rules.may_describe", lambda *_: False)
    page = mine.post(address("describe", sprint), form_of((photo, WORDS), **BATCH), follow=True)
    assert told(page) == ["This photo can no longer be changed here."]


def test_others_photos_are_not_there(sprint, person, mine):
    (others,) = undescribed(sprint, participant(sprint))
    page = mine.get(address("describe", sprint)).content.decode()
    assert address("edit", sprint, others) not in page
    mine.post(address("describe", sprint), form_of((others, WORDS), **BATCH))
    assert states(others) == ["needs_details"]


def test_what_is_being_prepared_and_what_failed_is_told(sprint, person, mine):
    undescribed(sprint, person, 2, state="processing", width=None, widths=[])
    undescribed(sprint, person, state="failed", sent_as="IMG_7.jpg", reason="It is damaged.")
    undescribed(sprint, person, state="failed", reason="It is too small.")
    content = mine.get(address("describe", sprint)).content.decode()
    assert "2 photos are being prepared." in re.sub(r"\s+", " ", content)
    assert "<li>IMG_7.jpg: It is damaged.</li>" in content
    assert "<li>It is too small.</li>" in content
    assert "Once they are prepared, they are described here." in content


def test_twenty_photos_are_on_a_page(sprint, person, mine):
    photos = undescribed(sprint, person, 22)
    where = address("describe", sprint)
    last = mine.get(f"{where}?page=2")
    assert [image.photo for image, _ in last.context["rows"]] == photos[20:]
    assert b"Page 2 of 2" in last.content
    answer = mine.post(f"{where}?page=2", form_of((photos[20], WORDS), **BATCH))
    assert answer.url == f"{where}?page=2"
    Photo.objects.filter(pk__in=[photo.pk for photo in photos[2:]]).delete()
    for page in ("0", "9", "x", "-1"):
        assert mine.get(where, {"page": page}).status_code == 200
        assert mine.post(f"{where}?page={page}", {}).status_code == 302


@pytest.mark.parametrize("number", [3, 10])
def test_the_page_costs_the_same_for_few_and_for_many(
    sprint, person, mine, django_assert_num_queries, number
):
    undescribed(sprint, person, number)
    mine.get(address("describe", sprint))
    with django_assert_num_queries(5):
        page = mine.get(address("describe", sprint))
    assert len(page.context["rows"]) == number
