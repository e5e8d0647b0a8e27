"""The rule values in which two standards differ, as their 依据 pages say them."""

from __future__ import annotations

import msgspec

from ziping.domain.standard import Standard
from ziping.forms.basis import basis_rows

_ABOUT_CHECKS = "checks."


class RuleChange(msgspec.Struct, frozen=True):
    """A rule value under both standards; ``source`` is where the new value comes from, ``status`` 已核对 or 待核."""

    label: str
    before: str
    after: str
    source: str
    status: str


def rule_changes(old: Standard, new: Standard) -> tuple[RuleChange, ...]:
    """What differs in how scores come about; where the check speaks up is left out."""
    paths = [path for path, _ in new.values()]
    pairs = zip(paths, basis_rows(old), basis_rows(new), strict=True)
    return tuple(
        RuleChange(label, said, value, source, status)
        for path, (label, said, _, _), (_, value, source, status) in pairs
        if said != value and not path.startswith(_ABOUT_CHECKS)
    )
