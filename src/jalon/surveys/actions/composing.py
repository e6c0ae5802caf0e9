"""Writing a questionnaire on screen: a draft, then a version that never changes."""

from datetime import datetime

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from jalon.core.actor import Actor
from jalon.core.refusals import Refused
from jalon.core.texts import Localized, localized
from jalon.journal import recording as journal
from jalon.structures.models import Centre
from jalon.surveys import acts, editing, policies, rules, subjects
from jalon.surveys.editing import Sketch
from jalon.surveys.models import Draft, Questionnaire, Version

RESERVED = frozenset({"nouveau"})
"""Addresses that no questionnaire may take."""


@transaction.atomic
def create_questionnaire(
    centre: Centre, *, label: Localized, by: Actor, now: datetime, model: Questionnaire | None = None
) -> Questionnaire:
    """Start a questionnaire of the centre's own, blank or from what another one asks; nobody is asked before it is
    published. Raises Refused when the model has never been published."""
    policies.questionnaire.require("create", by, centre)
    version = model.current if model else None
    if model is not None and (version is None or model.centre_id != centre.pk):
        raise Refused(_("Ce modèle n’a pas encore de version : publiez-le d’abord."))
    questionnaire = Questionnaire.objects.create(centre=centre, code=_free_code(centre, localized(label)), label=label)
    sketch = editing.of_definition(version.content, label=label) if version else editing.blank(label)
    Draft.objects.create(questionnaire=questionnaire, content=sketch.model_dump(mode="json"), edited_at=now)
    journal.record(acts.CREATED, questionnaire, by=by, at=now)
    return questionnaire


@transaction.atomic
def start_draft(questionnaire: Questionnaire, *, by: Actor, now: datetime) -> Draft:
    """Begin the next version from the present one; a second call gives the draft that is there."""
    policies.questionnaire.require("edit", by, questionnaire)
    questionnaire = Questionnaire.objects.select_for_update().get(pk=questionnaire.pk)
    held = Draft.objects.filter(questionnaire=questionnaire).first()
    version = questionnaire.current
    if held is not None or version is None:
        return held or Draft.objects.get(questionnaire=questionnaire)
    sketch = editing.of_definition(version.content, label=questionnaire.label, purpose=questionnaire.purpose)
    draft = Draft.objects.create(questionnaire=questionnaire, content=sketch.model_dump(mode="json"), edited_at=now)
    journal.record(acts.DRAFT_STARTED, questionnaire, by=by, at=now)
    return draft


@transaction.atomic
def edit_draft(draft: Draft, sketch: Sketch, *, revision: int, by: Actor, now: datetime) -> Draft:
    """Put this in the place of the draft's content, unless somebody changed it since `revision`.

    Raises Refused with what the change would break.
    """
    policies.questionnaire.require("edit", by, draft.questionnaire)
    draft = _locked(draft)
    if reason := rules.why_not_edited(revision=revision, present=draft.revision) or editing.why_not_kept(sketch):
        raise Refused(reason)
    draft.previous, draft.content = draft.content, sketch.model_dump(mode="json")
    return _kept(draft, acts.DRAFT_EDITED, by=by, now=now)


@transaction.atomic
def undo_edit(draft: Draft, *, revision: int, by: Actor, now: datetime) -> Draft:
    """Take the last change of the draft back; undone twice, it is there again."""
    policies.questionnaire.require("edit", by, draft.questionnaire)
    draft = _locked(draft)
    if reason := rules.why_not_edited(revision=revision, present=draft.revision):
        raise Refused(reason)
    if draft.previous is None:
        raise Refused(_("Il n’y a rien à annuler."))
    draft.previous, draft.content = draft.content, draft.previous
    return _kept(draft, acts.DRAFT_UNDONE, by=by, now=now)


