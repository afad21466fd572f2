"""Days in words; moments on the 24-hour clock, with their zone."""

DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j F Y, H:i e"
