"""Lists of participants: what organizers export, and what they paste or upload."""

import csv
from collections import Counter
from typing import Any

from django import forms
from tablib import Dataset, InvalidDimensions

from events.registration import rules
from events.registration.exports import Sheet
from events.registration.models import Audience, Registration
from events.registration.workflow import Participant
from events.sprints.models import Mode, Sprint
from events.sprints.rules import is_past
from people.models import NAME_LENGTH, Person
from people.names import validate_visible

MOST_BYTES = 1_000_000
MOST_ROWS = 1000
Attended = Registration.Attended


class ExportForm(forms.Form):
    sheet = forms.ChoiceField(
        label="Which list?", choices=Sheet.choices, initial=Sheet.TEAM, widget=forms.RadioSelect
    )
    file_format = forms.ChoiceField(
        label="As what?",
        choices=[("csv", "CSV"), ("xlsx", "XLSX")],
        initial="csv",
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, with_private: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if not with_private:
            field: Any = self.fields["sheet"]
            field.choices = [choice for choice in Sheet.choices if choice[0] != Sheet.PRIVATE]


class RowForm(forms.Form):
    """One row of a list: somebody who took part. The labels are the headings of the columns."""

    name = forms.CharField(label="name", max_length=NAME_LENGTH, validators=[validate_visible])
    sort_name = forms.CharField(
        label="sorted as", max_length=NAME_LENGTH, validators=[validate_visible], required=False
    )
    organizations = forms.CharField(
        label="organizations", required=False, validators=[validate_visible]
    )
    roles = forms.MultipleChoiceField(
        label="roles", choices=Registration.Role.choices, required=False
    )
    mode = forms.ChoiceField(
        label="mode",
        choices=[(Mode.IN_PERSON, "in person"), (Mode.REMOTE, "remote")],
        error_messages={"required": "Please say whether in person or remote."},
    )
    days = forms.MultipleChoiceField(label="days", required=False)
    attended = forms.ChoiceField(label="attended", choices=Attended.choices)
    listed = forms.ChoiceField(label="name shown to", choices=Audience.choices, required=False)
    SEVERAL = ("roles", "days")

    def __init__(
        self, cells: dict[str, str], *, sprint: Sprint, known: dict[str, list[Person]]
    ) -> None:
        super().__init__()
        self.sprint, self.known = sprint, known
        days: Any = self.fields["days"]
        days.choices = [(day.isoformat(),) * 2 for day in rules.days(sprint)]
        self.is_bound = True
        self.data = {name: self.answer(name, cells) for name in self.fields}
        if not self.data["mode"] and sprint.mode != Mode.HYBRID:
            self.data["mode"] = sprint.mode
        if not self.data["attended"]:
            self.data["attended"] = Attended.YES if is_past(sprint) else Attended.UNKNOWN

    def answer(self, name: str, cells: dict[str, str]) -> Any:
        """What the cell says, with or without the apostrophe of our export, as the field's values."""
        field: Any = self.fields[name]
        cell = (cells.get(field.label) or "").strip().removeprefix("'")
        labels = {label.lower(): value for value, label in getattr(field, "choices", ())}
        if name in self.SEVERAL:
            return [labels.get(item.lower(), item) for item in items(cell)]
        return labels.get(cell.lower(), cell)

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        if len(self.known.get(name, [])) > 1:
            raise forms.ValidationError("Two people here have this name. Add this one by hand.")
        return name

    def clean_mode(self) -> str:
        if self.cleaned_data["mode"] not in rules.modes(self.sprint):
            raise forms.ValidationError(rules.NOT_THAT_MODE)
        return self.cleaned_data["mode"]

    def clean_attended(self) -> str:
        if rules.knows_too_early(self.sprint, self.cleaned_data["attended"]):
            raise forms.ValidationError(rules.TOO_EARLY)
        return self.cleaned_data["attended"]

    def clean_organizations(self) -> list[str]:
        names = items(self.cleaned_data["organizations"])
        if any(len(name) > NAME_LENGTH for name in names):
            raise forms.ValidationError(f"A name has {NAME_LENGTH} characters at most.")
        return names

    def participant(self) -> Participant:
        """A known name is that person's; anybody else gets a record."""
        person = next(iter(self.known.get(self.cleaned_data["name"], [])), None)
        return Participant(**self.cleaned_data, person=person)

    def sentences(self) -> list[str]:
        """What is wrong with this row."""
        return [
            f"{str(self.fields[name].label).capitalize()}: {sentence}"
            for name, sentences in self.errors.items()
            for sentence in sentences
        ]


HEADINGS = [str(field.label) for field in RowForm.base_fields.values()]


def items(cell: str) -> list[str]:
    """What one cell holds several of, separated by semicolons; each once."""
    return list(dict.fromkeys(item.strip() for item in cell.split(";") if item.strip()))


class ImportForm(forms.Form):
    """A table with a line of headings: cells copied from a spreadsheet, or a CSV file."""

    table = forms.CharField(
        label="Cells copied from a spreadsheet",
        required=False,
        strip=False,
        max_length=MOST_BYTES,
        widget=forms.Textarea(attrs={"rows": 10, "wrap": "off", "spellcheck": "false"}),
    )
    file = forms.FileField(
        label="Or a CSV file", required=False, widget=forms.FileInput(attrs={"accept": ".csv"})
    )

    def clean_file(self) -> str:
        file = self.cleaned_data["file"]
        if file is None:
            return ""
        if file.size > MOST_BYTES:
            raise forms.ValidationError("This file is larger than a megabyte.")
        try:
            text = file.read().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            sentence = "This file is not text in UTF-8. Please save it as “CSV UTF-8”."
            raise forms.ValidationError(sentence) from error
        if "\0" in text:
            raise forms.ValidationError("This file is not text.")
        return text

    def __init__(self, *args, sprint: Sprint, by: Person, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.sprint, self.by = sprint, by

    def clean(self):
        super().clean()
        if self.errors:
            return
        table, file = self.cleaned_data["table"], self.cleaned_data["file"]
        if bool(table.strip()) == bool(file.strip()):
            raise forms.ValidationError("Please paste cells or choose a file, one of the two.")
        self.cleaned_data["text"] = table.strip("\r\n") or file.strip("\r\n")
        self.dataset = read_table(self.cleaned_data["text"])

    @property
    def left_out(self) -> list[str]:
        """Columns that nobody's registration takes over."""
        return [heading for heading in self.dataset.headers if heading not in HEADINGS]

    def rows(self) -> list[RowForm]:
        """Each row with what is wrong with it, also if two have the same name."""
        known: dict[str, list[Person]] = {}
        for person in rules.people_known_to(self.by):
            known.setdefault(person.name, []).append(person)
        rows = [RowForm(cells, sprint=self.sprint, known=known) for cells in self.dataset.dict]
        names = Counter(row.cleaned_data.get("name") for row in rows if row.errors is not None)
        for row in rows:
            if names[row.cleaned_data.get("name")] > 1 and "name" not in row.errors:
                row.add_error("name", "This name stands in two lines.")
        return rows


def read_table(text: str) -> Dataset:
    """The table in this text, whether tabs, semicolons or commas part its cells.

    Raises ValidationError with a sentence if it is no table, or lacks a column.
    """
    first_line = text.partition("\n")[0]
    try:
        dataset = Dataset().load(text, "csv", delimiter=max("\t;,", key=first_line.count))
    except InvalidDimensions as error:
        sentence = "A line has more cells than there are headings."
        raise forms.ValidationError(sentence) from error
    except csv.Error as error:
        raise forms.ValidationError(f"This is not a table: {error}.") from error
    dataset.headers = [heading.strip().lower() for heading in dataset.headers or []]
    if sentence := refusal_of_table(dataset.headers, dataset.height):
        raise forms.ValidationError(sentence)
    return dataset


def refusal_of_table(headings: list[str], height: int) -> str:
    """Why this cannot be a list of participants, as a sentence; empty if it can."""
    if "name" not in headings:
        return "The first line has to name the columns, and one of them is “name”."
    if len(set(headings)) < len(headings):
        return "Two columns have the same heading."
    if not height:
        return "There is nobody below the line of headings."
    return f"That is more than {MOST_ROWS} people at once." if height > MOST_ROWS else ""
