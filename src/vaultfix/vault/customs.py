"""Customs: how links are read and written in one vault, as its author has told Obsidian, Quartz and us."""

from typing import Literal, NamedTuple

from vaultfix.vault.quartz import QuartzLinks
from vaultfix.vault.unwritten import Unwritten

LinkFormat = Literal["shortest", "relative", "absolute"]


class Customs(NamedTuple):
    """What a vault's author has settled about links. None of it changes where a link leads in Obsidian [A3.10]."""

    quartz_links: QuartzLinks = "shortest"
    """How Quartz reads links [A9.2]."""
    link_format: LinkFormat = "shortest"
    """How Obsidian writes a new link [A7.2]."""
    attachment_folder: str = "/"
    """Where a new attachment goes: `/` the root, `./` beside its note, `./sub` below that, else a folder [A7.2]."""
    publish_prefixes: tuple[str, ...] = ("content/",)
    """What a publishing tool puts before the path of a note, in links from the root [A4.5]."""
    share_property: str = "share"
    """The property that says that a note is published [C3.6]."""
    base_url: str = ""
    """Where the vault is published; empty: where its home page says it is [C4]."""
    unwritten: Unwritten = Unwritten()
    """The notes that are still to be written."""
