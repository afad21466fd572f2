"""Whoever withdraws is gone from every text, however the name came there; and who may not look."""

import io
import zipfile

import pytest
from django.core.management import CommandError, call_command

from events.meetings.tests.factories import MeetingFactory
from events.pages.workflow import delete_account
from events.recap import display, exports, workflow
from events.recap.models import Report
from events.recap.tests.conftest import publish_anew
from events.recap.tests.factories import GiftFactory, OutcomeFactory, OutcomePersonFactory
from events.registration.models import Registration
from events.registration.tests.factories import RegistrationFactory
from events.sprints.models import TeamRole
from events.sprints.tests.factories import (
    CreditFactory,
    PublishedFigureFactory,
    SprintFactory,
    TeamMemberFactory,
)
from people.tests.factories import PersonFactory

pytestmark = pytest.mark.django_db
NAME = "Ann Lee"


def everything(report):
    """All that the report says, to everybody."""
    content = display.content_of(report)
    return f"{content}\n{exports.index_md(report, content)}\n{exports.atom([(report, content)])}"


def write(sprint, by, **blocks):
    head = {"author": "Olga", "title": f"With {NAME}", "tags": [NAME]}
    words = {name: {"text": text} for name, text in blocks.items()}
    workflow.save(sprint, by=by, head=head, blocks=words, seen=None)
    return workflow.publish(sprint, by=by)


def test_a_name_within_titles_stories_tags_and_the_posts_name_is_gone(
    sprint, organizer, ann, last_evening
):
    OutcomeFactory(sprint=sprint, title=f"What {NAME} did", story=f"{NAME}'s idea")
    GiftFactory(sprint=sprint, for_whom=NAME)
    report = write(sprint, organizer, why=f"It was Ann\nLee.\n\n1. {NAME}")
    assert NAME in everything(report)
    assert display.content_of(report).slug == "with-ann-lee"
    Registration.objects.filter(person=ann).update(listed="participants")
    after = everything(report)
    assert NAME not in " ".join(after.split())
    assert "ann-lee" not in after
    assert display.content_of(report).slug == "with-a-participant"
    assert r"What a participant did: a participant's idea" in after


@pytest.mark.parametrize("state", ["cancelled", "declined", "expired"])
def test_whoever_takes_no_part_any_more_stays_out_when_it_is_published_again(
    sprint, organizer, ann, last_evening, state
):
    OutcomeFactory(sprint=sprint, title=f"{NAME} fixed it")
    report = write(sprint, organizer, why=f"{NAME} was here.")
    Registration.objects.filter(person=ann).update(state=state)
    assert NAME not in everything(report)
    report = workflow.publish(sprint, by=organizer)
    assert NAME not in everything(report)
    assert NAME in str(report.blocks)  # as the organizers wrote it, for when Ann comes after all


@pytest.mark.parametrize("is_published", [True, False])
def test_an_outsider_whose_name_is_taken_off_does_not_come_back(
    sprint, organizer, last_evening, is_published
):
    guest = PersonFactory(name="Gus Guest")
    outcome = OutcomeFactory(sprint=sprint, title="Gus Guest fixed it", story="As Gus Guest does.")
    OutcomePersonFactory(outcome=outcome, person=guest)
    blocks = {"why": {"text": "Gus Guest helped."}}
    workflow.save(sprint, by=organizer, head={"author": "Olga"}, blocks=blocks, seen=None)
    if is_published:
        assert "Gus Guest helped." in everything(workflow.publish(sprint, by=organizer))
    workflow.leave(outcome, by=guest)
    assert "Gus Guest" not in everything(workflow.publish(sprint, by=organizer))


def test_an_outsider_with_another_credit_stays_with_that(sprint, organizer, last_evening):
    guest = PersonFactory(name="Gus Guest")
    first, second = (OutcomePersonFactory(outcome__sprint=sprint, person=guest) for _ in range(2))
    write(sprint, organizer, why="Gus Guest helped.")
    workflow.leave(first.outcome, by=guest)
    assert "Gus Guest helped." in everything(workflow.publish(sprint, by=organizer))
    workflow.leave(second.outcome, by=guest)
    assert "Gus Guest" not in everything(workflow.publish(sprint, by=organizer))


def test_an_organizer_who_takes_the_own_name_off_stays_the_author(sprint, organizer, last_evening):
    row = OutcomePersonFactory(outcome__sprint=sprint, person=organizer)
    workflow.save(sprint, by=organizer, head={"author": organizer.name}, blocks={}, seen=None)
    workflow.leave(row.outcome, by=organizer)
    assert display.content_of(workflow.publish(sprint, by=organizer)).author == organizer.name


