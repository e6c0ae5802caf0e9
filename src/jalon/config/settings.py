"""Settings, read from the environment only; `docs/operating.md` lists the variables, and a test compares them."""

import os
import re
import secrets
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.utils.csp import CSP

SOURCE_ROOT = Path(__file__).resolve().parents[3]
"""The checkout: holds `build/lib` (front-end files) and `kits/`."""

JALON_DEMO = os.environ.get("JALON_DEMO", "") == "1"
JALON_DATA_DIR = Path(os.environ.get("JALON_DATA_DIR") or SOURCE_ROOT / "data" / ("demo" if JALON_DEMO else "centre"))
JALON_FILES_DIR = JALON_DATA_DIR / "files"
JALON_LOG_DIR = JALON_DATA_DIR / "logs"
JALON_KITS_DIR = SOURCE_ROOT / "kits"
JALON_UPLOAD_LIMIT = int(os.environ.get("JALON_UPLOAD_LIMIT_MB", "40")) * 1024 * 1024
JALON_MAIL_PER_HOUR = int(os.environ.get("JALON_MAIL_PER_HOUR", "300"))
JALON_HEALTH_TOKEN = os.environ.get("JALON_HEALTH_TOKEN", "")
"""Opens the details of `/sante` to monitoring that runs elsewhere."""
JALON_BASE_URL = os.environ.get("JALON_BASE_URL", "http://localhost:8000").rstrip("/")
"""How people reach this installation; links in e-mails and QR codes start with it."""

DEBUG = os.environ.get("JALON_DEBUG", "") == "1"


def _secret_key() -> str:
    """The key from the environment, else one made once and kept in the data folder, readable by its owner only."""
    if key := os.environ.get("JALON_SECRET_KEY"):
        return key
    path = JALON_DATA_DIR / "secret-key"
    JALON_DATA_DIR.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(descriptor, "w") as file:
        key = secrets.token_urlsafe(48)
        file.write(key)
    return key


SECRET_KEY = _secret_key()

_host = urlsplit(JALON_BASE_URL).hostname or "localhost"
ALLOWED_HOSTS = [h for h in os.environ.get("JALON_ALLOWED_HOSTS", "").split(",") if h] or [
    _host,
    "localhost",
    "127.0.0.1",
    "[::1]",
]
CSRF_TRUSTED_ORIGINS = [JALON_BASE_URL]
_https = JALON_BASE_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _https
SECURE_SSL_REDIRECT = _https and os.environ.get("JALON_BEHIND_PROXY", "") != "1"
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if os.environ.get("JALON_BEHIND_PROXY", "") == "1" else None
)
SECURE_HSTS_SECONDS = 31_536_000 if _https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _https
SECURE_HSTS_PRELOAD = False
SILENCED_SYSTEM_CHECKS = ["security.W021"]  # preloading binds the whole domain: its owner's decision, not Jalon's
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 24 * 3600
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": [CSP.SELF],
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF, CSP.NONCE],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}

INSTALLED_APPS = [
    "jalon.core",
    "jalon.ui",
    "jalon.journal",
    "jalon.privacy",
    "jalon.files",
    "jalon.structures",
    "jalon.people",
    "jalon.accounts",
    "jalon.messaging",
    "jalon.documents",
    "jalon.figures",
    "jalon.bookings",
    "jalon.surveys",
    "jalon.partners",
    "jalon.activities",
    "jalon.welcome",
    "jalon.kits",
    "jalon.desk",
    "jalon.portal",
    "jalon.demo",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "jalon.desk.middleware.OpeningMiddleware",
    "jalon.accounts.middleware.ActorMiddleware",
    "jalon.core.middleware.NoNulMiddleware",
    "jalon.core.middleware.ReadOnlyMiddleware",
]

ROOT_URLCONF = "jalon.config.urls"
WSGI_APPLICATION = "jalon.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "jalon.ui.context.layout",
            ],
        },
    },
]
FORM_RENDERER = "jalon.ui.forms.JalonFormRenderer"
CSRF_FAILURE_VIEW = "jalon.ui.errors.csrf_failure"


