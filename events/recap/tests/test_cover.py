"""The cover of a report: on the page, in the post, and gone once the photo is."""

import io
import zipfile

import pytest
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from markdown_it import MarkdownIt

import events.photos.workflow
from events.photos.tests.factories import PhotoFactory, store_files
from events.recap import display, exports, workflow

pytestmark = pytest.mark.django_db
HOSTILE = "--- [x](javascript:alert(1)) ![y](z) <b>: 'q' \"d\" 😀"


@pytest.fixture
def photo(sprint):
    found = PhotoFactory(
        sprint=sprint, is_cover=True, alt_text=HOSTILE, caption=HOSTILE, credit="Cy <i>"
    )
    store_files(found)
    return found


@pytest.fixture
def report(sprint, organizer, photo, last_evening):
    workflow.save(sprint, by=organizer, head={"author": "Olga"}, blocks={}, seen=None)
    return workflow.publish(sprint, by=organizer)


def archived(report):
    bundle = zipfile.ZipFile(io.BytesIO(exports.archive(report, display.content_of(report))))
    return {name.rsplit("/")[-1]: bundle.read(name) for name in bundle.namelist()}


def test_it_stands_on_the_page_and_as_the_image_of_a_link(client, report, photo):
    page = client.get("/sprints/quill/report/").content.decode()
    address = storages["public"].url(f"{photo.folder}/")
    assert f'href="{address}master.jpg"' in page
    assert f'content="https://testserver{address}card.jpg"' in page
    assert "<b>:" not in page
    assert "&lt;b&gt;:" in page


def test_it_goes_along_with_the_post_and_leads_to_its_full_size(report, photo):
    found = archived(report)
    public = storages["public"]
    with public.open(f"{photo.folder}/share.jpg") as file:
        assert found["image-1.jpg"] == file.read()
    post = found["index.md"].decode()
    line = next(line for line in post.splitlines() if "./image-1.jpg" in line)
    full = f"https://testserver{public.url(f'{photo.folder}/master.jpg')}"
    assert line.startswith("[![")
    assert line.endswith(f"](./image-1.jpg)]({full})")
    rendered = MarkdownIt("commonmark").render(line)
    assert rendered.count("<a ") == rendered.count("<img") == 1
    assert 'src="./image-1.jpg"' in rendered


def test_a_file_that_is_missing_is_told_and_nothing_is_exported(
    client_of, organizer, report, photo, tmp_path
):
    storages["public"].delete(f"{photo.folder}/share.jpg")
    answer = client_of(organizer).get("/sprints/quill/report/export/", follow=True)
    assert answer.redirect_chain == [("/sprints/quill/report/edit/", 302)]
    sentence = "The file of the cover is missing in the storage"
    assert sentence in answer.content.decode()
    with pytest.raises(CommandError, match=sentence):
        call_command("export_report", "quill", "--to", str(tmp_path / "post.zip"))
    assert not (tmp_path / "post.zip").exists()


def test_i_am_in_it_takes_it_out_of_page_post_and_feed_at_once(
    client, report, photo, ann, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        events.photos.workflow.ask_removal(photo, by=ann, kind="in_it")
    for path in ("/sprints/quill/report/", "/sprints/quill/figures.json", "/reports/feed/"):
        assert photo.folder not in client.get(path).content.decode()
    assert archived(report).keys() == {"index.md"}
    assert b"image-1" not in archived(report)["index.md"]
