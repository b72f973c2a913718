"""Send the notes of `written/` through the wrong code page, and lay what comes out in `damaged/`.

Somewhere a program read UTF-8 as windows-1254, the Turkish code page, and dropped every byte that this page does not
know, and the soft hyphens too. That is what happened to real notes; these here are written for the purpose.
"""

from pathlib import Path

SAMPLES = Path(__file__).resolve().parent
LOST = bytes([0x81, 0x8D, 0x8E, 0x8F, 0x90, 0x9D, 0x9E, 0xAD])


def damaged(raw: bytes) -> bytes:
    """Return UTF-8 bytes as they come back from windows-1254."""
    return raw.translate(None, LOST).decode("cp1254").encode()


def vault() -> dict[str, bytes]:
    """Return the damaged vault: path to bytes. Settings were never harmed."""
    written = SAMPLES / "written"
    return {
        path.relative_to(written).as_posix(): damaged(path.read_bytes()) if path.suffix == ".md" else path.read_bytes()
        for path in sorted(written.rglob("*"))
        if path.is_file()
    }


if __name__ == "__main__":
    for name, raw in vault().items():
        target = SAMPLES / "damaged" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(raw)
