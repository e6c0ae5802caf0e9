"""Addresses under a centre: its days off, its hours, its equipment, its calendars."""

from django.urls import path

from jalon.bookings.views import calendars, days, equipment, hours, importing

app_name = "bookings"

urlpatterns = [
    path("jours/", days.days, name="days"),
    path("jours/ajouter/", days.add_day, name="add_day"),
    path("jours/<int:pk>/", days.day, name="day"),
    path("jours/<int:pk>/confirmer/", days.confirm_day, name="confirm_day"),
    path("jours/<int:pk>/a-confirmer/", days.unconfirm_day, name="unconfirm_day"),
    path("jours/<int:pk>/reprendre/", days.unmove_day, name="unmove_day"),
    path("jours/<int:pk>/retirer/", days.remove_day, name="remove_day"),
    path("jours/<int:pk>/remettre/", days.restore_day, name="restore_day"),
    path("horaires/", hours.hours, name="hours"),
    path("horaires/ajouter/", hours.add_hours, name="add_hours"),
    path("horaires/<int:pk>/", hours.edit_hours, name="edit_hours"),
    path("horaires/<int:pk>/retirer/", hours.remove_hours, name="remove_hours"),
    path("horaires/<int:pk>/remettre/", hours.restore_hours, name="restore_hours"),
    path("absences-et-horaires/", hours.team, name="team"),
    path("mes-horaires/", hours.my_hours, name="my_hours"),
    path("absences-et-horaires/<int:pk>/retirer/", hours.end_hours, name="end_hours"),
    path("absences-et-horaires/<slug:public_id>/", hours.working_hours, name="working_hours"),
    path("mes-agendas/", calendars.mine, name="calendars"),
    path("mes-agendas/creer/", calendars.open_feed, name="open_feed"),
    path("mes-agendas/<int:pk>/fermer/", calendars.revoke, name="revoke_feed"),
    path("mon-agenda/", importing.occupations, name="occupations"),
    path("mon-agenda/importer/", importing.apply, name="apply_import"),
    path("mon-agenda/<int:pk>/retirer/", importing.remove, name="remove_occupation"),
    path("mon-agenda/<int:pk>/remettre/", importing.restore, name="restore_occupation"),
    path("agenda/programme.ics", calendars.programme, name="programme_feed"),
    path("agenda/<slug:secret>.ics", calendars.feed, name="feed"),
    path("materiel/", equipment.equipment, name="equipment"),
    path("materiel/<slug:public_id>/", equipment.thing, name="thing"),
    path("materiel/<slug:public_id>/archiver/", equipment.archive, name="archive_equipment"),
    path("materiel/<slug:public_id>/remettre/", equipment.restore, name="restore_equipment"),
]
