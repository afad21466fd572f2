"""What the pages of photos cost: queries, and bytes on a narrow screen."""

import pytest
from django.core.cache import caches
from django.core.files.storage import storages
from django.urls import reverse
from django.utils import timezone
from PIL import Image, ImageChops

from events.photos import images
from events.photos.models import Photo, PhotoTag
from events.photos.tests.factories import PhotoFactory
from events.registration.tests.factories import RegistrationFactory
from events.sprints.tests.factories import SprintFactory, TeamMemberFactory

pytestmark = pytest.mark.django_db

ALT_TEXT = "A dozen people around a long table with open laptops, a full whiteboard behind them"
CAPTION = "The build group on the second morning, shortly before they agreed"
KB = 1000


def gallery_of(number, **more):
    """The address of a gallery of so many photos, a cover among them, with a name on each."""
    sprint = SprintFactory()
    moment = timezone.now()
    shots = PhotoFactory.create_batch(
        number, sprint=sprint, uploaded_by=None, alt_text=ALT_TEXT, caption=CAPTION, **more
    )
    Photo.objects.filter(pk=shots[0].pk).update(is_cover=True)
    row = RegistrationFactory(sprint=sprint, photo_consent="yes", photo_name_consent=True)
    tags = [PhotoTag(photo=photo, person=row.person, agreed_at=moment) for photo in shots]
    PhotoTag.objects.bulk_create(tags)
    return sprint, reverse("photos:gallery", args=[sprint.slug])


@pytest.mark.parametrize("number", [3, 30])
def test_pages_of_photos_cost_the_same_for_few_and_for_many(
    client, django_assert_num_queries, number
):
    sprint, gallery = gallery_of(number)
    page = sprint.photos.in_order()[1].get_absolute_url()
    person = sprint.registrations.get().person_id
    for address, queries in {gallery: 8, f"{gallery}?person={person}": 8, page: 6}.items():
        caches["pages"].clear()
        with django_assert_num_queries(queries):
            assert client.get(address).status_code == 200


@pytest.mark.parametrize("number", [3, 30])
def test_the_team_and_participants_pay_the_same(client_of, django_assert_num_queries, number):
    """Session, account, what they are here or elsewhere or what waits; the photos are kept."""
    sprint, gallery = gallery_of(number)
    for person in (sprint.registrations.get().person, TeamMemberFactory(sprint=sprint).person):
        client = client_of(person)
        first = client.get(gallery).content
        with django_assert_num_queries(7):
            assert client.get(gallery).content.count(b"<li>") == first.count(b"<li>") == number - 1


def test_an_unchanged_page_is_answered_304_with_one_query(client, django_assert_num_queries):
    sprint, gallery = gallery_of(3)
    for address in (gallery, f"{gallery}?page=1", sprint.photos.first().get_absolute_url()):
        first = client.get(address)
        with django_assert_num_queries(1):
            again = client.get(address, headers={"if-none-match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    "place", ["/media/", "https://pictures-of-our-sprints.s3.eu-central-1.example.org/"]
)
def test_the_html_of_60_photos_stays_under_60_kb(client, monkeypatch, place):
    monkeypatch.setattr(storages["public"], "base_url", place)
    _, gallery = gallery_of(61, widths=[320, 640, 960, 1280, 1920])
    page = client.get(gallery).content
    assert page.count(b'<a class="photo"') == 61  # with the cover
    assert page.count(f'src="{place}'.encode()) == 61
    assert len(page) < 60 * KB


def scene(number, size):
    """A picture with edges, and with shades that are the stronger the larger they are, as in nature."""
    width, height = size
    picture = Image.new("RGB", size, (40 + 25 * number, 110, 160 - 15 * number))
    for step in (160, 80, 40, 20, 10, 5, 2):
        shades = Image.effect_noise((width // step, height // step), step * 0.7 + 4)
        smooth = shades.resize(size, Image.Resampling.BICUBIC).convert("RGB")
        picture = ImageChops.add(picture, smooth, offset=-128)
    things = picture.resize((width // 3, height // 3)).transpose(Image.Transpose.ROTATE_180)
    picture.paste(things, (width // 4, height // 4))
    return picture


def test_60_photos_weigh_less_than_1500_kb_on_a_narrow_screen(tmp_path):
    """A screen of 360 pixels takes the narrowest file for the grid, and the next for the cover."""
    source = tmp_path / "photo.jpg"
    scene(1, (1600, 1200)).save(source, "JPEG", quality=90)
    with images.developed(source, images.PHOTO) as picture:
        small, large = ((picture.folder / name).stat().st_size for name in ("320.webp", "640.webp"))
    assert small > 5 * KB, "no photo of a camera is that light"
    assert 60 * small + large < 1500 * KB