def test_an_outsider_who_unticks_the_own_name_does_not_come_back(sprint, organizer, last_evening):
    guest = PersonFactory(name="Gus Guest")
    outcome = OutcomeFactory(sprint=sprint, added_by=guest)
    OutcomePersonFactory(outcome=outcome, person=guest)
    write(sprint, organizer, why="Gus Guest helped.")
    workflow.edit(outcome, by=guest, seen=outcome.revision, row={}, people=[])
    assert "Gus Guest" not in everything(workflow.publish(sprint, by=organizer))


def test_a_deleted_account_is_in_no_text_that_is_kept_and_does_not_come_back(
    sprint, organizer, ann, last_evening
):
    write(sprint, organizer, why=f"By {NAME}.\n\n- {NAME}\n- Bo")
    elsewhere = Report.objects.create(sprint=SprintFactory(), blocks={"why": {"text": NAME}})
    delete_account(ann)
    report = Report.objects.get(sprint=sprint)
    assert NAME not in f"{report.title} {report.tags} {report.blocks} {report.frozen}"
    assert report.blocks == {"why": {"text": "By a participant.\n\n- a participant\n- Bo"}}
    assert NAME not in everything(workflow.publish(sprint, by=organizer))
    elsewhere.refresh_from_db()
    assert elsewhere.blocks == {"why": {"text": NAME}}  # of another person, for all we know


def test_a_deleted_account_is_gone_from_what_a_report_is_made_from(
    sprint, organizer, ann, last_evening
):
    outcome = OutcomeFactory(sprint=sprint, title=f"{NAME} fixed it", story=f"By {NAME}.")
    OutcomeFactory(sprint=sprint, kind="vote", title="A vote", result=f"{NAME} won")
    GiftFactory(sprint=sprint, item=f"portraits of {NAME}", for_whom=f"{NAME} and others")
    CreditFactory(sprint=sprint, person=None, name=f"Bo, {NAME}'s son", reason=f"for {NAME}")
    PublishedFigureFactory(sprint=sprint, label=f"jokes by {NAME}")
    MeetingFactory(sprint=sprint, kind="talk", title=f"A talk by {NAME}", summary="By Ann\nLee")
    elsewhere = OutcomeFactory(title=f"{NAME} fixed it")
    assert everything(write(sprint, organizer)).count(NAME) > 9
    delete_account(ann)
    assert NAME not in everything(workflow.publish(sprint, by=organizer))
    outcome.refresh_from_db()
    assert (outcome.title, outcome.story) == ("a participant fixed it", "By a participant.")
    elsewhere.refresh_from_db()
    assert elsewhere.title == f"{NAME} fixed it"  # of another person, for all we know


def test_what_somebody_is_called_in_thanks_goes_as_well(sprint, organizer, last_evening):
    greg = PersonFactory(name="Gregory Smith", call_name="greggo")
    RegistrationFactory(sprint=sprint, person=greg, attended="yes")
    CreditFactory(sprint=sprint, person=greg, reason="for lunch")
    thanks = "Special thanks to greggo for lunch, and to greggory."
    write(sprint, organizer, thanks=thanks, why="Not every greggo is Greg.")
    assert thanks in everything(Report.objects.get())
    Registration.objects.update(listed="")
    for _ in range(2):
        after = everything(Report.objects.get())
        assert "Special thanks to a participant for lunch, and to greggory." in after
        assert "Not every greggo is Greg." in after
        publish_anew(sprint, organizer)
    delete_account(greg)
    report = publish_anew(sprint, organizer)
    assert "Special thanks to a participant for lunch, and to greggory." in everything(report)
    assert "greggo " not in f"{report.blocks['thanks']} {report.frozen['sections'][-1]}"


def test_an_earlier_name_goes_with_its_person(sprint, organizer, ann, last_evening):
    OutcomeFactory(sprint=sprint, title=f"{NAME} fixed it")
    write(sprint, organizer, why=f"{NAME} did it.")
    ann.name = "Bea Lee"
    ann.save()
    assert f"{NAME} did it." in everything(publish_anew(sprint, organizer))
    Registration.objects.update(listed="")
    for _ in range(2):
        assert NAME not in everything(Report.objects.get())
        publish_anew(sprint, organizer)
    delete_account(ann)
    report = publish_anew(sprint, organizer)
    assert NAME not in f"{everything(report)} {report.blocks} {report.frozen}"


