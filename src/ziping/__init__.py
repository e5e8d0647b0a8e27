"""自评表助手 ziping: fill, score, check and report a budget performance self-evaluation (绩效自评)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ziping.api import check, load, load_all, parse_value, report, score, score_indicator

__version__ = "0.3.0"

__all__ = ["check", "load", "load_all", "parse_value", "report", "score", "score_indicator"]


def __getattr__(name: str) -> Any:
    """The interface is imported on first use: ``import ziping`` alone costs nothing."""
    if name in __all__:
        from ziping import api

        return getattr(api, name)
    raise AttributeError(name)
