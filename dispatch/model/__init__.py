"""What a clerk says in a YAML file, in the decree's own words.

A field is at once the key in the file, the name in a rule's path and, where it reaches
the page unchanged, the variable in the Word template. Shorthands (a bare string for a
group of keys) are widened on the way in, so that every later room sees one shape.
"""

from dispatch.model.body import Hinh, Khoi, KyPhuLuc, PhuLuc, VanBanKemTheo
from dispatch.model.kinds import NgayThang, Part
from dispatch.model.letter import CongVan
from dispatch.model.own_keys import Ben, Nguoi
from dispatch.model.parts import BanSao, CanCu, CoQuan, NguoiKy, PhanCong, VanBan, Viec
from dispatch.model.report_forms import BieuMau, NguoiBaoCao
from dispatch.model.tables import Bang, Cot, Dong, leaves

__all__ = [
    "BanSao",
    "Bang",
    "Ben",
    "BieuMau",
    "CanCu",
    "CoQuan",
    "CongVan",
    "Cot",
    "Dong",
    "Hinh",
    "Khoi",
    "KyPhuLuc",
    "NgayThang",
    "Nguoi",
    "NguoiBaoCao",
    "NguoiKy",
    "Part",
    "PhanCong",
    "PhuLuc",
    "VanBan",
    "VanBanKemTheo",
    "Viec",
    "leaves",
]
