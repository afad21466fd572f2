"""What is stored of rooms and meetings, and what can never be true of them."""

from events.meetings.models.around import (
    AgendaItem,
    CalendarToken,
    MeetingPerson,
    ProgrammeChange,
    Rsvp,
)
from events.meetings.models.meeting import Meeting
from events.meetings.models.room import Equipment, Room, Slot
