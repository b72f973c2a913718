from vaultfix.api import Fault as Fault
from vaultfix.api import Fixed as Fixed
from vaultfix.api import check as check
from vaultfix.api import fix as fix
from vaultfix.config import ConfigError as ConfigError
from vaultfix.mojibake import Repair as Repair
from vaultfix.mojibake import repair as repair
from vaultfix.version import __version__ as __version__

__all__ = ["ConfigError", "Fault", "Fixed", "Repair", "__version__", "check", "fix", "repair"]
