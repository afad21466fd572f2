"""What comes out of each recipe: names, sizes, kinds, and never more pixels than went in."""

import pytest
from PIL import Image

from events.photos import decoder
from events.photos.images import CARD, LOGO, PHOTO, PORTRAIT, Unusable, developed
from events.photos.tests.files import photo, saved

RED, BLUE, GREEN = (255, 0, 0), (0, 0, 255), (0, 160, 0)


@pytest.fixture
def sizes(tmp_path):
    """Develops a picture and tells the size and kind of each file."""

    def measured(recipe, picture, kind="JPEG", **options):
        source = tmp_path / "original"
        source.write_bytes(saved(picture, kind))
        found = {}
        with developed(source, recipe, **options) as result:
            assert set(result.names) == {path.name for path in result.folder.iterdir()}
            for name in result.names:
                with Image.open(result.folder / name) as file:
                    found[name] = (*file.size, file.format)
        assert not result.folder.exists()
        return found, result

    return measured


def test_a_large_photo_becomes_a_master_and_every_rendition(sizes):
    files, result = sizes(PHOTO, photo((4000, 3000)))
    assert files == {
        "master.jpg": (3840, 2880, "JPEG"),
        **{f"{width}.webp": (width, width * 3 // 4, "WEBP") for width in result.widths},
        "share.jpg": (1280, 960, "JPEG"),
        "card.jpg": (1200, 630, "JPEG"),
    }
    assert (result.width, result.height) == (3840, 2880)
    assert result.widths == (320, 640, 960, 1280, 1920)


def test_a_small_photo_is_never_scaled_up(sizes):
    files, result = sizes(PHOTO, photo((400, 330)))
    assert files == {
        "master.jpg": (400, 330, "JPEG"),
        "320.webp": (320, 264, "WEBP"),
        "400.webp": (400, 330, "WEBP"),
        "share.jpg": (400, 330, "JPEG"),
        "card.jpg": (400, 210, "JPEG"),
    }
    assert result.widths == (320, 400)


def test_a_tall_photo_keeps_its_shape_and_exactly_a_width_is_no_other(sizes):
    files, result = sizes(PHOTO, photo((640, 2000)))
    assert (result.width, result.height, result.widths) == (640, 2000, (320, 640))
    assert files["card.jpg"] == (640, 336, "JPEG")


@pytest.mark.parametrize(("focus", "place"), [((50, 50), 185), ((50, 0), 0), ((0, 100), 370)])
def test_a_card_looks_where_the_focus_is(focus, place):
    """A column of bands, of which the top of the card shows one."""
    tall = Image.linear_gradient("L").resize((1200, 1000)).convert("RGB")
    card = decoder.cropped(tall, 1200 / 630, focus)
    assert card.size == (1200, 630)
    assert card.getpixel((600, 0))[0] == pytest.approx(place * 255 / 1000, abs=4)


def test_a_card_is_cut_from_the_side_of_a_panorama(tmp_path):
    source = tmp_path / "master.jpg"
    source.write_bytes(saved(photo((3200, 320))))
    for focus, colour in (((0, 0), RED), ((100, 0), BLUE)):
        with (
            developed(source, CARD, focus=focus) as result,
            Image.open(result.folder / "card.jpg") as card,
        ):
            assert card.size == (610, 320)
            assert card.getpixel((300, 20)) == pytest.approx(colour, abs=6)


def test_a_logo_may_be_small_and_wide(sizes):
    assert sizes(LOGO, photo((1000, 100)), "PNG")[0] == {
        "160.webp": (160, 16, "WEBP"),
        "320.webp": (320, 32, "WEBP"),
    }
    assert list(sizes(LOGO, Image.new("1", (64, 64)), "PNG")[0]) == ["64.webp"]


def test_a_portrait_is_a_square_from_the_middle(sizes):
    files, result = sizes(PORTRAIT, photo((600, 300)))
    assert files == {"96.webp": (96, 96, "WEBP"), "256.webp": (256, 256, "WEBP")}
    assert (result.width, result.height) == (300, 300)
    assert sizes(PORTRAIT, photo((150, 400)))[1].widths == (96, 150)


def test_each_recipe_has_a_smallest_picture(sizes):
    for recipe, size, fragment in ((LOGO, 31, "at least 32 "), (PORTRAIT, 95, "at least 96 ")):
        with pytest.raises(Unusable, match=fragment):
            sizes(recipe, photo((size, 200)))
