"""Addresses beside the centres: the demonstration's mailbox."""

from django.urls import path

from jalon.messaging import mailbox

app_name = "mailbox"

urlpatterns = [
    path("courrier/", mailbox.letters, name="letters"),
    path("courrier/<str:public_id>/", mailbox.letter, name="letter"),
    path("courrier/<str:public_id>/html/", mailbox.letter_html, name="html"),
]
