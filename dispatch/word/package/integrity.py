"""Files of our own making looked at again: are they whole, and are two of them the same part by part?"""

import io
import zipfile

from dispatch.archive import DAMAGED, NO_ARCHIVE, ArchiveLimits, BadArchive, open_archive
from dispatch.word.package.names import SOURCE

MOST = ArchiveLimits(members=65_535, unpacked=500_000_000)
ITEMS = "customXml/item"
LISTS = (".rels", "[Content_Types].xml")


def is_torn(data: bytes) -> bool:
    """Say whether a file is what a crash leaves of a package.

    Nothing, zeros, or an archive that does not add up.
    """
    if not data.startswith(b"PK"):
        return not data[:4].strip(b"\0")
    try:
        archive = open_archive(data, MOST)
        for member in archive.members:
            archive.read(member)
    except BadArchive as error:
        return error.why in (NO_ARCHIVE, DAMAGED)
    return False


def differing_parts(data: bytes, other: bytes) -> list[str]:
    """Return the parts that are not the same in two letters, but for the source that each carries."""
    parts, others = _parts_but_source(data), _parts_but_source(other)
    return [name for name in sorted(parts.keys() | others.keys()) if parts.get(name) != others.get(name)]


def _parts_but_source(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sources = [
        name for name, part in parts.items() if name.startswith(ITEMS) and SOURCE.encode() in part[:500]
    ]
    return {name: _as_compared(name, part) for name, part in parts.items() if name not in sources}


def _as_compared(name: str, part: bytes) -> bytes:
    """Return a part as it is compared: in a list of the package the order of its entries means nothing."""
    return b"<".join(sorted(part.split(b"<"))) if name.endswith(LISTS) else part
