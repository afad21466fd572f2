"""Who is named in a meeting, and as what."""

import re
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Fieldset, Hidden, Layout, Row, Submit
from django import forms

from events.meetings.forms.seen import mark_of
from events.meetings.models import Meeting, MeetingPerson
from events.registration.models import Registration
from people.forms import PersonByEmailField
from people.models import Person

NEW_ROWS = {1: "First person", 2: "Second person", 3: "Third person"}
LEAVES = "leaves"
ROLES = [(value, label.capitalize()) for value, label in MeetingPerson.Role.choices]
ROLES_NOW = [*ROLES, (LEAVES, "No longer named")]
CHANGED = "Somebody else has changed the people of this meeting meanwhile. Please look again."
INVITED = MeetingPerson.Role.INVITED


class PeopleForm(forms.Form):
    """A role for each who is named, and empty rows for more: by name, or by an account's address."""

    def __init__(self, data=None, *, meeting: Meeting, reader: Person) -> None:
        super().__init__(data)
        named = meeting.named.select_related("person").order_by("person__sort_key", "pk")
        self.named = {f"role_{row.person_id}": row for row in named}
        self.present = {row.person_id: row.role for row in self.named.values()}
        self.seen = self.data.get("seen", "") if self.is_bound else self.mark()
        for name, row in self.named.items():
            self.fields[name] = forms.ChoiceField(
                label=row.person.name,
                choices=ROLES_NOW,
                initial=row.role,
                error_messages={"required": "Named by somebody else meanwhile. Please choose."},
            )
        others = self._others(meeting, reader)
        for number in NEW_ROWS:
            self._add_row(number, others)

    def mark(self) -> str:
        return mark_of(sorted(self.present.items()))

    def _others(self, meeting: Meeting, reader: Person) -> list[tuple[str, str]]:
        """Participants whose names the reader may know, without those who are named already."""
        listed = Registration.objects.visible_to(reader).filter(sprint=meeting.sprint)
        people = listed.order_by("person__sort_key", "pk").values_list("person", "person__name")
        return [
            ("", "Choose …"),
            *((str(pk), name) for pk, name in people if pk not in self.present),
        ]

    def _add_row(self, number: int, others: list[tuple[str, str]]) -> None:
        self.fields[f"new_{number}"] = forms.ChoiceField(
            label=NEW_ROWS[number], choices=others, required=False
        )
        self.fields[f"email_{number}"] = PersonByEmailField(
            label="Or by e-mail address", required=False
        )
        self.fields[f"as_{number}"] = forms.ChoiceField(
            label="As", choices=ROLES, initial=INVITED, required=False
        )

    def clean(self):
        super().clean()
        people = self._kept()
        for number in NEW_ROWS:
            chosen = self._chosen(number)
            if chosen in people:
                self.add_error(f"new_{number}", "This person is named already.")
            elif chosen is not None:
                people[chosen] = self.cleaned_data.get(f"as_{number}") or INVITED
        gone = any(
            re.fullmatch(r"role_\d+", name) and name not in self.fields for name in self.data
        )
        if gone or self.seen != self.mark():
            self._say_what_others_have_saved()
        return {**self.cleaned_data, "people": people}

    def _say_what_others_have_saved(self) -> None:
        """What was typed stays; saving it again is then on purpose."""
        self.seen = self.mark()
        self.add_error(None, CHANGED)
        for name, row in self.named.items():
            if not self.has_error(name) and self.cleaned_data[name] != row.role:
                self.add_error(name, f"Saved meanwhile: {row.get_role_display()}.")

    def _kept(self) -> dict[int, str]:
        roles = {row.person_id: self.cleaned_data.get(name) for name, row in self.named.items()}
        return {person: role for person, role in roles.items() if role and role != LEAVES}

    def _chosen(self, number: int) -> int | None:
        listed = self.cleaned_data.get(f"new_{number}")
        account: Any = self.cleaned_data.get(f"email_{number}")
        if listed and account:
            self.add_error(f"email_{number}", "Choose a name or type an address, not both.")
            return None
        return int(listed) if listed else account and account.pk

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
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
        helper.layout = Layout(
            Hidden("seen", self.seen),
            Fieldset("Named now", *self.named),
            Fieldset("More people", *more),
            Submit("save", "Save the people"),
        )
        return helper
