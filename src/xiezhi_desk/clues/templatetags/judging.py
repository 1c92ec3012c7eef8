"""Words of judging."""

from __future__ import annotations

from django import template

from xiezhi_desk.library import models
from xiezhi_desk.ui.words import chinese

register = template.Library()


@register.filter
def model_title(model: str) -> str:
    """A model's title; its id when it is not shipped here."""
    found = models.find(model)
    if found is None:
        return model
    return found.title.zh if chinese() else found.title.en
