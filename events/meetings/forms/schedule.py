"""When and where a meeting takes place, or why it does not."""

import datetime

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Fieldset, Layout, Row, Submit
from django import forms
from django.utils.html import format_html

from events.meetings import rules
from events.meetings.conflicts import FreeSlot, entry_of, free_slots, load
from events.meetings.models import Meeting, Slot
from events.meetings.models.meeting import LONGEST_MINUTES
from events.registration.display import weekday
from events.registration.forms.participant import explained, laid_out, set_choices
from events.sprints.rules import as_moment
from people.models import Person

BY_HAND = "by_hand"
MOST_SLOTS = 12  # shown for one day
MISSING = "Please fill this in."
BUTTONS = {
    Meeting.State.REQUESTED: "Put it into the programme",
    Meeting.State.SCHEDULED: "Move it",
    Meeting.State.HELD: "",  # these two keep their slot
    Meeting.State.DECLINED: "",
    Meeting.State.CANCELLED: "Let it take place after all",
}


def minutes_of(meeting: Meeting) -> int:
    """The length of its slot; without one, the length that was asked for."""
    if meeting.span is None:
        return meeting.requested_minutes
    return int((meeting.span[1] - meeting.span[0]).total_seconds() // 60)


class MoveForm(forms.Form):
    """Times are typed in the sprint's zone; the end follows from the minutes."""

    slot = forms.ChoiceField(
        required=False,
        widget=forms.RadioSelect,
        initial=BY_HAND,
        error_messages={"invalid_choice": "This slot is no longer free. These are."},
    )
    day = forms.ChoiceField(label="Day", required=False)
    starts = forms.TimeField(
        label="Begins at", required=False, widget=forms.TimeInput(attrs={"type": "time"})
    )
    minutes = forms.IntegerField(
        label="Minutes", required=False, min_value=5, max_value=LONGEST_MINUTES
    )
    room = forms.ChoiceField(
        label="Room",
        required=False,
        error_messages={"invalid_choice": "This room does not belong to this sprint."},
    )
    why = forms.CharField(
        label="Why all the same",
        required=False,
        max_length=2000,
        help_text="Only if something speaks against it. The team alone can say so.",
    )

    def __init__(self, data=None, *, meeting: Meeting, reader: Person, day: str = "") -> None:
        self.meeting = meeting
        self.programme = load(meeting.sprint, reader=reader)
        self.length = minutes_of(meeting)
        self._find_free_slots(day)
        super().__init__(data, initial=self._present())
        labels = [(key, self._label(free)) for key, free in self.free.items()]
        set_choices(self.fields["slot"], [*labels, (BY_HAND, "Another one, as typed below")])
        self.fields["slot"].label = dict(self.free_days).get(self.free_day, "")
        if not self.free:
            del self.fields["slot"]
        if not rules.may_schedule(reader, meeting.sprint):
            del self.fields["why"]
        days = [(day.isoformat(), weekday(day)) for day in rules.days_of(meeting.sprint)]
        set_choices(self.fields["day"], [("", "Choose …"), *days])
        rooms = [(str(pk), self._room_in_words(pk)) for pk in self.programme.rooms]
        set_choices(self.fields["room"], [("", "None"), *rooms])

    def _find_free_slots(self, day: str) -> None:
        """Those of this day (ISO 8601), or of the first day with any; and the days with any."""
        entry = entry_of(self.meeting)
        others: dict[datetime.date, list[FreeSlot]] = {}
        for free in free_slots(entry, self.programme, minutes=self.length):
            if (free.slot.starts_at, free.slot.room_id) != (entry.starts_at, entry.room):
                local = free.slot.starts_at.astimezone(self.programme.zone)
                others.setdefault(local.date(), []).append(free)
        days = sorted(others)
        chosen = next((one for one in days if one.isoformat() == day), days[0] if days else None)
        self.free_days = [(one.isoformat(), weekday(one)) for one in days]
        self.free_day = chosen.isoformat() if chosen else ""
        found = others[chosen][:MOST_SLOTS] if chosen else []
        self.free = {
            f"{free.slot.starts_at:%Y%m%dT%H%MZ}-{free.slot.room_id or 0}": free for free in found
        }

    def _present(self) -> dict[str, object]:
        """What the fields show at first: the slot that it has, or had."""
        present = {"minutes": self.length, "day": self.free_day, "room": self.meeting.room_id}
        if self.meeting.starts_at is None:
            return present
        local = self.meeting.starts_at.astimezone(self.programme.zone)
        return present | {"day": local.date().isoformat(), "starts": local.time()}

    def _room_in_words(self, pk: int | None) -> str:
        if pk is None:
            return "no room"
        room = self.programme.rooms[pk]
        return room.name if room.capacity is None else f"{room.name} ({room.capacity} chairs)"

    def in_words(self, slot: Slot) -> str:
        """ "Monday, 3 October, 09:00–10:00 CEST (Europe/Prague), Library"."""
        starts = slot.starts_at.astimezone(self.programme.zone)
        zone = f"{starts:%Z} ({self.programme.sprint.time_zone})"
        room = f", {slot.room.name}" if slot.room else ""
        return f"{weekday(starts.date())}, {self._hours(slot)} {zone}{room}"

    def _hours(self, slot: Slot) -> str:
        zone = self.programme.zone
        starts, ends = slot.starts_at.astimezone(zone), slot.ends_at.astimezone(zone)
        later = (ends.date() - starts.date()).days
        return f"{starts:%H:%M}–{ends:%H:%M}" + (f" (+{later} day)" if later else "")

    def _label(self, free: FreeSlot) -> str:
        # The lack of an agenda is the same for all slots.
        warnings = [one.sentence for one in free.warnings if one.about != "agenda"]
        room = self._room_in_words(free.slot.room_id)
        label = f"{self._hours(free.slot)}, {room}"
        return format_html('{} <span class="quiet">{}</span>', label, " ".join(warnings))

    def clean(self):
        super().clean()
        chosen = self.free.get(self.cleaned_data.get("slot", ""))
        if chosen is not None:
            self.chosen = chosen.slot
        elif "slot" not in self.errors:
            self._read_by_hand()

    def _read_by_hand(self) -> None:
        cleaned = self.cleaned_data
        for name in ("day", "starts", "minutes"):
            if name not in self.errors and cleaned[name] in (None, ""):
                self.add_error(name, MISSING)
        if self.errors:
            return
        local = datetime.datetime.combine(
            datetime.date.fromisoformat(cleaned["day"]), cleaned["starts"]
        )
        try:
            starts_at = as_moment(local, self.programme.zone).astimezone(datetime.UTC)
        except forms.ValidationError as error:
            self.add_error("starts", error)
            return
        ends_at = starts_at + datetime.timedelta(minutes=cleaned["minutes"])
        self.chosen = Slot(starts_at, ends_at, self.programme.rooms.get(int(cleaned["room"] or 0)))

    @property
    def current_slot(self) -> str:
        """When and where it takes place, or would have; empty for a request."""
        return self.in_words(self.meeting.slot) if self.meeting.slot else ""

    @property
    def helper(self) -> FormHelper:
        zone = explained(f"Times are those of {self.programme.sprint.time_zone}.")
        free = Fieldset(f"Free slots of {self.length} minutes", "slot")
        by_hand = Fieldset(
            "Another time or room" if self.free else "Time and room",
            zone,
            Row(
                Column("day", css_class="col-sm-6"),
                Column("starts", css_class="col-6 col-sm-3"),
                Column("minutes", css_class="col-6 col-sm-3"),
            ),
            "room",
            *(["why"] if "why" in self.fields else []),
        )
        button = BUTTONS[Meeting.State(self.meeting.state)]
        return laid_out(*([free] if self.free else []), by_hand, button=button)


class CancelForm(forms.Form):
    why = forms.CharField(
        label="Why?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="It stays in the history of this meeting.",
        error_messages={"required": "Please say why; others have planned with this meeting."},
    )

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        button = Submit("cancel", "Cancel the meeting", css_class="btn-outline-danger")
        helper.layout = Layout("why", button)
        return helper
