"""The editor: what was typed is kept, what is computed stays computed."""

import pytest
import yaml

from events.recap import display, exports, workflow
from events.recap.forms.writing import OUT_OF_DATE, PublishForm, TakeBackForm, version_of_text
from events.recap.models import Report
from events.recap.tests.factories import OutcomeFactory
from events.registration.tests.factories import RegistrationFactory
from people.tests.factories import PersonFactory

pytestmark = pytest.mark.django_db
EDIT = "/sprints/quill/report/edit/"
PREVIEW = "/sprints/quill/report/preview/"


@pytest.fixture
def team(client_of, organizer):
    return client_of(organizer)


def filled_in(client, **changes):
    """The form as the page shows it, with these changes."""
    form = client.get(EDIT).context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: "" if value is None else value for name, value in values.items()} | changes


def test_saving_what_the_page_showed_detaches_nothing(team):
    assert team.post(EDIT, filled_in(team, author="Olga")).status_code == 302
    report = Report.objects.get()
    assert (report.author, report.blocks, report.tags) == ("Olga", {}, [])


def test_a_computed_text_stays_computed_though_the_data_change_meanwhile(team, sprint):
    typed = filled_in(team)
    OutcomeFactory(sprint=sprint, title="Just now")
    team.post(EDIT, typed)
    assert Report.objects.get().blocks == {}
    assert "Just now" in team.get("/sprints/quill/report/").content.decode()


def test_a_changed_text_is_kept_and_can_be_attached_again(team):
    changes = {"text-opening": "It was\r\nnice.", "more-series": "More."}
    team.post(EDIT, filled_in(team, tags="core, sprint, core", **changes))
    report = Report.objects.get()
    assert report.blocks == {"opening": {"text": "It was\nnice."}, "series": {"more": "More."}}
    assert report.tags == ["core", "sprint"]
    assert "Written by hand." in team.get(EDIT).content.decode()
    team.post("/sprints/quill/report/attach/opening/")
    assert Report.objects.get().blocks == {"opening": {}, "series": {"more": "More."}}
    answer = team.post("/sprints/quill/report/attach/opening/", follow=True)
    assert "computed already" in answer.content.decode()


def test_the_editor_shows_every_name_and_keeps_it_in_a_detached_text(client, team, sprint, ann):
    ann.registrations.update(listed="participants")
    hidden = "By Ann Lee."
    team.post(EDIT, filled_in(team, **{"text-why": hidden}))
    assert team.get(EDIT).context["form"]["text-why"].value() == hidden
    assert "By a participant." in team.get("/sprints/quill/report/").content.decode()


def test_a_preview_keeps_nothing(team):
    answer = team.post(f"{PREVIEW}?fragment", filled_in(team, title="Only *typed*"))
    page = answer.content.decode()
    assert "<h1>Only *typed*</h1>" in page
    assert "<html" not in page
    whole = team.post(PREVIEW, filled_in(team, title="Typed again")).content.decode()
    assert whole.count("Typed again") == 2  # in the form and in the preview
    assert not Report.objects.exists()


def test_what_cannot_be_stored_is_told_and_nothing_is_lost(team):
    typed = filled_in(team, legacy_path="../x", title="Kept", **{"text-why": "Long text."})
    for address in (EDIT, PREVIEW):
        page = team.post(address, typed).content.decode()
        assert "An earlier address looks like" in page
        assert 'value="Kept"' in page
        assert "Long text." in page
    assert "waits" in team.post(f"{PREVIEW}?fragment", typed).content.decode()
    assert not Report.objects.exists()


def test_a_forged_form_is_told_and_loses_nothing(team, sprint, organizer):
    for seen in ("", "x", "9" * 40, "-1"):
        assert PublishForm({"seen": seen}).errors["seen"] == [OUT_OF_DATE]
    workflow.save(sprint, by=organizer, head={"title": "Theirs"}, blocks={}, seen=None)
    page = team.post(EDIT, filled_in(team, seen="x", title="Mine")).content.decode()
    assert 'value="Mine"' in page
    assert OUT_OF_DATE in page
    assert publish(team, seen="x") == [OUT_OF_DATE]
    assert Report.objects.get().title == "Theirs"


@pytest.mark.parametrize("is_begun", [True, False])
def test_whoever_comes_second_learns_what_differs_and_may_save_on_purpose(
    team, sprint, organizer, is_begun
):
    if is_begun:
        workflow.save(sprint, by=organizer, head={"title": "First"}, blocks={}, seen=None)
    typed = filled_in(team, title="Mine", **{"text-why": "Mine"})
    why = {"why": {"text": "Theirs"}}
    workflow.save(sprint, by=organizer, head={"title": "Theirs"}, blocks=why, seen=None)
    answer = team.post(EDIT, typed)
    page = answer.content.decode()
    assert "since you opened it" in page
    assert "otherwise than in your form: Title, Why this week mattered." in page
    assert Report.objects.get().title == "Theirs"
    typed["seen"] = answer.context["form"]["seen"].value()
    assert team.post(EDIT, typed).status_code == 302
    report = Report.objects.get()
    assert (report.title, report.blocks) == ("Mine", {"why": {"text": "Mine"}})


