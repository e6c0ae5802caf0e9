"""What happens with kits, in words."""

from django.utils.translation import gettext_lazy as _

from jalon.core.acts import Act

INSTALLED = "kits.installed"

ACTS = [
    Act(
        INSTALLED,
        "centre",
        _("Kit installé"),
        _("%(author)s a installé le kit « %(kit)s », version %(version)s (%(created)s éléments nouveaux, "
          "%(updated)s mis à jour)"),
    ),
]  # fmt: skip
