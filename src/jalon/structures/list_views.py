"""Settings: the lists that the centre may rename."""

from typing import Any

from django.http import Http404
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jalon import ui
from jalon.core.pages import area, page
from jalon.core.request import Request
from jalon.structures import actions, forms, policies, queries
from jalon.structures.models import Reference, ReferenceAlias, ReferenceList


@area("structures.configure")
def items(request: Request, list_code: str) -> HttpResponseBase:
    """One list: its items, those to check first, and a form for another one."""
    if list_code not in ReferenceList.values:
        raise Http404
    form = forms.LabelForm(request.POST or None)
    if request.method == "POST" and forms.attempt(form, lambda data: _add(request, list_code, data)):
        ui.toast(request, _("Élément ajouté."))
        return ui.redirect(request, request.path)
    waiting = queries.references_to_check(request.actor)
    context = {
        "list_code": list_code,
        "list_label": ReferenceList(list_code).label,
        "lists": [(code, label, waiting.get(code, 0)) for code, label in ReferenceList.choices],
        "items": queries.references_of(request.actor, list_code),
        "form": form,
    }
    return ui.render(request, "structures/list.html", context, status=422 if form.errors else 200)


def _add(request: Request, list_code: str, data: dict[str, Any]) -> None:
    actions.add_reference(request.centre, list_code, data["label"], by=request.actor, now=timezone.now())


@page(policies.reference, "configure", key="pk")
def item(request: Request, found: Reference) -> HttpResponseBase:
    """Rename an item; the page also holds its other writings, and what can be done with it."""
    form = forms.LabelForm(request.POST or None, initial={"label": str(found)})
    if request.method == "POST" and forms.attempt(form, lambda data: _rename(request, found, data)):
        ui.toast(request, _("Libellé enregistré ; l’ancien reste reconnu dans les fichiers."))
        return ui.redirect(request, request.path)
    return _item_page(request, found, form=form)


def _rename(request: Request, found: Reference, data: dict[str, Any]) -> None:
    actions.rename_reference(found, data["label"], by=request.actor, now=timezone.now())


def _item_page(
    request: Request,
    found: Reference,
    *,
    form: forms.LabelForm | None = None,
    alias_form: forms.AliasForm | None = None,
    join_form: forms.JoinForm | None = None,
) -> HttpResponseBase:
    context = {
        "item": found,
        "list_label": ReferenceList(found.list).label,
        "aliases": found.aliases.order_by("key"),
        "form": form or forms.LabelForm(initial={"label": str(found)}),
        "alias_form": alias_form or forms.AliasForm(),
        "join_form": join_form or forms.JoinForm(possible=queries.possible_joins(found)),
    }
    wrong = any(f is not None and f.errors for f in (form, alias_form, join_form))
    return ui.render(request, "structures/item.html", context, status=422 if wrong else 200)


@require_POST
@page(policies.reference, "configure", key="pk")
def add_alias(request: Request, found: Reference) -> HttpResponseBase:
    """Recognise the item under one more writing."""
    form = forms.AliasForm(request.POST)
    if forms.attempt(form, lambda data: actions.add_alias(found, data["text"], by=request.actor, now=timezone.now())):
        ui.toast(request, _("Écriture ajoutée."))
        return _back_to(request, found)
    return _item_page(request, found, alias_form=form)


@require_POST
@page(policies.reference, "configure", key="pk")
def remove_alias(request: Request, found: Reference) -> HttpResponseBase:
    """No longer recognise the item under one writing, with the way back."""
    asked = request.POST.get("alias", "")
    alias = ReferenceAlias.objects.filter(reference=found, pk=asked).first() if asked.isdecimal() else None
    if alias is not None:
        actions.remove_alias(alias, by=request.actor, now=timezone.now())
        undo = ui.Undo(reverse("structures:add_alias", args=[request.centre.code, found.pk]), {"text": alias.key})
        ui.toast(request, _("L’écriture « %(text)s » n’est plus reconnue.") % {"text": alias.key}, undo=undo)
    return _back_to(request, found)


@require_POST
@page(policies.reference, "configure", key="pk")
def join(request: Request, found: Reference) -> HttpResponseBase:
    """Join the item into another one."""
    form = forms.JoinForm(request.POST, possible=queries.possible_joins(found))
    if forms.attempt(form, lambda data: _join(request, found, data)):
        return ui.redirect(request, "structures:list", request.centre.code, found.list)
    return _item_page(request, found, join_form=form)


def _join(request: Request, found: Reference, data: dict[str, Any]) -> None:
    moved = actions.join_reference(found, data["into"], by=request.actor, now=timezone.now())
    words = {"item": found, "into": data["into"], "count": moved}
    ui.toast(request, _("« %(item)s » est réuni avec « %(into)s » (fiches reprises : %(count)s).") % words)


@require_POST
@page(policies.reference, "configure", key="pk")
def confirm(request: Request, found: Reference) -> HttpResponseBase:
    """An item that a file brought is right as it is."""
    actions.confirm_reference(found, by=request.actor, now=timezone.now())
    ui.toast(request, _("« %(item)s » est confirmé.") % {"item": found})
    return ui.redirect(request, "structures:list", request.centre.code, found.list)


@require_POST
@page(policies.reference, "configure", key="pk")
def archive(request: Request, found: Reference) -> HttpResponseBase:
    """Stop offering an item, with the way back."""
    actions.archive_reference(found, by=request.actor, now=timezone.now())
    undo = ui.Undo(reverse("structures:restore_item", args=[request.centre.code, found.pk]))
    ui.toast(request, _("« %(item)s » est archivé.") % {"item": found}, undo=undo)
    return ui.redirect(request, "structures:list", request.centre.code, found.list)


@require_POST
@page(policies.reference, "configure", key="pk")
def restore(request: Request, found: Reference) -> HttpResponseBase:
    """Offer an item again."""
    actions.restore_reference(found, by=request.actor, now=timezone.now())
    ui.toast(request, _("« %(item)s » est de nouveau en service.") % {"item": found})
    return ui.redirect(request, "structures:list", request.centre.code, found.list)


def _back_to(request: Request, found: Reference) -> HttpResponseBase:
    return ui.redirect(request, "structures:item", request.centre.code, found.pk)
