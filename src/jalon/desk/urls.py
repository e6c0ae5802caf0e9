"""Addresses under a centre: Ma journée, the search, the parts of the opening."""

from django.urls import path

from jalon.desk import opening_views, views

app_name = "desk"

urlpatterns = [
    path("ma-journee/", views.day, name="day"),
    path("recherche/", views.find, name="search"),
    path("ouverture/", opening_views.overview, name="opening"),
    path("ouverture/terminer/", opening_views.finish, name="finish_opening"),
    path("ouverture/<slug:code>/", opening_views.part, name="part"),
]
