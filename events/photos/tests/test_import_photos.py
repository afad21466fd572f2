"""The command `import_photos`: a folder of photos, by the same door as everybody's."""

import io
import os

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import CommandError, call_command

from events.management.commands import import_photos
from events.photos import files
from events.photos.models import Photo, UploadRefusal
from events.photos.tests.uploads import picture
from events.photos.workflow import send, sending
from events.sprints.tests.factories import SprintFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def sprint():
    return SprintFactory(slug="past")


@pytest.fixture
def folder(tmp_path):
    found = tmp_path / "photos"
    found.mkdir()
    return found


class Terminal(io.StringIO):
    def isatty(self):
        return True


def run(folder, *options, sprint="past", stdout=None):
    printed = io.StringIO() if stdout is None else stdout
    call_command("import_photos", sprint, str(folder), *options, stdout=printed)
    return printed.getvalue()


def run_with_refusals(folder):
    """The lines that the command printed before it ended with 1."""
    printed = io.StringIO()
    with pytest.raises(SystemExit) as end:
        run(folder, stdout=printed)
    assert end.value.code == 1
    return printed.getvalue().splitlines()


def lay(path, number):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(picture(number))


def test_a_folder_comes_in_and_waits_to_be_described(sprint, folder):
    lay(folder / "a.jpg", 0)
    lay(folder / "day 2" / "b.jpg", 1)
    said = run(folder, "--credit", "Ann Invented", "--licence", "cc-by-4.0")
    assert said == "2 added, 0 already here, 0 refused.\n"
    assert run(folder) == "0 added, 2 already here, 0 refused.\n"
    columns = ("state", "credit", "licence", "uploaded_by", "sent_as", "width")
    assert (
        list(sprint.photos.values_list(*columns))
        == [(Photo.State.NEEDS_DETAILS, "Ann Invented", "cc-by-4.0", None, "", 400)] * 2
    )


def test_one_bad_file_keeps_no_other_out_and_the_command_says_so(sprint, folder):
    lay(folder / "good.jpg", 0)
    (folder / "empty.jpg").write_bytes(b"")
    (folder / "email.pdf").write_bytes(b"%PDF-1.7" + b" " * 2000)
    (folder / "small.jpg").write_bytes(picture(size=(300, 300)) + b" " * 1024)
    assert run_with_refusals(folder) == [
        "1 added, 0 already here, 3 refused.",
        "email.pdf: This is a PDF document. Please export the picture from it as JPEG and send that.",
        "empty.jpg: The file is empty. Please choose it again.",
        (
            "small.jpg: The picture is 300 by 300 pixels. "
            "Please send one with at least 320 on its shorter side."
        ),
    ]
    assert UploadRefusal.objects.filter(sprint=sprint, person=None).count() == 3


def test_files_come_by_name_without_hidden_ones_links_and_pipes(sprint, folder, tmp_path):
    for number, name in enumerate(("c.jpg", "a/z.jpg", "b.jpg", ".hidden.jpg", ".hidden/in.jpg")):
        lay(folder / name, number)
    lay(tmp_path / "elsewhere" / "far.jpg", 9)
    (folder / "link.jpg").symlink_to(tmp_path / "elsewhere" / "far.jpg")
    (folder / "link").symlink_to(tmp_path / "elsewhere")
    (folder / "loop").symlink_to(folder)
    os.mkfifo(folder / "pipe.jpg")
    found = import_photos.files_below(folder)
    assert [str(path.relative_to(folder)) for path in found] == ["a/z.jpg", "b.jpg", "c.jpg"]


@pytest.mark.usefixtures("quick")
def test_a_name_that_is_no_text_is_printed_and_stored_all_the_same(sprint, folder):
    (folder / os.fsdecode(b"caf\xe9\x1b[31m\n.jpg")).write_bytes(b"%PDF-1.7" + b" " * 2000)
    (folder / os.fsdecode(b"caf\xe9.jpg")).write_bytes(picture())
    numbers, refusal = run_with_refusals(folder)
    assert numbers == "1 added, 0 already here, 1 refused."
    assert refusal.startswith("caf��[31m�.jpg: This is a PDF document.")


@pytest.mark.usefixtures("quick")
def test_a_file_that_cannot_be_opened_is_refused(sprint, folder, monkeypatch):
    lay(folder / "gone.jpg", 0)
    lay(folder / "here.jpg", 1)
    found = list(import_photos.files_below(folder))
    monkeypatch.setattr(import_photos, "files_below", lambda folder: found)
    (folder / "gone.jpg").unlink()
    assert run_with_refusals(folder) == [
        "1 added, 0 already here, 1 refused.",
        "gone.jpg: It cannot be read (No such file or directory).",
    ]


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"sprint": "nowhere"}, "There is no sprint “nowhere”."),
        ({"name": "missing"}, "There is no folder "),
        ({"name": "file.jpg"}, "is not a folder."),
        ({"credit": "x" * 201}, "--credit: Ensure this value has at most"),
        ({"credit": "a\u202eb"}, "--credit: "),
        ({"licence": "mine"}, "invalid choice: 'mine'"),
    ],
)
def test_what_cannot_be_meant_is_said_in_one_sentence(sprint, folder, options, sentence):
    lay(folder / "file.jpg", 0)
    place = folder / options.get("name", "")
    chosen = [f"--{name}={options[name]}" for name in ("credit", "licence") if name in options]
    with pytest.raises(CommandError) as fault:
        run(place, *chosen, sprint=options.get("sprint", "past"))
    assert sentence in str(fault.value)
    assert not Photo.objects.exists()


def test_a_folder_that_may_not_be_read_stops_it_before_anything_came_in(
    sprint, folder, monkeypatch
):
    lay(folder / "a.jpg", 0)
    lay(folder / "locked" / "b.jpg", 1)
    monkeypatch.setattr(os, "access", lambda path, mode: path.name != "locked")
    with pytest.raises(CommandError, match="locked may not be read"):
        run(folder)
    assert not Photo.objects.exists()


@pytest.mark.usefixtures("quick")
def test_a_terminal_shows_how_far_it_is_in_one_line(sprint, folder):
    assert run(folder, stdout=Terminal()).endswith("0 added, 0 already here, 0 refused.\n")
    lay(folder / "a.jpg", 0)
    lay(folder / "b.jpg", 1)
    shown = run(folder, stdout=Terminal()).split("\r")
    assert [line.split("\n")[0].rstrip() for line in shown[1:]] == [
        "[..............................] 0 of 2 a.jpg",
        "[###############...............] 1 of 2 b.jpg",
        "[##############################] 2 of 2",
    ]


@pytest.mark.usefixtures("quick")
def test_a_worker_that_ends_while_the_command_prepares_is_no_fault(sprint, monkeypatch):
    photo = send(sprint, ContentFile(picture()), by=None, name="a.jpg")
    develop = sending.develop_photo.call

    class Overtaken:
        def call(self, pk):
            develop(pk)
            raise FileNotFoundError  # the file that was sent has gone

    monkeypatch.setattr(sending, "develop_photo", Overtaken())
    sending.prepare(photo)
    assert photo.state == Photo.State.NEEDS_DETAILS


def test_a_file_that_is_lost_is_a_fault(sprint):
    photo = send(sprint, ContentFile(picture()), by=None, name="a.jpg")
    storages[files.PENDING].delete(f"{photo.folder}/{files.ORIGINAL}")
    with pytest.raises(FileNotFoundError):
        sending.prepare(photo)
