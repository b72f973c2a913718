"""Diversions: links that a change lets lead elsewhere."""

from collections.abc import Iterator

from vaultfix.document import Document
from vaultfix.passes.links.healing import Healing, healing
from vaultfix.passes.links.nowhere import leads_nowhere
from vaultfix.passes.links.oddities import Odd, odd_aims
from vaultfix.passes.links.profiles import named, verdict
from vaultfix.rule import Finding
from vaultfix.vault import Trail, Vault


def diversions(doc: Document, vault: Vault) -> Iterator[Finding]:
    """Yield a finding for every link that leads elsewhere than before the change."""
    found = [
        (trail, healed)
        for trail in vault.trails(doc)
        if not leads_nowhere(trail) and (healed := healing(doc, vault, trail.link))
    ]
    # Where no profile finds the heading or block, the rules for those speak.
    unserved = (*odd_aims(doc, vault, Odd.MISSING_ANCHOR), *odd_aims(doc, vault, Odd.MISSING_BLOCK)) if found else ()
    spoken = {aim.link.span for aim in unserved}
    for trail, healed in found:
        if trail.link.span not in spoken:
            message = f"{_fault(trail, healed)}: {healed.words}"
            yield Finding(trail.link.span, message, healed.fix, choices=healed.choices, inflicted=True)


def _fault(trail: Trail, healed: Healing) -> str:
    """Return where a link leads now, for a person."""
    lost = healed.harm.lost[0]
    reach = next((each for each in trail.reaches if each.profile == lost.profile), None)
    if reach is None or reach.path is None or not reach.opens:
        return verdict(trail.reaches)
    if reach.path != lost.present:
        return f"leads to `{reach.path}` now, not to what was `{lost.was}`"
    return f"no longer finds its place in {named([lost.profile])}"
