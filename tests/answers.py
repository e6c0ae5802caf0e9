"""Answers of the test client."""

from django.http.response import HttpResponseBase


def whole(answer: HttpResponseBase) -> bytes:
    """All of a streamed answer, which ends it: `close()` alone would close the test's own connection on PostgreSQL."""
    if answer.streaming:
        return b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    return answer.content  # type: ignore[attr-defined]
