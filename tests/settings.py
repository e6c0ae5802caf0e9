"""The settings of Jalon as tests run them: a data folder that vanishes, quick passwords, strict templates.

Set JALON_DATABASE_URL to run the same tests on PostgreSQL.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_data = tempfile.mkdtemp(prefix="jalon-tests-")
_made_by = os.getpid()
atexit.register(lambda: os.getpid() == _made_by and shutil.rmtree(_data, ignore_errors=True))

os.environ |= {
    "JALON_TESTING": "1",
    "JALON_DATA_DIR": _data,
    "JALON_SECRET_KEY": "only-for-tests-" + "x" * 50,
    "JALON_BASE_URL": "http://localhost:8000",
}
for _name in ("JALON_DEMO", "JALON_DEBUG", "JALON_SMTP_URL", "JALON_ALLOWED_HOSTS", "JALON_BEHIND_PROXY"):
    os.environ.pop(_name, None)

(Path(_data) / "static").mkdir()

from jalon.config.settings import *  # noqa: E402, F403
from jalon.config.settings import TEMPLATES  # noqa: E402
from tests.strict_templates import Undefined  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = Undefined("%s")  # type: ignore[index]
