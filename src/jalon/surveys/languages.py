"""The few words of the answering page that belong to the questionnaire's language, not to the interface's.

A questionnaire is put in the languages of its own texts; the interface has catalogues of its own, which may lack that
language. So what stands among the questions (yes, no, what is missing) is said here in each of them.
"""

from dataclasses import dataclass
from typing import get_args

from jalon.core.texts import SOURCE_LANGUAGE
from jalon.surveys.definition import Language


@dataclass(frozen=True)
class Words:
    """What stands among the questions."""

    name: str
    yes: str
    no: str
    missing: str
    text_warning: str
    only_if: str
    """With places for the answers and the number of the question."""
    send: str
    direction: str = "ltr"


WORDS = {
    "fr": Words(
        name="Français",
        yes="Oui",
        no="Non",
        missing="Il manque une réponse.",
        text_warning="Facultatif. Vos mots seront lus tels quels : ne dites rien qui vous fasse reconnaître.",
        only_if="Seulement si vous avez répondu « %(answers)s » à la question %(number)s.",
        send="Envoyer mes réponses",
    ),
    "ar": Words(
        name="العربية",
        yes="نعم",
        no="لا",
        missing="هذا السؤال ينتظر جوابا.",
        text_warning="اختياري. ستُقرأ كلماتكم كما هي: لا تكتبوا ما قد يكشف هويتكم.",
        only_if="فقط إذا أجبتم «%(answers)s» عن السؤال %(number)s.",
        send="إرسال أجوبتي",
        direction="rtl",
    ),
    "en": Words(
        name="English",
        yes="Yes",
        no="No",
        missing="An answer is missing.",
        text_warning="Optional. Your words will be read as they are: write nothing that would reveal who you are.",
        only_if="Only if you answered “%(answers)s” to question %(number)s.",
        send="Send my answers",
    ),
}
LANGUAGES: tuple[str, ...] = get_args(Language)


def chosen(wanted: str, offered: list[Language]) -> str:
    """The language to ask in: the wanted one if the questionnaire has it, else French."""
    return wanted if wanted in offered else SOURCE_LANGUAGE
