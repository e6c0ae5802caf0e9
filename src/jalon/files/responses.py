"""Answers that carry a file: the browser saves it, and can run nothing of it."""

from django.http import FileResponse
from django.utils.http import content_disposition_header

from jalon.files import media
from jalon.files.models import File
from jalon.files.storage import open_file


def file_response(file: File, *, inline: bool = False) -> FileResponse:
    """The file as a download; a picture may be shown in place when `inline`.

    Whoever calls this has asked the holder's policy. The type is the one told from the bytes, sniffing is off, and the
    sandbox takes from the content every right to run or to load anything.
    """
    content = file.content
    shown = inline and content.media_type in media.IMAGES
    response = FileResponse(open_file(file), content_type=content.media_type)
    response["Content-Length"] = str(content.size)
    response["Content-Disposition"] = content_disposition_header(not shown, file.name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-cache"
    return response
