"""The foot of a letter: recipients and signers."""

from collections.abc import Iterator

from dispatch import decree
from dispatch.letter.form_lines import called, type_of
from dispatch.letter.page import Signer
from dispatch.model import Ben, CongVan, NguoiKy
from dispatch.text import wording
from dispatch.text.marks import Text, runs

CONFIRMED = "Xác nhận của"  # mẫu 1.10


def recipients(letter_data: CongVan) -> tuple[Text, ...]:
    """Return Nơi nhận line by line (PL I.II.9.d)."""
    lines = wording.as_dashed_list(letter_data.noi_nhan)
    if letter_data.ma_soan_thao:
        lines[-1:] = [wording.join_filled((*lines[-1:], letter_data.ma_soan_thao))]
    return tuple(runs(line) for line in lines)


def signers(letter_data: CongVan) -> tuple[Signer, ...]:
    """Return who signs: those that were named as signers, or else those whom the form has sign."""
    return tuple(signer(one) for one in letter_data.nguoi_ky) or tuple(_signers_of_form(letter_data))


def _signers_of_form(letter_data: CongVan) -> Iterator[Signer]:
    for key, title in type_of(letter_data).signed_by:
        said = getattr(letter_data, key)
        if isinstance(said, tuple):
            yield from (_for_party(party, f"{title} {called(party, at)}") for at, party in enumerate(said))
        else:
            yield Signer((title,), "", said.ho_ten)


def _for_party(party: Ben, title: str) -> Signer:
    person = party.dai_dien
    return Signer(tuple(line.upper() for line in (title, person.chuc_vu) if line), "", person.ho_ten)


def confirmation(letter_data: CongVan) -> str:
    """Return who is asked to confirm below that something took place there, if anybody is (mẫu 1.10)."""
    key = type_of(letter_data).confirmed_by
    where = getattr(letter_data, key) if key else ""
    return f"{CONFIRMED} {where}" if where else ""


def signer(signer_data: NguoiKy) -> Signer:
    """Return what stands above and below one signature."""
    return Signer(_titles(signer_data), signer_data.chuc_vu_khac.upper(), signer_data.ho_ten)


def _titles(signer_data: NguoiKy) -> tuple[str, ...]:
    """Return the lines above a signature; 'Q.' and the post behind it are one line, however they are said."""
    *above, last = (line.upper() for line in (*signer_data.quyen_han, signer_data.chuc_vu))
    acting = f"{decree.ACTING} {last.removeprefix(decree.ACTING).strip()}"
    if above and above[-1] in (decree.ACTING, acting):
        return (*above[:-1], acting)
    return (*above, last)
