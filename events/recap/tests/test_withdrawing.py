"""Whoever withdraws is gone from every text, however the name came there; and who may not look."""

import io
import zipfile

import pytest
from django.core.management import CommandError, call_command

from events.meetings.tests.factories import MeetingFactory
from events.pages.workflow import delete_account
from events.photos.models import Photo
from events.photos.tests.factories import PhotoFactory
from events.recap import display, exports, rules, workflow
from events.recap.models import Report, Repository
from events.recap.tests.conftest import everything, publish_anew
from events.recap.tests.factories import (
    CommitCountFactory,
    GiftFactory,
    OutcomeFactory,
    OutcomePersonFactory,
    RepositoryFactory,
)
from events.registration.models import Registration
from events.registration.tests.factories import RegistrationFactory
from events.sprints.models import PublishedFigure, TeamRole
from events.sprints.tests.factories import (
    CreditFactory,
    PublishedFigureFactory,
    SprintFactory,
    TeamMemberFactory,
)
from people.tests.factories import PersonFactory

pytestmark = pytest.mark.django_db
NAME = "Ann Lee"


def named(*, why="", **texts):
    """What the fixture `publish` takes, for a report that names Ann in its head."""
    return {"head": {"title": f"With {NAME}", "tags": [NAME]}, "why": why, **texts}


def test_a_name_within_titles_stories_tags_and_the_posts_name_is_gone(sprint, publish, ann):
    OutcomeFactory(sprint=sprint, title=f"What {NAME} did", story=f"{NAME}'s idea")
    GiftFactory(sprint=sprint, for_whom=NAME)
    report = publish(**named(why=f"It was Ann\nLee.\n\n1. {NAME}"))
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
    sprint, publish, ann, state
):
    OutcomeFactory(sprint=sprint, title=f"{NAME} fixed it")
    publish(**named(why=f"{NAME} was here."))
    Registration.objects.filter(person=ann).update(state=state)
    assert NAME not in everything()
    report = publish(**named(why=f"{NAME} was here."))
    assert NAME not in everything(report)
    assert NAME in str(report.blocks)  # as the organizers wrote it, for when Ann comes after all


@pytest.fixture
def guest(sprint):
    """Credited by the team, and no participant."""
    person = PersonFactory(name="Gus Guest")
    texts = {"title": "Gus Guest fixed it", "story": "As Gus Guest does.", "added_by": person}
    OutcomePersonFactory(outcome=OutcomeFactory(sprint=sprint, **texts), person=person)
    return person


@pytest.mark.usefixtures("last_evening")
@pytest.mark.parametrize(("action", "is_published"), [("leave", True), ("untick", False)])
def test_an_outsider_whose_name_is_taken_off_does_not_come_back(
    sprint, organizer, guest, is_published, action
):
    blocks = {"why": {"text": "Gus Guest helped."}}
    workflow.save(sprint, by=organizer, head={"author": "Olga"}, blocks=blocks, seen=None)
    if is_published:
        assert "Gus Guest helped." in everything(workflow.publish(sprint, by=organizer))
    outcome = sprint.outcomes.get()
    if action == "leave":
        workflow.leave(outcome, by=guest)
    else:
        workflow.edit(outcome, by=guest, seen=outcome.revision, row={}, people=[])
    assert "Gus Guest" not in everything(workflow.publish(sprint, by=organizer))


def test_an_outsider_with_another_credit_stays_with_that(sprint, organizer, publish, guest):
    other = OutcomePersonFactory(outcome__sprint=sprint, person=guest)
    publish(why="Gus Guest helped.")
    workflow.leave(other.outcome, by=guest)
    assert "Gus Guest helped." in everything(publish_anew(sprint, organizer))
    workflow.leave(sprint.outcomes.get(added_by=guest), by=guest)
    assert "Gus Guest" not in everything(publish_anew(sprint, organizer))


def test_an_organizer_who_takes_the_own_name_off_stays_the_author(sprint, organizer, publish):
    row = OutcomePersonFactory(outcome__sprint=sprint, person=organizer)
    workflow.leave(row.outcome, by=organizer)
    assert display.content_of(publish({"author": organizer.name})).author == organizer.name


def test_a_deleted_account_is_in_no_text_that_is_kept_and_does_not_come_back(
    sprint, organizer, publish, ann
):
    publish(**named(why=f"By {NAME}.\n\n- {NAME}\n- Bo"))
    elsewhere = Report.objects.create(sprint=SprintFactory(), blocks={"why": {"text": NAME}})
    delete_account(ann)
    report = Report.objects.get(sprint=sprint)
    assert NAME not in f"{report.title} {report.tags} {report.blocks} {report.frozen}"
    assert report.blocks == {"why": {"text": "By a participant.\n\n- a participant\n- Bo"}}
    assert NAME not in everything(publish_anew(sprint, organizer))
    elsewhere.refresh_from_db()
    assert elsewhere.blocks == {"why": {"text": NAME}}  # of another person, for all we know


