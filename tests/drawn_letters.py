"""Letters drawn by chance over all keys, the same for the same seed, and long ones: what pages are judged by."""

import random
from itertools import pairwise

import yaml
from conftest import png

SYLLABLES = """ủy ban nhân dân tỉnh xã phường sở ngành đơn vị cơ quan tổ chức thực hiện triển khai báo cáo kết quả
kiểm tra giám sát đánh giá chất lượng dịch vụ viễn thông mạng di động ứng dụng công nghệ thông tin tuyên truyền
phổ biến quán triệt nghiêm túc kịp thời đầy đủ chính xác theo quy định của pháp luật hướng dẫn rà soát tổng hợp
số liệu hàng tháng quý năm trước ngày gửi về đề nghị các trên địa bàn phối hợp chặt chẽ với nhằm nâng cao hiệu
lực quản lý nhà nước cải cách hành chính chuyển đổi hồ sơ thủ tục người doanh nghiệp hỗ trợ giải quyết khó khăn
vướng mắc trong quá trình và đối được giao nhiệm trách là có thể phải không để xảy ra tình trạng chậm muộn""".split()  # noqa: SIM905 - words
NAMES = ["Nguyễn Văn An", "Trần Thị Bình", "Lê Hoàng Phương Thảo", "Phạm Minh Đức", "Y Blô Êban"]
BODIES = [
    "UBND xã Hoài Ân",
    "Sở Khoa học và Công nghệ",
    "Công an tỉnh",
    "Trường THPT Quy Nhơn",
    "Văn phòng UBND tỉnh",
]
ODD = [
    "2138/BTTTT-CVT", "03/6/2024", "12/11/2026", "163/2024/NĐ-CP", "08 giờ 00", "1.234.567 đồng", "95,5%", "≥ 20 Mbps",
    "2024-2026", "2025–2030", "10.000 m<sup>2</sup>", "CO<sub>2</sub>", "(i)", "“hỏa tốc”", "4G/5G", "i-Speed",
    "https://congbao.chinhphu.vn/van-ban", "vanthu@gialai.gov.vn", "0269.3824.404", "và/hoặc", "Kế hoạch số 15/KH-UBND",
    "Internet", "TT&TT", "A-B-C", "trên - dưới", "…/…/2026", "thứ 2 - thứ 6", "n+1", "50 - 60", "§ 3", "±5 °C", "½",
]  # fmt: skip
FIGURES = ["0", "12", "1.250", "98,7", "2.345.678", "-15", "…", "", "3/4", "100%"]
TITLES = ["GIÁM ĐỐC", "CHỦ TỊCH", "CHÁNH VĂN PHÒNG", "HIỆU TRƯỞNG"]
TYPES = ["công văn", "thông báo", "kế hoạch", "báo cáo", "tờ trình", "chương trình", "phương án", "hướng dẫn"]
CONFIGS = ["stttt-bac-giang", "skhcn-gia-lai", "UBND xã Hoài Ân, tỉnh Gia Lai", "sgddt-binh-phuoc"]


