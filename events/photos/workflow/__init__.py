"""The verbs of photos."""

from events.photos.workflow.cleaning import clean_photos, forget
from events.photos.workflow.describing import agree, describe, discard, tag, take_photos_down, untag
from events.photos.workflow.developing import develop_photo, draw_card
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
from events.photos.workflow.pictures import remove_logo, remove_portrait, send_logo, send_portrait
from events.photos.workflow.removals import ask_removal, decline, grant
from events.photos.workflow.sending import (
    AlreadyHere,
    Sent,
    TooMany,
    import_photo,
    prepare,
    send,
    send_several,
)
