"""``./jalon worker``: background work, in the foreground of a terminal or of a service manager."""

from jalon.config.commandline import children, environment
from jalon.config.commandline.occupancy import occupied
from jalon.config.commandline.words import Options


def run(arguments: list[str]) -> int:
    """Work until told to stop."""
    Options("worker", "Travail de fond : e-mails, documents, rappels.").parse_args(arguments)
    children.end_with_parent()
    from django.core.management import execute_from_command_line

    with occupied(environment.data_dir()):
        execute_from_command_line(["./jalon worker", "work"])
    return 0
