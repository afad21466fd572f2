"""The page of one photo, and the cover wherever it is shown."""

import datetime
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from events.photos.models import Photo
from events.photos.tests.factories import PhotoFactory, PhotoTagFactory
from events.photos.tests.uploads import address, participant, running_sprint, text
from events.registration.tests.factories import RegistrationFactory
from events.sprints.models import Sprint
from events.sprints.tests.factories import SprintFactory, TeamMemberFactory
from people.tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


def open_photo(client, photo):
    page = client.get(photo.get_absolute_url())
    assert page.status_code == 200
    return text(page)


def test_a_photo_is_shown_large_with_its_words(client):
    evening = datetime.datetime(2026, 11, 2, 23, 30, tzinfo=datetime.UTC)
    photo = PhotoFactory(caption="The last evening", taken_at=evening)
    page = open_photo(client, photo)
    for expected in (
        f'alt="{photo.alt_text}"',
        f"/media/{photo.folder}/1280.webp 1280w",
        'width="1600" height="1200"',
        "<h1>The last evening</h1>",
        "Ann Invented",
        '<a href="https://creativecommons.org/licenses/by/4.0/" rel="license">CC BY 4.0</a>',
        "3 November 2026",  # in Prague
        f'href="/media/{photo.folder}/master.jpg"',
        address("ask_removal", photo.sprint, photo),
    ):
        assert expected in page


def test_neither_a_caption_nor_a_page_of_the_licence_is_needed(client):
    page = open_photo(client, PhotoFactory(caption="", licence=Photo.Licence.ALL_RIGHTS))
    assert "<h1>Photo by Ann Invented</h1>" in page
    assert "All rights reserved" in page
    assert 'rel="license"' not in page


def test_other_sites_are_told_what_to_show_of_a_photo(client):
    photo = PhotoFactory(caption="All of us", width=3000, height=2000)
    page = open_photo(client, photo)
    here = f"http://testserver{photo.get_absolute_url()}"
    assert f'<link rel="canonical" href="{here}">' in page
    tags = dict(re.findall(r'<meta (?:property|name)="(.*?)" content="(.*?)">', page))
    expected = {
        "og:url": here,
        "og:title": "All of us",
        "og:image": f"http://testserver/media/{photo.folder}/share.jpg",
        "og:image:width": "1280",
        "og:image:height": "853",
        "og:image:alt": photo.alt_text,
        "twitter:card": "summary_large_image",
    }
    assert tags | expected == tags


def neighbours(client, photo):
    page = open_photo(client, photo)
    return [
        found[1] if (found := re.search(rf'<a[^>]*href="([^"]*)"[^>]*rel="{rel}"', page)) else None
        for rel in ("prev", "next")
    ]


def test_one_walks_from_photo_to_photo(client):
    sprint = SprintFactory()
    first, second, third = (PhotoFactory(sprint=sprint, position=nth) for nth in range(3))
    PhotoFactory(sprint=sprint, position=1, state=Photo.State.HIDDEN)
    PhotoFactory(position=1)  # of another sprint
    pages = [photo.get_absolute_url() for photo in (first, second, third)]
    assert neighbours(client, first) == [None, pages[1]]
    assert neighbours(client, second) == [pages[0], pages[2]]
    assert neighbours(client, third) == [pages[1], None]
    assert "2 of 3" in open_photo(client, second)


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        (Photo.State.PROCESSING, "is being prepared"),
        (Photo.State.HIDDEN, "is hidden"),
        (Photo.State.REJECTED, "has not taken this photo"),
    ],
)
def test_whoever_sees_an_unpublished_photo_reads_what_became_of_it(client_of, state, sentence):
    photo = PhotoFactory(state=state, reason="Too dark to see anything.")
    page = open_photo(client_of(photo.uploaded_by), photo)
    assert sentence in page
    assert "Nobody sees it but whoever sent it and the team." in page
    assert "Too dark to see anything." in page
    assert reverse("photos:file", args=[photo.sprint.slug, photo.uuid, "320.webp"]) in page
    for told_to_others in ("og:image", "canonical", "Ask for removal", 'rel="next"'):
        assert told_to_others not in page


def test_a_photo_that_is_not_prepared_has_a_page_without_a_picture(client_of):
    blank = {"width": None, "height": None, "widths": [], "alt_text": "", "caption": ""}
    photo = PhotoFactory(state=Photo.State.PROCESSING, credit="", licence="", **blank)
    page = open_photo(client_of(photo.uploaded_by), photo)
    assert "<h1>Photo</h1>" in page
    assert "<img" not in page
    assert "Full size" not in page


def offers(client, photo):
    page = open_photo(client, photo)
    words = {"tag": "I am on this photo", "untag": "Take my name off"}
    return [name for name, button in words.items() if button in page]


