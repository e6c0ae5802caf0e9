"""Whether a port is free. The web server shares a port without a word, so this has to be asked first."""

import os
import socket

from jalon.config.commandline.words import CannotContinue


def require_free(host: str, port: int) -> None:
    """Refuse a port that another program listens on, or that this user may not take."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        if os.name == "posix":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError:
            raise CannotContinue(
                f"Le port {port} est réservé au système : choisissez-en un au-dessus de 1024."
            ) from None
        except socket.gaierror:
            raise CannotContinue(f"L’adresse {host} est inconnue de cette machine.") from None
        except OverflowError:
            raise CannotContinue("Un port est un nombre entre 1 et 65535.") from None
        except OSError as error:
            if error.errno not in _TAKEN:
                raise CannotContinue(f"Impossible d’écouter sur {host}, port {port} : {error}.") from None
            raise CannotContinue(
                f"Le port {port} est déjà pris par un autre programme : arrêtez-le ou ajoutez --port {port + 1}."
            ) from None


_TAKEN = {48, 98, 10013, 10048}
"""Address in use, as macOS, Linux and Windows number it."""
