"""What never stands in a log."""

import logging
import re

# Django notes the path of each request that it refuses; this one is a key.
TOKEN = re.compile(r"(?<=\s/calendar/)[^\s/]+")


class WithoutTokens(logging.Filter):
    """Takes the keys of personal calendars out of what is about to be written."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = TOKEN.sub("…", record.getMessage()), ()
        return True