def test_nobodys_name_makes_a_report_unreadable(sprint, organizer, last_evening):
    for name in ("the", "python", "Quill"):
        RegistrationFactory(sprint=sprint, person=PersonFactory(name=name), listed="")
    address = "https://github.com/python/cpython"
    OutcomeFactory(sprint=sprint, title="python runs", url=f"{address}/pull/1")
    why = f"We made the week [work]({address})."
    workflow.save(
        sprint, by=organizer, head={"author": "O"}, blocks={"why": {"text": why}}, seen=None
    )
    content = display.content_of(workflow.publish(sprint, by=organizer))
    text = {section.name: section.markdown for section in content.sections}
    assert (content.title, text["why"]) == ("Quill", why)
    assert text["highlights"] == f"-   [python runs](<{address}/pull/1>)"


def test_a_title_keeps_its_length_when_a_name_goes(sprint, organizer, last_evening):
    person = PersonFactory(name="Bob")
    RegistrationFactory(sprint=sprint, person=person, attended="yes")
    title = "Bob " * 49 + "Bob"
    workflow.save(sprint, by=organizer, head={"title": title}, blocks={}, seen=None)
    delete_account(person)
    assert len(Report.objects.get().title) == Report._meta.get_field("title").max_length


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("冬" * 200, "report"),
        ("a" * 200, "a" * 80),
        ("../../etc", "etc"),
        ("Été: 3.11!", "ete-311"),
    ],
)
def test_every_title_gives_the_post_a_name(sprint, organizer, last_evening, title, slug):
    workflow.save(sprint, by=organizer, head={"title": title, "author": "O"}, blocks={}, seen=None)
    report = workflow.publish(sprint, by=organizer)
    archive = exports.archive(report, display.content_of(report))
    with zipfile.ZipFile(io.BytesIO(archive)) as bundle:
        assert bundle.namelist() == [f"content/posts/{slug}/index.md"]


def test_what_cannot_be_seen_stops_no_feed(client, sprint, organizer, last_evening):
    blocks = {"opening": {"text": "A \x1b[1mbold\x08 week."}}
    workflow.save(sprint, by=organizer, head={"author": "O"}, blocks=blocks, seen=None)
    workflow.publish(sprint, by=organizer)
    assert "A [1mbold week." in client.get("/reports/feed/").content.decode()


@pytest.mark.parametrize("role", [role for role in TeamRole.values if role != TeamRole.ORGANIZER])
def test_no_other_role_sees_the_draft_or_writes_it(client_of, sprint, role):
    Report.objects.create(sprint=sprint)
    client = client_of(TeamMemberFactory(sprint=sprint, role=role).person)
    for path in ("report/", "figures.json", "report/edit/", "report/export/"):
        assert client.get(f"/sprints/quill/{path}").status_code == 404
    for path in ("edit", "preview", "publish", "take-back", "attach/opening"):
        assert client.post(f"/sprints/quill/report/{path}/").status_code == 404


def test_an_organizer_of_another_sprint_is_a_stranger(client_of, sprint):
    Report.objects.create(sprint=sprint)
    client = client_of(TeamMemberFactory(sprint=SprintFactory()).person)
    assert client.get("/sprints/quill/report/").status_code == 404
    assert client.get("/sprints/quill/report/edit/").status_code == 404


@pytest.mark.parametrize("path", ["/2030/REPORT.html", "/2030/report.html/", "/report.html"])
def test_only_the_very_address_leads_to_the_report(client, sprint, organizer, last_evening, path):
    head = {"author": "O", "legacy_path": "/2030/report.html"}
    workflow.save(sprint, by=organizer, head=head, blocks={}, seen=None)
    assert client.get("/2030/report.html").status_code == 404  # a draft
    workflow.publish(sprint, by=organizer)
    assert client.get("/2030/report.html?utm_source=x").status_code == 301
    assert client.get(path).status_code == 404


def test_a_cancelled_sprint_keeps_what_was_published(client, sprint, published):
    type(sprint).objects.filter(pk=sprint.pk).update(state="cancelled")
    assert client.get("/sprints/quill/report/").status_code == 200


def test_the_command_refuses_a_draft_and_a_place_that_cannot_be_written(
    sprint, organizer, last_evening, tmp_path
):
    workflow.save(sprint, by=organizer, head={"author": "O"}, blocks={}, seen=None)
    with pytest.raises(CommandError, match="no published report of a sprint called quill"):
        call_command("export_report", "quill")
    workflow.publish(sprint, by=organizer)
    for place in (tmp_path, tmp_path / "missing" / "post.zip"):
        with pytest.raises(CommandError, match="cannot be written"):
            call_command("export_report", "quill", "--to", str(place))
    assert list(tmp_path.iterdir()) == []
