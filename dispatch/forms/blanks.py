"""What stands in a cell that is there to be filled: nothing, dots, ellipses, underscores, or such a date."""

import re

from dispatch.patterns import lazy_pattern

MARK = r"\.(?:\s*\.)+|[…_]"
BLANK = lazy_pattern(rf"(?:{MARK}|[\s./-]|\d{{1,4}}(?!\d)|ngày|tháng|năm)*+", re.IGNORECASE)
FIRST = lazy_pattern(rf"(?P<mark>{MARK})|\d")
DATE = lazy_pattern(r"/|-|tháng|năm", re.IGNORECASE)


def is_room_to_write(text: str) -> bool:
    """Say whether a text is nothing but room to write: `………`, `…../…../2026`, `ngày … tháng … năm 2026`."""
    if not text.strip():
        return True
    first = FIRST.search(text)
    begins_blank = first is not None and first["mark"] is not None
    if not (begins_blank and BLANK.fullmatch(text)):
        return False
    return not any(map(str.isdigit, text)) or DATE.search(text) is not None
