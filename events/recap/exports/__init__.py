"""The report for machines and for other places."""

from events.recap.exports.feed import atom
from events.recap.exports.figures import figures_of
from events.recap.exports.personal import personal_data
from events.recap.exports.post import archive, index_md
