"""Addresses under a centre: the base of contacts and what is done with it."""

from django.urls import path

from jalon.partners.imports import views as imports
from jalon.partners.views import contacts, duplicates, exchanges, organisations, speakers

app_name = "partners"

urlpatterns = [
    path("partenaires/", organisations.organisations, name="list"),
    path("partenaires/ajouter/", organisations.add, name="add"),
    path("partenaires/contacts.xlsx", organisations.export, name="export"),
    path("partenaires/intervenants/", speakers.speakers, name="speakers"),
    path("partenaires/echange/", exchanges.choose, name="choose"),
    path("partenaires/rappels/", exchanges.call_backs, name="call_backs"),
    path("partenaires/rappels/<slug:public_id>/fait/", exchanges.done, name="do_call_back"),
    path("partenaires/rappels/<slug:public_id>/rouvrir/", exchanges.reopen, name="reopen_call_back"),
    path("partenaires/rappels/<slug:public_id>/reporter/", exchanges.put_off, name="put_off"),
    path("partenaires/echanges/<slug:public_id>/reprendre/", exchanges.cancel, name="cancel_exchange"),
    path("partenaires/echanges/<slug:public_id>/retablir/", exchanges.restore, name="restore_exchange"),
    path("partenaires/contacts/<slug:public_id>/", contacts.edit, name="edit_contact"),
    path("partenaires/contacts/<slug:public_id>/refus/", contacts.refuse, name="refuse_contact"),
    path("partenaires/contacts/<slug:public_id>/accord/", contacts.allow, name="allow_contact"),
    path("partenaires/contacts/<slug:public_id>/information/", contacts.inform, name="inform_contact"),
    path("partenaires/contacts/<slug:public_id>/depart/", contacts.archive, name="archive_contact"),
    path("partenaires/contacts/<slug:public_id>/retour/", contacts.restore, name="restore_contact"),
    path("partenaires/contacts/<slug:public_id>/effacer/", contacts.erase, name="erase_contact"),
    path("partenaires/doublons/", duplicates.duplicates, name="duplicates"),
    path("partenaires/doublons/reunions/<int:pk>/separer/", duplicates.separate, name="separate"),
    path("partenaires/doublons/<slug:kept_id>/<slug:merged_id>/", duplicates.compare, name="compare"),
    path("partenaires/doublons/<slug:kept_id>/<slug:merged_id>/reunir/", duplicates.merge, name="merge"),
    path("partenaires/doublons/<slug:kept_id>/<slug:merged_id>/distinguer/", duplicates.keep_apart, name="keep_apart"),
    path("partenaires/imports/", imports.imports, name="imports"),
    path("partenaires/imports/<slug:public_id>/", imports.batch, name="import"),
    path("partenaires/imports/<slug:public_id>/colonnes/", imports.check, name="check_import"),
    path("partenaires/imports/<slug:public_id>/confirmer/", imports.confirm, name="confirm_import"),
    path("partenaires/imports/<slug:public_id>/annuler/", imports.undo, name="undo_import"),
    path("partenaires/imports/<slug:public_id>/abandonner/", imports.abandon, name="abandon_import"),
    path("partenaires/imports/<slug:public_id>/lignes/<int:position>/", imports.row, name="import_row"),
    path("partenaires/imports/<slug:public_id>/lignes/<int:position>/decider/", imports.decide, name="decide_row"),
    path("partenaires/<slug:public_id>/", organisations.organisation, name="organisation"),
    path("partenaires/<slug:public_id>/modifier/", organisations.edit, name="edit"),
    path("partenaires/<slug:public_id>/archiver/", organisations.archive, name="archive"),
    path("partenaires/<slug:public_id>/remettre/", organisations.restore, name="restore"),
    path("partenaires/<slug:public_id>/contact/", contacts.add, name="add_contact"),
    path("partenaires/<slug:public_id>/echange/", exchanges.note, name="note"),
    path("partenaires/<slug:public_id>/reunir/", duplicates.find_same, name="find_same"),
]
