"""Every email about photos, word by word: to whom, and never to whoever has gone."""

import pytest
from django.conf import settings

from events.outbox import Email
from events.photos import emails, workflow
from events.photos.rules import kept_until
from events.photos.tests.factories import (
    PhotoFactory,
    PhotoTagFactory,
    RemovalRequestFactory,
    store_files,
)
from events.photos.tests.uploads import running_sprint
from events.registration.tests.factories import RegistrationFactory
from events.sprints.display import day
from events.sprints.tests.factories import TeamMemberFactory
from people.tests.factories import PersonFactory

SITE = settings.SITE_URL
MINE = f"{SITE}/sprints/quill/photos/mine/\n"


@pytest.fixture
def sprint(db):
    return running_sprint(name="Quill", slug="quill")


@pytest.fixture
def ann(sprint):
    person = PersonFactory(name="Ann", email="ann@example.org")
    return RegistrationFactory(sprint=sprint, person=person, photo_name_consent=True).person


@pytest.fixture
def photographer(sprint):
    person = PersonFactory(name="Phil", email="phil@example.org")
    return TeamMemberFactory(sprint=sprint, role="photographer", person=person).person


def written():
    return list(Email.objects.order_by("pk").values_list("to", "subject", "text"))


def page(photo):
    return f"{SITE}/sprints/quill/photos/{photo.uuid}/\n"


def waiting(sprint, person, **more):
    return store_files(PhotoFactory(sprint=sprint, uploaded_by=person, state="pending", **more))


def test_a_published_photo(sprint, ann, photographer):
    photo = waiting(sprint, ann, alt_text="Five people")
    workflow.publish(photo, by=photographer, seen=photo.revision)
    text = f"""Hello Ann,

thank you for this photo of Quill. Everybody can see it now:

- Five people

{page(photo)}"""
    assert written() == [("ann@example.org", "Quill: your photo is published", text)]


def test_several_published_at_once_are_one_email_to_each(sprint, ann, photographer):
    photos = [waiting(sprint, ann, alt_text=f"Photo {number}") for number in (1, 2)]
    other = waiting(sprint, PersonFactory(email="bob@example.org"))
    nobodys = waiting(sprint, None)
    chosen = [(photo, photo.revision) for photo in (*photos, other, nobodys)]
    workflow.publish_several(chosen, by=photographer)
    text = f"""Hello Ann,

thank you for these photos of Quill. Everybody can see them now:

- Photo 1
- Photo 2

{MINE}"""
    found = written()
    assert found[0] == ("ann@example.org", "Quill: 2 of your photos are published", text)
    assert [to for to, _, _ in found] == ["ann@example.org", "bob@example.org"]


def test_a_question_of_the_team(sprint, ann, photographer):
    photo = waiting(sprint, ann, alt_text="Five people")
    photo = workflow.ask(photo, by=photographer, why="Who took it?")
    text = f"""Hello Ann,

the team asks about “Five people”:

Who took it?

Please change its details, and it goes to the team again:
{page(photo)[:-1]}edit/

It is kept until {day(kept_until(photo))}.
"""
    assert written() == [("ann@example.org", "Quill: a question about your photo", text)]


def test_a_photo_that_is_not_taken(sprint, ann, photographer):
    photo = waiting(sprint, ann, alt_text="Five people")
    workflow.reject(photo, by=photographer, why="It is blurred.")
    text = f"""Hello Ann,

the team did not take “Five people”, for this reason:

It is blurred.

Nobody else has seen it. If you see it differently, write to organizers@example.org.

Your photos:
{MINE}"""
    assert written() == [("ann@example.org", "Quill: your photo was not taken", text)]


def test_whoever_wanted_to_be_asked_is_asked(sprint, ann, photographer):
    photo = PhotoFactory(sprint=sprint)
    workflow.tag(photo, ann, by=photographer)
    text = f"""Hello Ann,

somebody named you on a photo of Quill. You wanted to be asked before: your name stands there only once you say yes.

Please answer here:
{MINE}
If you do not want to be seen at all, ask for the removal on the page of the photo:
{page(photo)}"""
    assert written() == [("ann@example.org", "Quill: are you on this photo?", text)]


