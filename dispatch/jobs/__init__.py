"""What a person can ask for, each job a few lines over the pure rooms."""

from dispatch.jobs.batching import Checked, Make, Outcome, Plan, batch, columns, left_over, plan, preflight
from dispatch.jobs.checking import check
from dispatch.jobs.diagnosing import Diagnosis, diagnosed
from dispatch.jobs.drawing import drawn, opened, shipped_template
from dispatch.jobs.gathering import bound, zipped
from dispatch.jobs.listing import Inspected, agencies, inspected, templates, units_of
from dispatch.jobs.loading import Loaded, composed, load
from dispatch.jobs.making import Built, build, hand_out, made
from dispatch.jobs.picturing import Pictured, pictured
from dispatch.jobs.previewing import previewed
from dispatch.jobs.recipients import from_table, from_units
from dispatch.jobs.sharing import alone, cluster, processes
from dispatch.jobs.workshop import Order

__all__ = [
    "Built",
    "Checked",
    "Diagnosis",
    "Inspected",
    "Loaded",
    "Make",
    "Order",
    "Outcome",
    "Pictured",
    "Plan",
    "agencies",
    "alone",
    "batch",
    "bound",
    "build",
    "check",
    "cluster",
    "columns",
    "composed",
    "diagnosed",
    "drawn",
    "from_table",
    "from_units",
    "hand_out",
    "inspected",
    "left_over",
    "load",
    "made",
    "opened",
    "pictured",
    "plan",
    "preflight",
    "previewed",
    "processes",
    "shipped_template",
    "templates",
    "units_of",
    "zipped",
]
