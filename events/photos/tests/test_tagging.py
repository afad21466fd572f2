"""Who is named on a photo: by whom, with whose yes, and who reads it."""

import pytest

from events.lifecycle import Refused
from events.outbox import Email
from events.photos import display, rules, workflow
from events.photos.forms import TagForm
from events.photos.models import PhotoTag
from events.photos.tests.factories import PhotoFactory, PhotoTagFactory
from events.photos.tests.uploads import address, told
from events.registration.tests.factories import RegistrationFactory
from people.tests.factories import PersonFactory


def somebody(sprint, consent="yes", **more):
    more = {"photo_name_consent": True} | more
    return RegistrationFactory(sprint=sprint, photo_consent=consent, **more).person


@pytest.fixture
def person(sprint):
    return somebody(sprint)


def names(photo):
    return [str(tag) for tag in photo.tags.named().order_by("pk")]


def to(name, photo, pk):
    return f"{address('tag', photo.sprint, photo)[: -len('tag/')]}{name}/{pk}/"


def said(client, sprint):
    return told(client.get(address("mine", sprint)))


def test_whoever_said_yes_is_named_at_once(photo, photographer, person):
    tag = workflow.tag(photo, person, by=photographer)
    assert (tag.tagged_by, names(photo)) == (photographer, [person.name])
    assert not Email.objects.exists()


@pytest.mark.parametrize("consent", ["ask", ""])
def test_whoever_wants_to_be_asked_is_asked_and_named_after_a_yes(photo, photographer, consent):
    person = somebody(photo.sprint, consent)
    tag = workflow.tag(photo, person, by=photographer)
    assert (tag.agreed_at, names(photo)) == (None, [])
    assert Email.objects.get().to == person.email
    first = workflow.agree(tag, by=person).agreed_at
    assert names(photo) == [person.name]
    assert workflow.agree(tag, by=person).agreed_at == first


def test_nobody_is_asked_before_the_photo_is_published(sprint, photographer):
    photo = PhotoFactory(sprint=sprint, state="pending")
    workflow.tag(photo, somebody(sprint, "ask"), by=photographer)
    assert not Email.objects.exists()


def test_nobody_names_whoever_wants_to_be_left_out(photo, photographer):
    person = somebody(photo.sprint, "no")
    with pytest.raises(Refused, match=f"^{person.name} wants to be left out of photos.$"):
        workflow.tag(photo, person, by=photographer)
    with pytest.raises(Refused, match=r"^You chose to be left out of photos\. Change that"):
        workflow.tag(photo, person, by=person)
    assert not PhotoTag.objects.exists()


def test_only_participants_are_named_and_each_once(photo, photographer, person):
    guest = PersonFactory()
    with pytest.raises(Refused, match=f"^{guest.name} does not take part in this sprint.$"):
        workflow.tag(photo, guest, by=photographer)
    workflow.tag(photo, person, by=person)
    with pytest.raises(Refused, match=f"^{person.name} is named on this photo already.$"):
        workflow.tag(photo, person, by=photographer)


def test_others_are_named_by_whoever_may_describe_it_alone(sprint, photo):
    person, other = somebody(sprint), somebody(sprint)
    with pytest.raises(Refused, match=r"^You cannot name anybody on this photo\.$"):
        workflow.tag(photo, other, by=person)
    own = PhotoFactory(sprint=sprint, uploaded_by=person, state="pending")
    assert workflow.tag(own, other, by=person).agreed_at


def test_a_name_needs_consent_to_the_name_and_a_registration_that_holds(photo):
    person = somebody(photo.sprint, photo_name_consent=False)
    PhotoTagFactory(photo=photo, person=person, agreed_at=photo.created_at)
    assert names(photo) == []
    person.registrations.update(photo_name_consent=True)
    assert names(photo) == [person.name]
    person.registrations.update(state="cancelled")
    assert names(photo) == []


def test_only_the_person_agrees_and_only_as_long_as_the_name_stands_there(photo, photographer):
    person = somebody(photo.sprint, "ask")
    tag = workflow.tag(photo, person, by=photographer)
    with pytest.raises(Refused, match=r"^Only the person named can agree\.$"):
        workflow.agree(tag, by=photographer)
    person.registrations.update(photo_consent="no")
    with pytest.raises(Refused, match=r"^You chose to be left out"):
        workflow.agree(tag, by=person)
    person.registrations.update(photo_consent="ask")
    workflow.untag(tag, by=photographer)
    with pytest.raises(Refused, match=r"^Your name has been taken off this photo meanwhile\.$"):
        workflow.agree(tag, by=person)


def test_one_takes_the_own_name_off_and_no_other(photo, photographer):
    person, other = somebody(photo.sprint), somebody(photo.sprint)
    tag = workflow.tag(photo, person, by=person)
    with pytest.raises(Refused, match=r"^You can take your own name off, and nobody else’s\.$"):
        workflow.untag(tag, by=other)
    workflow.untag(tag, by=person)
    workflow.untag(tag, by=person)
    assert not PhotoTag.objects.exists()


