"""What the programme team types in the back office."""

from django import forms

from events.meetings.forms.agenda import as_text
from events.meetings.forms.draft import in_words
from events.meetings.forms.seen import mark_of
from events.meetings.models import Equipment, Meeting, Room
from events.meetings.workflow import Stale
from events.sprints.models import Sprint


class EquipmentField(forms.MultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs) -> None:
        super().__init__(choices=Equipment.choices, required=False, **kwargs)


class ClockInput(forms.TimeInput):
    def __init__(self) -> None:
        super().__init__(attrs={"type": "time"}, format="%H:%M")


class RoomForm(forms.ModelForm):
    equipment = EquipmentField()

    class Meta:
        model = Room
        fields = ()  # the back office names them
        widgets = {"opens_at": ClockInput, "closes_at": ClockInput}

    def __init__(self, *args, **kwargs) -> None:
        """A room stays in its sprint, where meetings take place in it."""
        super().__init__(*args, **kwargs)
        self.fields["sprint"].disabled = self.instance.pk is not None


def version_of(meeting: Meeting) -> str:
    """A word for what the form of a meeting shows, with the rows below it."""
    people = sorted(meeting.named.values_list("person", "role"))
    agenda = meeting.agenda.order_by("position", "pk").values_list("title", "minutes")
    return mark_of([meeting.revision, people, list(agenda)])


class MeetingForm(forms.ModelForm):
    needs = EquipmentField()

    class Meta:
        model = Meeting
        fields = ()  # the back office names them

    def __init__(self, *args, **kwargs) -> None:
        """Only of a meeting of the past the mode may be unknown."""
        super().__init__(*args, **kwargs)
        self.present = version_of(self.instance) if self.instance.pk else ""
        self.seen = self.data.get("seen", "") if self.is_bound else self.present
        if "mode" in self.fields and self.instance.state != Meeting.State.HELD:
            self.fields["mode"].required = True

    def clean_sprint(self):
        sprint = self.cleaned_data["sprint"]
        if sprint.state == Sprint.State.CANCELLED:
            raise forms.ValidationError("This sprint was cancelled, and so are its meetings.")
        return sprint

    def clean(self):
        """The back office holds the row while it saves: nobody writes after this comparison."""
        super().clean()
        if not self.present or self.seen == self.present:
            return
        self.seen = self.present  # saving again is then on purpose
        named = self.instance.named.select_related("person").order_by("person__sort_key", "pk")
        people = ", ".join(f"{row.person} ({row.get_role_display()})" for row in named)
        agenda = as_text(self.instance.agenda.order_by("position", "pk")).replace("\n", ", ")
        self.add_error(None, str(Stale(self.instance)))
        self.add_error(None, f"Saved meanwhile, people: {people or '(none)'}")
        self.add_error(None, f"Saved meanwhile, agenda: {agenda or '(none)'}")
        for name in self.changed_data:
            theirs = in_words(self.instance, name) or "(empty)"
            self.add_error(name, f"Saved meanwhile: {theirs}")
