"""Uploads over the installation's limit are not written anywhere: the view then says so in words."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

_AROUND = 1024 * 1024
"""What a form may weigh beside its file."""


class LimitHandler(FileUploadHandler):
    """The first upload handler: lets the fields of a form through, and none of a body that is over the limit."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, str],  # noqa: N803  (Django's own name)
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        self.is_over = is_over_limit(content_length)

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        if self.is_over:
            raise StopUpload(connection_reset=False)
        super().new_file(*args, **kwargs)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None


def is_over_limit(content_length: int) -> bool:
    """Whether a request of this length holds a file that is too big."""
    return content_length > settings.JALON_UPLOAD_LIMIT + _AROUND
