"""The foot of a letter: recipients and signers."""

from dispatch.letter.page import Signer
from dispatch.model import CongVan, NguoiKy
from dispatch.text import wording
from dispatch.text.marks import Text, runs


def recipients(said: CongVan) -> tuple[Text, ...]:
    """Return Nơi nhận line by line (PL I.II.9.d)."""
    lines = wording.as_dashed_list(said.noi_nhan)
    if said.ma_soan_thao:
        lines[-1] += f" {said.ma_soan_thao}"
    return tuple(runs(line) for line in lines)


def signer(said: NguoiKy) -> Signer:
    """Return what stands above and below one signature."""
    titles = tuple(line.upper() for line in (*said.quyen_han, said.chuc_vu))
    return Signer(titles, said.chuc_vu_khac.upper(), said.ho_ten)
