"""What the team is shown of photos before it decides, and what it can do with each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.core.paginator import Page, Paginator
from django.db.models import Count

from events.photos import rules
from events.photos.display.photo import Image, SmallPicture, image_of, picture_of
from events.photos.models import Photo, PhotoTag, RemovalRequest
from events.registration.models import Registration
from events.sprints.display import moment_in_words
from events.sprints.models import Sprint

State = Photo.State
Consent = Registration.PhotoConsent
PHOTOS_OF_A_PAGE = 20
# Each state that has a tab, with what an empty one says.
TABS = {
    State.PENDING.value: (
        "Waiting",
        "Nothing waits for you. Photos appear here as soon as somebody has sent and described them.",
    ),
    State.NEEDS_DETAILS.value: (
        "Not yet described",
        "Every photo is described. Those that nobody has described yet stand here, imported ones "
        "too.",
    ),
    State.PUBLISHED.value: (
        "Published",
        "No photo is published yet. Those that you publish stand here, and one of them can be the "
        "cover.",
    ),
    State.HIDDEN.value: (
        "Hidden",
        "No photo is hidden. Whatever you or somebody on it takes out of sight waits here.",
    ),
    State.REJECTED.value: (
        "Not taken",
        "No photo was rejected. Those that were can be looked at again here, for a month.",
    ),
}
RECOGNIZABLE = {
    True: "People can be recognized.",
    False: "Nobody can be recognized.",
    None: "Whether people can be recognized was not said.",
}


@dataclass(frozen=True)
class PhotoAction:
    """What the team can do with a photo in these states; the workflow and the URL have its name.

    `done` completes a sentence about the photo.
    """

    name: str
    label: str
    states: tuple[str, ...]
    explanation: str
    done: str
    needs_reason: bool = False
    is_grave: bool = False
    when: Callable[[Photo], bool] = lambda photo: True


ACTIONS = (
    PhotoAction(
        "publish", "Publish", (State.PENDING,), "Everybody can see it from then on.", "is published"
    ),
    PhotoAction(
        "ask",
        "Ask",
        (State.PENDING,),
        "It goes back to whoever sent it, with your question in an email.",
        "goes back with your question",
        needs_reason=True,
    ),
    PhotoAction(
        "reject",
        "Reject",
        (State.PENDING,),
        "Whoever sent it gets an email with your reason. You can still look at it again.",
        "is not taken",
        needs_reason=True,
    ),
    PhotoAction(
        "reconsider",
        "Reconsider",
        (State.REJECTED,),
        "It waits for the team again.",
        "waits for the team again",
    ),
    PhotoAction(
        "set_cover",
        "Set as cover",
        (State.PUBLISHED,),
        "It stands large on the sprint’s page, in place of the one before.",
        "is the cover now",
        when=lambda photo: not photo.is_cover,
    ),
    PhotoAction(
        "take_cover_away",
        "Take the cover away",
        (State.PUBLISHED,),
        "The sprint’s page has no large picture then.",
        "is no longer the cover",
        when=lambda photo: photo.is_cover,
    ),
    PhotoAction(
        "show_again", "Show again", (State.HIDDEN,), "Everybody can see it again.", "is shown again"
    ),
    PhotoAction(
        "hide",
        "Hide",
        (State.PUBLISHED,),
        "Nobody but whoever sent it and the team sees it then. It can be shown again.",
        "is hidden",
        needs_reason=True,
    ),
    PhotoAction(
        "remove",
        "Take down for good",
        (State.NEEDS_DETAILS, State.PENDING, State.PUBLISHED, State.HIDDEN, State.REJECTED),
        "All its files are deleted, and the same photo is not taken again.",
        "is taken down for good",
        needs_reason=True,
        is_grave=True,
    ),
)


def actions_for(photo: Photo) -> list[PhotoAction]:
    """What the state of this photo allows to its team."""
    return [action for action in ACTIONS if photo.state in action.states and action.when(photo)]


class Willing(NamedTuple):
    """Somebody on a photo, and whether they want to be; `look` is "yes", "ask" or "no"."""

    name: str
    sentence: str
    look: str


class Reviewed(NamedTuple):
    """A photo with all that speaks for and against it."""

    image: Image
    sent: str
    recognizable: str
    people: list[Willing]
    actions: list[PhotoAction]


def reviewed(photos: Sequence[Photo]) -> list[Reviewed]:
    """In two queries; the photos need sprint and uploader at hand."""
    people = _people_on(photos)
    return [
        Reviewed(
            image=image_of(photo),
            sent=_sent(photo),
            recognizable=RECOGNIZABLE[photo.people_recognizable],
            people=people[photo.pk],
            actions=actions_for(photo),
        )
        for photo in photos
    ]


def _sent(photo: Photo) -> str:
    """ "by Ann Example, 3 May 2027, 10:00 CEST (Europe/Prague)"."""
    who = photo.uploaded_by or "somebody who has no account here"
    return f"by {who}, {moment_in_words(photo.sprint, photo.created_at)}"


def _people_on(photos: Sequence[Photo]) -> dict[int, list[Willing]]:
    """Who is named on these photos, by the photo's key."""
    people: dict[int, list[Willing]] = {photo.pk: [] for photo in photos}
    rows = PhotoTag.objects.filter(photo__in=people)
    tags = list(rows.select_related("person", "photo").order_by("person__sort_key", "pk"))
    registrations = Registration.objects.filter(
        sprint__in={photo.sprint_id for photo in photos}, person__in={tag.person_id for tag in tags}
    )
    chosen = registrations.order_by("pk").values_list("sprint", "person", "photo_consent")
    newest = {(sprint, person): choice for sprint, person, choice in chosen}
    for tag in tags:
        choice = newest.get((tag.photo.sprint_id, tag.person_id), "")
        people[tag.photo_id].append(_willing(tag, choice))
    return people


