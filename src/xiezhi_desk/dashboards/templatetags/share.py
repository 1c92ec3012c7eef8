"""Shares with their interval."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from xiezhi_desk.dashboards.selectors.models import said

if TYPE_CHECKING:
    from xiezhi_desk.clues.selectors.precision import Interval

register = template.Library()


@register.filter("share_word")
def share_word(share: Interval) -> str:
    """``80 %（49–94 %，8/10）``."""
    return said(share)
