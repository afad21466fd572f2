"""The cover of a sprint: on its page, for other sites, at home and on the timeline."""

import re
from html import unescape

import pytest
from django.urls import reverse

from events.photos.tests.factories import PhotoFactory
from events.photos.tests.uploads import participant, running_sprint
from events.sprints.models import Sprint
from events.sprints.tests.factories import SprintFactory

pytestmark = pytest.mark.django_db


def text(response):
    return unescape(response.content.decode())


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


def test_a_sprint_without_a_cover_shows_none(client):
    photo = PhotoFactory()
    page = text(client.get(photo.sprint.get_absolute_url()))
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


def test_the_timeline_shows_covers_small(client):
    photo = PhotoFactory(is_cover=True)
    page = text(client.get("/sprints/"))
    small = re.search(r'<img class="thumbnail.*?>', page)[0]
    assert photo.folder in small
    assert 'alt=""' in small


def photos_button(client, sprint):
    page = text(client.get(sprint.get_absolute_url()))
    return reverse("photos:gallery", args=[sprint.slug]) + '"' in page


def test_the_way_to_the_photos_is_shown_once_there_are_some(client):
    sprint = SprintFactory()
    PhotoFactory(sprint=sprint, state="pending")
    assert not photos_button(client, sprint)
    PhotoFactory(sprint=sprint)
    assert photos_button(client, sprint)


def test_whoever_may_add_photos_finds_the_way_before_there_are_any(client, client_of):
    sprint = running_sprint()
    assert photos_button(client_of(participant(sprint)), sprint)
    assert not photos_button(client_of(participant(SprintFactory())), sprint)
    assert not photos_button(client, sprint)
