"""Make the pictures of the documentation: the first page of every example, small, in sixteen colours.

Not tested for being current: the same page is not the same bytes with every version of the engines.
"""

import io
import sys
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from dispatch import jobs
from dispatch.preview import pages
from dispatch.world import Disk

FOLDER = ROOT / "docs" / "pictures"
DPI = 75
COLOURS = 16


def picture(example: Path) -> bytes:
    """Return the first page of an example."""
    found = jobs.paged(Disk(), str(example)).made
    first = Image.open(io.BytesIO(pages.pictures(found.pdf, DPI)[0]))
    buffer = io.BytesIO()
    drawn = first.convert("RGB").quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    drawn.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


if __name__ == "__main__":
    for example in sorted((ROOT / "examples").glob("*.yaml")):
        (FOLDER / f"{example.stem}.png").write_bytes(picture(example))
