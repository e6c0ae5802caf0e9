"""Addresses beside the centres: confirming a certificate."""

from django.urls import path

from jalon.portal.views import certificates

app_name = "verify"
urlpatterns = [
    path("verifier/", certificates.ask_code, name="ask"),
    path("verifier/<slug:code>/", certificates.verify, name="certificate"),
]
