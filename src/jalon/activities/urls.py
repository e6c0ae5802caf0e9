"""Addresses under a centre: the team's screens, and the two that people reach without signing in."""

from django.urls import path

from jalon.activities.views import calendar, closing, editing, kinds, listing, public, registrations, roll, sheet

app_name = "activities"

urlpatterns = [
    path("calendrier/", calendar.calendar, name="calendar"),
    path("activites/", listing.activities, name="list"),
    path("activites/nouvelle/", editing.new, name="new"),
    path("activites/disponibilite/", editing.availability, name="availability"),
    path("activites/<slug:public_id>/", registrations.activity, name="activity"),
    path("activites/<slug:public_id>/modifier/", editing.edit, name="edit"),
    path("activites/<slug:public_id>/dupliquer/", editing.duplicate, name="duplicate"),
    path("activites/<slug:public_id>/publier/", editing.publish, name="publish"),
    path("activites/<slug:public_id>/depublier/", editing.unpublish, name="unpublish"),
    path("activites/<slug:public_id>/annuler/", editing.cancel, name="cancel"),
    path("activites/<slug:public_id>/retablir/", editing.restore, name="restore"),
    path("activites/<slug:public_id>/confirmer/", registrations.confirm, name="confirm"),
    path("activites/<slug:public_id>/proposer/", registrations.offer, name="offer"),
    path("activites/<slug:public_id>/inscrire/", registrations.add, name="add"),
    path("activites/<slug:public_id>/avis/", registrations.opinions, name="opinions"),
    path("activites/<slug:public_id>/historique/", registrations.history, name="history"),
    path("activites/<slug:public_id>/appel/", roll.roll, name="roll"),
    path("activites/<slug:public_id>/appel/noter/", roll.mark, name="mark"),
    path("activites/<slug:public_id>/appel/numeros/", roll.numbers, name="numbers"),
    path("activites/<slug:public_id>/appel/autres/", roll.rest_absent, name="rest_absent"),
    path("activites/<slug:public_id>/appel/arrivee/", roll.walk_in, name="walk_in"),
    path("activites/<slug:public_id>/appel/reprendre/", roll.undo_marking, name="undo_marking"),
    path("activites/<slug:public_id>/presence/imprimer/", roll.number_sheet, name="number_sheet"),
    path("activites/<slug:public_id>/presence.pdf", roll.attendance_sheet, name="attendance_sheet"),
    path("activites/<slug:public_id>/feuille/", sheet.upload, name="sheet"),
    path("activites/<slug:public_id>/feuille/appliquer/", sheet.apply, name="apply_sheet"),
    path("activites/<slug:public_id>/cloture/", closing.close, name="close"),
    path("activites/<slug:public_id>/rouvrir/", closing.reopen, name="reopen"),
    path("activites/<slug:public_id>/attestations/", closing.certificates, name="certificates"),
    path("activites/<slug:public_id>/agenda.ics", public.calendar_file, name="calendar_file"),
    path("attestations/<slug:code>/attestation.pdf", closing.certificate, name="certificate"),
    path("attestations/<slug:code>/retirer/", closing.withdraw, name="withdraw"),
    path("inscriptions/<slug:public_id>/annuler/", registrations.cancel, name="cancel_registration"),
    path("inscriptions/<slug:public_id>/retablir/", registrations.restore, name="restore_registration"),
    path("reglages/types-activite/", kinds.kinds, name="kinds"),
    path("reglages/types-activite/nouveau/", kinds.new, name="new_kind"),
    path("reglages/type-activite/<slug:code>/", kinds.kind, name="kind"),
    path("reglages/type-activite/<slug:code>/monter/", kinds.up, name="kind_up"),
    path("reglages/type-activite/<slug:code>/descendre/", kinds.down, name="kind_down"),
    path("reglages/type-activite/<slug:code>/archiver/", kinds.archive, name="archive_kind"),
    path("reglages/type-activite/<slug:code>/remettre/", kinds.restore, name="restore_kind"),
    path("lien/<str:token>/reponse/", public.answer, name="answer"),
]
