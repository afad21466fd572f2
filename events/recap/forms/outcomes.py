"""What came about, in one line, and all that can be said of it."""

from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Field, Fieldset, Hidden, Layout, Row, Submit
from django import forms

from events.admin_base import is_key
from events.meetings.models import Meeting
from events.recap import links, rules
from events.recap.models import Outcome
from events.recap.workflow.outcomes import CHANGED, OF_A_VOTE
from events.sprints.models import Sprint
from people.models import Person

Kind = Outcome.Kind
Progress = Outcome.Progress
NEW_ROWS = {"more_1": "Add a person", "more_2": "Add a second one", "more_3": "Add a third one"}
NAMED_TWICE = "This person is chosen already."


def clean_url(form: forms.BaseForm) -> str:
    """The address without what follows readers around."""
    url = form.cleaned_data["url"]
    return links.clean(url) if url else ""


class ShortForm(forms.ModelForm):
    """What I did, in one line. Votes are for the organizers to tell."""

    in_progress = forms.BooleanField(label="Still in progress", required=False)

    class Meta:
        model = Outcome
        fields: ClassVar[tuple[str, ...]] = ("title", "url", "kind", "story")
        labels = {
            "title": "What I did, in one line",
            "url": "Address",
            "kind": "What it is",
            "story": "The story",
        }

    clean_url = clean_url

    def __init__(self, data=None, *, sprint: Sprint, person: Person, **kwargs) -> None:
        super().__init__(data, **kwargs)
        self.sprint, self.person = sprint, person
        self.is_editor = rules.edits(person, sprint)
        self.fields["url"].widget.attrs["inputmode"] = "url"
        self.fields["in_progress"].initial = self.instance.progress == Progress.IN_PROGRESS
        kinds: Any = self.fields["kind"]
        kinds.choices = [
            (value, label.capitalize())
            for value, label in Kind.choices
            if value != Kind.VOTE or self.is_editor or self.instance.kind == Kind.VOTE
        ]
        # Whoever leads the meeting of a vote may write, and it stays one.
        kinds.disabled = self.instance.kind == Kind.VOTE and not self.is_editor

    def row(self) -> dict[str, Any]:
        """The columns that this form writes."""
        names = [field.name for field in Outcome._meta.fields if field.name in self.fields]
        going_on = self.cleaned_data["in_progress"]
        progress = Progress.IN_PROGRESS if going_on else Progress.DONE
        return {name: self.cleaned_data[name] for name in names} | {"progress": progress}

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.layout = Layout(
            "title",
            Row(Column("url", css_class="col-md-8"), Column("kind", css_class="col-md-4")),
            "story",
            "in_progress",
            Submit("save", "Add it"),
        )
        return helper


class OutcomeForm(ShortForm):
    """All of it. What the person may not read – a meeting, a name – stays as it is."""

    people = forms.ModelMultipleChoiceField(
        label="Credited now",
        queryset=Person.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Untick a name to take it away.",
    )

    class Meta(ShortForm.Meta):
        more = ("meeting", "looks_further", *OF_A_VOTE)
        fields: ClassVar[tuple[str, ...]] = (*ShortForm.Meta.fields, *more)
        labels = ShortForm.Meta.labels | {
            "title": "What came about, in one line",
            "looks_further": "It looks further: work for the future rather than for now",
        }
        help_texts = {"looks_further": ""}
        widgets = {"opened_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def __init__(self, data=None, **kwargs) -> None:
        super().__init__(data, **kwargs)
        self.seen = self.data.get("seen", "") if self.is_bound else str(self.instance.revision)
        readable = rules.readable_people(self.person, self.sprint)
        self._offer_meetings()
        self._offer_people(readable)
        nominee: Any = self.fields["nominee"]
        nominee.queryset = readable
        for name in () if self.is_editor else OF_A_VOTE:
            del self.fields[name]

    def _offer_meetings(self) -> None:
        rows = Meeting.objects.visible_to(self.person).filter(sprint=self.sprint)
        meeting: Any = self.fields["meeting"]
        meeting.queryset = rows.in_programme().order_by("starts_at", "pk")
        meeting.empty_label = "In none"
        kept = self.instance.meeting_id
        if kept and not meeting.queryset.filter(pk=kept).exists():
            del self.fields["meeting"]

    def _offer_people(self, readable) -> None:
        rows = self.instance.credited.order_by("position", "pk")
        credited = rows.values_list("person", flat=True)
        names = dict(readable.values_list("pk", "name"))
        self.hidden = [pk for pk in credited if pk not in names]
        present = [pk for pk in credited if pk in names]
        people: Any = self.fields["people"]
        people.queryset = Person.objects.filter(pk__in=present).order_by("sort_key")
        people.initial = present
        others = [(str(pk), name) for pk, name in names.items() if pk not in present]
        for name, label in NEW_ROWS.items():
            self.fields[name] = forms.ChoiceField(
                label=label, choices=[("", "Choose …"), *others], required=False
            )
        if not present:
            del self.fields["people"]

    def clean(self):
        super().clean()
        self.chosen: list[int] = []
        for name in NEW_ROWS:
            pk = int(self.cleaned_data.get(name) or 0)
            if pk in self.chosen:
                self.add_error(name, NAMED_TWICE)
            self.chosen += [pk] if pk else []
        if self.revision != self.instance.revision:
            self.seen = str(self.instance.revision)  # saving again is then on purpose
            self.add_error(None, CHANGED)
        return self.cleaned_data

    def credited(self) -> list[int]:
        """Keys of all who are credited from now on, as they were read and chosen."""
        kept = [person.pk for person in self.cleaned_data.get("people", ())]
        return [*kept, *self.hidden, *self.chosen]

    @property
    def revision(self) -> int:
        """That of the row when the form was first shown."""
        return int(self.seen) if is_key(self.seen) else -1

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        parts: list[Any] = [
            Fieldset(
                "What it is",
                "title",
                Row(Column("url", css_class="col-md-8"), Column("kind", css_class="col-md-4")),
                *("story", "in_progress", "looks_further"),
                *(["meeting"] if "meeting" in self.fields else []),
            ),
            Fieldset(
                "Who did it",
                *(["people"] if "people" in self.fields else []),
                Row(*(Column(name, css_class="col-md-4") for name in NEW_ROWS)),
            ),
        ]
        if self.is_editor:
            parts.append(Fieldset("If it is a vote", *(Field(name) for name in OF_A_VOTE)))
        helper.layout = Layout(Hidden("seen", self.seen), *parts, Submit("save", "Save"))
        return helper
