"""What chairs and the programme team type about meetings."""

from events.meetings.forms.agenda import AgendaForm
from events.meetings.forms.cancel import CancelForm
from events.meetings.forms.draft import EditForm, RequestForm
from events.meetings.forms.move import MoveForm
from events.meetings.forms.people import PeopleForm
