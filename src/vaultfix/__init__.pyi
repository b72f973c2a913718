from vaultfix.api import Fault as Fault
from vaultfix.api import Fixed as Fixed
from vaultfix.api import check as check
from vaultfix.api import fix as fix
from vaultfix.config import ConfigError as ConfigError
from vaultfix.mojibake.recovery import Recovery as Recovery
from vaultfix.mojibake.recovery import recover as repair
from vaultfix.version import __version__ as __version__

__all__ = ["ConfigError", "Fault", "Fixed", "Recovery", "__version__", "check", "fix", "repair"]
