"""What a person can ask for, each job a few lines over the pure rooms.

A job is brought in when it is first asked for: a command needs few of them, and all would cost it a fifth of its time.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dispatch.jobs.batching import Make, Outcome, batch, left_over
    from dispatch.jobs.carrying import Taken, extracted, take_all, take_letter, text_in
    from dispatch.jobs.checking import check
    from dispatch.jobs.clustering import DASK, cluster
    from dispatch.jobs.diagnosing import Diagnosis, diagnosed
    from dispatch.jobs.drawing import drawn, opened, shipped_template
    from dispatch.jobs.gathering import bound, bound_pages, letters_done, letters_to_be, zipped
    from dispatch.jobs.issuers import Draft, Listed, agencies, drafted, saved
    from dispatch.jobs.leafing import Leafed, Words, leafed
    from dispatch.jobs.listing import Inspected, inspected, templates, units_of
    from dispatch.jobs.loading import Loaded, composed, load
    from dispatch.jobs.making import Built, build, hand_out, made
    from dispatch.jobs.picturing import Pictured, Printout, pictured, pictured_all
    from dispatch.jobs.planning import Checked, Plan, columns, plan, preflight
    from dispatch.jobs.previewing import Paged, Wanted, paged, previewed, viewable, written
    from dispatch.jobs.recipients import from_table, from_units
    from dispatch.jobs.sampling import sampled, samples
    from dispatch.jobs.sharing import alone, processes
    from dispatch.jobs.tasking import Asked, as_calendar, asked
    from dispatch.jobs.workshop import Order

JOBS = {
    "batching": ("Make", "Outcome", "batch", "left_over"),
    "carrying": ("Taken", "extracted", "take_all", "take_letter", "text_in"),
    "checking": ("check",),
    "clustering": ("DASK", "cluster"),
    "diagnosing": ("Diagnosis", "diagnosed"),
    "drawing": ("drawn", "opened", "shipped_template"),
    "gathering": ("bound", "bound_pages", "letters_done", "letters_to_be", "zipped"),
    "issuers": ("Draft", "Listed", "agencies", "drafted", "saved"),
    "leafing": ("Leafed", "Words", "leafed"),
    "listing": ("Inspected", "inspected", "templates", "units_of"),
    "loading": ("Loaded", "composed", "load"),
    "making": ("Built", "build", "hand_out", "made"),
    "picturing": ("Pictured", "Printout", "pictured", "pictured_all"),
    "planning": ("Checked", "Plan", "columns", "plan", "preflight"),
    "previewing": ("Paged", "Wanted", "paged", "previewed", "viewable", "written"),
    "recipients": ("from_table", "from_units"),
    "sampling": ("sampled", "samples"),
    "sharing": ("alone", "processes"),
    "tasking": ("Asked", "as_calendar", "asked"),
    "workshop": ("Order",),
}
HOMES = {name: home for home, names in JOBS.items() for name in names}


def __getattr__(name: str) -> object:
    """Return a job from the module that holds it, and keep it here."""
    if name not in HOMES:
        raise AttributeError(name)
    found: object = getattr(import_module(f"{__name__}.{HOMES[name]}"), name)
    globals()[name] = found
    return found
