"""The forms of this package: answering (`answering`), writing questionnaires (`composing`)."""

from jalon.surveys.forms.answering import (
    AnswerForm,
    NameForm,
    WallForm,
    answer_in_words,
    offered_languages,
)

__all__ = ["AnswerForm", "NameForm", "WallForm", "answer_in_words", "offered_languages"]
