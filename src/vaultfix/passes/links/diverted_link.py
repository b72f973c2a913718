"""The rule diverted-link."""

from collections.abc import Iterator

from vaultfix.document import Document
from vaultfix.passes.links.doubts import changed
from vaultfix.passes.links.healing import Healing, healing
from vaultfix.passes.links.nowhere import leads_nowhere
from vaultfix.passes.links.oddities import Odd, odd_aims
from vaultfix.passes.links.profiles import named, verdict
from vaultfix.rule import Example, Finding, Rule, Severity
from vaultfix.syntax.links import LIVE
from vaultfix.vault import Trail, Vault


class DivertedLink(Rule):
    """A change does not let a link lead elsewhere than before.

    When a note is renamed, moved or deleted, a link to it may find another note of that name, or work in Obsidian and
    no longer on GitHub; when a heading is mended, its id may become that of another. Nobody sees it happen. The fix
    writes where the link led before the change, in the link's own style, and is safe: it is recorded what the change
    renamed. What counts as the change is a repair of the same run, and with `--since` what git records.
    """

    severity = Severity.WARNING
    doubt = changed
    touches = LIVE
    heals = True

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        found = [
            (trail, healed)
            for trail in vault.trails(doc)
            if not leads_nowhere(trail) and (healed := healing(doc, vault, trail.link))
        ]
        # Where no profile finds the heading or block, the rules for those speak.
        unserved = (
            (*odd_aims(doc, vault, Odd.MISSING_ANCHOR), *odd_aims(doc, vault, Odd.MISSING_BLOCK)) if found else ()
        )
        spoken = {aim.link.span for aim in unserved}
        for trail, healed in found:
            if trail.link.span not in spoken:
                message = f"{_fault(trail, healed)}: {healed.words}"
                yield Finding(trail.link.span, message, healed.fix, choices=healed.choices, inflicted=True)

    examples = (
        Example("nothing was renamed", "[[Tides]]\n", others=(("bay/Tides.md", ""), ("sea/Tides.md", ""))),
        Example(
            "the link means the other note anyway",
            "[[sea/Tides]]\n",
            others=(("bay/Ebb.md", ""), ("sea/Tides.md", "")),
            renamed=(("bay/Tides.md", "bay/Ebb.md"),),
        ),
        Example(
            "another note has the name that a renamed one had",
            "[[Tides]]\n",
            after="[[Ebb]]\n",
            others=(("bay/Ebb.md", ""), ("sea/Tides.md", "")),
            renamed=(("bay/Tides.md", "bay/Ebb.md"),),
        ),
        Example(
            "Obsidian still finds a note that was moved, GitHub does not",
            "[tides](tides.md)\n",
            after="[tides](sea/tides.md)\n",
            others=(("sea/tides.md", ""),),
            renamed=(("tides.md", "sea/tides.md"),),
        ),
    )


def _fault(trail: Trail, healed: Healing) -> str:
    """Return where a link leads now, for a person."""
    lost = healed.harm.lost[0]
    reach = next((each for each in trail.reaches if each.profile == lost.profile), None)
    if reach is None or reach.path is None or not reach.opens:
        return verdict(trail.reaches)
    if reach.path != lost.present:
        return f"leads to `{reach.path}` now, not to what was `{lost.was}`"
    return f"no longer finds its place in {named([lost.profile])}"
