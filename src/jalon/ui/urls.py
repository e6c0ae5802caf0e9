"""The gallery, mounted in demonstrations and while debugging."""

from django.urls import path

from jalon.ui.views import gallery

app_name = "ui"
urlpatterns = [path("", gallery, name="gallery")]
