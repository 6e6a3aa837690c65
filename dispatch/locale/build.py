"""Read the texts out of the code into the English catalogue, and compile it: `make catalogues`.

Texts stand in the code in Vietnamese, inside `N_("…")`, in pages inside `_("…")`.
A translator fills `congvan.po`.
"""

import io
from datetime import UTC, datetime
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

STILL = datetime(2026, 1, 1, tzinfo=UTC)
HERE = Path(__file__).parent
ROOT = HERE.parent
FOLDER = HERE / "en" / "LC_MESSAGES"
CLICK = HERE / "vi" / "LC_MESSAGES" / "click.po"


def message_template() -> Catalog:
    """Return every text of the code that a person may read."""
    texts = Catalog(project="congvan", charset="utf-8", fuzzy=False)
    methods = [("**.py", "python"), ("web/templates/**.html", "jinja2")]
    messages = extract_from_dir(ROOT, methods, keywords={"N_": None, "_": None}, comment_tags=())
    for file, _, message, _, _ in sorted(messages, key=lambda row: (row[0], row[1])):
        texts.add(message, locations=[(file, 0)])
    return texts


def english_catalogue() -> Catalog:
    """Return the English catalogue as it stands, brought up to date with the code."""
    file = FOLDER / "congvan.po"
    known = read_po(io.BytesIO(file.read_bytes()), locale="en") if file.exists() else Catalog(locale="en")
    known.update(message_template(), no_fuzzy_matching=True)
    known.obsolete.clear()
    return known


def as_po(texts: Catalog) -> bytes:
    """Return a catalogue as text that a translator edits."""
    buffer = io.BytesIO()
    write_po(buffer, texts, omit_header=True, sort_output=True, no_location=True, width=0)
    head = b'msgid ""\nmsgstr ""\n"Language: en\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
    return head + buffer.getvalue()


def as_mo(po: bytes, locale: str = "en") -> bytes:
    """Return a catalogue as the program reads it."""
    buffer = io.BytesIO()
    texts = read_po(io.BytesIO(po), locale=locale)
    texts.creation_date = texts.revision_date = STILL
    write_mo(buffer, texts)
    return buffer.getvalue()


def click_catalogue() -> bytes:
    """Return the Vietnamese of what click itself says, as the program reads it.

    Its texts are kept by hand.
    """
    return as_mo(CLICK.read_bytes(), "vi")


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    po = as_po(english_catalogue())
    (FOLDER / "congvan.po").write_bytes(po)
    (FOLDER / "congvan.mo").write_bytes(as_mo(po))
    CLICK.with_suffix(".mo").write_bytes(click_catalogue())
