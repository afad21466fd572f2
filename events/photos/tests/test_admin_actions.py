"""Publishing, other actions and removal requests in the back office, and the dashboard."""

from datetime import timedelta

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.utils import timezone

from events.photos import workflow
from events.photos.tests.factories import (
    PhotoFactory,
    PhotoTagFactory,
    RemovalRequestFactory,
    fresh,
    made,
    states,
)
from events.photos.tests.test_admin import LIST, PUBLISH, ROOT, change, shown, step
from events.photos.tests.uploads import address, participant, told
from events.registration.tests.factories import RegistrationFactory
from events.sprints.tests.factories import TeamMemberFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("open_door")]


def choose(client, *photos):
    chosen = {"action": "publish_chosen", ACTION_CHECKBOX_NAME: [photo.pk for photo in photos]}
    return client.post(LIST, chosen)


def seen(*photos):
    return {"seen": [f"{photo.pk}-{photo.revision}" for photo in photos]}


def test_photos_are_looked_at_before_they_are_published(team, sprint):
    photos = [made(sprint) for _ in range(3)]
    row = RegistrationFactory(sprint=sprint, person__name="Cy", photo_consent="no")
    PhotoTagFactory(photo=photos[0], person=row.person)
    public = made(sprint, "published")
    answer = choose(team, *photos, public)
    html = answer.content.decode()
    assert [row.image.photo for row in answer.context["rows"]] == photos
    assert html.count('<img class="picture"') == 3
    assert "Cy: no, wants to be left out" in html
    assert f"“{public}” (published)" in html
    for photo in photos:
        assert f'value="{photo.pk}-{photo.revision}"' in html
        assert fresh(photo).state == "pending"


def test_those_seen_are_published_and_the_others_are_told_of_by_name(team, sprint):
    first, second, changed = (made(sprint) for _ in range(3))
    posted = seen(first, second, changed)
    workflow.describe(changed, by=changed.uploaded_by, caption="Written since")
    answer = team.post(PUBLISH, posted, follow=True)
    assert told(answer) == [
        "2 photos are published.",
        f"“{changed}”: This photo has changed since you looked at it. Please look again.",
    ]
    assert states(first, second, changed) == ["published", "published", "pending"]
    again = team.post(PUBLISH, seen(first), follow=True)
    assert told(again) == [f"“{first}”: This photo is published already."]


def test_one_photo_is_published_from_its_own_page(team, sprint):
    photo = made(sprint)
    link = f"{PUBLISH}?photo={photo.pk}"
    assert link in team.get(change(photo)).content.decode()
    assert [row.image.photo for row in team.get(link).context["rows"]] == [photo]
    assert told(team.post(PUBLISH, seen(photo), follow=True)) == [f"“{photo}” is published."]
    assert link not in team.get(change(photo)).content.decode()


def test_more_than_thirty_are_looked_at_in_turns(team, sprint):
    photos = PhotoFactory.create_batch(33, sprint=sprint, state="pending")
    answer = choose(team, *photos)
    assert len(answer.context["rows"]) == 30
    assert "3 more wait; choose them afterwards." in " ".join(answer.content.decode().split())


def test_none_ticked_is_said(team):
    assert told(team.post(PUBLISH, {}, follow=True)) == ["Choose at least one photo."]


NO_PHOTO = ["x", "", "1", "1-", "a\0", "9" * 30 + "-1", "-1-1", "1-1-1"]
NO_PHOTO += ["\N{ARABIC-INDIC DIGIT ONE}-1"]


def test_what_names_no_photo_is_refused(team, sprint):
    photo = made(sprint)
    for value in NO_PHOTO:
        posted = {"seen": [*seen(photo)["seen"], value]}
        assert team.post(PUBLISH, posted).status_code == 400
    assert fresh(photo).state == "pending"


def test_an_odd_address_shows_no_photo(team):
    answer = team.get(PUBLISH, {"photo": ["x", "", "9" * 30, "-1", "999999"]})
    assert answer.context["rows"] == []
    assert "None of these photos waits for the team." in answer.content.decode()


