"""The back office of photos: who sees which, what can be typed, and what is a step."""

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME

from events.photos.models import BlockedHash, Photo, UploadRefusal
from events.photos.tests.factories import PhotoFactory, RemovalRequestFactory, fresh, made
from events.registration.tests.pages import all_rows
from events.sprints.tests.factories import TeamMemberFactory
from people.tests.factories import PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("open_door")]
ROOT = "/admin/events"
LIST, PUBLISH = f"{ROOT}/photo/", f"{ROOT}/photo/publish/"
KINDS = ("photo", "removalrequest", "uploadrefusal", "blockedhash")
WORDS = {
    "alt_text": "Two people at a door",
    "caption": "The door",
    "credit": "Ann Invented",
    "licence": "cc-by-4.0",
    "people_recognizable": "True",
    "focus_x": "50",
    "focus_y": "50",
    "position": "0",
}
HIDDEN = {
    **dict.fromkeys(("reason", "sha256", "folder", "sent_as"), "TAMPERED"),
    **dict.fromkeys(("id", "sprint", "uploaded_by", "width", "bytes", "revision"), "1"),
    **dict.fromkeys(("is_cover", "had_location"), "on"),
    **dict.fromkeys(("taken_at", "created_at"), "2000-01-01 00:00"),
    "state": "published",
    "uuid": "0" * 32,
    "widths": "[1]",
}


@pytest.fixture
def foreign():
    """A photo of a sprint that another team keeps."""
    return PhotoFactory(sprint__name="Elsewhere", state="pending")


def change(row):
    return f"{ROOT}/{row._meta.model_name}/{row.pk}/change/"


def step(row, name):
    return f"{ROOT}/{row._meta.model_name}/{row.pk}/actions/{name}/"


def shown(answer):
    return list(answer.context["cl"].result_list)


# Who sees what


def rows_of(photo):
    """One of each kind, around this photo."""
    return [
        photo,
        RemovalRequestFactory(photo=photo),
        UploadRefusal.objects.create(sprint=photo.sprint, reason="x", bytes=1),
        BlockedHash.objects.create(sprint=photo.sprint, sha256="a" * 64),
    ]


def test_a_team_sees_what_belongs_to_its_own_sprints(sprint, team, foreign):
    rows_of(foreign)
    for kind, row in zip(KINDS, rows_of(PhotoFactory(sprint=sprint)), strict=True):
        assert shown(team.get(f"{ROOT}/{kind}/")) == [row]
        assert team.get(change(row)).status_code == 200


def test_other_roles_see_no_photos_here(sprint, client_of):
    client = client_of(TeamMemberFactory(sprint=sprint, role="desk").person)
    pages = [f"{ROOT}/{kind}/" for kind in KINDS]
    pages += [f"{LIST}add/", PUBLISH, change(PhotoFactory(sprint=sprint))]
    assert {client.get(page).status_code for page in pages} == {403}
    assert {client.post(page).status_code for page in pages} == {403}


def test_of_another_sprint_there_is_nothing(team, foreign):
    request = RemovalRequestFactory(photo=foreign)
    before = all_rows()
    assert team.get(change(foreign)).status_code == 302
    assert team.post(change(foreign), WORDS).status_code == 302
    assert team.post(step(foreign, "remove"), {"why": "x"}).status_code == 404
    assert team.post(step(request, "grant"), {"why": "x"}).status_code == 404
    seen = f"{foreign.pk}-{foreign.revision}"
    assert team.post(PUBLISH, {"seen": seen}).status_code == 404
    assert team.get(PUBLISH, {"photo": foreign.pk}).context["rows"] == []
    chosen = {"action": "action_remove", ACTION_CHECKBOX_NAME: [foreign.pk], "why": "x"}
    team.post(LIST, chosen)
    assert all_rows() == before


def test_a_superuser_sees_all(client_of, sprint, foreign):
    root = client_of(PersonFactory(is_superuser=True))
    assert shown(root.get(LIST)) == [foreign]
    root.post(step(foreign, "reject"), {"why": "Too dark."})
    assert fresh(foreign).state == "rejected"


# The list