def test_a_deleted_account_is_gone_from_what_a_report_is_made_from(sprint, organizer, publish, ann):
    outcome = OutcomeFactory(sprint=sprint, title=f"{NAME} fixed it", story=f"By {NAME}.")
    OutcomeFactory(sprint=sprint, kind="vote", title="A vote", result=f"{NAME} won")
    GiftFactory(sprint=sprint, item=f"portraits of {NAME}", for_whom=f"{NAME} and others")
    CreditFactory(sprint=sprint, person=None, name=f"Bo, {NAME}'s son", reason=f"for {NAME}")
    PublishedFigureFactory(sprint=sprint, label=f"jokes by {NAME}")
    MeetingFactory(sprint=sprint, kind="talk", title=f"A talk by {NAME}", summary="By Ann\nLee")
    OutcomePersonFactory(outcome=outcome, person=ann)
    elsewhere = OutcomeFactory(title=f"{NAME} fixed it")
    assert everything(publish(**named())).count(NAME) > 9
    delete_account(ann)
    assert NAME not in everything(publish_anew(sprint, organizer))
    outcome.refresh_from_db()
    assert (outcome.title, outcome.story) == ("a participant fixed it", "By a participant.")
    elsewhere.refresh_from_db()
    assert elsewhere.title == f"{NAME} fixed it"  # of another person, for all we know


def test_what_somebody_is_called_in_thanks_goes_as_well(sprint, organizer, publish):
    greg = PersonFactory(name="Gregory Smith", call_name="greggo")
    RegistrationFactory(sprint=sprint, person=greg, attended="yes")
    CreditFactory(sprint=sprint, person=greg, reason="for lunch")
    thanks = "Special thanks to greggo for lunch, and to greggory."
    publish(thanks=thanks, why="Not every greggo is Greg.")
    assert thanks in everything()
    Registration.objects.update(listed="")
    for _ in range(2):
        after = everything()
        assert "Special thanks to a participant for lunch, and to greggory." in after
        assert "Not every greggo is Greg." in after
        publish_anew(sprint, organizer)
    delete_account(greg)
    report = publish_anew(sprint, organizer)
    assert "Special thanks to a participant for lunch, and to greggory." in everything(report)
    assert "greggo " not in f"{report.blocks['thanks']} {report.frozen['sections'][-1]}"


def test_an_earlier_name_goes_with_its_person(sprint, organizer, publish, ann):
    OutcomeFactory(sprint=sprint, title=f"{NAME} fixed it")
    publish(why=f"{NAME} did it.")
    ann.name = "Bea Lee"
    ann.save()
    assert f"{NAME} did it." in everything(publish_anew(sprint, organizer))
    Registration.objects.update(listed="")
    for _ in range(2):
        assert NAME not in everything()
        publish_anew(sprint, organizer)
    delete_account(ann)
    report = publish_anew(sprint, organizer)
    assert NAME not in f"{everything(report)} {report.blocks} {report.frozen}"


def test_nobodys_name_makes_a_report_unreadable(sprint, publish):
    for name in ("the", "python", "Quill"):
        RegistrationFactory(sprint=sprint, person=PersonFactory(name=name), listed="")
    address = "https://github.com/python/cpython"
    OutcomeFactory(sprint=sprint, title="python runs", url=f"{address}/pull/1")
    why = f"We made the week [work]({address})."
    content = display.content_of(publish(why=why))
    text = {section.name: section.markdown for section in content.sections}
    assert (content.title, text["why"]) == ("Quill", why)
    assert text["highlights"] == f"-   [python runs](<{address}/pull/1>)"


def test_a_title_keeps_its_length_when_a_name_goes(sprint, publish):
    person = PersonFactory(name="Bob")
    RegistrationFactory(sprint=sprint, person=person, attended="yes")
    publish({"title": "Bob " * 49 + "Bob"})
    delete_account(person)
    assert len(Report.objects.get().title) == Report._meta.get_field("title").max_length


@pytest.fixture
def with_ann_beside(sprint, publish, ann):
    """A report with Ann's name in the words beside its text."""
    GiftFactory(sprint=sprint, item=f"portraits of {NAME}", handed_out=2)
    PublishedFigureFactory(sprint=sprint, label=f"jokes by {NAME}", source=f"{NAME}'s blog")
    CommitCountFactory(repository=RepositoryFactory(sprint=sprint, name=f"{NAME}/repo"))
    words = {"alt_text": f"{NAME} laughs", "caption": f"With {NAME}, Annika"}
    PhotoFactory(sprint=sprint, state="published", is_cover=True, credit=NAME, **words)
    return publish()


