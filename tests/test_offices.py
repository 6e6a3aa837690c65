"""Head and tail of letters of many offices, in every layout: each value is what was printed, or carries a remark."""

import pytest
from foreign_letters import LAYOUTS
from offices import DAY, office_letters, printing

from dispatch.building.foreign import read_bytes
from dispatch.foreign.reading import read_letter

IN_EACH_LAYOUT, AS_TEXT = 9, 30


def values_of(letter):
    agency = letter.agency
    parent, own = (agency.known.chu_quan, agency.known.ten) if agency.known else (agency.parent, agency.own)
    (signer,) = letter.signers
    return {
        "parent": " ".join(parent).upper(),
        "own": " ".join(own).upper(),
        "number": letter.number,
        "symbol": letter.symbol,
        "place": letter.place,
        "day": letter.day,
        "subject": letter.subject,
        "addressees": letter.addressees,
        "recipients": letter.recipients,
        "signer": (signer.authority, signer.office, signer.name),
    }


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
def test_each_value_is_what_was_printed(layout):
    for letter in office_letters(IN_EACH_LAYOUT, seed=LAYOUTS.index(layout)):
        with printing(letter) as office:
            read = read_letter(read_bytes(office.foreign_letter(layout), "thu"), DAY)
        assert values_of(read) == letter.wanted


def test_each_value_is_what_was_printed_in_plain_text():
    for letter in office_letters(AS_TEXT):
        with printing(letter) as office:
            read = read_letter(read_bytes(office.as_text(), "thu"), DAY)
        assert values_of(read) == letter.wanted


def test_a_commune_may_be_numbered():
    text = "UBND XÃ A LƯỚI 2\n\nSố: 15/UBND-VP\n\nA Lưới 2, ngày 5 tháng 3 năm 2026\n\nKính gửi: Sở Nội vụ\n\nThử./.\n"
    read = read_letter(read_bytes(text.encode(), "thu"), DAY)
    assert (read.place, read.day) == ("A Lưới 2", "5/3/2026")
