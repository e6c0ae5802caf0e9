"""What a log line may say of an address: personal links and reset keys open something, so they never stand there."""

import logging
import re

_SECRET = re.compile(r"(?<=/)[\w.~:=%+-]{20,}(?=/|$|[\s?\"'])")
"""A part of a path as long as a secret; the public identifiers of pages have 17 characters."""


def without_secrets(text: str) -> str:
    """The same text, each part of a path that is long enough to be a secret replaced by an ellipsis."""
    return _SECRET.sub("…", text)


class WithoutSecrets(logging.Filter):
    """Worn by every handler: Django names the path of each request that it refuses."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(without_secrets(item) if isinstance(item, str) else item for item in record.args)
        if isinstance(record.msg, str):
            record.msg = without_secrets(record.msg)
        return True
