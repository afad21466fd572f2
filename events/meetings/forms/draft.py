"""What somebody writes about a meeting: to ask for a slot, and to change it afterwards."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Hidden
from django import forms
from django.db.models import Q, QuerySet

from events.meetings import rules
from events.meetings.models import Equipment, Meeting
from events.meetings.workflow import DRAFT_FIELDS, Draft
from events.registration.forms.participant import explained, laid_out
from events.sprints.models import Mode, Sprint
from people.models import InterestGroup, Person

MOST_PEOPLE = 10_000
MODES = [
    (Mode.HYBRID, "In a room and from afar"),
    (Mode.IN_PERSON, "In a room"),
    (Mode.REMOTE, "From afar"),
]
SEEN_BY = [(value, label.capitalize()) for value, label in Meeting.Visibility.choices]
KINDS = [(value, label.capitalize()) for value, label in Meeting.Kind.choices]
EQUIPMENT = [(value, label.capitalize()) for value, label in Equipment.choices]


def groups_to_choose(
    person: Person, sprint: Sprint, own: int | None = None
) -> QuerySet[InterestGroup]:
    """The team chooses any group, chairs one of theirs; `own` is the meeting's already."""
    choices = Q(archived=False)
    if not rules.may_schedule(person, sprint):
        choices = Q(pk__in=rules.groups_chaired_by(person).values("pk"))
    return InterestGroup.objects.filter(choices | Q(pk=own)).order_by("name", "pk")


class DraftForm(forms.ModelForm):
    """The questions of both forms. The model gives the limits; the workflow stores."""

    kind = forms.ChoiceField(label="What is it?", choices=KINDS, initial=Meeting.Kind.WORKING)
    visibility = forms.ChoiceField(
        label="Who may see it?",
        choices=SEEN_BY,
        initial=Meeting.Visibility.PARTICIPANTS,
        widget=forms.RadioSelect,
        help_text="For all others its room is taken, and they learn no more.",
        error_messages={"required": "Please choose who may see it."},
    )
    mode = forms.ChoiceField(
        label="How do people come together?",
        choices=MODES,
        initial=Mode.HYBRID,
        widget=forms.RadioSelect,
        error_messages={"required": "Please choose how people come together."},
    )
    needs = forms.MultipleChoiceField(
        label="What the room needs",
        choices=EQUIPMENT,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    expected_people = forms.IntegerField(
        label="How many do you expect?", required=False, min_value=1, max_value=MOST_PEOPLE
    )
    join_url = forms.URLField(
        label="Address to join from afar",
        required=False,
        max_length=1000,
        assume_scheme="https",
        help_text="Empty: the room's own.",
    )

    class Meta:
        model = Meeting
        fields = tuple(name for name in DRAFT_FIELDS if name != "programme_note")
        labels = {"requested_minutes": "How many minutes does it take?"}
        widgets = {
            "summary": forms.Textarea(attrs={"rows": 4}),
            "wishes": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args, sprint: Sprint, person: Person, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        group = self.fields["group"]
        assert isinstance(group, forms.ModelChoiceField)  # noqa: S101 -- for the type checker
        group.queryset = groups_to_choose(person, sprint, self.instance.group_id)
        is_new_or_of_group = self.instance.pk is None or self.instance.group_id is not None
        group.required = not rules.may_schedule(person, sprint) and is_new_or_of_group
        group.error_messages["required"] = "Please choose a group that you chair."
        group.empty_label = "Choose …" if group.required else "None"
        if group.required and len(choices := group.queryset[:2]) == 1:
            self.initial.setdefault("group", choices[0].pk)

    def clean_join_url(self):
        url = self.cleaned_data["join_url"]
        if url and not url.startswith(("https://", "http://")):
            raise forms.ValidationError("Please give an address that begins with https://.")
        return url

    def clean(self):
        super().clean()
        for_members = self.cleaned_data.get("visibility") == Meeting.Visibility.GROUP
        if for_members and "group" not in self.errors and not self.cleaned_data["group"]:
            self.add_error("visibility", "Only a meeting of a group can be for its members.")

    def draft(self) -> Draft:
        return Draft(**{name: self.cleaned_data[name] for name in self.Meta.fields})

    def sections(self, *more: str) -> list[Fieldset]:
        return [
            Fieldset("What it is about", "group", "kind", "title", "summary", *more),
            Fieldset("Who comes", "visibility", "mode", "expected_people"),
            Fieldset(
                "What it needs",
                explained("The programme team reads this when it looks for a slot."),
                "requested_minutes",
                "needs",
                "wishes",
            ),
            Fieldset(
                "Joining from afar",
                explained(
                    "Secret: it stands on no page but this one. Who takes part is led there "
                    "by a button, from a quarter of an hour before the meeting."
                ),
                "join_url",
            ),
        ]


class RequestForm(DraftForm):
    @property
    def helper(self) -> FormHelper:
        return laid_out(*self.sections(), button="Ask for a slot")


class EditForm(DraftForm):
    """The text of a meeting, with the revision that the form shows."""

    class Meta(DraftForm.Meta):
        fields = DRAFT_FIELDS
        labels = DraftForm.Meta.labels | {"programme_note": "Note in the programme"}

    def __init__(self, data=None, *args, **kwargs) -> None:
        super().__init__(data, *args, **kwargs)
        self.fields["programme_note"].help_text = "One line that stands beside it: what to bring."
        self.seen = self.data.get("seen", "") if self.is_bound else str(self.instance.revision)

    def compare(self, current: Meeting) -> list[tuple[str, str, str]]:
        """Question, their answer and mine where they differ; saving again replaces theirs."""
        self.seen = str(current.revision)
        rows = [
            (str(self.fields[name].label), in_words(current, name), in_words(self.instance, name))
            for name in self.Meta.fields
        ]
        return [(label, theirs, mine) for label, theirs, mine in rows if theirs != mine]

    @property
    def helper(self) -> FormHelper:
        return laid_out(Hidden("seen", self.seen), *self.sections("programme_note"), button="Save")


def in_words(meeting: Meeting, name: str) -> str:
    if name == "needs":
        return ", ".join(label for value, label in EQUIPMENT if value in meeting.needs)
    value = getattr(meeting, f"get_{name}_display", lambda: getattr(meeting, name))()
    return "" if value is None else str(value)
