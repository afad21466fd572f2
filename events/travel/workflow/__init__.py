"""What can be done to travel applications, offers and funds."""

from events.travel.workflow.applicant import (
    Line,
    accept,
    answer_question,
    ask_for_more,
    cancel,
    refuse,
    save_draft,
    start,
    start_again,
    submit,
    take_back,
    withdraw,
)
from events.travel.workflow.committee import ask, extend, go_on, message, recuse, reopen, review
from events.travel.workflow.decisions import (
    Proposal,
    Share,
    deposit,
    reduce,
    release,
    revoke,
    stage,
    stage_offer,
    unstage,
)
from events.travel.workflow.time import (
    expire_offers,
    forget,
    purge_words,
    remind_of_offers,
    tell_of_absent,
    withdraw_absent,
)
