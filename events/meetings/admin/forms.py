"""What the programme team types in the back office."""

from django import forms

from events.lifecycle import version_of
from events.meetings.forms.draft import in_words
from events.meetings.forms.preparing import as_text
from events.meetings.models import Equipment, Meeting, Room
from events.meetings.workflow.preparing import CHANGED
from events.sprints.models import Sprint


def equipment_field() -> forms.Field:
    return forms.MultipleChoiceField(
        choices=Equipment.choices, required=False, widget=forms.CheckboxSelectMultiple
    )


def clock_input() -> forms.TimeInput:
    return forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class RoomForm(forms.ModelForm):
    equipment = equipment_field()

    class Meta:
        model = Room
        fields = ()  # the back office names them
        widgets = {"opens_at": clock_input(), "closes_at": clock_input()}

    def __init__(self, *args, **kwargs) -> None:
        """A room stays in its sprint, where meetings take place in it."""
        super().__init__(*args, **kwargs)
        self.fields["sprint"].disabled = self.instance.pk is not None


def version_of_meeting(meeting: Meeting) -> str:
    """The version of what the form of a meeting shows, including the rows below it."""
    people = sorted(meeting.named.values_list("person", "role"))
    agenda = meeting.agenda.order_by("position", "pk").values_list("title", "minutes")
    return version_of([meeting.revision, people, list(agenda)])


class MeetingForm(forms.ModelForm):
    needs = equipment_field()

    class Meta:
        model = Meeting
        fields = ()  # the back office names them

    def __init__(self, *args, **kwargs) -> None:
        """Only a past meeting may have an unknown mode."""
        super().__init__(*args, **kwargs)
        self.present = version_of_meeting(self.instance) if self.instance.pk else ""
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
        self.seen = self.present  # saving again replaces theirs
        named = self.instance.named.select_related("person").order_by("person__sort_key", "pk")
        people = ", ".join(f"{row.person} ({row.get_role_display()})" for row in named)
        agenda = as_text(self.instance.agenda.order_by("position", "pk")).replace("\n", ", ")
        self.add_error(None, CHANGED)
        self.add_error(None, f"Saved meanwhile, people: {people or '(none)'}")
        self.add_error(None, f"Saved meanwhile, agenda: {agenda or '(none)'}")
        for name in self.changed_data:
            theirs = in_words(self.instance, name) or "(empty)"
            self.add_error(name, f"Saved meanwhile: {theirs}")
