"""What chairs and the programme team type about meetings."""

from events.meetings.forms.draft import EditForm, RequestForm
from events.meetings.forms.preparing import AgendaForm, PeopleForm
from events.meetings.forms.schedule import CancelForm, MoveForm
