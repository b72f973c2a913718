"""vaultfix keeps a Markdown vault healthy.

```python
import vaultfix

vaultfix.repair("expulsiÃ³n").text  # expulsión
for fault in vaultfix.check("vault/"):
    print(fault.path, fault.line, fault.message)
vaultfix.fix("vault/")
```
"""

from importlib import import_module

from vaultfix.version import __version__

_HOMES = {
    "ConfigError": "vaultfix.config",
    "Fault": "vaultfix.api",
    "Fixed": "vaultfix.api",
    "Recovery": "vaultfix.mojibake.recovery",
    "check": "vaultfix.api",
    "fix": "vaultfix.api",
    "repair": "vaultfix.mojibake.recovery:recover",
}

__all__ = ["__version__", *_HOMES]  # noqa: PLE0604 - the names are strings, and stand once


def __getattr__(name: str) -> object:
    """Load a public name when it is first asked for [PEP 562]; types stand in `__init__.pyi`."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home, _, own = _HOMES[name].partition(":")
    return getattr(import_module(home), own or name)


def __dir__() -> list[str]:
    """Return the public names."""
    return sorted(__all__)
