"""Addresses under a centre: its settings."""

from django.urls import path

from jalon.structures import list_views, place_views, views

app_name = "structures"

urlpatterns = [
    path("reglages/", views.index, name="settings"),
    path("reglages/centre/", views.centre, name="centre"),
    path("reglages/annees/", views.years, name="years"),
    path("reglages/annees/<int:pk>/", views.year, name="year"),
    path("reglages/roles/", views.roles, name="roles"),
    path("reglages/roles/<slug:code>/", views.role, name="role"),
    path("reglages/lieux/", place_views.sites, name="sites"),
    path("reglages/lieux/<int:pk>/", place_views.site, name="site"),
    path("reglages/lieux/<int:pk>/archiver/", place_views.archive_site, name="archive_site"),
    path("reglages/lieux/<int:pk>/remettre/", place_views.restore_site, name="restore_site"),
    path("reglages/lieux/<int:pk>/salle/", place_views.add_room, name="add_room"),
    path("reglages/salles/<str:public_id>/", place_views.room, name="room"),
    path("reglages/salles/<str:public_id>/archiver/", place_views.archive_room, name="archive_room"),
    path("reglages/salles/<str:public_id>/remettre/", place_views.restore_room, name="restore_room"),
    path("reglages/etablissements/", place_views.establishments, name="establishments"),
    path("reglages/etablissements/<int:pk>/", place_views.establishment, name="establishment"),
    path("reglages/etablissements/<int:pk>/archiver/", place_views.archive_establishment, name="archive_establishment"),
    path("reglages/etablissements/<int:pk>/remettre/", place_views.restore_establishment, name="restore_establishment"),
    path("reglages/listes/<slug:list_code>/", list_views.items, name="list"),
    path("reglages/element/<int:pk>/", list_views.item, name="item"),
    path("reglages/element/<int:pk>/archiver/", list_views.archive, name="archive_item"),
    path("reglages/element/<int:pk>/remettre/", list_views.restore, name="restore_item"),
    path("reglages/element/<int:pk>/confirmer/", list_views.confirm, name="confirm_item"),
    path("reglages/element/<int:pk>/ecriture/", list_views.add_alias, name="add_alias"),
    path("reglages/element/<int:pk>/ecriture/retirer/", list_views.remove_alias, name="remove_alias"),
    path("reglages/element/<int:pk>/reunir/", list_views.join, name="join_item"),
]
