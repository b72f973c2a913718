"""The rules of the encoding pass, in order."""

from vaultfix.passes.encoding.broken_emoji import BrokenEmoji
from vaultfix.passes.encoding.byte_order_mark import ByteOrderMark
from vaultfix.passes.encoding.control_character import ControlCharacter
from vaultfix.passes.encoding.damaged_name import DamagedName
from vaultfix.passes.encoding.hidden_character import HiddenCharacter
from vaultfix.passes.encoding.lossy_mojibake import LossyMojibake
from vaultfix.passes.encoding.mojibake import Mojibake
from vaultfix.passes.encoding.not_utf8 import NotUtf8
from vaultfix.passes.encoding.replacement_character import ReplacementCharacter
from vaultfix.rule import Rule

RULES: tuple[type[Rule], ...] = (
    NotUtf8,
    ByteOrderMark,
    Mojibake,
    LossyMojibake,
    DamagedName,
    ReplacementCharacter,
    BrokenEmoji,
    ControlCharacter,
    HiddenCharacter,
)
