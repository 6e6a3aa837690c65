"""The foot of a letter: recipients and signers."""

from dispatch.letter.page import Signer
from dispatch.model import CongVan, NguoiKy
from dispatch.text import wording
from dispatch.text.marks import Text, runs


def recipients(letter_data: CongVan) -> tuple[Text, ...]:
    """Return Nơi nhận line by line (PL I.II.9.d)."""
    lines = wording.as_dashed_list(letter_data.noi_nhan)
    if letter_data.ma_soan_thao:
        lines[-1] += f" {letter_data.ma_soan_thao}"
    return tuple(runs(line) for line in lines)


def signer(signer_data: NguoiKy) -> Signer:
    """Return what stands above and below one signature."""
    titles = tuple(line.upper() for line in (*signer_data.quyen_han, signer_data.chuc_vu))
    return Signer(titles, signer_data.chuc_vu_khac.upper(), signer_data.ho_ten)
