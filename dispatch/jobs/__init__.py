"""What a person can ask for, each job a few lines over the pure rooms."""

from dispatch.jobs.drawing import drawn, opened, shipped_template
from dispatch.jobs.listing import Inspected, agencies, inspected, templates, units_of
from dispatch.jobs.loading import Loaded, check, composed, load
from dispatch.jobs.making import Built, build, hand_out, made

__all__ = [
    "Built",
    "Inspected",
    "Loaded",
    "agencies",
    "build",
    "check",
    "composed",
    "drawn",
    "hand_out",
    "inspected",
    "load",
    "made",
    "opened",
    "shipped_template",
    "templates",
    "units_of",
]
