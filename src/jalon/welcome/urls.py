"""Addresses of the desk, under a centre."""

from django.urls import path

from jalon.welcome.views import choices, desk, helping, records, roster, stand

app_name = "welcome"

urlpatterns = [
    path("accueil/", desk.desk, name="desk"),
    path("accueil/arrivee/", desk.arrive, name="arrive"),
    path("accueil/fiches/", records.visits, name="visits"),
    path("accueil/fiches.xlsx", records.export, name="export"),
    path("accueil/reglages/", choices.choices, name="choices"),
    path("accueil/fiches/<slug:public_id>/", records.visit, name="visit"),
    path("accueil/fiches/<slug:public_id>/etat/", desk.move, name="move"),
    path("accueil/fiches/<slug:public_id>/annuler/", desk.cancel, name="cancel"),
    path("accueil/fiches/<slug:public_id>/retablir/", desk.restore, name="restore"),
    path("accueil/stand/", stand.stand, name="stand"),
    path("accueil/creneaux/", helping.shifts, name="shifts"),
    path("accueil/creneaux/<slug:public_id>/", helping.duty, name="duty"),
    path("accueil/creneaux/<slug:public_id>/remplacer/", helping.replace, name="replace"),
    path("accueil/planning/", roster.roster, name="roster"),
    path("accueil/planning/<slug:public_id>/retirer/", roster.cancel, name="cancel_shift"),
    path("accueil/planning/<slug:public_id>/remettre/", roster.restore, name="restore_shift"),
]
