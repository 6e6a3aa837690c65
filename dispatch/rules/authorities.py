"""Quyền hạn: on whose behalf, by whom, and before whose title TM., KT., TL., TUQ. and Q. stand."""

from collections.abc import Iterator
from typing import NamedTuple

from dispatch import decree
from dispatch.model import CongVan, NguoiKy
from dispatch.patterns import lazy_pattern
from dispatch.problem import N_, Fault, Path, Problem
from dispatch.rules.book import rule

AUTHORITY = lazy_pattern(r"(TM|KT|TL|TUQ|Q)\.\s*(.+)")
PERSON = lazy_pattern(
    r"(?:PHÓ |TỔNG )?(?:CHỦ TỊCH|GIÁM ĐỐC|CỤC TRƯỞNG|VỤ TRƯỞNG|HIỆU TRƯỞNG|VIỆN TRƯỞNG|BỘ TRƯỞNG|CHÁNH VĂN PHÒNG"
    r"|TRƯỞNG PHÒNG|CHI CỤC TRƯỞNG|CHÁNH THANH TRA|THỦ TRƯỞNG)\b"
)
WORD_FOR_ACTING = lazy_pattern(
    r"\bPHỤ TRÁCH\b|(?:^|\.\s?)(?:(?:TẠM )?QUYỀN\b|PT\.)|^Q(?:\s|\.\S)|^PHÓ\b.*\bĐIỀU HÀNH$"
)
HEADED = ("SỞ ", "BỘ ", "CỤC ", "CHI CỤC ", "VỤ ", "CÔNG TY ", "TỔNG CÔNG TY ")
NOT_HEADED = ("BỘ CHỈ HUY", "BỘ TƯ LỆNH")
HEADS = {
    "ỦY BAN NHÂN DÂN": ("CHỦ TỊCH",),
    "UỶ BAN NHÂN DÂN": ("CHỦ TỊCH",),
    "HỘI ĐỒNG NHÂN DÂN": ("CHỦ TỊCH",),
    "SỞ ": ("GIÁM ĐỐC", "TỔNG GIÁM ĐỐC"),
    "CỤC ": ("CỤC TRƯỞNG",),
    "CHI CỤC ": ("CHI CỤC TRƯỞNG",),
    "VỤ ": ("VỤ TRƯỞNG",),
    "TRUNG TÂM ": ("GIÁM ĐỐC",),
    "BỆNH VIỆN ": ("GIÁM ĐỐC",),
    "TRƯỜNG MẦM NON": ("HIỆU TRƯỞNG",),
    "TRƯỜNG TIỂU HỌC": ("HIỆU TRƯỞNG",),
    "TRƯỜNG TRUNG HỌC": ("HIỆU TRƯỞNG",),
    "BỘ ": ("BỘ TRƯỞNG",),
}
"""Who heads an agency, by how its name begins."""
TITLES_OF_HEADS = sorted({title for titles in HEADS.values() for title in titles}, key=len, reverse=True)
OTHER_COLLECTIVE = (
    ("ỦY BAN NHÂN DÂN", "HỘI ĐỒNG NHÂN DÂN"),
    ("HỘI ĐỒNG NHÂN DÂN", "ỦY BAN NHÂN DÂN"),
)
DEPUTY_OF = {"BỘ TRƯỞNG": ("THỨ TRƯỞNG",)}


class Authority(NamedTuple):
    """A line of authority: its sign without the dot, and whose it is, in capitals."""

    sign: str
    of_whom: str


def authorities(signer: NguoiKy) -> list[Authority]:
    """Return the lines of a signature that open with a sign of authority, whatever their letters."""
    found = (AUTHORITY.fullmatch(line.upper().strip()) for line in signer.quyen_han)
    return [Authority(match[1], match[2]) for match in found if match]


def _signers(letter_data: CongVan) -> Iterator[tuple[Path, NguoiKy, list[Authority]]]:
    for index, signer in enumerate(letter_data.nguoi_ky):
        yield ("nguoi_ky", index), signer, authorities(signer)


