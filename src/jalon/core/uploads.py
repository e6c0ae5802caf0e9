"""Uploads over the installation's limit are not written anywhere: the view then says so in words."""

import re
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest

_AROUND = 1024 * 1024
"""What a form may weigh beside its file."""
_CAPABILITY = re.compile(r"[a-z_]+\.[a-z_]+")


class LimitHandler(FileUploadHandler):
    """The first upload handler: lets the fields of a form through, and none of a body that is over the limit.

    Whoever may send files here is told so in words, and the body is read to its end and dropped. From anybody else
    (not signed in, or without the right of the page) a body over the limit, and even one over a
    megabyte, is refused by its announced length: not one byte of it is read.
    """

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, str],  # noqa: N803  (Django's own name)
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        self.is_over = is_over_limit(content_length)
        if content_length > _AROUND and self.request is not None and not may_send(self.request):
            raise RequestDataTooBig("a body over the limit, from somebody who may send no file here")

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        if self.is_over:
            raise StopUpload(connection_reset=False)
        super().new_file(*args, **kwargs)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None


def may_send(request: HttpRequest) -> bool:
    """Whether this page takes files from whoever asks: signed in, with the page's capability, or a role at all."""
    actor = getattr(request, "actor", None)
    if actor is None or not request.user.is_authenticated:
        return False
    view = request.resolver_match.func if request.resolver_match else None
    asked = [word for word in getattr(view, "access", "").split("|") if _CAPABILITY.fullmatch(word)]
    return any(actor.can(capability) for capability in asked) if asked else bool(actor.grants)


def is_over_limit(content_length: int) -> bool:
    """Whether a request of this length holds a file that is too big."""
    return content_length > settings.JALON_UPLOAD_LIMIT + _AROUND
