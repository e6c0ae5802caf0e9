"""Every change to questionnaires, surveys, answers and name remarks."""

from jalon.surveys.actions.answering import complete
from jalon.surveys.actions.delivering import deliver_questionnaire
from jalon.surveys.actions.naming import remark_name, settle_remark
from jalon.surveys.actions.opening import close_overdue, close_survey, open_survey
from jalon.surveys.actions.publishing import publish_due

__all__ = [
    "close_overdue",
    "close_survey",
    "complete",
    "deliver_questionnaire",
    "open_survey",
    "publish_due",
    "remark_name",
    "settle_remark",
]
