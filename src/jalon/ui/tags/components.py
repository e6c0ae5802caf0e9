"""Components that are told everything in their tag."""

from collections.abc import Iterable, Sequence
from itertools import count
from typing import Any

from django.template.context import RequestContext

from jalon.ui import charts
from jalon.ui.registries import panels as panel_registry
from jalon.ui.registries.timeline import Line
from jalon.ui.tags import register


@register.inclusion_tag("ui/components/stat.html")
def stat(
    value: Any, label: str, url: str = "", icon: str = "", tone: str = "neutral", note: str = "", definition: str = ""
) -> dict[str, Any]:
    """A number that leads to the rows it counts; `definition` says what is counted."""
    shown = value if isinstance(value, str) else None
    return {
        "value": value,
        "shown": shown,
        "label": label,
        "url": url,
        "icon": icon,
        "tone": tone,
        "note": note,
        "definition": definition,
    }


@register.inclusion_tag("ui/components/progress.html")
def progress(done: int, total: int, missing: str = "", label: str = "") -> dict[str, Any]:
    """How far, and what is missing, by its name."""
    return {"done": done, "total": total, "missing": missing, "label": label, "complete": done >= total}


@register.inclusion_tag("ui/components/steps.html")
def steps(labels: Sequence[str], current: int) -> dict[str, Any]:
    """The steps of something done in order; `current` counts from 1."""
    states = [
        "done" if place < current else "current" if place == current else "" for place in range(1, len(labels) + 1)
    ]
    return {"steps": list(zip(labels, states, strict=True))}


@register.inclusion_tag("ui/components/timeline.html")
def timeline(lines: Iterable[Line], centre: Any) -> dict[str, Any]:
    """What happened, latest first as given."""
    return {"lines": list(lines), "centre": centre}


@register.inclusion_tag("ui/components/chart.html", takes_context=True)
def chart(context: RequestContext, chart: charts.Chart, open: bool = False) -> dict[str, Any]:
    """A chart and the table behind it, `open` at once if wanted."""
    whole_page: dict[str, Any] = context.render_context.dicts[0]  # type: ignore[assignment]
    number = next(whole_page.setdefault("jalon charts", count(1)))  # two charts must not read each other's numbers
    return {"chart": chart, "id": f"chart-{number}", "open": open, "csp_nonce": context.get("csp_nonce", "")}


@register.inclusion_tag("ui/components/panels.html", takes_context=True)
def panels(context: RequestContext, kind: str, obj: Any) -> dict[str, Any]:
    """What other packages hang on this object's page."""
    return {"panels": panel_registry.of(kind, context["request"], obj)}


@register.inclusion_tag("ui/components/dialog_button.html")
def dialog_button(id: str, label: str, icon: str = "", kind: str = "") -> dict[str, Any]:
    """The button that opens a dialog."""
    return {"id": id, "label": label, "icon": icon, "kind": kind}
