from django.urls import path

from jalon.figures import views

app_name = "figures"
urlpatterns = [
    path("chiffres/", views.index, name="index"),
    path("chiffres/<slug:code>/", views.measure, name="measure"),
    path("chiffres/<slug:code>/lignes/", views.rows, name="rows"),
    path("chiffres/<slug:code>/lignes.xlsx", views.export, name="export"),
]
