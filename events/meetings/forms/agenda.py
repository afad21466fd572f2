"""An agenda as text: a line a point, its minutes in brackets at the end."""

import re
from collections.abc import Iterable

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Hidden, Layout, Submit
from django import forms

from events.meetings.forms.seen import mark_of
from events.meetings.models import AgendaItem
from events.meetings.models.meeting import LONGEST_MINUTES
from people.models import NAME_LENGTH
from people.names import INVISIBLE

MOST_POINTS = 50
MINUTES = re.compile(r"\s*\((\d+)\s*(?:min|minutes?)?\.?\)$", re.ASCII)
CHANGED = (
    "Somebody else has changed this agenda meanwhile. Theirs stands above, yours below; "
    "what you save now replaces theirs."
)


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
        self.seen = self.data.get("seen", "") if self.is_bound else mark_of(self.present)

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
        if self.seen != mark_of(self.present) and not self.errors:
            self.seen = mark_of(self.present)
            self.add_error(None, forms.ValidationError(CHANGED, code="stale"))

    @property
    def theirs(self) -> str:
        """The agenda that somebody else has saved meanwhile; empty if nobody has."""
        return self.text if self.has_error("__all__", "stale") else ""

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.layout = Layout(
            Hidden("seen", self.seen), "points", Submit("save", "Save the agenda")
        )
        return helper
