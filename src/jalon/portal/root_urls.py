from django.urls import path

from jalon.portal import views

app_name = "verify"
urlpatterns = [path("verifier/<slug:code>/", views.certificate, name="certificate")]
