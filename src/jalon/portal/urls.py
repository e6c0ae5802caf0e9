from django.urls import path

from jalon.portal import views

app_name = "portal"
urlpatterns = [
    path("programme/", views.programme, name="programme"),
    path("programme/<slug:public_id>/", views.activity, name="activity"),
]
