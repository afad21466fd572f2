"""What the programme team types in the back office."""

from django import forms

from events.meetings.forms.draft import in_words
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


class MeetingForm(forms.ModelForm):
    needs = EquipmentField()

    class Meta:
        model = Meeting
        fields = ()  # the back office names them

    def __init__(self, *args, **kwargs) -> None:
        """Only of a meeting of the past the mode may be unknown."""
        super().__init__(*args, **kwargs)
        present = str(self.instance.revision)
        self.seen = self.data.get("seen", "") if self.is_bound else present
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
        if self.instance.pk is None or self.seen == str(self.instance.revision):
            return
        self.seen = str(self.instance.revision)  # saving again is then on purpose
        self.add_error(None, str(Stale(self.instance)))
        for name in self.changed_data:
            theirs = in_words(self.instance, name) or "(empty)"
            self.add_error(name, f"Saved meanwhile: {theirs}")