def beside(report):
    """What the report says beside its text; the credit of a photo belongs to its licence."""
    content = display.content_of(report)
    photo = content.cover.photo
    return f"{content.figures} {content.branches} {photo.alt_text}, {photo.caption}"


def test_a_name_in_figures_branches_and_beside_the_cover_is_gone(sprint, with_ann_beside):
    before = beside(with_ann_beside)
    assert before.count(NAME) == 7
    assert "jokes-by-a-participant" in before
    Registration.objects.update(listed="")
    after = beside(with_ann_beside)
    assert NAME not in after
    assert "a participant laughs, With a participant, Annika" in after
    PublishedFigure.objects.update(value=7)
    drift = display.drift(with_ann_beside, display.Facts(sprint))
    assert [one.label for one in drift.figures] == [f"jokes by {NAME}"]  # for the team


def test_the_cover_is_described_as_it_is_now(with_ann_beside):
    Photo.objects.update(alt_text="Somebody laughs", caption=f"{NAME} again")
    assert "Somebody laughs, Ann Lee again" in beside(with_ann_beside)
    Registration.objects.update(listed="")
    assert "Somebody laughs, a participant again" in beside(with_ann_beside)


def test_a_deleted_account_is_gone_from_beside_the_text(sprint, organizer, ann, with_ann_beside):
    Repository.objects.update(name="other/repo")
    delete_account(ann)
    for report in (Report.objects.get(), publish_anew(sprint, organizer)):
        assert NAME not in f"{beside(report)} {report.frozen}"
        assert "ann-lee" not in str(report.frozen)


@pytest.mark.parametrize(
    ("title", "slug"),
    [("冬" * 200, "report"), ("a" * 200, "a" * 80), ("../../etc", "etc"), ("Été: 3!", "ete-3")],
)
def test_every_title_gives_the_post_a_name(publish, title, slug):
    report = publish({"title": title})
    archive = exports.archive(report, display.content_of(report))
    with zipfile.ZipFile(io.BytesIO(archive)) as bundle:
        assert bundle.namelist() == [f"content/posts/{slug}/index.md"]


def test_what_cannot_be_seen_stops_no_feed(client, publish):
    publish(opening="A \x1b[1mbold\x08 week.")
    assert "A [1mbold week." in client.get("/reports/feed/").content.decode()


def test_whoever_does_not_write_the_report_sees_no_draft_of_it(client_of, sprint, ann):
    Report.objects.create(sprint=sprint)
    roles = [role for role in TeamRole.values if role != TeamRole.ORGANIZER]
    members = [TeamMemberFactory(sprint=sprint, role=role).person for role in roles]
    elsewhere = TeamMemberFactory(sprint=SprintFactory()).person
    for person in (ann, elsewhere, *members):
        assert not rules.edits(person, sprint)
        assert not Report.objects.visible_to(person).exists()
    for person in (members[0], elsewhere):
        client = client_of(person)
        for path in ("report/", "figures.json", "report/edit/", "report/export/"):
            assert client.get(f"/sprints/quill/{path}").status_code == 404
        for path in ("edit", "preview", "publish", "take-back", "attach/opening"):
            assert client.post(f"/sprints/quill/report/{path}/").status_code == 404


def test_only_the_very_address_leads_to_the_report(client, sprint, organizer, publish):
    head = {"author": "O", "legacy_path": "/2030/report.html"}
    workflow.save(sprint, by=organizer, head=head, blocks={}, seen=None)
    assert client.get("/2030/report.html").status_code == 404  # a draft
    publish(head)
    assert client.get("/2030/report.html?utm_source=x").status_code == 301
    for path in ("/2030/REPORT.html", "/2030/report.html/", "/report.html"):
        assert client.get(path).status_code == 404


def test_a_cancelled_sprint_keeps_what_was_published(client, sprint, published):
    type(sprint).objects.filter(pk=sprint.pk).update(state="cancelled")
    assert client.get("/sprints/quill/report/").status_code == 200


def test_the_command_refuses_a_draft_and_a_place_that_cannot_be_written(
    sprint, organizer, publish, tmp_path
):
    workflow.save(sprint, by=organizer, head={"author": "O"}, blocks={}, seen=None)
    with pytest.raises(CommandError, match="no published report of a sprint called quill"):
        call_command("export_report", "quill")
    publish()
    for place in (tmp_path, tmp_path / "missing" / "post.zip"):
        with pytest.raises(CommandError, match="cannot be written"):
            call_command("export_report", "quill", "--to", str(place))
    assert list(tmp_path.iterdir()) == []
