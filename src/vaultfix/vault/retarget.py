"""Retarget: how a link is rewritten, in its own style, so that it leads to what was moved or retitled."""

import posixpath
from collections.abc import Iterator, Sequence

from vaultfix.document import Document
from vaultfix.patterns import pattern
from vaultfix.syntax.headings import Heading
from vaultfix.syntax.links import Kind, Link, links
from vaultfix.syntax.links.destination import decoded
from vaultfix.syntax.links.writing import as_destination, percent
from vaultfix.text import Edit, Span, splice_within
from vaultfix.vault import Vault
from vaultfix.vault.anchors import Anchors
from vaultfix.vault.files import folded
from vaultfix.vault.fragments import copied, parents
from vaultfix.vault.harm import Aim, Harm, is_met
from vaultfix.vault.routes import relative

_IN_WIKI = pattern(r"[\[\]|#^\\\r\n]")
_BEYOND_ASCII = pattern(r"[^\x00-\x7f]")
_EXTENSION = ".md"


def retargeted(vault: Vault, doc: Document, link: Link, harm: Harm) -> tuple[Edit, ...]:
    """Return the edits after which the link leads where it led before, in every profile; none where no edits can.

    Only what must change is written anew: path or fragment, each as its author writes it, and never the words that
    a reader sees.
    """
    if any(aim.present is None or (aim.title and aim.place is None) for aim in harm.aims):
        return ()
    kept = frozenset(harm.aims) - frozenset(harm.lost)
    best: tuple[frozenset[Aim], tuple[Edit, ...]] = (kept, ())
    for path in _paths(doc, link, harm):
        for fragment in _fragments(vault, link, harm):
            edits = tuple(_edits(doc, link, path, fragment))
            met = _met(vault, doc, link, harm.aims, edits)
            if met > best[0]:
                best = (met, edits)
    # A heading's words and its id cannot stand in one link: then the way it was written is kept [B1.7].
    is_whole = len(best[0]) == len(harm.aims) or all(aim.place for aim in harm.aims)
    return best[1] if is_whole else ()


def _met(vault: Vault, doc: Document, link: Link, aims: Sequence[Aim], edits: Sequence[Edit]) -> frozenset[Aim]:
    """Return the aims that a link meets once it is edited; it must still be one link, and nothing else."""
    if not edits or (link.in_property and not _fits_quotes(doc, link, edits)):
        return frozenset()
    text = splice_within(doc.text, link.span, edits)
    whole = Span(0, len(text))
    read = next((one for one in links(Document.of("", text)) if one.span == whole and one.kind is link.kind), None)
    if read is None:
        return frozenset()
    written = read._replace(in_property=link.in_property, mixed=link.mixed)
    reaches = vault.resolve(doc.path, written)
    return frozenset(aim for aim in aims if is_met(vault, reaches, written, aim))


def _edits(doc: Document, link: Link, path: str | None, fragment: str | None) -> Iterator[Edit]:
    """Yield the edits that write another path or fragment, where there is one."""
    if path is not None and path != link.path_span.of(doc.text):
        yield Edit(link.path_span, path)
    if fragment is not None and link.fragment_span and fragment != link.fragment_span.of(doc.text):
        yield Edit(link.fragment_span, fragment)


def _fits_quotes(doc: Document, link: Link, edits: Sequence[Edit]) -> bool:
    """Whether a property's value can take the edits as they are: nothing that YAML would read."""
    quote = doc.text[link.span.start - 1] if link.whole_value else ""
    unfit = {"'": "'", '"': '"\\'}.get(quote, "'\"\\:")
    return not any(sign in edit.text for edit in edits for sign in unfit)


def _paths(doc: Document, link: Link, harm: Harm) -> Iterator[str | None]:
    """Yield the paths that the link could have, the one most like its own first; None leaves it as it is."""
    yield None
    aim = harm.aims[0]
    if not link.path or aim.present is None:
        return
    if link.kind is Kind.WIKI:
        for path in _wiki_paths(doc, link, harm.source, aim):
            if not _IN_WIKI.search(path):
                yield path
        return
    written = link.path_span.of(doc.text)
    for path in _markdown_paths(doc, link, harm.source, aim):
        yield _as_written(path, written, angled=link.angled)