@transaction.atomic
def publish_draft(draft: Draft, *, revision: int, by: Actor, now: datetime) -> Version:
    """Make a version of the draft: it never changes again, and surveys opened from now on ask it.

    Surveys already open keep theirs, and answers stay with the version that they answer.
    """
    policies.questionnaire.require("edit", by, draft.questionnaire)
    questionnaire = Questionnaire.objects.select_for_update().get(pk=draft.questionnaire_id)
    draft = _locked(draft)
    sketch, last = draft.sketch, questionnaire.current
    is_renamed = (questionnaire.label, questionnaire.purpose or None) != (sketch.label, sketch.purpose)
    former = last.content if last and not is_renamed else None
    if reason := rules.why_not_edited(revision=revision, present=draft.revision) or editing.why_not_published(
        sketch, former
    ):
        raise Refused(reason)
    questionnaire.label, questionnaire.purpose = sketch.label, sketch.purpose or ""
    questionnaire.save(update_fields=["label", "purpose"])
    asked = editing.definition_of(sketch).model_dump(mode="json", exclude_none=True)
    version = questionnaire.versions.create(number=last.number + 1 if last else 1, definition=asked, created_at=now)
    draft.delete()
    journal.record(acts.VERSION_PUBLISHED, questionnaire, by=by, at=now, params={"number": version.number})
    return version


@transaction.atomic
def discard_draft(draft: Draft, *, by: Actor, now: datetime) -> None:
    """Give the next version up; the published ones stay. What was never published is archived instead."""
    questionnaire = draft.questionnaire
    policies.questionnaire.require("edit", by, questionnaire)
    if questionnaire.current is None:
        archive_questionnaire(questionnaire, by=by, now=now)
        return
    _locked(draft).delete()
    journal.record(acts.DRAFT_DISCARDED, questionnaire, by=by, at=now)


@transaction.atomic
def archive_questionnaire(questionnaire: Questionnaire, *, by: Actor, now: datetime) -> Questionnaire:
    """Put a questionnaire away: it can be asked no more; what was answered stays. Refused while something asks it."""
    policies.questionnaire.require("edit", by, questionnaire)
    questionnaire = Questionnaire.objects.select_for_update().get(pk=questionnaire.pk)
    used = subjects.uses_of(questionnaire)
    if reason := rules.why_not_archived(is_archived=questionnaire.archived_at is not None, used_by=used):
        raise Refused(reason)
    questionnaire.archived_at = now
    questionnaire.save(update_fields=["archived_at"])
    journal.record(acts.ARCHIVED, questionnaire, by=by, at=now)
    return questionnaire


@transaction.atomic
def restore_questionnaire(questionnaire: Questionnaire, *, by: Actor, now: datetime) -> Questionnaire:
    """Take a questionnaire out of the archives; one that is not there stays as it is."""
    policies.questionnaire.require("edit", by, questionnaire)
    questionnaire = Questionnaire.objects.select_for_update().get(pk=questionnaire.pk)
    if questionnaire.archived_at is not None:
        questionnaire.archived_at = None
        questionnaire.save(update_fields=["archived_at"])
        journal.record(acts.RESTORED, questionnaire, by=by, at=now)
    return questionnaire


def _locked(draft: Draft) -> Draft:
    held = Draft.objects.select_for_update().filter(pk=draft.pk).first()
    if held is None:
        raise Refused(_("Ce brouillon n’existe plus : il a été publié ou abandonné."))
    return held


def _kept(draft: Draft, act: str, *, by: Actor, now: datetime) -> Draft:
    draft.revision += 1
    draft.edited_at = now
    draft.save()
    journal.record(act, draft.questionnaire, by=by, at=now)
    return draft


def _free_code(centre: Centre, label: str) -> str:
    stem = slugify(label)[:50].strip("-_").replace("_", "-")
    stem = stem if stem[:1].isalpha() else f"questionnaire-{stem}".strip("-")
    taken = set(Questionnaire.objects.filter(centre=centre).values_list("code", flat=True)) | RESERVED
    code, number = stem, 2
    while code in taken:
        code, number = f"{stem}-{number}", number + 1
    return code
