"""Addresses of files, below the centre's code."""

from django.urls import path

from jalon.files import views

app_name = "files"
urlpatterns = [path("fichiers/<str:public_id>/", views.download, name="download")]