class Chance(random.Random):
    """What is drawn, and the kinds of things that a letter says."""

    def happens(self, share):
        return self.random() < share

    def words(self, low, high):
        count = self.randint(low, high)
        return " ".join(
            self.choice(ODD) if self.happens(0.05) else self.choice(SYLLABLES) for _ in range(count)
        )

    def sentence(self, low=8, high=60):
        """Return a sentence, some of its words marked."""
        parts = [self.words(2, 9) for _ in range(self.randint(1, max(1, (high - low) // 8)))]
        marks = ("{}",) * 12 + ("**{}**", "*{}*", "<u>{}</u>", "***{}***", "({})", "“{}”")
        text = ", ".join([self.choice(marks).format(part) for part in parts])
        note = f"^[{self.words(4, 45)}.]" if self.happens(0.04) else ""
        return f"{text[0].upper()}{text[1:]}{note}{self.choice(('.', '.', ';', ':'))}"

    def some(self, draw, low, high):
        return [draw() for _ in range(self.randint(low, high))]


def drawn_letter(seed):
    """Return the files of a letter of some keys: as YAML under its name, and its picture."""
    chance = Chance(seed)
    said = _head(chance) | _opening(chance) | _body(chance) | _parts_behind(chance) | _foot(chance)
    return _files(said)


def long_letter(seed):
    """Return the files of a long letter: sections, tables with headings that come again, notes, appendices, a form."""
    chance = Chance(f"dài {seed}")
    said = _head(chance) | _opening(chance)
    said["noi_dung"] = [
        {
            "muc": chance.words(3, 12),
            "noi_dung": [*chance.some(lambda: _item(chance), 4, 12), {"bang": _table(chance, 8, 30)}],
        }
        for _ in range(chance.randint(2, 5))
    ]
    said["noi_dung"][0]["noi_dung"][0] = {"khoan": f"{chance.sentence()}^[{chance.words(5, 60)}.]"}
    said["co_chu"] = ("13", "14")[seed % 2]
    said["phu_luc"] = [_appendix(chance) for _ in range(2)]
    said["bieu_mau"] = [_form(chance)]
    return _files(said | _foot(chance))


def _files(said):
    picture = {"h.png": png(12, 7)}
    return {"thu.yaml": yaml.safe_dump(said, allow_unicode=True, sort_keys=False).encode()} | picture


def _head(chance):
    own = {
        "ten": chance.choice((["SỞ MẪU"], ["ỦY BAN NHÂN DÂN", "TỈNH GIA LAI"], "Ban Quản lý các khu công nghiệp")),
        "ky_hieu": chance.choice(("SM", "BQLKCN", "UBND")),
        "dia_danh": chance.choice(("Gia Lai", "Thành phố Hồ Chí Minh", "Hoài Ân")),
    }  # fmt: skip
    if chance.happens(0.3):
        own["lien_he"] = ["Số 1 đường Mẫu, phường Quy Nhơn", "ĐT: 0269.3824.404"]
    if chance.happens(0.4):
        own["chu_quan"] = "UBND TỈNH GIA LAI"
    said = {
        "co_quan": chance.choice((own, own, *CONFIGS)),
        "loai": chance.choice(("công văn", *TYPES)),
        "so": chance.choice(("", "12", "2138")),
        "don_vi_soan": chance.choice(("", "VP", "BCVT&CNTT")),
        "ngay": chance.choice(("2026", "11/2026", "12/11/2026")),
        "trich_yeu": chance.words(4, 32),
        "co_chu": chance.choice(("13", "14")),
        "do_khan": chance.choice(("", "", "khẩn", "hỏa tốc")),
        "luu_hanh": chance.choice(("", "", "", "LƯU HÀNH NỘI BỘ")),
        "ma_soan_thao": chance.choice(("", "NVA.05")),
        "dau_ket": chance.choice(("./.", "./.", "")),
        "hinh_thuc": chance.choice(("giay", "dien_tu")),
    }
    if said["loai"] in ("công văn", "tờ trình", "báo cáo"):
        said["kinh_gui"] = chance.some(lambda: chance.choice((*BODIES, chance.words(3, 20))), 1, 5)
    return said


def _opening(chance):
    basis = {"loai": "văn bản", "so": "12/UBND-VP", "ngay": "03/6/2024", "cua": chance.choice(BODIES)}
    bases = {"van_ban": [basis, {"ten": f"Luật {chance.words(2, 6)}"}], "ve": chance.words(4, 30)}
    return {
        "mo_dau": chance.some(chance.sentence, 0, 2),
        "can_cu": bases | {"kieu": chance.choice(("doan", "khoi")), "loi_dan": "Thực hiện"},
        "dan_nhap": chance.some(chance.sentence, 0, 2),
    }


def _body(chance):
    said = {"noi_dung": chance.some(lambda: _block(chance), 1, 14)}
    if chance.happens(0.4):
        said["kieu_phan_cong"] = chance.choice(("số", "gạch", "không", "đoạn"))
        said["phan_cong"] = [
            {"don_vi": body, "viec": chance.some(chance.sentence, 1, 4)} for body in BODIES[: chance.randint(1, 4)]
        ]  # fmt: skip
        said["ghi_chu"] = chance.some(chance.sentence, 0, 1)
    return said


def _block(chance):
    kind = chance.random()
    if kind < 0.12:
        return {"muc": chance.words(3, 16), "noi_dung": chance.some(lambda: _item(chance), 1, 5)}
    if kind < 0.26:
        return {"bang": _table(chance, 1, 14)}
    if kind < 0.3:
        figure = {"tep": "h.png", "rong": str(chance.randint(30, 120)), "chu_thich": chance.words(3, 12)}
        return {"hinh": figure}
    if kind < 0.36:
        return {"tieu_de": chance.words(3, 14), "khoan": chance.choice(("", chance.sentence()))}
    return _item(chance)


def _item(chance):
    kind = chance.choice(("doan", "doan", "khoan", "khoan", "diem", "gach", "cong", "trich"))
    return {kind: chance.sentence()}


def _cell(chance, column):
    if column.get("kieu"):
        return chance.choice(FIGURES[:4])
    return chance.choice((*FIGURES, chance.words(1, 4), chance.words(1, 14), chance.words(1, 5)))


def _column(chance, depth=0):
    said = {"ten": chance.words(1, 5)}
    if depth < 2 and chance.happens(0.25):
        return said | {"con": [_column(chance, depth + 1) for _ in range(chance.randint(2, 3))]}
    if chance.happens(0.25):
        said["rong"] = chance.choice(("0.6", "1.5", "3"))
    if chance.happens(0.2):
        said["ghi_chu"] = "(Mbps)"
    if chance.happens(0.25):
        said["can"] = chance.choice(("trai", "giua", "phai"))
    return said


def _leaves(columns):
    return [leaf for column in columns for leaf in (_leaves(column["con"]) if "con" in column else [column])]


def _table(chance, low, high):
    columns = chance.some(lambda: _column(chance), 2, 6)
    leaves = _leaves(columns)
    rows = [
        f"Nhóm {chance.words(1, 4)}" if chance.happens(0.1) else [_cell(chance, leaf) for leaf in leaves]
        for _ in range(chance.randint(low, high))
    ]
    for above, below in pairwise(rows):
        if isinstance(above, list) and isinstance(below, list) and chance.happens(0.1):
            below[0] = "^"
    said = {"cot": columns, "dong": rows, "so_cot": chance.choice(("có", "không"))}
    return said | ({"ten": chance.words(3, 18)} if chance.happens(0.5) else {})


def _form(chance):
    said = _table(chance, 0, 3)
    said["dong"] = [row for row in said["dong"] if "^" not in row]
    return said | {
        "tieu_de": chance.words(2, 9).upper(),
        "phu_de": chance.choice(("", chance.words(3, 12))),
        "dong_trong": str(chance.randint(1, 6)),
        "huong": chance.choice(("doc", "ngang")),
        "don_vi_tinh": chance.choice(("", "triệu đồng")),
        "ghi_chu": chance.sentence(),
    }


def _appendix(chance):
    blocks = chance.some(lambda: _block(chance), 1, 8)
    said = {"ten": chance.words(2, 12).upper(), "noi_dung": [*blocks, {"bang": _table(chance, 3, 30)}]}
    return said | {"huong": chance.choice(("doc", "ngang"))}


def _parts_behind(chance):
    said = {}
    if chance.happens(0.3):
        said["phu_luc"] = chance.some(lambda: _appendix(chance), 1, 3)
    if chance.happens(0.25):
        said["bieu_mau"] = [_form(chance)]
    if chance.happens(0.1):
        signer = {"chuc_vu": "CHÁNH VĂN PHÒNG", "ho_ten": chance.choice(NAMES)}
        said["ban_sao"] = {"hinh_thuc": "sao y", "nguoi_ky": signer}
    return said


def _foot(chance):
    signer = {"chuc_vu": chance.choice(TITLES), "ho_ten": chance.choice(NAMES)}
    if chance.happens(0.4):
        signer |= {
            "quyen_han": chance.choice((["KT. GIÁM ĐỐC"], ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"])),
            "chuc_vu": "PHÓ GIÁM ĐỐC",
        }
    two = {"chuc_vu": "TRƯỞNG BAN", "ho_ten": chance.choice(NAMES)}
    return {
        "ket_thuc": chance.some(chance.sentence, 0, 2) or ["Trân trọng"],
        "nguoi_ky": [two, signer] if chance.happens(0.1) else signer,
        "noi_nhan": ["Như trên", *chance.some(lambda: chance.words(2, 12), 0, 6), "Lưu: VT, VP"],
    }
