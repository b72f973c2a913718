"""Repair of mojibake: UTF-8 that was read in another code page. Pure, and usable on its own."""

from vaultfix.mojibake.channels import CHANNELS, Channel
from vaultfix.mojibake.completions import Part
from vaultfix.mojibake.repair import Change, Repair, repair
from vaultfix.mojibake.suspicion import suspect

__all__ = ["CHANNELS", "Change", "Channel", "Part", "Repair", "repair", "suspect"]
