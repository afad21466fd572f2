"""What the programme team types in the back office."""

import datetime

from django import forms

from events.meetings import rules
from events.meetings.models import Equipment, Meeting, Room
from events.meetings.workflow import Place
from events.sprints.figures import day
from events.sprints.models import Sprint
from events.sprints.rules import as_moment, zone

REASON_HELP = "Needed where people or equipment speak against it. Kept in the history."


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

    def clean_sprint(self):
        sprint = self.cleaned_data["sprint"]
        if sprint.state == Sprint.State.CANCELLED:
            raise forms.ValidationError("This sprint was cancelled, and so are its meetings.")
        return sprint


class PlaceForm(forms.Form):
    """Day, hours and room for one meeting, as the clocks show them where the sprint is."""

    day = forms.TypedChoiceField(coerce=datetime.date.fromisoformat)
    starts = forms.TimeField(label="From", widget=ClockInput)
    ends = forms.TimeField(
        label="Until", widget=ClockInput, help_text="An hour before the first is on the next day."
    )
    room = forms.ModelChoiceField(Room.objects.none(), required=False, empty_label="No room")
    why = forms.CharField(
        label="Reason",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=REASON_HELP,
    )

    def __init__(self, *args, meeting: Meeting, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.sprint = meeting.sprint
        days = rules.days_of(meeting.sprint)
        self.fields["day"].choices = [(one.isoformat(), f"{one:%A}, {day(one)}") for one in days]
        self.fields["room"].queryset = meeting.sprint.rooms.order_by("position", "name")
        self.fields["starts"].help_text = f"In the time zone {meeting.sprint.time_zone}."

    def clean(self):
        super().clean()
        typed = [self.cleaned_data.get(name) for name in ("day", "starts", "ends")]
        if None in typed or self.errors:
            return
        date, starts, ends = typed
        until = date + datetime.timedelta(days=ends <= starts)
        self.cleaned_data["place"] = Place(
            self.moment("starts", date, starts),
            self.moment("ends", until, ends),
            self.cleaned_data["room"],
        )

    def moment(self, name, date, clock):
        try:
            return as_moment(datetime.datetime.combine(date, clock), zone(self.sprint))
        except forms.ValidationError as error:
            self.add_error(name, error)
