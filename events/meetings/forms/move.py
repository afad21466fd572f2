"""When and where a meeting takes place: a free slot, or what somebody types."""

import datetime
from dataclasses import dataclass

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Fieldset, Layout, Row, Submit
from django import forms
from django.utils.html import format_html

from events.meetings import rules
from events.meetings.conflicts import FreeSlot, Programme, Slot, free_slots, load, slot_of
from events.meetings.forms.draft import explained
from events.meetings.models import Meeting
from events.meetings.models.meeting import LONGEST_MINUTES
from events.meetings.workflow import Place
from events.registration.display import weekday
from events.registration.forms.participant import set_choices
from events.sprints.rules import as_moment
from people.models import Person

BY_HAND = "by_hand"
MOST_SLOTS = 12  # shown of one day
ALL_SLOTS = 10_000
MISSING = "Please fill this in."
BUTTONS = {
    Meeting.State.REQUESTED: "Put it into the programme",
    Meeting.State.CANCELLED: "Let it take place after all",
}


@dataclass(frozen=True)
class FreeSlots:
    """Free slots of one day (an ISO date), and the days that have any."""

    minutes: int
    day: str
    days: list[tuple[str, str]]
    slots: list[FreeSlot]


def free_slots_of_day(slot: Slot, programme: Programme, *, minutes: int, day: str) -> FreeSlots:
    """What is free on this day; on the first that has anything, if that one has not."""
    found = free_slots(slot, programme, minutes=minutes, most=ALL_SLOTS)
    others = [one for one in found if (one.starts_at, one.room) != (slot.starts_at, slot.room)]
    dated = [(one.starts_at.astimezone(programme.zone).date(), one) for one in others]
    days = sorted({its_day for its_day, _ in dated})
    chosen = next((one for one in days if one.isoformat() == day), days[0] if days else None)
    return FreeSlots(
        minutes=minutes,
        day=chosen.isoformat() if chosen else "",
        days=[(one.isoformat(), weekday(one)) for one in days],
        slots=[one for its_day, one in dated if its_day == chosen][:MOST_SLOTS],
    )


def minutes_of(meeting: Meeting) -> int:
    """How long it lasts where it stands now; else as long as was asked for."""
    if meeting.starts_at is None or meeting.ends_at is None:
        return meeting.requested_minutes
    return int((meeting.ends_at - meeting.starts_at).total_seconds() // 60)


class MoveForm(forms.Form):
    """Times are typed as the clocks show them where the sprint is; the end comes from the minutes."""

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
        self.free_slots = free_slots_of_day(
            slot_of(meeting), self.programme, minutes=minutes_of(meeting), day=day
        )
        super().__init__(data, initial=self._standing())
        self.free = {slot_key(one): one for one in self.free_slots.slots}
        labels = [(key, self._in_words(one)) for key, one in self.free.items()]
        set_choices(self.fields["slot"], [*labels, (BY_HAND, "Another one, as typed below")])
        self.fields["slot"].label = dict(self.free_slots.days).get(self.free_slots.day, "")
        if not self.free:
            del self.fields["slot"]
        if not rules.may_place(reader, meeting.sprint):
            del self.fields["why"]
        days = [(day.isoformat(), weekday(day)) for day in rules.days_of(meeting.sprint)]
        set_choices(self.fields["day"], [("", "Choose …"), *days])
        rooms = [(str(pk), self._room_in_words(pk)) for pk in self.programme.rooms]
        set_choices(self.fields["room"], [("", "None"), *rooms])

    def _standing(self) -> dict[str, object]:
        """What the fields show at first: the place that it has, or had."""
        first = {
            "minutes": self.free_slots.minutes,
            "day": self.free_slots.day,
            "room": self.meeting.room_id,
        }
        if self.meeting.starts_at is None:
            return first
        local = self.meeting.starts_at.astimezone(self.programme.zone)
        return first | {"day": local.date().isoformat(), "starts": local.time()}

    def _room_in_words(self, pk: int | None) -> str:
        if pk is None:
            return "no room"
        room = self.programme.rooms[pk]
        return room.name if room.capacity is None else f"{room.name} ({room.capacity} chairs)"

    def in_words(self, place: Place) -> str:
        """ "Monday, 3 October, 09:00–10:00 CEST (Europe/Prague), Library"."""
        starts = place.starts_at.astimezone(self.programme.zone)
        zone = f"{starts:%Z} ({self.programme.sprint.time_zone})"
        room = f", {place.room.name}" if place.room else ""
        return f"{weekday(starts.date())}, {self._hours(place)} {zone}{room}"

    def _hours(self, place: Place | FreeSlot) -> str:
        zone = self.programme.zone
        starts, ends = place.starts_at.astimezone(zone), place.ends_at.astimezone(zone)
        later = (ends.date() - starts.date()).days
        return f"{starts:%H:%M}–{ends:%H:%M}" + (f" (+{later} day)" if later else "")

    def _in_words(self, free: FreeSlot) -> str:
        # The lack of an agenda speaks against no slot more than against another.
        warnings = [one.sentence for one in free.warnings if one.about != "agenda"]
        where = f"{self._hours(free)}, {self._room_in_words(free.room)}"
        return format_html('{} <span class="quiet">{}</span>', where, " ".join(warnings))

    def clean(self):
        super().clean()
        chosen = self.free.get(self.cleaned_data.get("slot", ""))
        if chosen is not None:
            room = self.programme.rooms.get(chosen.room or 0)
            self.place = Place(chosen.starts_at, chosen.ends_at, room)
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
        self.place = Place(starts_at, ends_at, self.programme.rooms.get(int(cleaned["room"] or 0)))

    @property
    def standing(self) -> str:
        """When and where it takes place, or would have; empty for what has no time yet."""
        meeting = self.meeting
        if meeting.starts_at is None or meeting.ends_at is None:
            return ""
        return self.in_words(Place(meeting.starts_at, meeting.ends_at, meeting.room))

    @property
    def helper(self) -> FormHelper:
        zone = explained(f"Times are those of {self.programme.sprint.time_zone}.")
        free = Fieldset(f"Free slots of {self.free_slots.minutes} minutes", "slot")
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
        helper = FormHelper()
        button = Submit("place", BUTTONS.get(Meeting.State(self.meeting.state), "Move it"))
        helper.layout = Layout(*([free] if self.free else []), by_hand, button)
        return helper


def slot_key(free: FreeSlot) -> str:
    return f"{free.starts_at:%Y%m%dT%H%MZ}-{free.room or 0}"