def test_several_photos_are_one_question(sprint, ann, photographer):
    ann.registrations.update(photo_name_consent=False)
    photos = [waiting(sprint, None) for _ in range(2)]
    for photo in photos:
        workflow.tag(photo, ann, by=photographer)
    assert written() == []
    chosen = [(photo, photo.revision) for photo in photos]
    workflow.publish_several(chosen, by=photographer)
    text = f"""Hello Ann,

somebody named you on 2 photos of Quill. You wanted to be asked before: please say whether that is right. Your name is not shown there in either case, as you chose on your registration.

Please answer here:
{MINE}
If you do not want to be seen at all, ask for the removal on the page of each photo.
"""
    assert written() == [("ann@example.org", "Quill: are you on these photos?", text)]


def test_the_team_learns_of_a_request_without_who_asked(sprint, ann, photographer):
    organizer = TeamMemberFactory(sprint=sprint, person__email="olga@example.org").person
    TeamMemberFactory(sprint=sprint, person=organizer, role="photographer")
    TeamMemberFactory(sprint=sprint, role="treasurer")
    TeamMemberFactory(role="photographer")
    photo = store_files(PhotoFactory(sprint=sprint, alt_text="Five people"))
    workflow.ask_removal(photo, by=ann, kind="in_it")
    to_phil, to_olga = written()
    text = f"""Hello Phil,

somebody asks to take down “Five people”: I am in it.

It is hidden until you decide. Please decide within two days:
{SITE}/sprints/quill/photos/review/
"""
    subject = "Quill: somebody asks for the removal of a photo"
    assert to_phil == ("phil@example.org", subject, text)
    assert to_olga[0] == "olga@example.org"
    assert "Ann" not in to_phil[2] + to_olga[2]


def test_a_request_of_a_stranger_says_that_the_photo_is_still_there(sprint, photographer):
    photo = PhotoFactory(sprint=sprint, alt_text="Five people")
    workflow.ask_removal(
        photo, by=None, kind="other", message="A badge.", email="secret@example.org"
    )
    text = f"""Hello Phil,

somebody asks to take down “Five people”: another reason.

A badge.

It is still to be seen. Please decide within two days:
{SITE}/sprints/quill/photos/review/
"""
    assert [email[2] for email in written()] == [text]


def asked(sprint, **more):
    photo = store_files(PhotoFactory(sprint=sprint, alt_text="Five people"))
    return RemovalRequestFactory(photo=photo, state="open", **more)


def test_a_granted_request(sprint, ann, photographer):
    workflow.grant(asked(sprint, person=ann), by=photographer, answer="We are sorry.")
    text = """Hello Ann,

the photo of Quill that you asked to remove was taken down. Its files are deleted, and the same picture is not taken again.

We are sorry.

If that is not right, write to organizers@example.org.
"""
    assert written() == [("ann@example.org", "Quill: the photo was taken down", text)]


def test_a_declined_request_of_a_stranger(sprint, photographer):
    sprint.__class__.objects.update(contact_email="")
    request = asked(sprint, person=None, email="ada@example.org")
    workflow.decline(request, by=photographer, answer="That is somebody else.")
    text = """Hello,

you asked to remove “Five people”. The team decided that it stays, for this reason:

That is somebody else.
"""
    subject = "Quill: about the photo that you asked to remove"
    assert written() == [("ada@example.org", subject, text)]


def test_nothing_is_written_to_whoever_has_gone(sprint, photographer):
    gone = PersonFactory(is_active=False)
    without = PersonFactory(email=None)
    for person in (gone, without, None):
        photo = PhotoFactory(sprint=sprint, uploaded_by=person)
        emails.published([photo])
        emails.needs_a_word(photo)
        emails.not_taken(photo)
        if person is not None:
            emails.tags_asked([PhotoTagFactory(photo=photo, person=person)])
        emails.removal_decided(asked(sprint, person=person))
    photographer.is_active = False
    photographer.save()
    emails.removal_asked(asked(sprint, person=gone))
    assert written() == []
