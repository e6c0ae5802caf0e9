"""Addresses of young people and visitors under a centre."""

from django.urls import path

from jalon.portal.views import certificates, joining, mine, programme

app_name = "portal"
urlpatterns = [
    path("", programme.home, name="home"),
    path("programme/", programme.programme, name="programme"),
    path("programme/<slug:public_id>/", programme.activity, name="activity"),
    path("programme/<slug:public_id>/inscription/", programme.register, name="register"),
    path("mes-activites/<slug:public_id>/annuler/", programme.cancel, name="cancel"),
    path("mes-activites/<slug:public_id>/accepter/", programme.accept, name="accept"),
    path("rejoindre/", joining.address, name="join"),
    path("rejoindre/code/", joining.code, name="code"),
    path("rejoindre/identite/", joining.identity, name="identity"),
    path("mes-activites/", mine.mine, name="mine"),
    path("mes-donnees/", mine.data, name="data"),
    path("mes-donnees/telecharger/", mine.download, name="data_download"),
    path("mes-donnees/effacement/", mine.ask_erasure, name="ask_erasure"),
    path("mes-donnees/effacement/retirer/", mine.withdraw_erasure, name="withdraw_erasure"),
    path("attestations/<slug:code>.pdf", certificates.download, name="certificate"),
]
