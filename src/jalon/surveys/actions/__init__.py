"""Every change to questionnaires, surveys, answers and name remarks."""

from jalon.surveys.actions.answering import complete, complete_publicly
from jalon.surveys.actions.composing import (
    archive_questionnaire,
    create_questionnaire,
    discard_draft,
    edit_draft,
    publish_draft,
    restore_questionnaire,
    start_draft,
    undo_edit,
)
from jalon.surveys.actions.delivering import deliver_questionnaire
from jalon.surveys.actions.naming import remark_name, settle_remark
from jalon.surveys.actions.opening import close_overdue, close_survey, open_campaign, open_survey
from jalon.surveys.actions.publishing import publish_due

__all__ = [
    "archive_questionnaire",
    "close_overdue",
    "close_survey",
    "complete",
    "complete_publicly",
    "create_questionnaire",
    "deliver_questionnaire",
    "discard_draft",
    "edit_draft",
    "open_campaign",
    "open_survey",
    "publish_draft",
    "publish_due",
    "remark_name",
    "restore_questionnaire",
    "settle_remark",
    "start_draft",
    "undo_edit",
]
