"""What never gets into a log."""

import logging
import re

# Django notes the path of each request that it refuses; what follows these words is a key. The
# number of an invitation goes as well, for it has the same place in the URLs of the back office.
TOKEN = re.compile(r"(?<=/)(calendar|invitation)/+[^\s/]+", re.IGNORECASE)


class WithoutTokens(logging.Filter):
    """Takes the keys of personal calendars and invitations out of what is about to be written."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = TOKEN.sub(r"\1/…", record.getMessage()), ()
        return True