def test_the_list_shows_pictures_to_those_who_may_see_them(team, sprint):
    waiting = made(sprint)
    public = made(sprint, "published")
    made(sprint, "removed")
    html = team.get(LIST).content.decode()
    assert f"{waiting.uuid}/file/320.webp" in html
    assert f"/media/{public.folder}/320.webp" in html
    assert html.count('<img class="thumbnail"') == 2
    assert html.count(f'alt="{waiting.alt_text}"') == 1


def test_the_list_is_filtered_and_searched(team, photographer, sprint):
    other = TeamMemberFactory(person=photographer, role="organizer").sprint
    elsewhere = PhotoFactory(sprint=other)
    waiting = made(sprint, alt_text="A red door")
    made(sprint, "published", alt_text="A blue door")
    assert shown(team.get(LIST, {"state__exact": "pending"})) == [waiting]
    assert shown(team.get(LIST, {"sprint__id__exact": other.pk})) == [elsewhere]
    assert shown(team.get(LIST, {"q": "red"})) == [waiting]
    assert shown(team.get(LIST, {"q": waiting.uploaded_by.name})) == [waiting]


@pytest.mark.parametrize("number", [3, 30])
def test_the_queries_are_the_same_for_few_and_for_many(
    team, sprint, number, django_assert_num_queries
):
    PhotoFactory.create_batch(number, sprint=sprint, state="pending")
    with django_assert_num_queries(8):
        team.get(LIST)


# The form


def test_details_are_typed_and_nothing_else(team, sprint, foreign):
    photo = made(sprint, "pending")
    before = Photo.objects.filter(pk=photo.pk).values().get()
    sent = WORDS | HIDDEN | {"sprint": foreign.sprint_id, "focus_x": "20"}
    assert team.post(change(photo), sent).status_code == 302
    after = Photo.objects.filter(pk=photo.pk).values().get()
    changed = {name for name in after if after[name] != before[name]}
    typed = {"alt_text", "caption", "people_recognizable", "focus_x"}
    assert changed == typed | {"revision", "changed_at"}
    assert 'type="file"' not in team.get(change(photo)).content.decode()


def test_what_was_only_looked_at_stays_as_it_is(team, sprint):
    photo = made(sprint, "pending", people_recognizable=True, caption="The door")
    sent = WORDS | {"alt_text": photo.alt_text}
    assert team.post(change(photo), sent).status_code == 302
    assert fresh(photo).revision == photo.revision


def test_what_is_wrong_is_said_and_what_was_typed_stays(team, sprint):
    photo = made(sprint, "published")
    before = Photo.objects.filter(pk=photo.pk).values().get()
    answer = team.post(change(photo), WORDS | {"credit": ""})
    assert "Please name the photographer." in str(answer.context["adminform"].form.errors)
    assert "Two people" in answer.content.decode()
    assert Photo.objects.filter(pk=photo.pk).values().get() == before


def test_a_photo_that_lacked_details_waits_for_the_team_then(team, sprint):
    photo = made(sprint, "needs_details", alt_text="", credit="", licence="")
    team.post(change(photo), WORDS)
    assert fresh(photo).state == "pending"


@pytest.mark.parametrize("state", ["removed", "failed", "processing"])
def test_what_has_no_files_is_read_only(team, sprint, state):
    photo = PhotoFactory(sprint=sprint, state=state)
    before = all_rows()["Photo"]
    html = team.get(change(photo)).content.decode()
    assert 'name="alt_text"' not in html
    assert 'name="_save"' not in html
    team.post(change(photo), WORDS | HIDDEN)
    assert all_rows()["Photo"] == before


def test_nobody_deletes_rows_here_or_writes_those_of_the_system(team, sprint):
    rows = rows_of(PhotoFactory(sprint=sprint))
    before = all_rows()
    for row in rows:
        page = f"{ROOT}/{row._meta.model_name}/"
        assert team.post(f"{page}{row.pk}/delete/", {"post": "yes"}).status_code == 403
        chosen = {"action": "delete_selected", "post": "yes", ACTION_CHECKBOX_NAME: [row.pk]}
        team.post(page, chosen)
    assert [team.post(f"{ROOT}/{kind}/add/").status_code for kind in KINDS[1:]] == [403] * 3
    for row in rows[2:]:
        assert team.post(change(row), {"reason": "y", "sha256": "b"}).status_code == 403
    team.post(change(rows[1]), {"state": "granted", "answer": "x", "photo": "1"})
    assert all_rows() == before
