"""Make the pictures of the documentation: first pages of the examples, and of the cascade, small, in sixteen colours.

Not tested for being current: the same page is not the same bytes with every version of the engines.
"""

import io
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from dispatch.jobs.preview import preview_pages
from dispatch.preview import pdf_pages
from dispatch.world import Disk

FOLDER = ROOT / "docs" / "pictures"
DPI = 75
COLOURS = 16


def picture(file: Path) -> bytes:
    """Return the first page of a letter, or of a Word file."""
    found = preview_pages(Disk(), str(file)).pages
    first = Image.open(io.BytesIO(pdf_pages.page_pngs(found.pdf, DPI)[0]))
    buffer = io.BytesIO()
    drawn = first.convert("RGB").quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    drawn.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def cascade(folder: Path) -> dict[str, bytes]:
    """Return the pictures of the cascade: the commands of its own page are run, the first that answers a letter and its form."""
    told = (ROOT / "docs" / "cascade.md").read_text("utf-8").replace("\\\n", " ")
    for line in re.findall(r"^\$ congvan (.*)$", told, re.MULTILINE):
        words = [word.replace("examples/", f"{ROOT}/examples/") for word in shlex.split(line)]
        subprocess.run([sys.executable, ROOT / "cli.py", *words], cwd=folder, check=True, capture_output=True)
    letter, form = folder / "hoai-nhon" / "thu.docx", next((folder / "hoai-nhon").glob("thu-*.docx"))
    return {"cascade-thu": picture(letter), "cascade-bieu": picture(form)}


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        for stem, data in cascade(Path(name)).items():
            (FOLDER / f"{stem}.png").write_bytes(data)
    for example in sorted((ROOT / "examples").glob("*.yaml")):
        (FOLDER / f"{example.stem}.png").write_bytes(picture(example))
