"""Bộ, sở, tỉnh, thành phố that are gone: seen in every text from their day on, and not a day before."""

import pytest
from conftest import Memory, letter

from dispatch.jobs.check import check_file

NOW, SPRING, BEFORE = {"ngay": "12/11/2025"}, {"ngay": "01/3/2025"}, {"ngay": "28/02/2025"}
HERE = ["CV336 noi_dung 0"]


def found(**changes):
    return check_file(Memory({"thu.yaml": letter(**changes).encode()}), "thu.yaml")


def told(**changes):
    return [" ".join(map(str, (problem.code, *problem.path))) for problem in found(**changes)]


@pytest.mark.parametrize(
    ("text", "day", "expected"),
    [
        ("Phối hợp với Bộ TT&TT.", SPRING, HERE),
        ("Phối hợp với Bộ TT&TT.", BEFORE, []),
        ("Phối hợp với Bộ TTTT.", NOW, HERE),
        ("Phối hợp với Bộ Lao động - Thương binh và Xã hội.", NOW, HERE),
        ("Phối hợp với Bộ LĐ-TB&XH.", NOW, HERE),
        ("Phối hợp với Bộ NN và PTNT.", NOW, HERE),
        ("Phối hợp với Bộ NN&MT.", NOW, []),
        ("Phối hợp với Bộ KH&CN.", NOW, []),
        ("Phối hợp với Ủy ban Dân tộc.", NOW, HERE),
        ("Phối hợp với Sở Tài nguyên và Môi trường.", NOW, HERE),
        ("Phối hợp với Sở GTVT.", NOW, HERE),
        ("Phối hợp với Sở GTVT và UBND tỉnh.", NOW, HERE),
        ("Phối hợp với Sở GTVTX.", NOW, []),
        ("Phối hợp với các Sở Giao thông vận tải.", NOW, HERE),
        ("Phối hợp với Sở Giao thông vận tảix.", NOW, []),
        ("Phối hợp với Sở Xây dựng.", NOW, []),
        (
            "Công văn số 5/BTTTT-CVT ngày 01/6/2024 của Bộ Thông tin và Truyền thông.",
            NOW,
            ["CV327 noi_dung 0"],
        ),
        ("Trước đây, Bộ TT&TT đã hướng dẫn.", NOW, []),
        ("Bộ TT&TT (cũ) đã hướng dẫn.", NOW, []),
        ("Tài liệu theo nguyên tắc của Bộ TT&TT.", NOW, HERE),
        ("Đo tại thành phố Pleiku.", {"ngay": "01/7/2025"}, HERE),
        ("Đo tại thành phố Pleiku.", {"ngay": "30/6/2025"}, []),
        ("Đo tại TP. Pleiku và TP Vinh.", NOW, HERE),
        ("Đo tại thành phố Huế, TP. Hồ Chí Minh.", NOW, []),
        ("Đo tại Chi nhánh Viettel thành phố Pleiku.", NOW, []),
        ("Đo tại thành phố Bắc Ninh.", NOW, HERE),
        ("Đo tại thành phố Bắc Ninh.", {"ngay": "20/9/2026"}, []),
        ("Đo tại tỉnh Bắc Giang.", NOW, HERE),
        ("Đo tại phường Bắc Giang, tỉnh Bắc Ninh.", NOW, []),
        ("Đo tại tỉnh Thừa Thiên Huế.", {"ngay": "01/01/2025"}, HERE),
        ("Đo tại tỉnh Thừa Thiên Huế.", {"ngay": "31/12/2024"}, []),
        ("Đo tại tỉnh Bắc Giang.", {"ngay": ""}, []),
    ],
)
def test_what_is_gone_is_told_once_in_the_text(text, day, expected):
    assert told(noi_dung=[text], **day) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"trich_yeu": "làm việc với Sở TT&TT"}, ["CV336 trich_yeu"]),
        (
            {"kinh_gui": ["Sở TT&TT", "Bộ Thông tin và Truyền thông"]},
            ["CV335 kinh_gui 0", "CV147 kinh_gui 1"],
        ),
        ({"noi_nhan": ["Như trên", "UBND tỉnh Bắc Giang", "Lưu: VT"]}, ["CV335 noi_nhan 1"]),
        ({"phan_cong": [{"don_vi": "Sở GTVT", "viec": ["Làm."]}]}, ["CV335 phan_cong 0 don_vi"]),
        ({"phan_cong": [{"don_vi": "Phòng Hai", "viec": ["Gửi Sở GTVT."]}]}, ["CV336 phan_cong 0 viec 0"]),
        ({"noi_dung": [{"bang": {"cot": ["TT"], "dong": [["Sở GTVT"]]}}]}, ["CV336 noi_dung 0 bang"]),
        (
            {"noi_dung": ["Phụ lục"], "phu_luc": [{"noi_dung": ["Gửi Sở GTVT"]}]},
            ["CV336 phu_luc 0 noi_dung 0"],
        ),
    ],
)
def test_what_is_gone_is_told_wherever_it_is_named(changes, expected):
    assert told(**NOW, **changes) == expected


def test_what_is_in_its_place_is_advised():
    (problem,) = found(**NOW, kinh_gui=["Sở GTVT"])
    assert (problem.text(), problem.hint_text()) == (
        "'Sở GTVT' không còn vào ngày ban hành",
        "nay là Sở Xây dựng",
    )
    (problem,) = found(**NOW, noi_dung=["Đo tại TP. Pleiku và TP. Vinh."])
    assert problem.text() == "nội dung nhắc nơi không còn vào ngày ban hành 2 chỗ, chỗ đầu là 'TP.Pleiku'"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"ngay": "01/11/2024", "kinh_gui": ["UBND huyện Kim Bảng"]}, ["CV338 kinh_gui 0"]),
        ({"ngay": "31/12/2024", "kinh_gui": ["UBND thị xã Kim Bảng"]}, ["CV338 kinh_gui 0"]),
        ({"ngay": "31/12/2024", "noi_nhan": ["Như trên", "Huyện Đông Sơn", "Lưu: VT"]}, ["CV338 noi_nhan 1"]),
        ({"ngay": "31/10/2024", "kinh_gui": ["UBND huyện Kim Bảng"]}, []),
        ({"ngay": "01/01/2025", "kinh_gui": ["UBND thị xã Kim Bảng"]}, []),
        ({"ngay": "15/12/2024", "kinh_gui": ["UBND huyện Yên Dũng"]}, []),
    ],
)
def test_a_district_whose_day_is_not_known_is_noted(changes, expected):
    assert told(**changes) == expected
