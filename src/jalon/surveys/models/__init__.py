"""Questionnaires, the occasions on which they are answered, who answered, and (elsewhere) what was answered."""

from jalon.surveys.models.answers import RandomId, Sheet, Unpublished
from jalon.surveys.models.campaign import Campaign, Invitation
from jalon.surveys.models.draft import Draft
from jalon.surveys.models.names import NameRemark
from jalon.surveys.models.questionnaire import Questionnaire, Version
from jalon.surveys.models.survey import Completion, Survey

__all__ = [
    "Campaign",
    "Completion",
    "Draft",
    "Invitation",
    "NameRemark",
    "Questionnaire",
    "RandomId",
    "Sheet",
    "Survey",
    "Unpublished",
    "Version",
]
