"""The gallery: its order, its filter, its pages, and where one gets on from it."""

import datetime
import re

import pytest
from django.utils import timezone

from events.photos import display
from events.photos.display.gallery import NO_SUCH_DAY, NO_SUCH_PAGE, NO_SUCH_PERSON
from events.photos.models import Photo
from events.photos.tests.factories import PhotoFactory, PhotoTagFactory, RemovalRequestFactory
from events.photos.tests.uploads import address, participant, running_sprint, text
from events.registration.tests.factories import RegistrationFactory
from events.sprints.models import Sprint, TeamRole
from events.sprints.tests.factories import SprintFactory, TeamMemberFactory

pytestmark = pytest.mark.django_db


def grid(response):
    """The photos of the grid, by their description."""
    found = re.search(r'<ul class="photo-grid">(.*?)</ul>', text(response), re.DOTALL)
    return re.findall(r'alt="(.*?)"', found[1]) if found else []


def taken(hour, day=2, month=11):
    """A moment of 2026 in UTC; Prague is one hour ahead."""
    return datetime.datetime(2026, month, day, hour, tzinfo=datetime.UTC)


def photos(sprint, *moments):
    return [
        PhotoFactory(sprint=sprint, taken_at=moment, alt_text=f"photo number {number}")
        for number, moment in enumerate(moments)
    ]


def test_photos_stand_in_the_order_of_the_team_then_of_time(client):
    sprint = SprintFactory()
    late, early = photos(sprint, taken(12), taken(9))
    first = PhotoFactory(sprint=sprint, position=-1, taken_at=taken(20))
    sent = PhotoFactory(sprint=sprint, created_at=taken(10))
    PhotoFactory()  # of another sprint
    shown = grid(client.get(address("gallery", sprint)))
    assert shown == [photo.alt_text for photo in (first, early, sent, late)]


def test_the_cover_stands_large_at_the_top_and_nowhere_else(client):
    sprint = SprintFactory()
    cover = PhotoFactory(sprint=sprint, is_cover=True, taken_at=taken(12), caption="All of us")
    other = PhotoFactory(sprint=sprint, taken_at=taken(12, day=3))
    page = client.get(address("gallery", sprint))
    assert grid(page) == [other.alt_text]
    large = re.search(r'<figure class="cover.*?</figure>', text(page), re.DOTALL)[0]
    assert f'alt="{cover.alt_text}"' in large
    assert 'fetchpriority="high"' in large
    assert "loading" not in large
    assert "All of us · Photo: Ann Invented" in large
    filtered = client.get(address("gallery", sprint), {"day": "2026-11-02"})
    assert grid(filtered) == [cover.alt_text]


def test_a_panorama_takes_a_larger_file_since_it_is_cut(client):
    sprint = SprintFactory()
    PhotoFactory(sprint=sprint, width=1600, height=800)
    PhotoFactory(sprint=sprint, width=1601, height=800)
    page = text(client.get(address("gallery", sprint)))
    assert re.findall(r'sizes="\(min-width:66rem\) (\d+)rem', page) == ["20", "40"]
    assert 'aria-label="Days"' not in page  # all of one day


def test_a_picture_of_the_grid_leaves_the_choice_of_the_file_to_the_browser(client):
    photo = PhotoFactory(widths=[320, 640], focus_x=10, focus_y=90)
    picture = re.search(
        r'<a class="photo".*?</a>', text(client.get(address("gallery", photo.sprint)))
    )[0]
    assert f'href="{photo.get_absolute_url()}"' in picture
    folder = f"/media/{photo.folder}"
    assert f'srcset="{folder}/320.webp 320w, {folder}/640.webp 640w"' in picture
    for expected in (
        f'src="{folder}/640.webp"',
        'sizes="',
        'width="1600" height="1200"',
        'loading="lazy"',
        'class="look-left look-bottom"',
        'data-credit="Ann Invented"',
        f'data-caption="{photo.caption}"',
    ):
        assert expected in picture


def test_the_days_are_those_of_the_sprints_zone(client):
    sprint = SprintFactory()  # in Prague
    photos(sprint, taken(22, day=2), taken(23, day=2), None)
    page = client.get(address("gallery", sprint))
    days = re.search(r'<nav class="days".*?</nav>', text(page), re.DOTALL)[0]
    links = re.findall(r'href="(.*?)"[^>]*>(.*?)</a>', days)
    assert links == [
        ("", "All days"),
        ("?day=2026-11-02", "Mon 2 Nov"),
        ("?day=2026-11-03", "Tue 3 Nov"),
        ("?day=unknown", "day not known"),
    ]
    for day, expected in (
        ("2026-11-02", ["photo number 0"]),
        ("2026-11-03", ["photo number 1"]),
        ("unknown", ["photo number 2"]),
    ):
        page = client.get(address("gallery", sprint), {"day": day})
        assert grid(page) == expected
        assert '<a href="?">All days</a>' in text(page)