def _wiki_paths(doc: Document, link: Link, source: str, aim: Aim) -> Iterator[str]:
    """Yield the paths that Obsidian could know the file by [A3.2-A3.6]."""
    written, target = _asked(link, aim), aim.present or ""
    if not written.lower().endswith(_EXTENSION):
        target = target.removesuffix(_EXTENSION)
    name = target.rpartition("/")[2]
    if written.startswith(("./", "../")):
        yield _dotted(written, relative(doc.path, target))
    elif written.startswith("/"):
        yield f"/{target}"
    elif "/" not in written:
        yield name
    elif folded(written) not in {folded(aim.was), folded(aim.was.removesuffix(_EXTENSION))}:
        if _joined(source, written) in {aim.was, aim.was.removesuffix(_EXTENSION)}:
            yield relative(doc.path, target)
        yield "/".join(target.split("/")[-1 - written.count("/") :])
    yield target
    yield f"/{target}"


def _markdown_paths(doc: Document, link: Link, source: str, aim: Aim) -> Iterator[str]:
    """Yield the paths, decoded and without a query, that a Markdown link could have."""
    path = _asked(link, aim)
    target = f"{aim.present}/" if path.endswith("/") else aim.present or ""
    shortened = target if path.lower().endswith(_EXTENSION) else target.removesuffix(_EXTENSION)
    if path.startswith("/"):
        yield f"/{shortened}"
    elif _joined(source, path) in {aim.was, aim.was.removesuffix(_EXTENSION)}:
        yield _dotted(path, relative(doc.path, shortened))
    else:
        yield from _wiki_paths(doc, link, source, aim)
    yield _dotted(path, relative(doc.path, target))
    # A bare name may be that of a note at the root to Obsidian; with its folder in front it is not [A3.4, A3.5].
    yield _dotted("./", relative(doc.path, target))
    yield "../" * doc.path.count("/") + target


def _asked(link: Link, aim: Aim) -> str:
    """Return the path of a link without a query that is no part of the file's name."""
    return link.path if "?" in aim.was else link.path.partition("?")[0]


def _dotted(written: str, path: str) -> str:
    """Return a relative path with the `./` in front that its author writes."""
    return f"./{path}" if written.startswith("./") and not path.startswith("../") else path


def _joined(source: str, path: str) -> str:
    """Return the path under the root that a relative URL in the note `source` means."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(source), path))


def _as_written(path: str, written: str, *, angled: bool) -> str:
    """Return a destination for `path`; what was written so before stays, and so does the way to write letters."""
    before, mark, query = written.partition("?")
    known = {decoded(segment): segment for segment in before.split("/")}
    is_encoded = "%" in before and not _BEYOND_ASCII.search(before) and _BEYOND_ASCII.search(decoded(before))
    segments = []
    for segment in path.split("/"):
        plain = as_destination(segment, angled=angled)
        segments.append(known.get(segment, _BEYOND_ASCII.sub(percent, plain) if is_encoded else plain))
    return "/".join(segments) + mark + query


def _fragments(vault: Vault, link: Link, harm: Harm) -> Iterator[str | None]:
    """Yield the fragments that the link could have, the one most like its own first; None leaves it as it is."""
    yield None
    aim = next((aim for aim in harm.aims if aim.place), None)
    note = vault.anchors(aim.present or "") if aim else None
    if aim is None or note is None or link.fragment is None:
        return
    if link.fragment.startswith("^"):
        yield from (f"^{name}" for name, span in note.blocks.items() if span == aim.place)
        return
    heading = next((each for each in note.headings if each.span == aim.place), None)
    if heading is None:
        return
    words = list(_chains(note, heading, link.fragment))
    if link.kind is Kind.WIKI:
        yield from words
        return
    ids = [name for name, each in note.slugs.items() if each.span == heading.span]
    # An id has no blanks and no capitals; both ways may look alike, and then GitHub is asked first [B1.7].
    writes_ids = " " not in link.fragment and link.fragment == link.fragment.lower()
    for fragment in (*ids, *words) if writes_ids else (*words, *ids):
        yield as_destination(fragment, angled=link.angled)


def _chains(note: Anchors, heading: Heading, fragment: str) -> Iterator[str]:
    """Yield the chains of headings that could lead to `heading`: as long as `fragment`, alone, from the top [B1.2]."""
    words = [copied(each.text) for each in (heading, *parents(note, heading))][::-1]
    *lead, _ = fragment.split("#")
    if lead:
        yield "#".join((*lead, words[-1]))
        yield "#".join(words[-1 - len(lead) :])
    for length in range(1, len(words) + 1):
        yield "#".join(words[-length:])
