"""Names in figures, in branches and beside the cover go as those in the text."""

import pytest

from events.pages.workflow import delete_account
from events.photos.models import Photo
from events.photos.tests.factories import PhotoFactory
from events.recap import display, workflow
from events.recap.models import Report, Repository
from events.recap.tests.conftest import publish_anew
from events.recap.tests.factories import CommitCountFactory, GiftFactory, RepositoryFactory
from events.registration.models import Registration
from events.sprints.models import PublishedFigure
from events.sprints.tests.factories import PublishedFigureFactory

pytestmark = pytest.mark.django_db
NAME = "Ann Lee"


@pytest.fixture
def told_of_ann(sprint, organizer, ann, last_evening):
    """A report with Ann's name in the words beside its text."""
    GiftFactory(sprint=sprint, item=f"portraits of {NAME}", handed_out=2)
    PublishedFigureFactory(sprint=sprint, label=f"jokes by {NAME}", source=f"{NAME}'s blog")
    CommitCountFactory(repository=RepositoryFactory(sprint=sprint, name=f"{NAME}/repo"))
    words = {"alt_text": f"{NAME} laughs", "caption": f"With {NAME}, Annika"}
    PhotoFactory(sprint=sprint, state="published", is_cover=True, credit=NAME, **words)
    workflow.save(sprint, by=organizer, head={"author": "Olga"}, blocks={}, seen=None)
    return workflow.publish(sprint, by=organizer)


def beside(report):
    """What the report says beside its text; the credit of a photo belongs to its licence."""
    content = display.content_of(report)
    photo = content.cover.photo
    return f"{content.figures} {content.branches} {photo.alt_text}, {photo.caption}"


def test_a_name_in_figures_branches_and_beside_the_cover_is_gone(sprint, told_of_ann):
    before = beside(told_of_ann)
    assert before.count(NAME) == 7
    assert "jokes-by-a-participant" in before
    Registration.objects.update(listed="")
    after = beside(told_of_ann)
    assert NAME not in after
    assert "a participant laughs, With a participant, Annika" in after
    PublishedFigure.objects.update(value=7)
    drift = display.drift(told_of_ann, display.Facts(sprint))
    assert [one.label for one in drift.figures] == [f"jokes by {NAME}"]  # for the team


def test_the_cover_is_described_as_it_is_now(told_of_ann):
    Photo.objects.update(alt_text="Somebody laughs", caption=f"{NAME} again")
    assert "Somebody laughs, Ann Lee again" in beside(told_of_ann)
    Registration.objects.update(listed="")
    assert "Somebody laughs, a participant again" in beside(told_of_ann)


def test_a_deleted_account_is_gone_from_beside_the_text(sprint, organizer, ann, told_of_ann):
    Repository.objects.update(name="other/repo")
    delete_account(ann)
    for _ in range(2):
        report = Report.objects.get()
        assert NAME not in f"{beside(report)} {report.frozen}"
        assert "ann-lee" not in str(report.frozen)
        publish_anew(sprint, organizer)
