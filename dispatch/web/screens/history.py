"""The history of a letter: its earlier states, what differs from now, and the way back to each."""

from datetime import datetime, timedelta

from dispatch.jobs.edit_letter import read_text
from dispatch.jobs.history import compare, find_version, history_file, read_versions
from dispatch.web.rendering import page
from dispatch.web.screens.letter import save_over
from dispatch.web.site import Answer, Asked, Site

LINES_MOST = 400


def show_history(site: Site, asked: Asked) -> Answer:
    """Show the earlier states of a letter; of one that is asked for, what differs from now."""
    name, number = asked.path["name"], asked.query.get("at", "")
    file = site.file_of(name)
    now, seen = read_text(site.world, file)
    chosen = find_version(site.world, file, number) if number else None
    lines = list(compare(chosen.text, now)) if chosen else []
    return page(
        site,
        asked,
        "history.html",
        name=name,
        seen=seen,
        kept_in=history_file(name),
        versions=[
            {"number": version.number, "until": _shown_time(version.until)}
            for version in reversed(read_versions(site.world, file))
        ],
        chosen=chosen.number if chosen else 0,
        lines=lines[:LINES_MOST],
        more=len(lines) > LINES_MOST,
    )


def _shown_time(until: str) -> str:
    try:
        return f"{datetime.fromisoformat(until):%d/%m/%Y %H:%M:%S}"
    except ValueError:
        return until


def take_back(site: Site, asked: Asked) -> Answer:
    """Write an earlier state of a letter over what was seen; that stays in the history."""
    version = find_version(site.world, site.file_of(asked.path["name"]), asked.said("at"))
    return save_over(site, asked, version.text, timedelta())
