"""Ministries and provincial departments: what they are called, their symbols, from when and until when.

The symbol is each agency's own choice (PL I.II.3.b); these are the usual ones. A stroke
in a name stands where it may be broken without tearing its meaning.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final, NamedTuple

REORGANISED: Final = date(2025, 3, 1)  # the government and the provincial departments as merged on that day
BREAK: Final = " / "


class Body(NamedTuple):
    """A body of one or of every province: its name, its symbol, the days between which it was there."""

    written: str
    symbol: str
    since: date = date.min
    until: date = date.max
    now: str = ""

    @property
    def name(self) -> str:
        """The name on one line."""
        return self.written.replace(BREAK, " ")

    @property
    def lines(self) -> tuple[str, ...]:
        """The name broken by its meaning."""
        return tuple(self.written.split(BREAK))

    @property
    def calls(self) -> Iterator[str]:
        """What it is called.

        By name, by symbol, or by the class noun and the rest of the symbol (Sở KHCN).
        """
        yield from (self.name, self.symbol, f"{self.name.split()[0]} {self.symbol[1:]}")

    def stood(self, day: date) -> bool:
        """Say whether the body was there on a day."""
        return self.since <= day < self.until


def _former_body(spelling: str, symbol: str, now: str) -> Body:
    return Body(spelling, symbol, until=REORGANISED, now=now)


MINISTRIES: Final[Sequence[Body]] = (
    Body("Bộ Quốc phòng", "BQP"),
    Body("Bộ Công an", "BCA"),
    Body("Bộ Ngoại giao", "BNG"),
    Body("Bộ Nội vụ", "BNV"),
    Body("Bộ Tư pháp", "BTP"),
    Body("Bộ Tài chính", "BTC"),
    Body("Bộ Công Thương", "BCT"),
    Body("Bộ Nông nghiệp / và Môi trường", "BNNMT", since=REORGANISED),
    Body("Bộ Xây dựng", "BXD"),
    Body("Bộ Văn hóa, Thể thao / và Du lịch", "BVHTTDL"),
    Body("Bộ Khoa học / và Công nghệ", "BKHCN"),
    Body("Bộ Giáo dục / và Đào tạo", "BGDĐT"),
    Body("Bộ Y tế", "BYT"),
    Body("Bộ Dân tộc / và Tôn giáo", "BDTTG", since=REORGANISED),
    Body("Văn phòng / Chính phủ", "VPCP"),
    Body("Thanh tra / Chính phủ", "TTCP"),
    Body("Ngân hàng Nhà nước / Việt Nam", "NHNN"),
    _former_body("Bộ Thông tin / và Truyền thông", "BTTTT", "Bộ Khoa học và Công nghệ"),
    _former_body("Bộ Kế hoạch / và Đầu tư", "BKHĐT", "Bộ Tài chính"),
    _former_body("Bộ Giao thông vận tải", "BGTVT", "Bộ Xây dựng"),
    _former_body("Bộ Lao động - Thương binh / và Xã hội", "BLĐTBXH", "Bộ Nội vụ"),
    _former_body("Bộ Nông nghiệp / và Phát triển / nông thôn", "BNN", "Bộ Nông nghiệp và Môi trường"),
    _former_body("Bộ Tài nguyên / và Môi trường", "BTNMT", "Bộ Nông nghiệp và Môi trường"),
    _former_body("Ủy ban Dân tộc", "UBDT", "Bộ Dân tộc và Tôn giáo"),
)
DEPARTMENTS: Final[Sequence[Body]] = (
    Body("Sở Nội vụ", "SNV"),
    Body("Sở Tư pháp", "STP"),
    Body("Sở Tài chính", "STC"),
    Body("Sở Công Thương", "SCT"),
    Body("Sở Nông nghiệp / và Môi trường", "SNNMT", since=REORGANISED),
    Body("Sở Xây dựng", "SXD"),
    Body("Sở Khoa học / và Công nghệ", "SKHCN"),
    Body("Sở Văn hóa, Thể thao / và Du lịch", "SVHTTDL"),
    Body("Sở Văn hóa / và Thể thao", "SVHTT"),
    Body("Sở Du lịch", "SDL"),
    Body("Sở Giáo dục / và Đào tạo", "SGDĐT"),
    Body("Sở Y tế", "SYT"),
    Body("Sở Dân tộc / và Tôn giáo", "SDTTG", since=REORGANISED),
    Body("Sở Ngoại vụ", "SNGV"),
    Body("Sở Quy hoạch - / Kiến trúc", "SQHKT"),
    Body("Sở An toàn thực phẩm", "SATTP"),
    _former_body("Sở Thông tin / và Truyền thông", "STTTT", "Sở Khoa học và Công nghệ"),
    _former_body("Sở Kế hoạch / và Đầu tư", "SKHĐT", "Sở Tài chính"),
    _former_body("Sở Giao thông vận tải", "SGTVT", "Sở Xây dựng"),
    _former_body("Sở Lao động - Thương binh / và Xã hội", "SLĐTBXH", "Sở Nội vụ"),
    _former_body("Sở Nông nghiệp / và Phát triển / nông thôn", "SNN", "Sở Nông nghiệp và Môi trường"),
    _former_body("Sở Tài nguyên / và Môi trường", "STNMT", "Sở Nông nghiệp và Môi trường"),
)
