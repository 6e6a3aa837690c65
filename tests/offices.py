"""Letters of many offices, made by program: each says something else, and what is to be read of it is known."""

import random
from contextlib import contextmanager
from datetime import date
from typing import Any, NamedTuple

import foreign_letters

from dispatch.agencies import known_agency
from dispatch.agencies.bodies import DEPARTMENTS
from dispatch.units.table import provinces, units_below

DAY = date(2026, 3, 5)
SUBJECTS = (
    ["V/v rà soát nhà ở xã hội", "trên địa bàn tỉnh"],
    ["V/v báo cáo số liệu chuyển đổi số", "quý I năm 2026"],
    ["V/v đôn đốc giải ngân", "vốn đầu tư công", "năm 2026"],
    ["V/v cử công chức bồi dưỡng nghiệp vụ"],
    ["V/v tổ chức hội nghị trực tuyến", "về an toàn thông tin mạng"],
)
OF_DEPARTMENTS = (["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"], ["TL. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG"])
OF_COMMITTEES = (["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"], ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"])
SIGNERS = ("Trần Văn Mẫu", "Lê Thị Hoa Mẫu", "Nguyễn Mẫu", "Trương Đình Mẫu", "Y Mẫu Niê", "Phan Thanh Mẫu")
LISTS = (
    ["Sở Tài chính", "Sở Nội vụ"],
    ["Các sở, ban, ngành tỉnh", "Ủy ban nhân dân các xã, phường", "Báo và Phát thanh, truyền hình tỉnh"],
    ["Bộ Nội vụ", "Bộ Xây dựng"],
)
UNITS = ("VP", "QLN", "VHXH", "KTN", "TCCB")


class OfficeLetter(NamedTuple):
    """What a letter prints, by the names of `foreign_letters`, and what is to be read of it."""

    printed: dict[str, Any]
    wanted: dict[str, Any]


def office_letters(count, seed=1):
    """Yield letters of departments and committees, of provinces and communes, always the same."""
    chance = random.Random(seed)
    above = provinces(DAY)
    for at in range(count):
        province = chance.choice(above)
        if at % 3 == 0:
            body = chance.choice([one for one in DEPARTMENTS if one.stood(DAY)])
            yield _letter(chance, f"{body.name} {province.in_sentence}", OF_DEPARTMENTS)
        elif at % 3 == 1:
            yield _letter(chance, f"UBND {province.in_sentence}", OF_COMMITTEES)
        else:
            unit = chance.choice(units_below(province, DAY))
            yield _letter(chance, f"UBND {unit.in_sentence}, {province.in_sentence}", OF_COMMITTEES)


def _letter(chance, name, offices):
    agency = known_agency(name, DAY)
    parts = (agency.chu_quan, agency.ten) if agency.chu_quan else (agency.ten[:1], agency.ten[1:])
    names = [" ".join(part).upper() for part in parts]
    number, unit = str(chance.randrange(10, 4000)), chance.choice(UNITS)
    day, month = chance.randrange(1, 29), chance.randrange(1, 13)
    subject, listed, office = (chance.choice(some) for some in (SUBJECTS, LISTS, offices))
    signer = chance.choice(SIGNERS)
    written = f"{agency.dia_danh}, ngày {day:02} tháng {month:02} năm 2026" if month < 3 else ""
    printed = {
        "NAMES": names,
        "NUMBER": f"Số: {number}/{agency.ky_hieu}-{unit}",
        "DAY": written or f"{agency.dia_danh}, ngày {day:02} tháng {month} năm 2026",
        "SUBJECT": subject,
        "ADDRESSEES": ["Kính gửi:", *(f"- {one};" for one in listed[:-1]), f"- {listed[-1]}."],
        "RECIPIENTS": ["Nơi nhận:", "- Như trên;", "- Lãnh đạo (để b/c);", f"- Lưu: VT, {unit}."],
        "SIGNER": [*office, signer],
    }
    own = names[1:] if agency.chu_quan else names
    printed["BOLD"] = {*own, *foreign_letters.EMBLEM, *printed["SIGNER"], "Nơi nhận:"}
    printed["ITALIC"] = {printed["DAY"], "Nơi nhận:"}
    centred = (*names, *foreign_letters.EMBLEM, printed["NUMBER"], printed["DAY"], *subject)
    printed["CENTRED"] = {*centred, *printed["SIGNER"]}
    wanted = {
        "parent": " ".join(agency.chu_quan).upper(),
        "own": " ".join(agency.ten).upper(),
        "number": number,
        "symbol": f"{agency.ky_hieu}-{unit}",
        "place": agency.dia_danh,
        "day": f"{day}/{month}/2026",
        "subject": " ".join(subject).removeprefix("V/v "),
        "addressees": tuple(listed),
        "recipients": ("Như trên", "Lãnh đạo (để b/c)", f"Lưu: VT, {unit}"),
        "signer": ((office[0],), office[1], signer),
    }
    return OfficeLetter(printed, wanted)


@contextmanager
def printing(letter):
    """Let `foreign_letters` print another letter than its own."""
    before = {name: getattr(foreign_letters, name) for name in letter.printed}
    try:
        for name, said in letter.printed.items():
            setattr(foreign_letters, name, said)
        yield foreign_letters
    finally:
        for name, said in before.items():
            setattr(foreign_letters, name, said)
