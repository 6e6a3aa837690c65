"""What is printed below a document that is copied on paper (mẫu 3.1)."""

from dispatch import decree
from dispatch.letter.foot import signer
from dispatch.letter.head import choose_sizes, name_lines
from dispatch.letter.page import Copy
from dispatch.model import CongVan
from dispatch.text import wording
from dispatch.text.marks import runs


def copy_block(letter_data: CongVan) -> Copy | None:
    """Return the block of a copy, none where there is no copy; who issued copies, unless another is named."""
    copied = letter_data.ban_sao
    if copied is None:
        return None
    agency = copied.co_quan or letter_data.co_quan
    way, short = decree.COPIES[copied.hinh_thuc]
    return Copy(
        co_quan=name_lines(agency.ten, decree.PRESETS[choose_sizes(letter_data)], bold=True),
        so_ky_hieu=f"{decree.SO} {wording.number(copied.so)}/{wording.symbol(short, agency.ky_hieu)}",
        hinh_thuc=way.upper(),
        dia_danh_ngay=f"{agency.dia_danh}, {wording.long_date(*copied.ngay)}",
        noi_nhan=tuple(runs(line) for line in wording.as_dashed_list(copied.noi_nhan)),
        nguoi_ky=signer(copied.nguoi_ky),
    )
