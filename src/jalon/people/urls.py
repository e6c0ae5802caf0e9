"""Addresses of people's records."""

from django.urls import path

from jalon.people.duplicates import views as duplicates
from jalon.people.imports import views as imports
from jalon.people.views import records

app_name = "people"
urlpatterns = [
    path("personnes/", records.people, name="people"),
    path("personnes/ajouter/", records.add, name="add"),
    path("personnes/imports/", imports.imports, name="imports"),
    path("personnes/imports/<slug:public_id>/", imports.batch, name="import"),
    path("personnes/imports/<slug:public_id>/colonnes/", imports.map_columns, name="map_import"),
    path("personnes/imports/<slug:public_id>/confirmer/", imports.confirm, name="confirm_import"),
    path("personnes/imports/<slug:public_id>/annuler/", imports.undo, name="undo_import"),
    path("personnes/imports/<slug:public_id>/reprendre/", imports.resume, name="resume_import"),
    path("personnes/imports/<slug:public_id>/abandonner/", imports.abandon, name="abandon_import"),
    path("personnes/imports/<slug:public_id>/lignes/<int:position>/", imports.row, name="import_row"),
    path("personnes/imports/<slug:public_id>/lignes/<int:position>/decider/", imports.decide, name="decide_row"),
    path("personnes/doublons/", duplicates.duplicates, name="duplicates"),
    path("personnes/doublons/fusions/<int:pk>/separer/", duplicates.separate, name="separate"),
    path("personnes/doublons/<slug:kept_id>/<slug:merged_id>/", duplicates.compare, name="compare"),
    path("personnes/doublons/<slug:kept_id>/<slug:merged_id>/fusionner/", duplicates.merge, name="merge"),
    path("personnes/doublons/<slug:kept_id>/<slug:merged_id>/distinguer/", duplicates.keep_apart, name="keep_apart"),
    path("personnes/<slug:public_id>/", records.person, name="person"),
    path("personnes/<slug:public_id>/corriger/", records.correct, name="correct"),
    path("personnes/<slug:public_id>/inscrire/", records.register, name="register"),
    path("personnes/<slug:public_id>/carte/", records.check_card, name="check_card"),
    path("personnes/<slug:public_id>/carte/<slug:other>/", records.join_on_card, name="join_on_card"),
    path("personnes/<slug:public_id>/effacer/", records.erase, name="erase"),
    path("personnes/<slug:public_id>/garder/", records.refuse_erasure, name="refuse_erasure"),
]
