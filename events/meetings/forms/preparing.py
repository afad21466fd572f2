"""The agenda and the people of a meeting, as chairs type them."""

import re
from collections.abc import Iterable
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Fieldset, Hidden, Row
from django import forms

from events.lifecycle import version_of
from events.meetings.models import AgendaItem, Meeting, MeetingPerson
from events.meetings.models.meeting import LONGEST_MINUTES
from events.registration.forms.participant import laid_out
from events.registration.models import Registration
from people.forms import PersonByEmailField
from people.models import NAME_LENGTH, Person
from people.names import INVISIBLE

MOST_POINTS = 50
MINUTES = re.compile(r"\s*\((\d+)\s*(?:min|minutes?)?\.?\)$", re.ASCII)
AGENDA_CHANGED = (
    "Somebody else has changed this agenda meanwhile. Theirs stands above, yours below; "
    "what you save now replaces theirs."
)
PEOPLE_CHANGED = (
    "Somebody else has changed the people of this meeting meanwhile. Please look again."
)
NEW_ROWS = {1: "First person", 2: "Second person", 3: "Third person"}
LEAVES = "leaves"
INVITED = MeetingPerson.Role.INVITED
ROLES = [(value, label.capitalize()) for value, label in MeetingPerson.Role.choices]


def as_text(points: Iterable[AgendaItem]) -> str:
    return "\n".join(
        f"{point.title} ({point.minutes} min)" if point.minutes else point.title for point in points
    )


def point_of(line: str) -> tuple[str, int | None]:
    """Title and minutes of one line; raises ValidationError with the end of a sentence."""
    minutes = MINUTES.search(line)
    title = line[: minutes.start()] if minutes else line
    if not title:
        raise forms.ValidationError("has minutes but no title")
    if len(title) > NAME_LENGTH:
        raise forms.ValidationError(f"is longer than {NAME_LENGTH} characters")
    if INVISIBLE.search(title):
        raise forms.ValidationError("has invisible characters")
    if minutes is None:
        return title, None
    digits = minutes[1].lstrip("0")
    if not digits or len(digits) > len(str(LONGEST_MINUTES)) or int(digits) > LONGEST_MINUTES:
        raise forms.ValidationError(
            f"says {minutes[1][:12]} minutes; a point takes 1 to {LONGEST_MINUTES}"
        )
    return title, int(digits)


class AgendaForm(forms.Form):
    points = forms.CharField(
        label="The points",
        required=False,
        max_length=MOST_POINTS * NAME_LENGTH,
        widget=forms.Textarea(
            attrs={"rows": 10, "placeholder": "Where the parser stands (20 min)"}
        ),
        help_text="One a line, with its minutes in brackets at the end: Parser (20 min).",
    )

    def __init__(self, data=None, *, agenda: list[AgendaItem]) -> None:
        self.present = [(point.title, point.minutes) for point in agenda]
        self.text = as_text(agenda)
        super().__init__(data, initial={"points": self.text})
        self.version = version_of(self.present)
        self.seen = self.data.get("seen", "") if self.is_bound else self.version

    def clean_points(self):
        points, wrong = [], []
        typed = re.split(r"\r\n|\r|\n", self.cleaned_data["points"])
        for number, line in enumerate(typed, start=1):
            if line.strip():
                try:
                    points.append(point_of(line.strip()))
                except forms.ValidationError as error:
                    wrong.append(f"Line {number} {error.message}.")
        if wrong:
            raise forms.ValidationError(wrong)
        if len(points) > MOST_POINTS:
            raise forms.ValidationError(f"An agenda has {MOST_POINTS} points at most.")
        return points

    def clean(self):
        super().clean()
        if self.seen != self.version and not self.errors:
            self.seen = self.version
            self.add_error(None, forms.ValidationError(AGENDA_CHANGED, code="stale"))

    @property
    def theirs(self) -> str:
        """The agenda that somebody else has saved meanwhile; empty if nobody has."""
        return self.text if self.has_error("__all__", "stale") else ""

    @property
    def helper(self) -> FormHelper:
        return laid_out(Hidden("seen", self.seen), "points", button="Save the agenda")


class PeopleForm(forms.Form):
    """A role for each person named, and empty rows for more: by name, or by email address."""

    def __init__(self, data=None, *, meeting: Meeting, reader: Person) -> None:
        super().__init__(data)
        named = meeting.named.select_related("person").order_by("person__sort_key", "pk")
        self.named = {f"role_{row.person_id}": row for row in named}
        self.present = {row.person_id: row.role for row in self.named.values()}
        self.version = version_of(sorted(self.present.items()))
        self.seen = self.data.get("seen", "") if self.is_bound else self.version
        for name, row in self.named.items():
            self.fields[name] = forms.ChoiceField(
                label=row.person.name,
                choices=[*ROLES, (LEAVES, "No longer named")],
                initial=row.role,
                error_messages={"required": "Named by somebody else meanwhile. Please choose."},
            )
        others = [("", "Choose …"), *self._others(meeting, reader)]
        for number, label in NEW_ROWS.items():
            self.fields |= {
                f"new_{number}": forms.ChoiceField(label=label, choices=others, required=False),
                f"email_{number}": PersonByEmailField(label="Or by e-mail address", required=False),
                f"as_{number}": forms.ChoiceField(
                    label="As", choices=ROLES, initial=INVITED, required=False
                ),
            }

    def _others(self, meeting: Meeting, reader: Person) -> list[tuple[str, str]]:
        """Participants whose names the reader may see, without those who are named already."""
        listed = Registration.objects.visible_to(reader).filter(sprint=meeting.sprint)
        people = listed.order_by("person__sort_key", "pk").values_list("person", "person__name")
        return [(str(pk), name) for pk, name in people if pk not in self.present]

    def clean(self):
        super().clean()
        roles = {row.person_id: self.cleaned_data.get(name) for name, row in self.named.items()}
        people = {person: role for person, role in roles.items() if role and role != LEAVES}
        for number in NEW_ROWS:
            chosen = self._chosen(number)
            if chosen in people:
                self.add_error(f"new_{number}", "This person is named already.")
            elif chosen is not None:
                people[chosen] = self.cleaned_data.get(f"as_{number}") or INVITED
        typed = {name for name in self.data if name.startswith("role_")}
        if self.seen != self.version or not typed <= self.named.keys():
            self._show_what_others_saved()
        return {**self.cleaned_data, "people": people}

    def _show_what_others_saved(self) -> None:
        """What was typed stays; saving it again replaces theirs."""
        self.seen = self.version
        self.add_error(None, PEOPLE_CHANGED)
        for name, row in self.named.items():
            if not self.has_error(name) and self.cleaned_data[name] != row.role:
                self.add_error(name, f"Saved meanwhile: {row.get_role_display()}.")

    def _chosen(self, number: int) -> int | None:
        listed = self.cleaned_data.get(f"new_{number}")
        account: Any = self.cleaned_data.get(f"email_{number}")
        if listed and account:
            self.add_error(f"email_{number}", "Choose a name or type an address, not both.")
            return None
        return int(listed) if listed else account and account.pk

    @property
    def helper(self) -> FormHelper:
        more = [
            Row(
                Column(f"new_{number}", css_class="col-md-4"),
                Column(f"email_{number}", css_class="col-md-5"),
                Column(f"as_{number}", css_class="col-md-3"),
                role="group",
                aria_label=label,
            )
            for number, label in NEW_ROWS.items()
        ]
        return laid_out(
            Hidden("seen", self.seen),
            Fieldset("Named now", *self.named),
            Fieldset("More people", *more),
            button="Save the people",
        )
