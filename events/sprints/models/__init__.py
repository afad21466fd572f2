"""What is stored of sprints, and what can never be true of them."""

from events.sprints.models.around import Credit, PublishedFigure, Sponsorship, TeamMember
from events.sprints.models.series import Channel, EarlierYear, Mode, Series
from events.sprints.models.sprint import Sprint, TeamRole
