"""The page to which photos are sent: by a form, or one by one by the script."""

import re
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from events.photos.models import BlockedHash, Photo
from events.photos.tests.uploads import (
    NOT_A_PHOTO,
    address,
    file,
    files,
    participant,
    picture,
    send,
    text,
    told,
)
from events.sprints.tests.factories import SprintFactory
from people.tests.factories import PersonFactory

JSON = {"accept": "application/json"}
PDF = "This is a PDF document. Please export the picture from it as JPEG and send that."
HERE = "This photo is here already."


def add(client, sprint, *chosen, **more):
    return client.post(address("add", sprint), {"photos": list(chosen)}, **more)


def test_the_page_says_what_is_taken_and_what_happens_with_it(db, client_of):
    sprint = SprintFactory(starts_on=timezone.localdate())
    page = client_of(participant(sprint)).get(address("add", sprint))
    first, last = sprint.starts_on - timedelta(days=1), sprint.ends_on + timedelta(days=60)
    for sentence in (
        "JPEG, PNG, WebP and AVIF, up to 20 MB each and 320 pixels or more on every side.",
        "20 at once, 60 in ten minutes, 300 in all.",
        f"From {first:%-d %B %Y} until {last:%-d %B %Y}.",
        'accept="image/jpeg,image/png,image/webp,image/avif"',
        f'href="{address("mine", sprint)}"',
    ):
        assert sentence in text(page)
    assert re.search(r'<input type="file"[^>]* multiple', text(page))


def test_who_may_not_send_reads_why_and_gets_no_form(sprint, client_of):
    client = client_of(PersonFactory())
    page = client.get(address("add", sprint))
    assert page.status_code == 200
    assert "Photos come from those who take part in this sprint." in text(page)
    assert 'type="file"' not in text(page)
    assert add(client, sprint, file()).status_code == 403
    answer = add(client, sprint, file(), headers=JSON)
    assert answer.status_code == 403
    assert answer.json() == {"message": "Photos come from those who take part in this sprint."}
    assert not Photo.objects.exists()


def test_a_form_of_another_site_sends_nothing(sprint, person):
    client = Client(enforce_csrf_checks=True)
    client.force_login(person)
    assert add(client, sprint, file()).status_code == 403
    page = client.get(address("add", sprint))
    token = page.context["csrf_token"]
    posted = {"photos": [file()], "csrfmiddlewaretoken": str(token)}
    assert client.post(address("add", sprint), posted).status_code == 302
    assert Photo.objects.count() == 1


def test_no_file_chosen_is_told(sprint, mine):
    for posted in ({}, {"photos": "IMG_1.jpg"}):
        page = mine.post(address("add", sprint), posted)
        assert page.status_code == 200
        assert "Choose at least one photo." in text(page)
    answer = mine.post(address("add", sprint), {}, headers=JSON)
    assert (answer.status_code, answer.json()) == (422, {"message": "Choose at least one photo."})


def test_of_twenty_files_one_is_bad_and_nineteen_come_in(sprint, mine):
    chosen = files(*range(19))
    chosen.insert(7, file(NOT_A_PHOTO, "notes.pdf"))
    answer = add(mine, sprint, *chosen, follow=True)
    assert answer.redirect_chain == [(address("describe", sprint), 302)]
    assert told(answer) == ["19 added.", f"notes.pdf: {PDF}"]
    assert "19 photos are being prepared." in text(answer)
    assert Photo.objects.count() == 19


def test_what_is_here_already_is_linked_if_one_may_see_it(sprint, person, mine):
    own = send(sprint, person, 1)
    hidden = send(sprint, participant(sprint), 2)
    answer = add(mine, sprint, *files(0, 1, 2), follow=True)
    own_page = own.get_absolute_url()
    assert told(answer) == [
        f'1 added, 2 were already here: <a href="{own_page}">IMG_1.jpg</a>, IMG_2.jpg.'
    ]
    assert str(hidden.uuid) not in text(answer)
    answer = add(mine, sprint, *files(1), follow=True)
    assert answer.redirect_chain == [(address("describe", sprint), 302)]  # where it waits
    assert told(answer) == [f'0 added, 1 was already here: <a href="{own_page}">IMG_1.jpg</a>.']
    Photo.objects.filter(pk=own.pk).update(state=Photo.State.PENDING)  # which needs nothing
    answer = add(mine, sprint, *files(1, 2), follow=True)
    assert answer.redirect_chain == [(address("add", sprint), 302)]


def test_a_name_is_shown_as_it_is_and_does_nothing(sprint, mine):
    name = "<script>alert(1)</script>.jpg"
    answer = add(mine, sprint, file(NOT_A_PHOTO, name.replace("/", "")), follow=True)
    html = " ".join(answer.content.decode().split())
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;script&gt;.jpg: This is a PDF" in html


def test_what_is_too_fast_is_told_with_the_waiting_time(settings, sprint, mine):
    settings.PHOTOS = settings.PHOTOS | {"per_ten_minutes": 1}
    answer = add(mine, sprint, *files(0, 1, 2), follow=True)
    assert told(answer) == [
        "1 added.",
        "That was a lot at once. Please wait 10 minutes. Not sent: IMG_1.jpg, IMG_2.jpg.",
    ]
    answer = add(mine, sprint, *files(1, 2))
    assert answer.status_code == 429
    assert 590 < int(answer["Retry-After"]) <= 601
    assert "That was a lot at once. Please wait 10 minutes." in text(answer)
    answer = add(mine, sprint, *files(1), headers=JSON)
    assert answer.status_code == 429
    assert answer.json()["message"] == "That was a lot at once. Please wait 10 minutes."
    assert str(answer.json()["seconds"]) == answer["Retry-After"]


def test_the_script_sends_one_file_and_reads_what_became_of_it(sprint, mine):
    answer = add(mine, sprint, file(), headers=JSON)
    photo = Photo.objects.get()
    assert answer.status_code == 201
    assert answer.json() == {
        "photo": str(photo.uuid),
        "state": "processing",
        "message": "Being prepared",
        "had_location": False,
    }


def test_the_script_reads_why_a_file_was_not_taken(settings, sprint, person, mine):
    own, others = send(sprint, person, 1), send(sprint, participant(sprint), 2)
    blocked = BlockedHash.objects.create(sprint=sprint, sha256=send(sprint, person, 3).sha256)
    Photo.objects.filter(sha256=blocked.sha256).update(state="removed")
    settings.PHOTOS = settings.PHOTOS | {"most_bytes": 1024**2}
    taken_down = "This photo was taken down on request and does not come back."
    large = "The file is larger than 1 MB. Please send a smaller copy."
    for content, status, expected in (
        (picture(1), 409, {"message": HERE, "page": own.get_absolute_url()}),
        (picture(2), 409, {"message": HERE, "page": ""}),
        (picture(3), 422, {"message": taken_down}),
        (NOT_A_PHOTO, 422, {"message": PDF}),
        (picture() + b"x" * 1024**2, 413, {"message": large}),
    ):
        answer = add(mine, sprint, file(content), headers=JSON)
        assert (answer.status_code, answer.json()) == (status, expected)
    assert others.state == "processing"
    answer = add(mine, sprint, *files(4, 5), headers=JSON)
    assert answer.status_code == 422
    assert answer.json() == {"message": "Please send one file at a time."}
