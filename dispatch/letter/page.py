"""The values of a letter: what stands on the page, part by part."""

from typing import NamedTuple

from dispatch.forms import Identity, Table
from dispatch.forms.identity import round_of
from dispatch.text.marks import Text


class Paragraph(NamedTuple):
    """A paragraph: the part it plays (a style of the template) and its runs."""

    role: str
    text: Text
    keep: bool = False


class Figure(NamedTuple):
    """A picture by the name of its file, and how wide it is drawn, in millimetres."""

    file: str
    width: float


class Sheet(NamedTuple):
    """A table in the text, as wide as the page allows."""

    table: Table
    landscape: bool = False
    keep: bool = False


class Signatures(NamedTuple):
    """Two blocks to be signed under a form or an appendix, a line for place and date above the right one."""

    left: tuple[str, ...]
    right: tuple[str, ...]
    day: str
    landscape: bool = False
    left_name: str = ""
    right_name: str = ""


Block = Paragraph | Figure | Sheet | Signatures


class Signer(NamedTuple):
    """One signature: the lines above it, the post under it, the name."""

    titles: tuple[str, ...]
    other: str
    name: str


class Appendix(NamedTuple):
    """An appendix, form or issued document behind the letter."""

    heading: str
    titles: tuple[Text, ...]
    reference: Text
    blocks: tuple[Block, ...]
    landscape: bool


class Copy(NamedTuple):
    """What stands below a document that was copied on paper: who copied it how, and signed for it."""

    co_quan: tuple[str, ...]
    so_ky_hieu: str
    hinh_thuc: str
    dia_danh_ngay: str
    noi_nhan: tuple[Text, ...]
    nguoi_ky: Signer


class Letter(NamedTuple):
    """The parts of a letter, named as the decree names them."""

    chu_quan: tuple[str, ...]
    co_quan: tuple[str, ...]
    so_ky_hieu: str
    dia_danh_ngay: str
    ten_loai: str
    trich_yeu: tuple[str, ...]
    do_khan: str
    luu_hanh: str
    kinh_gui: tuple[str, ...]
    noi_dung: tuple[Block, ...]
    noi_nhan: tuple[Text, ...]
    nguoi_ky: tuple[Signer, ...]
    ky_ngang_hang: bool  # as equals side by side, with the recipients below (mẫu 1.9)
    xac_nhan: str
    lien_he: tuple[str, ...]
    van_ban_kem_theo: tuple[Appendix, ...]
    phu_luc: tuple[Appendix, ...]
    ban_sao: Copy | None
    tieu_de: str
    tac_gia: str
    co_chu: str


def parts_behind(letter: Letter) -> tuple[Appendix, ...]:
    """Return all that has pages of its own behind a letter, in order."""
    return (*letter.van_ban_kem_theo, *letter.phu_luc)


class Form(NamedTuple):
    """A report form: who it is, its titles, its grid, and what stands around the grid."""

    identity: Identity
    titles: tuple[Text, ...]
    period: str
    reference: Text
    unit: str
    name: Text
    table: Table
    notes: tuple[Text, ...]
    signatures: Signatures | None
    landscape: bool
    heading: str = ""
    closing: str = ""
    """The line that says from which day to which its figures are."""
    sentences: tuple[Paragraph, ...] = ()
    """What is printed of a form of text, whose table only says what its blanks are."""

    def handed_to(self, unit: str, code: str = "") -> "Form":
        """Return the form as it is handed to one unit."""
        return self._replace(identity=self.identity._replace(unit=code or unit, unit_name=unit))

    def handed_out_with(self, letter: bytes) -> "Form":
        """Return the form as it goes out with a letter, known by its source from that of another letter."""
        mark = round_of(letter, self.identity.form, self.identity.period)
        return self._replace(identity=self.identity._replace(round=mark))