def test_a_participant_can_put_the_own_name_on_it_and_take_it_off(client_of):
    photo = PhotoFactory()
    person = RegistrationFactory(sprint=photo.sprint, photo_consent="yes").person
    page = open_photo(client_of(person), photo)
    assert f'action="{address("tag", photo.sprint, photo)}"' in page
    assert f'<input type="hidden" name="person" value="{person.pk}">' in page
    assert offers(client_of(person), photo) == ["tag"]
    tag = PhotoTagFactory(photo=photo, person=person, agreed_at=timezone.now())
    page = open_photo(client_of(person), photo)
    assert reverse("photos:untag", args=[photo.sprint.slug, photo.uuid, tag.pk]) in page
    assert offers(client_of(person), photo) == ["untag"]


def test_others_are_not_asked_whether_they_are_on_it(client, client_of):
    photo = PhotoFactory()
    left_out = RegistrationFactory(sprint=photo.sprint, photo_consent="no").person
    for person in (PersonFactory(), left_out, TeamMemberFactory(sprint=photo.sprint).person):
        assert offers(client_of(person), photo) == []
    assert offers(client, photo) == []
    Photo.objects.update(state=Photo.State.PENDING)  # nobody is named before it is published
    RegistrationFactory(sprint=photo.sprint, person=photo.uploaded_by, photo_consent="yes")
    assert offers(client_of(photo.uploaded_by), photo) == []


def test_the_team_decides_on_the_page_and_the_uploader_edits(client, client_of):
    photo = PhotoFactory(state=Photo.State.PENDING)
    organizer = TeamMemberFactory(sprint=photo.sprint).person
    for person, shown in ((photo.uploaded_by, ["edit"]), (organizer, ["edit", "publish"])):
        page, names = open_photo(client_of(person), photo), ("edit", "publish", "hide")
        assert [name for name in names if address(name, photo.sprint, photo) in page] == shown
    public = PhotoFactory()
    page = open_photo(client, public)
    assert str(public.uuid) + "/edit/" not in page
    assert "decision" not in page


def test_the_cover_stands_large_on_the_page_of_the_sprint(client):
    photo = PhotoFactory(is_cover=True, focus_y=10)
    PhotoFactory(sprint=photo.sprint)
    page = text(client.get(photo.sprint.get_absolute_url()))
    cover = re.search(r'<figure class="cover">.*?</figure>', page, re.DOTALL)[0]
    for expected in (
        photo.get_absolute_url(),
        f'alt="{photo.alt_text}"',
        f"/media/{photo.folder}/1280.webp 1280w",
        'class="look-top"',
        'fetchpriority="high"',
        "Photo: Ann Invented",
        "https://creativecommons.org/licenses/by/4.0/",
    ):
        assert expected in cover


def test_other_sites_are_told_of_the_cover(client):
    photo = PhotoFactory(is_cover=True)
    page = text(client.get(photo.sprint.get_absolute_url()))
    tags = dict(re.findall(r'<meta (?:property|name)="(.*?)" content="(.*?)">', page))
    assert tags["og:image"] == f"http://testserver/media/{photo.folder}/card.jpg"
    assert tags["og:image:alt"] == photo.alt_text
    assert tags["twitter:card"] == "summary_large_image"
    page = text(client.get(PhotoFactory().sprint.get_absolute_url()))
    assert 'class="cover"' not in page
    assert "og:image" not in page


def test_home_shows_the_next_cover_large_and_earlier_ones_small(client):
    coming = PhotoFactory(is_cover=True)
    past = PhotoFactory(is_cover=True, sprint=SprintFactory(state=Sprint.State.FINISHED))
    plain = SprintFactory(state=Sprint.State.FINISHED)
    page = text(client.get("/"))
    large = re.search(r'<figure class="cover">.*?</figure>', page, re.DOTALL)[0]
    assert coming.folder in large
    assert f'alt="{coming.alt_text}"' in large
    rows = re.findall(r"<li.*?</li>", page.split('<ul class="rows">')[1], re.DOTALL)
    assert [past.folder in row for row in rows if past.sprint.name in row] == [True]
    assert ["<img" in row for row in rows if f">{plain.name}<" in row] == [False]


def photos_button(client, sprint):
    page = text(client.get(sprint.get_absolute_url()))
    return address("gallery", sprint) + '"' in page


def test_the_way_to_the_photos_is_shown_once_there_are_some_or_one_may_add_some(client, client_of):
    sprint = running_sprint()
    PhotoFactory(sprint=sprint, state="pending")
    assert photos_button(client_of(participant(sprint)), sprint)
    assert not photos_button(client_of(participant(SprintFactory())), sprint)
    assert not photos_button(client, sprint)
    PhotoFactory(sprint=sprint)
    assert photos_button(client, sprint)
