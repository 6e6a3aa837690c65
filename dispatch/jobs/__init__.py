"""What a person can ask for, each job a few lines over the pure rooms.

A job is brought in when it is first asked for: a command needs few of them, and all would cost it a fifth of its time.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dispatch.batch.collect import bound, bound_pages, letters_done, letters_to_be, zipped
    from dispatch.batch.executors.dask import DASK, cluster
    from dispatch.batch.executors.local import alone, processes
    from dispatch.batch.incremental.maker import Order
    from dispatch.batch.plan import Checked, Plan, columns, plan, preflight
    from dispatch.batch.run import Make, Outcome, batch, left_over
    from dispatch.batch.sample import sampled, samples
    from dispatch.building.load import Loaded, composed, load
    from dispatch.building.render import drawn, opened, shipped_template
    from dispatch.building.source import Taken, extracted, take_all, take_letter, text_in
    from dispatch.jobs.checking import check
    from dispatch.jobs.contact_sheet import Leafed, Words, leafed
    from dispatch.jobs.doctor import Diagnosis, diagnosed
    from dispatch.jobs.issuers import Draft, Listed, agencies, drafted, saved
    from dispatch.jobs.listing import Inspected, inspected, templates, units_of
    from dispatch.jobs.making import Built, build, hand_out, made
    from dispatch.jobs.preview import Paged, Wanted, paged, previewed, viewable, written
    from dispatch.jobs.render_pages import Pictured, Printout, pictured, pictured_all
    from dispatch.jobs.tasks import Asked, as_calendar, asked
    from dispatch.recipients.choose import from_table, from_units

JOBS = {
    "batch.run": ("Make", "Outcome", "batch", "left_over"),
    "building.source": ("Taken", "extracted", "take_all", "take_letter", "text_in"),
    "jobs.checking": ("check",),
    "batch.executors.dask": ("DASK", "cluster"),
    "jobs.doctor": ("Diagnosis", "diagnosed"),
    "building.render": ("drawn", "opened", "shipped_template"),
    "batch.collect": ("bound", "bound_pages", "letters_done", "letters_to_be", "zipped"),
    "jobs.issuers": ("Draft", "Listed", "agencies", "drafted", "saved"),
    "jobs.contact_sheet": ("Leafed", "Words", "leafed"),
    "jobs.listing": ("Inspected", "inspected", "templates", "units_of"),
    "building.load": ("Loaded", "composed", "load"),
    "jobs.making": ("Built", "build", "hand_out", "made"),
    "jobs.render_pages": ("Pictured", "Printout", "pictured", "pictured_all"),
    "batch.plan": ("Checked", "Plan", "columns", "plan", "preflight"),
    "jobs.preview": ("Paged", "Wanted", "paged", "previewed", "viewable", "written"),
    "recipients.choose": ("from_table", "from_units"),
    "batch.sample": ("sampled", "samples"),
    "batch.executors.local": ("alone", "processes"),
    "jobs.tasks": ("Asked", "as_calendar", "asked"),
    "batch.incremental.maker": ("Order",),
}
HOMES = {name: home for home, names in JOBS.items() for name in names}


def __getattr__(name: str) -> object:
    """Return a job from the module that holds it, and keep it here."""
    if name not in HOMES:
        raise AttributeError(name)
    found: object = getattr(import_module(f"dispatch.{HOMES[name]}"), name)
    globals()[name] = found
    return found