def _issuer(letter_data: CongVan) -> str:
    return f"{' '.join(letter_data.co_quan.ten).upper()} "


def _heads(issuer: str) -> tuple[str, ...]:
    """Return who may head an issuer; nobody where its name does not tell."""
    if issuer.startswith(NOT_HEADED):
        return ()
    return next((titles for name, titles in HEADS.items() if issuer.startswith(name)), ())


@rule(
    "CV276",
    "PL I.II.7.b",
    N_("sau 'TM.' là '{text}', không phải tên tập thể"),
    N_("TM. đứng trước tên tập thể lãnh đạo hoặc cơ quan, viết đầy đủ: TM. ỦY BAN NHÂN DÂN"),
)
def _on_behalf_of_a_body(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Ký thay mặt tập thể: TM. và tên tập thể hoặc cơ quan; thay người đứng đầu thì là KT."""
    for path, _, lines in _signers(letter_data):
        for line in lines:
            in_short = line.of_whom.split()[0] in decree.COMMITTEES
            if line.sign == "TM" and (in_short or PERSON.match(line.of_whom)):
                yield fault.at(path=(*path, "quyen_han"), text=line.of_whom)


@rule(
    "CV277",
    "Điều 13.2",
    N_("'{agency}' không ký 'TM. {text}'"),
    N_("TM. là của chính tập thể ban hành; cơ quan làm việc theo chế độ thủ trưởng ký không có TM."),
)
def _on_behalf_of_itself(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """TM. là của cơ quan làm việc theo chế độ tập thể (UBND, HĐND, hội đồng), trước tên của chính cơ quan ấy."""
    issuer = _issuer(letter_data)
    if len(letter_data.nguoi_ky) > 1:
        return
    for path, _, lines in _signers(letter_data):
        for line in lines:
            collective = line.sign == "TM" and not PERSON.match(line.of_whom)
            if collective and (issuer.startswith(HEADED) or _is_of_another(line.of_whom, issuer)):
                yield fault.at(path=(*path, "quyen_han"), agency=issuer.strip(), text=line.of_whom)


def _is_of_another(collective: str, issuer: str) -> bool:
    """Say whether a collective is the committee where the council issues, or the council where the committee does."""
    return any(first in collective and issuer.startswith(other) for first, other in OTHER_COLLECTIVE)


@rule(
    "CV278",
    "PL I.II.7.b",
    N_("sau '{sign}.' là chức vụ cấp phó: '{text}'"),
    N_("ghi chức vụ người đứng đầu sau chữ đó, chức vụ người ký ở dòng dưới"),
)
def _before_the_head(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """KT., TL., TUQ., Q. đứng trước chức vụ của người đứng đầu, không đứng trước chức vụ cấp phó."""
    for path, _, lines in _signers(letter_data):
        for line in lines:
            deputy = f" {line.of_whom}".find(" PHÓ ") >= 0 or line.of_whom.startswith(decree.DEPUTIES)
            if line.sign != "TM" and deputy:
                yield fault.at(path=(*path, "quyen_han"), sign=line.sign, text=line.of_whom)


@rule("CV279", "PL I.II.7.b", N_("hai dòng '{sign}.' trong một chữ ký"), N_("chỉ ghi một dòng"))
def _each_sign_once(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Ký thay chỉ một bậc: KT. người đứng đầu, dưới đó là cấp phó của chính người ấy."""
    for path, _, lines in _signers(letter_data):
        signs = [line.sign for line in lines]
        twice = next((sign for sign in signs if signs.count(sign) > 1), "")
        if twice:
            yield fault.at(path=(*path, "quyen_han"), sign=twice)


@rule(
    "CV353",
    "PL I.II.7.b",
    N_("dòng '{later}.' đứng sau dòng '{sign}.'"),
    N_("TM., TL., TUQ. ở dòng trên, KT. ở dòng dưới, liền trên chức vụ người ký"),
)
def _signing_for_comes_last(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Thay mặt tập thể, thừa lệnh rồi mới ký thay: cấp phó ký thay người được giao ở dòng trên."""
    for path, _, lines in _signers(letter_data):
        signs = [line.sign for line in lines]
        if "KT" in signs[:-1] and signs[-1] in ("TM", "TL", "TUQ"):
            yield fault.at(path=(*path, "quyen_han"), sign="KT", later=signs[-1])


@rule(
    "CV280",
    "PL I.II.7.b",
    N_("'{title}' không phải cấp phó của '{head}'"),
    N_("hai dòng cùng một chức vụ: KT. GIÁM ĐỐC, PHÓ GIÁM ĐỐC"),
)
def _deputy_of_that_head(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Dưới KT. là cấp phó của chính người đứng đầu ghi ở dòng trên."""
    for path, signer, lines in _signers(letter_data):
        head = next((_known_head(line.of_whom) for line in lines if line.sign == "KT"), "")
        title = signer.chuc_vu.upper()
        if head and title.startswith(decree.DEPUTIES) and not _is_deputy_of(title, head):
            yield fault.at(path=(*path, "chuc_vu"), title=signer.chuc_vu, head=head)


def _known_head(title: str) -> str:
    """Return the title of a head without the name of the agency behind it."""
    return next((known for known in TITLES_OF_HEADS if f"{title} ".startswith(f"{known} ")), "")


def _is_deputy_of(title: str, head: str) -> bool:
    return title.startswith(DEPUTY_OF.get(head, (f"PHÓ {head}",)))


@rule(
    "CV281",
    "PL I.II.7.b",
    N_("'{title}' không phải người đứng đầu của '{agency}'"),
    N_("xem lại chức vụ và tên cơ quan ban hành"),
)
def _head_of_the_issuer(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """KT., TL., TUQ., Q. đứng trước chức vụ người đứng đầu của chính cơ quan ban hành."""
    issuer = _issuer(letter_data)
    heads = _heads(issuer)
    if not heads or len(letter_data.nguoi_ky) > 1 or letter_data.loai in decree.OF_EQUALS:
        return
    for path, signer, lines in _signers(letter_data):
        named = [line.of_whom for line in lines if line.sign != "TM"][:1] or [signer.chuc_vu.upper()]
        head = _known_head(named[0].removeprefix("Q. ").removeprefix("PHÓ "))
        if head and head not in heads:
            key = "quyen_han" if signer.quyen_han else "chuc_vu"
            yield fault.at(path=(*path, key), title=named[0], agency=issuer.strip())


@rule(
    "CV282",
    "PL I.II.7.b",
    N_("'{text}' không phải quyền hạn, chức vụ ký"),
    N_("quyền cấp trưởng ghi Q. GIÁM ĐỐC; cấp phó phụ trách ký như cấp phó: KT. GIÁM ĐỐC, PHÓ GIÁM ĐỐC"),
)
def _no_word_for_acting(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Cấp phó được giao phụ trách hoặc điều hành ký như cấp phó ký thay; quyền cấp trưởng viết tắt là Q."""
    for path, signer, _ in _signers(letter_data):
        for key, text in (("quyen_han", " ".join(signer.quyen_han)), ("chuc_vu", signer.chuc_vu)):
            if WORD_FOR_ACTING.search(text.upper()):
                yield fault.at(path=(*path, key), text=text)


@rule(
    "CV288",
    "PL I.II.7.b",
    N_("ký '{sign}. {head}' mà người ký cũng là '{title}'"),
    N_("ghi chức vụ của người được giao ký, hoặc bỏ dòng {sign}."),
)
def _not_by_his_own_order(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Thừa lệnh, thừa ủy quyền là người đứng đầu giao người khác ký: dưới đó không thể là chính chức vụ ấy."""
    for path, signer, lines in _signers(letter_data):
        for line in lines:
            if line.sign in ("TL", "TUQ") and signer.chuc_vu.upper() == line.of_whom:
                yield fault.at(
                    path=(*path, "chuc_vu"), sign=line.sign, head=line.of_whom, title=signer.chuc_vu
                )
