"""The only disk: find the root, list the vault, read notes, write them whole or not at all."""

from vaultfix.store.choosing import choose
from vaultfix.store.discovery import Discovery, discover
from vaultfix.store.litter import sweep
from vaultfix.store.notes import Notes
from vaultfix.store.root import find_root
from vaultfix.store.settings import AppSettings, load_app_settings, load_property_kinds
from vaultfix.store.trouble import StoreError, Trouble

__all__ = [
    "AppSettings",
    "Discovery",
    "Notes",
    "StoreError",
    "Trouble",
    "choose",
    "discover",
    "find_root",
    "load_app_settings",
    "load_property_kinds",
    "sweep",
]
