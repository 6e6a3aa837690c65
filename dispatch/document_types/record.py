"""What a type of document is, said as data: its form, its own keys, the lines that the form prints."""

from typing import Literal, NamedTuple

Kind = Literal["line", "texts", "person", "parties"]
ROLE = "NoiDung"
CENTRED = "ThamQuyen"
NAMED = "van-ban-ten-loai"
ALWAYS_NEEDED = ("trich_yeu", "nguoi_ky", "noi_nhan")


class OwnKey(NamedTuple):
    """A key that only some types have; its meaning opens with its Vietnamese name."""

    key: str
    meaning: str
    kind: Kind = "line"
    needed: bool = False
    """Whether the form is incomplete without it."""
    default: str = ""
    """What is printed where nothing was said; it may hold `{co_quan}` and `{nguoi_ban_hanh}`."""


class FormLine(NamedTuple):
    """A paragraph that the form prints: a hole holds what was typed, and without that the line is left out.

    Several texts in the last hole stand under the line, a dash before each.
    """

    text: str
    role: str = ROLE


class SignedBy(NamedTuple):
    """Who signs without being named a signer: the own key that says it, and the line above the signature."""

    key: str
    title: str


class DraftPart(NamedTuple):
    """A part of the text of a new letter: its kind in the body tree, and its words, if any are usual."""

    kind: str
    text: str = ""


class DocumentType(NamedTuple):
    """How one type of document is laid out; its name and abbreviation stand in `decree.TYPES`."""

    key: str
    form: str = "1.4"
    """The form or forms of PL III, empty where the decree has none."""
    template: str = NAMED
    keys: tuple[OwnKey, ...] = ()
    needs: tuple[str, ...] = ALWAYS_NEEDED
    """Keys of every letter that this type cannot do without."""
    dated: bool = True
    """Whether place and date stand above the text (ô 4)."""
    titled_by: str = ""
    """The own key that may say the title in place of the name of the type."""
    whole: bool = False
    """Whether the lines of the form are a text by themselves, to which nothing need be added."""
    draft: tuple[DraftPart, ...] = ()
    """What a new letter's text begins with, in place of a sentence that gives tasks to units."""
    opening: tuple[FormLine, ...] = ()
    bases_in_block: bool = False
    """Whether each legal basis is a line of its own unless the letter says otherwise."""
    resolution: tuple[FormLine, ...] = ()
    """What stands between the bases and the text."""
    closing: tuple[FormLine, ...] = ()
    signed_by: tuple[SignedBy, ...] = ()
    addressed_by: str = ""
    """The own key that says whom the document is for, in place of Kính gửi."""
    confirmed_by: str = ""
    """The own key that says who confirms the document below the signature."""
