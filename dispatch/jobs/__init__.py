"""What a person can ask for, each job a few lines over the pure rooms."""

from dispatch.jobs.batching import Outcome, Plan, batch, chosen, from_table, from_units, left_over, plan, preflight
from dispatch.jobs.carrying import Taken, extracted, take_all, take_letter
from dispatch.jobs.checking import check
from dispatch.jobs.drawing import drawn, opened, shipped_template
from dispatch.jobs.listing import Inspected, agencies, inspected, templates, units_of
from dispatch.jobs.loading import Loaded, composed, load
from dispatch.jobs.making import Built, build, hand_out, made
from dispatch.jobs.tasking import Asked, as_calendar, asked

__all__ = [
    "Asked",
    "Built",
    "Inspected",
    "Loaded",
    "Outcome",
    "Plan",
    "Taken",
    "agencies",
    "as_calendar",
    "asked",
    "batch",
    "build",
    "check",
    "chosen",
    "composed",
    "drawn",
    "extracted",
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
    "shipped_template",
    "take_all",
    "take_letter",
    "templates",
    "units_of",
]
