"""Addresses under a centre: the team, absences, one's own account."""

from django.urls import path

from jalon.accounts import link_views, team_views, views

app_name = "accounts"

urlpatterns = [
    path("mon-compte/", views.me, name="me"),
    path("mon-compte/deconnecter-partout/", views.sign_out_everywhere, name="sign_out_everywhere"),
    path("mon-absence/", team_views.absence, name="absence"),
    path("mon-absence/annuler/", team_views.cancel_absence, name="cancel_absence"),
    path("equipe/", team_views.team, name="team"),
    path("equipe/inviter/", team_views.invite, name="invite"),
    path("equipe/invitations/renvoyer/", team_views.resend, name="resend"),
    path("equipe/invitations/retirer/", team_views.revoke, name="revoke"),
    path("equipe/roles/retirer/", team_views.withdraw, name="withdraw"),
    path("equipe/roles/rendre/", team_views.restore, name="restore"),
    path("equipe/liens/", link_views.links, name="links"),
    path("equipe/liens/retirer/", link_views.revoke, name="revoke_link"),
    path("equipe/liens/rendre/", link_views.restore, name="restore_link"),
    path("equipe/<str:public_id>/", team_views.member, name="member"),
]
