"""Addresses of travel sponsorship."""

from django.urls import include, path

from events.travel import views

app_name = "travel"
pages = [
    path("travel/", views.mine, name="mine"),
    path("travel/start/", views.start, name="start"),
    path("travel/submit/", views.submit, name="submit"),
    path("travel/take_back/", views.take_back, name="take_back"),
    path("travel/answer/", views.answer, name="answer_question"),
    path("travel/offer/", views.offer, name="offer"),
    path("travel/accept/", views.accept, name="accept"),
    path("travel/refuse/", views.refuse, name="refuse"),
    path("travel/more/", views.ask_for_more, name="ask_for_more"),
    path("travel/withdraw/", views.withdraw, name="withdraw"),
    path("travel/cancel/", views.cancel, name="cancel"),
    path("travel/again/", views.start_again, name="start_again"),
    path("travel/message/", views.message, name="message"),
    path("travel/review/", views.queue, name="queue"),
    path("travel/review/<int:pk>/", views.application, name="application"),
    path("travel/review/<int:pk>/recuse/", views.recuse, name="recuse"),
    path("travel/review/<int:pk>/ask/", views.ask, name="ask"),
    path("travel/review/<int:pk>/note/", views.note, name="note"),
    path("travel/board/", views.board, name="board"),
    path("travel/board/release/", views.preview, name="preview"),
    path("travel/board/<int:pk>/stage/", views.stage, name="stage"),
    path("travel/board/<int:pk>/unstage/", views.unstage, name="unstage"),
    path("travel/board/<int:pk>/go_on/", views.go_on, name="go_on"),
    path("travel/board/<int:pk>/revoke/", views.revoke, name="revoke"),
    path("travel/board/<int:pk>/cancel_accepted/", views.cancel_accepted, name="cancel_accepted"),
    path("travel/board/<int:pk>/reopen/", views.reopen, name="reopen"),
    path("travel/board/<int:pk>/extend/", views.extend, name="extend"),
    path("supporters/", views.supporters, name="supporters"),
]
urlpatterns = [path("sprints/<slug:slug>/", include(pages))]