def named(photo, name):
    row = RegistrationFactory(
        sprint=photo.sprint, person__name=name, photo_consent="yes", photo_name_consent=True
    )
    PhotoTagFactory(photo=photo, person=row.person, agreed_at=timezone.now())
    return row.person


def test_photos_are_found_by_who_is_named_on_them(client):
    sprint = SprintFactory()
    first, second = photos(sprint, taken(9), taken(9, day=3))
    named(first, "Zora Invented")
    ada = named(second, "Ada Invented")
    page = client.get(address("gallery", sprint), {"person": ada.pk})
    assert grid(page) == [second.alt_text]
    options = re.findall(r"<option[^>]*>(.*?)</option>", text(page))
    assert options == ["Everybody", "Ada Invented", "Zora Invented"]
    assert f'<option value="{ada.pk}" selected>' in text(page)
    both = client.get(address("gallery", sprint), {"person": ada.pk, "day": "2026-11-02"})
    assert grid(both) == []
    assert "No photo of that day shows this person." in text(both)
    assert '<input type="hidden" name="day" value="2026-11-02">' in text(both)


NONSENSE = ["x", "-1", "0", "9" * 6000, "2026-02-31", "1.5", "2e1", "unknown", "[]", "2026-11-09"]


@pytest.mark.parametrize(
    ("name", "sentence"), [("day", NO_SUCH_DAY), ("person", NO_SUCH_PERSON), ("page", NO_SUCH_PAGE)]
)
def test_nonsense_in_the_address_shows_everything_with_a_sentence(client, name, sentence):
    photo = PhotoFactory(taken_at=taken(9))
    for value in NONSENSE:
        gallery = display.gallery(photo.sprint, {name: value})
        assert gallery.refusals == [sentence]
        assert [image.photo for image in gallery.photos] == [photo]
    assert sentence in text(client.get(address("gallery", photo.sprint), {name: "x"}))
    page = client.get(address("gallery", photo.sprint), {name: ""})  # nothing was chosen
    assert grid(page) == [photo.alt_text]
    assert "note-warning" not in text(page)


def test_sixty_photos_make_a_page(client):
    sprint = SprintFactory()
    shots = PhotoFactory.create_batch(61, sprint=sprint, taken_at=taken(9))
    PhotoFactory(sprint=sprint, is_cover=True)
    first = client.get(address("gallery", sprint), {"day": "2026-11-02"})
    assert grid(first) == [photo.alt_text for photo in shots[:60]]
    assert 'href="?day=2026-11-02&page=2"' in text(first)
    assert "Earlier" not in text(first)
    last = client.get(address("gallery", sprint), {"day": "2026-11-02", "page": 2})
    assert grid(last) == [shots[60].alt_text]
    assert 'href="?day=2026-11-02&page=1"' in text(last)
    assert "Later" not in text(last)
    assert NO_SUCH_PAGE in text(client.get(address("gallery", sprint), {"page": 3}))
    second = client.get(address("gallery", sprint), {"page": 2})
    assert (len(grid(second)), 'class="cover' in text(second)) == (1, False)


def test_an_empty_gallery_says_what_will_be_there(client, client_of):
    sprint = running_sprint()
    assert "The photos of this sprint will stand here." in text(
        client.get(address("gallery", sprint))
    )
    assert "Those who take part add them" in text(client.get(address("gallery", sprint)))
    mine = client_of(participant(sprint)).get(address("gallery", sprint))
    assert "Yours can be the first." in text(mine)
    PhotoFactory(sprint=sprint, is_cover=True)
    assert "will stand here" not in text(client.get(address("gallery", sprint)))


def doors(client, sprint):
    links = ("add", "mine", "review")
    page = text(client.get(address("gallery", sprint)))
    return [name for name in links if address(name, sprint) in page]


def test_each_gets_the_links_that_are_theirs(client, client_of):
    sprint = running_sprint()
    assert doors(client, sprint) == []
    assert doors(client_of(RegistrationFactory().person), sprint) == []
    assert doors(client_of(participant(sprint)), sprint) == ["add", "mine"]
    organizer = TeamMemberFactory(sprint=sprint).person
    assert doors(client_of(organizer), sprint) == ["add", "mine", "review"]
    sprint.state = Sprint.State.CANCELLED
    sprint.save()
    assert doors(client_of(organizer), sprint) == ["review"]
    sent = PhotoFactory(state=Photo.State.REJECTED)  # to a sprint that has not begun
    assert doors(client_of(sent.uploaded_by), sent.sprint) == ["mine"]


def test_the_team_reads_how_much_waits_for_it(client_of):
    sprint = SprintFactory()
    PhotoFactory.create_batch(2, sprint=sprint, state=Photo.State.PENDING)
    RemovalRequestFactory(photo=PhotoFactory(sprint=sprint), state="open")
    RemovalRequestFactory(photo=PhotoFactory(sprint=sprint), state="declined")
    RemovalRequestFactory(state="open")  # elsewhere
    team = TeamMemberFactory(sprint=sprint, role=TeamRole.PHOTOGRAPHER).person
    assert "Review (3)" in text(client_of(team).get(address("gallery", sprint)))
