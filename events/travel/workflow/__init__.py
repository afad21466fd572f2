"""What can be done to travel applications, offers and funds."""

from events.travel.workflow.answers import accept, ask_for_more, cancel, refuse
from events.travel.workflow.applicant import (
    Answers,
    Line,
    answer_question,
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
    release,
    revoke,
    stage,
    stage_offer,
    unstage,
)
from events.travel.workflow.forget import forget, purge_words
from events.travel.workflow.funds import deposit, reduce
from events.travel.workflow.time import (
    expire_offers,
    remind_of_offers,
    tell_of_absent,
    withdraw_absent,
)
