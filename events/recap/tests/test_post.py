"""The post tells what the page draws: subtitle, branches, how they were counted."""

import pytest

from events.recap import display, exports
from events.recap.tests.factories import CommitCountFactory, RepositoryFactory

pytestmark = pytest.mark.django_db


def test_subtitle_address_and_branches_stand_in_the_post(sprint, publish):
    repository = RepositoryFactory(sprint=sprint, name="a/b")
    CommitCountFactory(repository=repository, branch="3.11", commits=4)
    CommitCountFactory(repository=repository, branch="main", version_label="3.12", commits=9)
    report = publish({"subtitle": "A *week*", "legacy_path": "/2030/10/week.html"})
    post = exports.index_md(report, display.content_of(report))
    assert "legacyUrl: /2030/10/week.html\n---\n\n*A \\*week\\**\n\n" in post
    lines = "-   3.11: 4\n-   main (3.12): 9\n\nHow counted? "
    assert lines in post
    assert post.count("How counted?") == 1


def test_a_branch_is_told_with_its_repository_where_there_are_several(client, sprint, publish):
    for name in ("a/b", "c/*d*"):
        CommitCountFactory(repository=RepositoryFactory(sprint=sprint, name=name), commits=3)
    report = publish()
    post = exports.index_md(report, display.content_of(report))
    assert "-   a/b main: 3\n-   c/\\*d\\* main: 3\n\nHow counted? " in post
    page = client.get("/sprints/quill/report/").content.decode()
    assert ">a/b main</text>" in page
    assert 'width="100.0%"' in page


def test_no_part_of_the_post_reaches_into_another(sprint, publish):
    report = publish(
        opening="See [there] and ../people/: [who](../people/).",
        why="```\ncode",
        highlights="[there]: https://example.org",
        gifts="<script>alert(1)</script>",
        thanks="*Thanks*",
    )
    post = exports.index_md(report, display.content_of(report))
    assert r"See \[there\] and" in post
    assert "[who](https://testserver/sprints/quill/people/)" in post
    assert "```\ncode\n```\n\n## " in post
    assert "example.org" not in post
    assert r"\<script>alert(1)\</script>" in post
    assert post.endswith("## Special thanks\n\n*Thanks*\n")
