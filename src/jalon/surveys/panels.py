"""What surveys hang on other pages and in the navigation."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jalon.core.actor import Actor
from jalon.figures import measures as figures
from jalon.structures.models import Centre
from jalon.surveys import policies, queries
from jalon.surveys.measures import SATISFACTION
from jalon.ui import statuses
from jalon.ui.registries import navigation, panels, timeline, waiting
from jalon.ui.statuses import Status


def hang_on(kind: str) -> None:
    """Show the survey of each object of this kind on its page."""
    panels.register(
        panels.Panel(
            f"surveys.{kind}",
            kind=kind,
            title=_("Satisfaction"),
            icon="mood-smile",
            order=60,
            capability="surveys.read",
            template="surveys/panel.html",
            context=lambda request, obj: panel(request, kind, obj),
        )
    )


def panel(request: HttpRequest, kind: str, obj: Any) -> dict[str, Any] | None:
    """What the panel says of an object's survey; nothing before there is one."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    survey = queries.survey_of(kind, obj.pk)
    if survey is None or not policies.survey.can_view(actor, survey):
        return None
    shown = queries.surveys(survey.centre, by=actor).get(pk=survey.pk)
    return {
        "survey": shown,
        "centre": survey.centre,
        "is_open": survey.is_open(timezone.now()),
        "is_lot_waiting": queries.is_lot_waiting(survey),
    }


def _remarks(actor: Actor, centre: Centre, now: object = None) -> int:
    return queries.remarks_to_settle(centre, by=actor).count()


def register() -> None:
    """Fill the registries of `ui` and `figures`; called once by `apps`."""
    figures.register(SATISFACTION)
    statuses.register(
        "survey",
        {
            "open": Status("progress", _("Ouvert"), "lock-open"),
            "closed": Status("muted", _("Clos"), "lock"),
        },
    )
    navigation.register(
        navigation.Entry(
            "surveys.list",
            _("Satisfaction"),
            "mood-smile",
            url=lambda centre: reverse("surveys:surveys", args=[centre.code]) if centre else None,
            section="steer",
            order=40,
            capability="surveys.read",
        ),
        navigation.Entry(
            "surveys.mine",
            _("Questionnaires"),
            "clipboard-list",
            url=lambda centre: reverse("surveys:mine", args=[centre.code]) if centre else None,
            area="account",
            order=30,
            signed_in=True,
        ),
    )
    waiting.register(
        waiting.Source(
            "surveys.names",
            _("orthographe de nom à vérifier"),
            _("orthographes de noms à vérifier"),
            "writing",
            count=_remarks,
            url=lambda centre: reverse("surveys:names", args=[centre.code]),
            order=70,
            capability="people.edit",
        )
    )
    for act, icon, tone in (
        ("surveys.opened", "clipboard-list", "info"),
        ("surveys.closed", "lock", "muted"),
        ("surveys.published", "clipboard-data", "success"),
    ):
        timeline.register(act, timeline.Look(icon, tone))
