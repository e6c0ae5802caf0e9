"""The gallery at an address of its own, with the pages of errors."""

from django.urls import include, path

handler400 = "jalon.ui.errors.bad_request"
handler403 = "jalon.ui.errors.forbidden"
handler404 = "jalon.ui.errors.not_found"
handler500 = "jalon.ui.errors.server_error"

urlpatterns = [path("composants/", include("jalon.ui.urls"))]