def test_the_list_offers_no_name_that_the_reader_may_not_read(sprint, photographer):
    shown, hidden = somebody(sprint), somebody(sprint, listed="nobody")
    somebody(sprint, "no")
    somebody(sprint, state="cancelled")
    uploader = somebody(sprint)
    photo = PhotoFactory(sprint=sprint, uploaded_by=uploader, state="pending")
    offered = [pk for pk, _ in TagForm(photo=photo, by=uploader).fields["person"].choices]
    assert sorted(offered[1:]) == sorted([shown.pk, uploader.pk])
    workflow.tag(photo, shown, by=uploader)
    offered = [pk for pk, _ in TagForm(photo=photo, by=uploader).fields["person"].choices]
    assert offered[1:] == [uploader.pk]
    form = TagForm({"person": hidden.pk}, photo=photo, by=uploader)
    assert form.errors == {"person": ["Please choose somebody from the list."]}


def test_visitors_of_a_photo_name_nobody_but_themselves(photo, client_of):
    person, other = somebody(photo.sprint), somebody(photo.sprint)
    client = client_of(person)
    for value, sentence in (
        (other.pk, "Please choose somebody from the list."),
        ("x", "Please choose somebody from the list."),
        ("9" * 30, "Please choose somebody from the list."),
        ("", "Please choose whom you mean."),
        (person.pk, "Your name stands on this photo."),
        (person.pk, f"{person.name} is named on this photo already."),
    ):
        answer = client.post(address("tag", photo.sprint, photo), {"person": value})
        assert answer.url == photo.get_absolute_url()
        assert said(client, photo.sprint) == [sentence]
    assert names(photo) == [person.name]


@pytest.mark.parametrize(
    ("consent", "state", "sentence"),
    [
        ("yes", "pending", "is noted on this photo."),
        ("ask", "pending", "wants to be asked before, and is asked once the photo is published."),
        ("ask", "published", "wants to be asked before, and is asked now."),
    ],
)
def test_the_editor_is_told_what_naming_does(sprint, team, consent, state, sentence):
    person = somebody(sprint, consent)
    photo = PhotoFactory(sprint=sprint, state=state)
    posted = {"person": person.pk, "back": "edit"}
    answer = team.post(address("tag", sprint, photo), posted)
    assert answer.url == address("edit", sprint, photo)
    page = team.get(answer.url)
    assert told(page) == [f"{person.name} {sentence}"]
    assert [one.name for one in page.context["names"]] == [person.name]


def test_whoever_is_not_named_by_choice_is_told_so(photo, client_of):
    person = somebody(photo.sprint, photo_name_consent=False)
    client = client_of(person)
    client.post(address("tag", photo.sprint, photo), {"person": person.pk})
    sentence = "You are noted. Your name is not shown, as you chose on your registration."
    assert said(client, photo.sprint) == [sentence]
    assert (photo.tags.count(), names(photo)) == (1, [])


def test_yes_and_no_are_given_on_my_photos(photo, photographer, client_of):
    person = somebody(photo.sprint, "ask")
    client = client_of(person)
    tag = workflow.tag(photo, person, by=photographer)
    answer = client.post(to("agree", photo, tag.pk), {"back": "mine"})
    assert answer.url == address("mine", photo.sprint)
    assert said(client, photo.sprint) == ["Thank you. You are on this photo."]
    assert names(photo) == [person.name]
    client.post(to("untag", photo, tag.pk), {"back": "mine"})
    assert said(client, photo.sprint) == ["The name is taken off."]
    for name in ("untag", "agree"):
        assert client.post(to(name, photo, tag.pk)).url == photo.get_absolute_url()
        assert said(client, photo.sprint) == ["This name has been taken off already."]
    assert not PhotoTag.objects.exists()


def test_no_address_from_outside_is_followed(photo, client_of):
    client = client_of(somebody(photo.sprint))
    for back in ("https://evil.example/", "//evil.example/", "edit", "x"):
        answer = client.post(address("tag", photo.sprint, photo), {"back": back})
        assert answer.url == photo.get_absolute_url()


@pytest.mark.parametrize("name", ["tag", "untag", "agree"])
def test_who_does_not_see_a_photo_changes_no_name_on_it(sprint, client_of, client, name):
    person = somebody(sprint)
    photo = PhotoFactory(sprint=sprint, state="hidden")
    tag = PhotoTagFactory(photo=photo, person=person, agreed_at=None)
    where = address("tag", sprint, photo) if name == "tag" else to(name, photo, tag.pk)
    assert client_of(person).post(where, {"person": person.pk}).status_code == 404
    assert client_of(person).get(where).status_code == 405
    assert "/accounts/login/" in client.post(where).url
    assert list(PhotoTag.objects.values_list("pk", "agreed_at")) == [(tag.pk, None)]


def test_each_reads_the_names_that_they_may_read(sprint, photographer):
    uploader, public, own = (somebody(sprint) for _ in range(3))
    asked = somebody(sprint, "ask")
    photo = PhotoFactory(sprint=sprint, uploaded_by=uploader, state="pending")
    workflow.tag(photo, asked, by=photographer)
    workflow.tag(photo, public, by=photographer)
    workflow.tag(photo, own, by=uploader)

    def read_by(person):
        return {(one.name, one.sentence) for one in display.names_on(photo, person)}

    shown = {(public.name, ""), (own.name, "")}
    assert read_by(uploader) == shown
    assert read_by(photographer) == {*shown, (asked.name, "is asked later")}
    assert read_by(asked) == {*shown, (asked.name, "is asked later")}
    photo.state = "published"
    assert (asked.name, "asked, no answer yet") in read_by(photographer)
    public.registrations.update(photo_name_consent=False)
    assert (public.name, "not shown, by choice") in read_by(photographer)
    assert rules.tags_visible_to(own, photo).count() == 1
