"""The verbs of photos."""

from events.photos.workflow.cleaning import clean_photos
from events.photos.workflow.describing import describe, discard
from events.photos.workflow.developing import develop_photo, draw_card
from events.photos.workflow.forget import forget
from events.photos.workflow.importing import import_photo, prepare
from events.photos.workflow.moderating import (
    ask,
    hide,
    publish,
    publish_several,
    reconsider,
    reject,
    remove,
    set_cover,
    show_again,
    take_cover_away,
)
from events.photos.workflow.pictures import (
    remove_logo,
    remove_portrait,
    send_logo,
    send_portrait,
)
from events.photos.workflow.removals import ask_removal, decline, grant
from events.photos.workflow.sending import AlreadyHere, Sent, TooMany, send, send_several
from events.photos.workflow.tagging import agree, follow_consent, tag, untag
