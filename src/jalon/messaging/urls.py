"""Addresses of the outbox, under a centre's code."""

from django.urls import path

from jalon.messaging import views
from jalon.messaging.unsubscribing import unsubscribe

app_name = "messaging"

urlpatterns = [
    path("messages/", views.messages, name="messages"),
    path("messages/<str:public_id>/", views.message, name="message"),
    path("messages/<str:public_id>/renvoyer/", views.retry, name="retry"),
    path("messages/<str:public_id>/classer/", views.set_aside, name="set_aside"),
    path("mes-messages/", views.preferences, name="preferences"),
    path("desabonnement/<str:token>/", unsubscribe, name="unsubscribe"),
]
