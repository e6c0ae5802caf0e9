"""The forms of this package: answering (`answering`), writing questionnaires (`composing`)."""

from jalon.surveys.forms.answering import (
    AnswerForm,
    NameForm,
    WallForm,
    answer_in_words,
    offered_languages,
)
from jalon.surveys.forms.opening import CampaignForm

__all__ = ["AnswerForm", "CampaignForm", "NameForm", "WallForm", "answer_in_words", "offered_languages"]