def _database() -> dict:
    """SQLite in the data folder, or the PostgreSQL of JALON_DATABASE_URL (postgresql://user:password@host:port/name)."""
    url = os.environ.get("JALON_DATABASE_URL", "")
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": JALON_DATA_DIR / "jalon.sqlite3",
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA mmap_size=134217728;"
                "PRAGMA cache_size=-16000;PRAGMA temp_store=MEMORY;",
            },
        }
    parts = urlsplit(url)
    if not re.match(r"postgres(ql)?$", parts.scheme):
        raise SystemExit("JALON_DATABASE_URL doit commencer par postgresql:// (ou rester vide pour SQLite).")
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "OPTIONS": query,
    }


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}

MAILERS = {"default": {"BACKEND": "jalon.messaging.backend.OutboxBackend"}}
JALON_SMTP_URL = os.environ.get("JALON_SMTP_URL", "")
"""smtp://user:password@host:587 (STARTTLS) or smtps://…:465; empty: nothing leaves, the outbox keeps and shows all."""
DEFAULT_FROM_EMAIL = os.environ.get("JALON_MAIL_FROM", "Jalon <ne-pas-repondre@localhost>")

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["jalon.accounts.backends.AccountBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "jalon.accounts.passwords.NotTheDemonstration"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_ADAPTER = "jalon.accounts.adapter.AccountAdapter"
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_FORMS = {
    "login": "jalon.accounts.sign_in_forms.LoginForm",
    "request_login_code": "jalon.accounts.sign_in_forms.RequestLoginCodeForm",
    "confirm_login_code": "jalon.accounts.sign_in_forms.ConfirmLoginCodeForm",
    "confirm_email_verification_code": "jalon.accounts.sign_in_forms.ConfirmEmailVerificationCodeForm",
    "add_email": "jalon.accounts.sign_in_forms.AddEmailForm",
    "change_password": "jalon.accounts.sign_in_forms.ChangePasswordForm",
    "set_password": "jalon.accounts.sign_in_forms.SetPasswordForm",
    "reset_password": "jalon.accounts.sign_in_forms.ResetPasswordForm",
    "reset_password_from_key": "jalon.accounts.sign_in_forms.ResetPasswordKeyForm",
    "reauthenticate": "jalon.accounts.sign_in_forms.ReauthenticateForm",
}
MFA_FORMS = {
    "authenticate": "jalon.accounts.sign_in_forms.AuthenticateForm",
    "reauthenticate": "jalon.accounts.sign_in_forms.ReauthenticateByCodeForm",
    "activate_totp": "jalon.accounts.sign_in_forms.ActivateTOTPForm",
}
ACCOUNT_RATE_LIMITS = {
    # A whole classroom stands behind one address: generous per ip, strict per mailbox.
    "login": "300/m/ip",
    "login_failed": "100/m/ip,5/5m/key",
    "request_login_code": "120/m/ip,3/5m/key",
    "reset_password": "60/m/ip,5/15m/key",
    "reset_password_from_key": "60/m/ip",
}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if os.environ.get("JALON_BEHIND_PROXY", "") == "1" else 0
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Jalon"

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français")]
LOCALE_PATHS = [SOURCE_ROOT / "src" / "jalon" / "locale"]
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = JALON_DATA_DIR / "static"
STATICFILES_DIRS = [("lib", SOURCE_ROOT / "build" / "lib")]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {
        "BACKEND": "jalon.config.staticfiles.PlainStorage"
        if DEBUG or os.environ.get("JALON_TESTING") == "1"
        else "jalon.config.staticfiles.HashedStorage"
    },
}
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "jalon.core.uploads.LimitHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": JALON_DATA_DIR / "cache",
        # Past this number a third is dropped at random, counted tries included: Django’s 300 forgets them in minutes.
        "OPTIONS": {"MAX_ENTRIES": 5000},
    },
    # Parts of pages that are drawn alike again and again (`{% cache %}`): in the memory of each process.
    "template_fragments": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 2000},
    },
}
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {"secrets": {"()": "jalon.core.logs.WithoutSecrets"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["secrets"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"jalon": {"level": "INFO"}},
}
