"""Addresses of people's records."""

from django.urls import path

from jalon.people.views import records

app_name = "people"
urlpatterns = [
    path("personnes/", records.people, name="people"),
    path("personnes/ajouter/", records.add, name="add"),
    path("personnes/<slug:public_id>/", records.person, name="person"),
    path("personnes/<slug:public_id>/corriger/", records.correct, name="correct"),
    path("personnes/<slug:public_id>/inscrire/", records.register, name="register"),
    path("personnes/<slug:public_id>/carte/", records.check_card, name="check_card"),
    path("personnes/<slug:public_id>/carte/<slug:other>/", records.join_on_card, name="join_on_card"),
    path("personnes/<slug:public_id>/effacer/", records.erase, name="erase"),
    path("personnes/<slug:public_id>/garder/", records.refuse_erasure, name="refuse_erasure"),
]
