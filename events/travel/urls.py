"""Addresses of travel sponsorship."""

from django.urls import include, path

from events.travel.views import applicant, board, committee, decision, supporters

app_name = "travel"
pages = [
    path("travel/", applicant.mine, name="mine"),
    path("travel/start/", applicant.start, name="start"),
    path("travel/submit/", applicant.submit, name="submit"),
    path("travel/take-back/", applicant.take_back, name="take_back"),
    path("travel/answer/", applicant.answer, name="answer"),
    path("travel/offer/", applicant.offer, name="offer"),
    path("travel/accept/", applicant.accept, name="accept"),
    path("travel/refuse/", applicant.refuse, name="refuse"),
    path("travel/more/", applicant.ask_for_more, name="ask_for_more"),
    path("travel/withdraw/", applicant.withdraw, name="withdraw"),
    path("travel/cancel/", applicant.cancel, name="cancel"),
    path("travel/again/", applicant.start_again, name="start_again"),
    path("travel/message/", applicant.message, name="message"),
    path("travel/review/", committee.queue, name="queue"),
    path("travel/review/<int:pk>/", committee.application, name="application"),
    path("travel/review/<int:pk>/recuse/", committee.recuse, name="recuse"),
    path("travel/review/<int:pk>/ask/", committee.ask, name="ask"),
    path("travel/review/<int:pk>/note/", committee.note, name="note"),
    path("travel/board/", board.board, name="board"),
    path("travel/board/release/", board.preview, name="preview"),
    path("travel/board/<int:pk>/stage/", decision.stage, name="stage"),
    path("travel/board/<int:pk>/unstage/", decision.unstage, name="unstage"),
    path("travel/board/<int:pk>/go-on/", decision.go_on, name="go_on"),
    path("travel/board/<int:pk>/revoke/", decision.revoke, name="revoke"),
    path(
        "travel/board/<int:pk>/cancel-accepted/", decision.cancel_accepted, name="cancel_accepted"
    ),
    path("travel/board/<int:pk>/reopen/", decision.reopen, name="reopen"),
    path("travel/board/<int:pk>/extend/", decision.extend, name="extend"),
    path("supporters/", supporters.supporters, name="supporters"),
]
urlpatterns = [path("sprints/<slug:slug>/", include(pages))]
