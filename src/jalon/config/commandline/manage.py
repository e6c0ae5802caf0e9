"""``./jalon manage …``: any command of Django."""

from django.core.management import execute_from_command_line


def run(arguments: list[str]) -> int:
    """Hand the arguments to Django."""
    execute_from_command_line(["./jalon manage", *arguments])
    return 0