def test_a_reason_that_cannot_be_kept_is_asked_for_again(published, team):
    for why in ("", " ", "a\x00b", "x" * 401):
        assert not TakeBackForm({"why": why}).is_valid()
    answer = team.post("/sprints/quill/report/take-back/", {"why": " "}, follow=True)
    assert "Please say why." in answer.content.decode()
    assert Report.objects.get().state == "published"


def publish(client, **changes):
    """What the button of the editor sends, with these changes; what the next page tells."""
    page = client.get(EDIT)
    sent = {"seen": page.context["form"]["seen"].value()} | changes
    assert f'name="seen" value="{page.context["form"]["seen"].value()}"' in page.content.decode()
    answer = client.post("/sprints/quill/report/publish/", sent, follow=True)
    return [str(message) for message in answer.context["messages"]]


def test_publishing_and_taking_back_by_the_page(last_evening, team, client):
    assert publish(team) == ["It still needs an author."]
    team.post(EDIT, filled_in(team, author="Olga"))
    assert publish(team) == ["Everybody can read the report now."]
    assert publish(team) == ["Nothing has changed since it was published."]
    assert client.get("/sprints/quill/report/").status_code == 200
    team.post("/sprints/quill/report/take-back/", {"why": "Wrong."})
    assert client.get("/sprints/quill/report/").status_code == 404


def test_what_the_publisher_has_not_read_is_not_published(last_evening, team, client, sprint):
    team.post(EDIT, filled_in(team, author="Olga"))
    seen = team.get(EDIT).context["form"]["seen"].value()
    half = {"why": {"text": "Half a sent"}}
    workflow.save(sprint, by=None, head={"author": "Olga"}, blocks=half, seen=None)
    assert publish(team, seen=seen) == [
        "The report was changed since you opened it. Please read it again before you publish it."
    ]
    report = Report.objects.get()
    assert (report.state, report.blocks) == ("draft", half)
    assert publish(team) == ["Everybody can read the report now."]
    assert "Half a sent" in client.get("/sprints/quill/report/").content.decode()


def test_a_preview_does_not_count_as_reading_what_others_saved(last_evening, team, sprint):
    typed = filled_in(team, author="Olga")
    workflow.save(sprint, by=None, head={"author": "Olga"}, blocks={}, seen=None)
    page = team.post(PREVIEW, typed)
    assert publish(team, seen=page.context["form"]["seen"].value())[0].endswith("publish it.")
    assert f'name="seen" value="{typed["seen"]}"' in page.content.decode()


def test_an_action_is_a_post(team):
    for action in ("publish", "take-back", "attach/why", "preview"):
        assert team.get(f"/sprints/quill/report/{action}/").status_code == 405


def test_the_editor_costs_the_same_with_few_outcomes_and_with_many(
    team, sprint, django_assert_num_queries
):
    for number in (1, 20):
        OutcomeFactory.create_batch(number, sprint=sprint)
        with django_assert_num_queries(30):
            team.get(EDIT)


HOSTILE = "--- [x](javascript:alert(1)) <script>: 'q' \"d\" #1 *b* 😀\u2028 {y} & | @"


def test_hostile_words_come_out_inert_in_page_post_and_front_matter(client, sprint, request):
    publish_report = request.getfixturevalue("publish")  # `publish` is the button, above
    person = PersonFactory(name=HOSTILE)
    RegistrationFactory(sprint=sprint, person=person, attended="yes")
    OutcomeFactory(sprint=sprint, title=HOSTILE, story=HOSTILE, url="https://example.org/")
    words = {"title": HOSTILE, "author": HOSTILE, "description": HOSTILE}
    tags = [HOSTILE, "yes", "1"]
    report = publish_report({**words, "tags": tags, "subtitle": ""})
    content = display.content_of(report)
    post = exports.index_md(report, content)
    _, front, body = post.split("---\n", 2)
    found = yaml.safe_load(front)
    days = {"publishDate": "2030-10-11", "updatedDate": "2030-10-11"}
    assert found == words | days | {"tags": tags, "published": True}
    assert "](javascript:" not in body.replace(r"\](javascript:", "")
    for page in (client.get("/sprints/quill/report/"), client.get("/reports/feed/")):
        text = page.content.decode()
        assert "<script>" not in text
        assert 'href="javascript:' not in text


def test_the_version_of_a_text_counts_everything_but_line_ends():
    assert version_of_text("a\r\nb ") == version_of_text("a\nb") == version_of_text("a\rb")
    for other in ("a b", "a\n\nb", "a  \nb", "a\n b"):
        assert version_of_text("a\nb") != version_of_text(other)


def test_line_ends_of_a_browser_change_nothing_and_an_edit_of_white_space_is_kept(team, sprint):
    OutcomeFactory.create_batch(3, sprint=sprint)
    typed = filled_in(team)
    text = typed["text-highlights"]
    team.post(EDIT, typed | {"text-highlights": text.replace("\n", "\r\n") + "\r\n"})
    assert Report.objects.get().blocks == {}
    text, seen = text.replace("\n", "  \n"), filled_in(team)["seen"]
    changes = {"text-highlights": text.replace("\n", "\r\n"), "seen": seen}
    team.post(EDIT, typed | changes)
    assert Report.objects.get().blocks == {"highlights": {"text": text}}
