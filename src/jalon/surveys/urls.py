"""Addresses under a centre: answering for everybody, results for the team."""

from django.urls import path

from jalon.surveys.views import comparing, composing, portal, staff

app_name = "surveys"

urlpatterns = [
    path("questionnaires/", portal.mine, name="mine"),
    path("questionnaires/code/", portal.wall, name="wall"),
    path("questionnaires/mur/<slug:public_id>/", portal.wall_answer, name="wall_answer"),
    path("questionnaires/mur/<slug:public_id>/nom/", portal.wall_name, name="wall_name"),
    path("questionnaires/mur/<slug:public_id>/merci/", portal.wall_thanks, name="wall_thanks"),
    path("questionnaires/lien/<str:token>/", portal.link, name="link"),
    path("questionnaires/lien/<str:token>/nom/", portal.link_name, name="link_name"),
    path("questionnaires/lien/<str:token>/merci/", portal.link_thanks, name="link_thanks"),
    path("questionnaires/public/<slug:public_id>/", portal.public_answer, name="public"),
    path("questionnaires/public/<slug:public_id>/merci/", portal.public_thanks, name="public_thanks"),
    path("questionnaires/<slug:public_id>/", portal.answer, name="answer"),
    path("questionnaires/<slug:public_id>/nom/", portal.answer_name, name="name"),
    path("questionnaires/<slug:public_id>/merci/", portal.answer_thanks, name="thanks"),
    path("satisfaction/", staff.surveys, name="surveys"),
    path("satisfaction/questionnaires/", staff.questionnaires, name="questionnaires"),
    path("satisfaction/questionnaires/nouveau/", composing.new, name="new"),
    path("satisfaction/questionnaires/<slug:code>/", staff.questionnaire, name="questionnaire"),
    path("satisfaction/questionnaires/<slug:code>/apercu/", staff.preview, name="preview"),
    path("satisfaction/questionnaires/<slug:code>/archives/", composing.archive, name="archive"),
    path("satisfaction/questionnaires/<slug:code>/commencer/", composing.start, name="start_draft"),
    path("satisfaction/questionnaires/<slug:code>/brouillon/", composing.draft, name="draft"),
    path("satisfaction/questionnaires/<slug:code>/brouillon/reglages/", composing.settings, name="settings"),
    path("satisfaction/questionnaires/<slug:code>/brouillon/section/", composing.section, name="new_section"),
    path("satisfaction/questionnaires/<slug:code>/brouillon/section/<int:index>/", composing.section, name="section"),
    path(
        "satisfaction/questionnaires/<slug:code>/brouillon/section/<int:index>/<slug:kind>/",
        composing.add_question,
        name="add_question",
    ),
    path(
        "satisfaction/questionnaires/<slug:code>/brouillon/question/<slug:question>/",
        composing.question,
        name="question",
    ),
    path("satisfaction/questionnaires/<slug:code>/brouillon/deplacer/", composing.move, name="move"),
    path("satisfaction/questionnaires/<slug:code>/brouillon/retirer/", composing.remove, name="remove"),
    path("satisfaction/questionnaires/<slug:code>/brouillon/annuler/", composing.undo, name="undo_draft"),
    path("satisfaction/questionnaires/<slug:code>/brouillon/publier/", composing.publish, name="publish_draft"),
    path("satisfaction/questionnaires/<slug:code>/brouillon/abandonner/", composing.discard, name="discard_draft"),
    path("satisfaction/questionnaires/<slug:code>/comparaison/", comparing.compare, name="compare"),
    path("satisfaction/questionnaires/<slug:code>/reponses.xlsx", comparing.export_all, name="export_all"),
    path("satisfaction/enquetes/nouvelle/", staff.new_campaign, name="new_campaign"),
    path("satisfaction/noms/", staff.names, name="names"),
    path("satisfaction/noms/<int:pk>/", staff.settle, name="settle"),
    path("satisfaction/<slug:public_id>/", staff.survey, name="results"),
    path("satisfaction/<slug:public_id>/reponses/", staff.sheets, name="sheets"),
    path("satisfaction/<slug:public_id>/reponses.xlsx", comparing.export, name="export"),
    path("satisfaction/<slug:public_id>/affiche/", staff.poster, name="poster"),
    path("satisfaction/<slug:public_id>/clore/", staff.close, name="close"),
]
