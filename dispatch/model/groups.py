"""Which group of keys stands at a path of a letter."""

from typing import Any

from pydantic import BaseModel

from dispatch.model import CongVan, Part
from dispatch.problem import Path


def group_at(path: Path) -> type[BaseModel]:
    """Return the group of keys that stands at a path."""
    model: type[BaseModel] = CongVan
    for step in path:
        if isinstance(step, str) and step in model.model_fields:
            model = _part(model.model_fields[step].annotation) or model
    return model


def _part(annotation: Any) -> type[Part] | None:
    """Return the group that an annotation holds, however it is wrapped."""
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return annotation
    inner = (*getattr(annotation, "__args__", ()),)
    return next((found for a in inner if (found := _part(a))), None)
