"""What a person can ask for, each job a few lines over the pure rooms."""

from dispatch.jobs.batching import Checked, Make, Outcome, Plan, batch, columns, left_over, plan, preflight
from dispatch.jobs.carrying import Taken, extracted, take_all, take_letter
from dispatch.jobs.checking import check
from dispatch.jobs.diagnosing import Diagnosis, diagnosed
from dispatch.jobs.drawing import drawn, opened, shipped_template
from dispatch.jobs.gathering import bound, bound_pages, letters_done, letters_to_be, zipped
from dispatch.jobs.issuers import Draft, Listed, agencies, drafted, saved
from dispatch.jobs.leafing import Leafed, Words, leafed
from dispatch.jobs.listing import Inspected, inspected, templates, units_of
from dispatch.jobs.loading import Loaded, composed, load
from dispatch.jobs.making import Built, build, hand_out, made
from dispatch.jobs.picturing import Pictured, Printout, pictured, pictured_all
from dispatch.jobs.previewing import Paged, Wanted, paged, previewed, viewable, written
from dispatch.jobs.recipients import from_table, from_units
from dispatch.jobs.sampling import sampled, samples
from dispatch.jobs.sharing import alone, cluster, processes
from dispatch.jobs.tasking import Asked, as_calendar, asked
from dispatch.jobs.workshop import Order

__all__ = [
    "Asked",
    "Built",
    "Checked",
    "Diagnosis",
    "Draft",
    "Inspected",
    "Leafed",
    "Listed",
    "Loaded",
    "Make",
    "Order",
    "Outcome",
    "Paged",
    "Pictured",
    "Plan",
    "Printout",
    "Taken",
    "Wanted",
    "Words",
    "agencies",
    "alone",
    "as_calendar",
    "asked",
    "batch",
    "bound",
    "bound_pages",
    "build",
    "check",
    "cluster",
    "columns",
    "composed",
    "diagnosed",
    "drafted",
    "drawn",
    "extracted",
    "from_table",
    "from_units",
    "hand_out",
    "inspected",
    "leafed",
    "left_over",
    "letters_done",
    "letters_to_be",
    "load",
    "made",
    "opened",
    "paged",
    "pictured",
    "pictured_all",
    "plan",
    "preflight",
    "previewed",
    "processes",
    "sampled",
    "samples",
    "saved",
    "shipped_template",
    "take_all",
    "take_letter",
    "templates",
    "units_of",
    "viewable",
    "written",
    "zipped",
]
