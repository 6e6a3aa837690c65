"""What a person can ask for, each job a few lines over the pure rooms."""

from dispatch.jobs.batching import Outcome, Plan, batch, chosen, from_table, from_units, left_over, plan, preflight
from dispatch.jobs.checking import check
from dispatch.jobs.drawing import drawn, opened, shipped_template
from dispatch.jobs.issuers import Draft, Listed, agencies, drafted, saved
from dispatch.jobs.listing import Inspected, inspected, templates, units_of
from dispatch.jobs.loading import Loaded, composed, load
from dispatch.jobs.making import Built, build, hand_out, made

__all__ = [
    "Built",
    "Draft",
    "Inspected",
    "Listed",
    "Loaded",
    "Outcome",
    "Plan",
    "agencies",
    "batch",
    "build",
    "check",
    "chosen",
    "composed",
    "drafted",
    "drawn",
    "from_table",
    "from_units",
    "hand_out",
    "inspected",
    "left_over",
    "load",
    "made",
    "opened",
    "plan",
    "preflight",
    "saved",
    "shipped_template",
    "templates",
    "units_of",
]
