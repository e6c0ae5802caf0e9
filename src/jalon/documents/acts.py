"""What happens to documents, in words."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from jalon.core.acts import Act, Kind


def _page(document: Any) -> str:
    return reverse("files:download", args=[document.centre.code, document.file.public_id])


DOCUMENT = Kind("document", _("Document"), "documents.Produced", page=_page, name=lambda document: document.file.name)

PRODUCED = "documents.produced"

ACTS = [Act(PRODUCED, "document", _("Document produit"), _("%(author)s a produit le document « %(object)s »"))]