def test_thirty_of_two_sprints_take_as_many_queries_as_four(
    team, photographer, sprint, django_assert_num_queries
):
    other = TeamMemberFactory(person=photographer, role="organizer").sprint
    for number in (2, 15):
        photos = [
            photo
            for of in (sprint, other)
            for photo in PhotoFactory.create_batch(number, sprint=of, state="pending")
        ]
        with django_assert_num_queries(8):
            team.get(PUBLISH, {"photo": [photo.pk for photo in photos]})


# Steps


STEPS = [("ask", "pending", "needs_details"), ("remove", "hidden", "removed")]


@pytest.mark.parametrize(("name", "before", "after"), STEPS)
def test_each_step_is_offered_where_it_can_be_taken(team, sprint, name, before, after):
    photo = made(sprint, before)
    assert step(photo, name) in team.get(change(photo)).content.decode()
    assert team.get(step(photo, name)).status_code == 200
    assert fresh(photo).state == before
    team.post(step(photo, name), {"why": "Because."})
    assert fresh(photo).state == after
    again = team.post(step(photo, name), {"why": "Because."})
    assert again.context["form"].errors
    assert "Because." in again.content.decode()


def test_the_cover_is_a_step_of_one_photo(team, sprint):
    photo = made(sprint, "published")
    team.post(step(photo, "set_cover"), {"why": ""})
    assert fresh(photo).is_cover
    html = team.get(change(photo)).content.decode()
    assert step(photo, "take_cover_away") in html
    assert step(photo, "set_cover") not in html
    team.post(step(photo, "take_cover_away"), {"why": ""})
    assert not fresh(photo).is_cover
    options = [name for name, _ in team.get(LIST).context["action_form"].fields["action"].choices]
    assert "action_hide" in options
    assert "action_set_cover" not in options


# Requests to take down


def test_open_requests_come_first_and_the_urgent_ones_say_so(team, sprint):
    now = timezone.now()
    photo = made(sprint, "hidden")
    done, late, early = (
        RemovalRequestFactory(photo=photo, state=state, created_at=now - timedelta(hours=hours))
        for state, hours in (("declined", 90), ("open", 3), ("open", 49))
    )
    answer = team.get(f"{ROOT}/removalrequest/")
    assert shown(answer) == [early, late, done]
    assert answer.content.decode().count("urgent: open for two days") == 1


@pytest.mark.parametrize(("name", "after"), [("grant", "removed"), ("decline", "published")])
def test_a_request_is_decided_as_a_step(team, sprint, name, after):
    photo = made(sprint, "published")
    request = workflow.ask_removal(photo, by=participant(sprint), kind="in_it")
    assert step(request, name) in team.get(change(request)).content.decode()
    team.post(step(request, name), {"why": "We looked."})
    assert (fresh(photo).state, fresh(request).answer) == (after, "We looked.")
    again = team.post(step(request, name), {"why": "We looked."})
    assert "This has been decided already." in str(again.context["form"].errors)


# The dashboard


def dashboard(client, sprint):
    return client.get(f"{ROOT}/sprint/{sprint.pk}/dashboard/")


def test_the_dashboard_counts_what_waits(team, sprint):
    PhotoFactory(state="pending")
    PhotoFactory.create_batch(2, sprint=sprint)
    PhotoFactory.create_batch(3, sprint=sprint, state="pending")
    request = RemovalRequestFactory(photo__sprint=sprint)
    RemovalRequestFactory(photo__sprint=sprint, state="granted")
    numbers = [("published", 4), ("waiting for the team", 3), ("removals asked for", 1)]
    answer = dashboard(team, sprint)
    assert dict(answer.context["panels"])["Photos"] == numbers
    assert dict(answer.context["links"])["Photos"] == [
        (address("review", sprint), "Review photos"),
        (f"{LIST}?sprint__id__exact={sprint.pk}", "Photos"),
    ]
    assert team.get(f"{LIST}?sprint__id__exact={sprint.pk}").status_code == 200
    type(request).objects.update(created_at=timezone.now() - timedelta(hours=49))
    assert dict(dashboard(team, sprint).context["panels"])["Photos"][2] == (
        "removals asked for (urgent)",
        1,
    )


def test_whoever_decides_nothing_about_photos_sees_no_panel(client_of, sprint):
    client = client_of(TeamMemberFactory(sprint=sprint, role="desk").person)
    answer = dashboard(client, sprint)
    assert "Photos" not in dict(answer.context["panels"])
    assert "Photos" not in dict(answer.context["links"])
