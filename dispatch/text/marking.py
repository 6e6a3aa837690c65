"""Runs of letters as a clerk types them: the way back from dressed letters to a text with marks."""

from dispatch.patterns import lazy_pattern
from dispatch.text.marks import Run, Text, bare, runs

MARKING = lazy_pattern(r"[\\*<\[^]")
WHOLE_ADDRESS = lazy_pattern(r"https?://[^\s<>()\[\]\\*]*[^\s<>()\[\].,;:!?'\"*\\]")
STARS = {"": "", "b": "**", "i": "*", "bi": "***"}
TAGS = {"u": "u", "v": "sub", "^": "sup"}


def typed_text(text: Text) -> str:
    """Return a text as it is typed, so that its runs are these; a dress that no mark can say is left out.

    No letter is ever left out: where marks would make another text, the letters stand without dress.
    """
    joined = _joined(text)
    dressed = "".join(_typed_run(joined, at) for at in range(len(joined)))
    plain = "".join(_note(run) + _escaped(run.text) for run in text)
    return dressed if bare(runs(dressed)) == bare(text) and _notes(dressed) == _notes(plain) else plain


def _joined(text: Text) -> Text:
    """Return neighbours of one dress as one run; a space between two of them wears it too."""
    found: list[Run] = []
    for run in text:
        last = found[-1] if found else None
        plain = last is not None and not (last.note or run.note)
        if last and plain and (run.text.isspace() or (last.dress, last.link) == (run.dress, run.link)):
            found[-1] = last._replace(text=last.text + run.text)
        elif run.text or run.note:
            found.append(run)
    return tuple(found)


def _notes(typed: str) -> list[str]:
    return [bare(run.note) for run in runs(typed) if run.note]


def _typed_run(text: Text, at: int) -> str:
    run = text[at]
    if run.note:
        return _note(run)
    inside = run.text.strip()
    if not inside:
        return run.text
    before, behind = run.text[: run.text.index(inside)], run.text[run.text.index(inside) + len(inside) :]
    stars = _stars(text, at, before, behind)
    opening = "".join(f"<{tag}>" for sign, tag in TAGS.items() if sign in run.dress)
    closing = "".join(f"</{tag}>" for sign, tag in reversed(TAGS.items()) if sign in run.dress)
    return f"{before}{opening}{stars}{_escaped(inside)}{stars}{closing}{behind}"


def _stars(text: Text, at: int, before: str, behind: str) -> str:
    """Return the stars of a run; none inside a word, where stars are stars."""
    stars = STARS["".join(sign for sign in "bi" if sign in text[at].dress)]
    last = text[at - 1].text[-1:] if at and not before else ""
    following = text[at + 1].text[:1] if at + 1 < len(text) and not behind else ""
    joined = last.isalnum() or last in ("_", "*")
    inside_a_word = joined or following.isalnum() or following == "_"
    return "" if inside_a_word else stars


def _note(run: Run) -> str:
    if not run.note:
        return ""
    words = " ".join(bare(run.note).split())
    return f"^[{_escaped(words).replace(']', chr(92) + ']')}]"


def _escaped(text: str) -> str:
    """Return letters of which none is a mark; an address stays one."""
    if WHOLE_ADDRESS.fullmatch(text):
        return text
    return MARKING.sub(lambda sign: "\\" + sign[0], text)
