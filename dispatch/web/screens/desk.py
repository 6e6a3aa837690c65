"""The desk: every letter of the folder with its state, those first that need something done."""

from typing import NamedTuple

from dispatch.jobs.desk import DeskLetter, State, list_desk
from dispatch.jobs.edit_letter import read_text
from dispatch.problem import N_, Refused, Say
from dispatch.web.rendering import page
from dispatch.web.screens.entrance import static_answer
from dispatch.web.site import Answer, Asked, Site

WORDS = {
    State.BATCH_UNFINISHED: N_("hàng loạt {made}/{wanted}: còn {rest} nơi chưa có công văn"),
    State.OVERDUE: N_("quá hạn: đã về {sent}/{units}, muộn {late}"),
    State.WRONG: N_("{errors} lỗi, {remarks} nhận xét"),
    State.REMARKS: N_("{remarks} nhận xét"),
    State.READY: N_("sẵn sàng"),
    State.RETURNING: N_("đã về {sent}/{units}, muộn {late}"),
    State.RETURNED: N_("đã về đủ {units}, muộn {late}"),
    State.SENT: N_("hàng loạt {made}/{wanted}"),
}


class Step(NamedTuple):
    """What is done next with a letter, and on which of its pages."""

    words: str
    page: str = ""


NEXT = {
    State.BATCH_UNFINISHED: Step(N_("Làm tiếp"), "/batch"),
    State.OVERDUE: Step(N_("Đôn đốc"), "/returns"),
    State.WRONG: Step(N_("Sửa lỗi")),
    State.REMARKS: Step(N_("Xem nhận xét")),
    State.READY: Step(N_("Mở")),
    State.RETURNING: Step(N_("Nhận biểu gửi về"), "/returns"),
    State.RETURNED: Step(N_("Tổng hợp, báo cáo"), "/returns"),
    State.SENT: Step(N_("Mở")),
}


def show_desk(site: Site, asked: Asked) -> Answer:
    """Show every letter that answers the search."""
    search = asked.query.get("q", "")
    letters = [
        {
            "name": letter.name,
            "subject": letter.subject or letter.name,
            "sign": letter.state.name.lower(),
            "state": _worded(letter, asked.say),
            "next": asked.say(NEXT[letter.state].words),
            "page": NEXT[letter.state].page,
        }
        for letter in list_desk(site.world, site.folder, search)
    ]
    return page(site, asked, "desk.html", letters=letters, search=search)


def _worded(letter: DeskLetter, say: Say) -> str:
    made, wanted = letter.batch or (0, 0)
    counts = {"made": made, "wanted": wanted, "rest": wanted - made}
    returned = letter.returns._asdict() if letter.returns else {}
    return say(WORDS[letter.state]).format(errors=letter.errors, remarks=letter.remarks, **counts, **returned)


def first_page(site: Site, asked: Asked) -> Answer:
    """Return a picture of a letter's first page, or the sign for one that has no pages yet."""
    file = site.file_of(asked.path["name"])
    try:
        drawn = site.drawn.pages(site.drawn.draw(file, read_text(site.world, file)[0]))
    except Refused:
        return static_answer("no-page.svg")
    return Answer(drawn.pictures[0], drawn.kind)
