"""Regular expressions compiled at their first use: a click needs few of them, and compiling all takes long."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, cast


def pattern(text: str, flags: int = 0, *, needs: tuple[str, ...] = ()) -> re.Pattern[str]:
    """What ``re.compile`` gives, compiled at its first use. A text with none of the words that it ``needs`` cannot
    match, and is not even looked at."""
    lazy = _Lazy(text, flags)
    return cast("re.Pattern[str]", _Guarded(lazy, needs) if needs else lazy)


class _Lazy:
    def __init__(self, text: str, flags: int) -> None:
        self._source = (text, flags)

    def __getattr__(self, name: str) -> Any:
        value = getattr(re.compile(*self._source), name)
        setattr(self, name, value)  # the next use does not come here
        return value


class _Guarded:
    """The methods that look for a match, for texts that may have one."""

    def __init__(self, lazy: Any, needs: tuple[str, ...]) -> None:
        self._lazy, self._needs = lazy, needs

    def _may(self, text: str) -> bool:
        for word in self._needs:  # noqa: SIM110 - any() takes three times as long
            if word in text:
                return True
        return False

    def search(self, text: str, *place: int) -> re.Match[str] | None:
        return self._lazy.search(text, *place) if self._may(text) else None

    def match(self, text: str, *place: int) -> re.Match[str] | None:
        return self._lazy.match(text, *place) if self._may(text) else None

    def fullmatch(self, text: str, *place: int) -> re.Match[str] | None:
        return self._lazy.fullmatch(text, *place) if self._may(text) else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        return self._lazy.finditer(text) if self._may(text) else iter(())

    def findall(self, text: str) -> list[Any]:
        return self._lazy.findall(text) if self._may(text) else []

    def sub(self, new: Any, text: str) -> str:
        return self._lazy.sub(new, text) if self._may(text) else text
