"""Addresses of travel sponsorship."""

from django.urls import include, path

from events.travel.views import applicant, board, committee, supporters

app_name = "travel"
pages = [
    path("travel/", applicant.mine, name="mine"),
    path("travel/start/", applicant.start, name="start"),
    path("travel/submit/", applicant.act, {"name": "submit"}, name="submit"),
    path("travel/take-back/", applicant.act, {"name": "take_back"}, name="take_back"),
    path("travel/answer/", applicant.write, {"name": "answer"}, name="answer"),
    path("travel/offer/", applicant.offer, name="offer"),
    path("travel/accept/", applicant.accept, name="accept"),
    path("travel/refuse/", applicant.act, {"name": "refuse"}, name="refuse"),
    path("travel/more/", applicant.write, {"name": "ask_for_more"}, name="ask_for_more"),
    path("travel/withdraw/", applicant.act, {"name": "withdraw"}, name="withdraw"),
    path("travel/cancel/", applicant.act, {"name": "cancel"}, name="cancel"),
    path("travel/again/", applicant.act, {"name": "start_again"}, name="start_again"),
    path("travel/message/", applicant.write, {"name": "message"}, name="message"),
    path("travel/review/", committee.queue, name="queue"),
    path("travel/review/<int:pk>/", committee.application, name="application"),
    path("travel/review/<int:pk>/recuse/", committee.recuse, name="recuse"),
    path("travel/review/<int:pk>/ask/", committee.ask, name="ask"),
    path("travel/review/<int:pk>/note/", committee.note, name="note"),
    path("travel/board/", board.board, name="board"),
    path("travel/board/release/", board.preview, name="preview"),
    path("travel/board/<int:pk>/stage/", board.stage, name="stage"),
    path("travel/board/<int:pk>/unstage/", board.unstage, name="unstage"),
    path("travel/board/<int:pk>/go-on/", board.act, {"name": "go_on"}, name="go_on"),
    path("travel/board/<int:pk>/revoke/", board.act, {"name": "revoke"}, name="revoke"),
    path(
        "travel/board/<int:pk>/cancel-accepted/",
        board.act,
        {"name": "cancel"},
        name="cancel_accepted",
    ),
    path("travel/board/<int:pk>/reopen/", board.act, {"name": "reopen"}, name="reopen"),
    path("travel/board/<int:pk>/extend/", board.act, {"name": "extend"}, name="extend"),
    path("supporters/", supporters.supporters, name="supporters"),
]
urlpatterns = [path("sprints/<slug:slug>/", include(pages))]
