"""What leaves the area as data: one person's own, and lists of participants for spreadsheets."""

from events.registration.exports.personal import personal_data
from events.registration.exports.sheets import Sheet, participants, roles
