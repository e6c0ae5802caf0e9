"""Addresses beside the centres: *Ouvrir mon centre*."""

from django.urls import path

from jalon.desk import opening_views

app_name = "opening"

urlpatterns = [path("ouvrir/", opening_views.start, name="start")]
