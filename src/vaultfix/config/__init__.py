"""The configuration: TOML and options of the command line in, checked settings and rules with their options out."""

from vaultfix.config.effective import Config
from vaultfix.config.errors import ConfigError
from vaultfix.config.loading import CONFIG_NAMES, load
from vaultfix.config.settings import Settings
from vaultfix.config.sources import shown

__all__ = ["CONFIG_NAMES", "Config", "ConfigError", "Settings", "load", "shown"]