def _willing(tag: PhotoTag, choice: str) -> Willing:
    if choice == Consent.NO:
        return Willing(str(tag), "no, wants to be left out", "no")
    if choice == Consent.YES:
        return Willing(str(tag), "yes", "yes")
    if tag.agreed_at:
        return Willing(str(tag), "yes, agreed to this photo", "yes")
    return Willing(str(tag), "wants to be asked – not yet answered", "ask")


class Tab(NamedTuple):
    state: str
    label: str
    number: int


class Review(NamedTuple):
    """One page of the photos in one state."""

    tabs: list[Tab]
    page: Page
    photos: list[Reviewed]
    if_empty: str


def review(sprint: Sprint, state: str, number: str | None) -> Review:
    """Those that wait oldest first, the others as they came into this state, the latest first."""
    numbers = _numbers(sprint)
    order = ("created_at", "pk") if state == State.PENDING else ("-state_changed_at", "-pk")
    rows = sprint.photos.filter(state=state).select_related("sprint", "uploaded_by")
    page = Paginator(rows.order_by(*order), PHOTOS_OF_A_PAGE).get_page(number)
    return Review(
        tabs=[Tab(state, label, numbers.get(state, 0)) for state, (label, _) in TABS.items()],
        page=page,
        photos=reviewed(list(page)),
        if_empty=TABS[state][1],
    )


def _numbers(sprint: Sprint) -> dict[str, int]:
    return dict(sprint.photos.order_by().values_list("state").annotate(Count("pk")))


class LeftOut(NamedTuple):
    name: str
    call_name: str
    picture: SmallPicture | None


def to_leave_out(sprint: Sprint) -> list[tuple[str, list[LeftOut]]]:
    """Who is not to be photographed just so, under what each of them said; one query."""
    headings = {
        Consent.NO.value: "No: leave them out",
        Consent.ASK.value: "Ask them before",
        "": "Have not said anything: ask them before",
    }
    groups: dict[str, list[LeftOut]] = {choice: [] for choice in headings}
    for row in rules.whom_to_leave_out(sprint).select_related("person__portrait"):
        person = row.person
        picture = picture_of(getattr(person, "portrait", None))
        groups[row.photo_consent].append(LeftOut(person.name, person.call_name, picture))
    return [(headings[choice], people) for choice, people in groups.items() if people]


def numbers_in_words(sprint: Sprint) -> list[tuple[str, int]]:
    """How many photos are shown, how many wait, and how many are to go."""
    numbers = _numbers(sprint)
    requests = RemovalRequest.objects.open().filter(photo__sprint=sprint)
    is_urgent = any(map(rules.is_urgent, requests))
    return [
        ("published", numbers.get(State.PUBLISHED, 0)),
        ("waiting for the team", numbers.get(State.PENDING, 0)),
        (f"removals asked for{' (urgent)' if is_urgent else ''}", len(requests)),
    ]
