"""What a click says to the user and asks him."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ziping import log
from ziping.domain.years import YEARS
from ziping.errors import ZipingError
from ziping.excel import com

if TYPE_CHECKING:
    import xlwings as xw

TITLE = "绩效自评"
_LONGEST = 900
"""Characters a message box shows without growing beyond a small screen."""


class CancelledError(Exception):
    """The user does not want to go on; nothing more is said."""


class Dialogs:
    """Messages, questions and the status bar of one Excel."""

    def __init__(self, app: xw.App) -> None:
        self._app = app
        self._bar_before: str | bool | None = None

    def progress(self, text: str) -> None:
        """What is being done, in the status bar."""
        if self._bar_before is None:
            self._bar_before = self._app.status_bar
        self._app.status_bar = f"{TITLE}：{text}……"

    def quiet(self) -> None:
        """The status bar as it was."""
        if self._bar_before is not None:
            self._app.status_bar, self._bar_before = self._bar_before, None

    def tell(self, text: str, *, wrong: bool = False) -> None:
        com.message(self._app, shortened(text), TITLE, "ok", "critical" if wrong else "info")

    def confirm(self, question: str) -> bool:
        return com.message(self._app, shortened(question), TITLE, "yes_no", "info") == "yes"

    def insist(self, question: str) -> None:
        """Ends the click where the user says no."""
        if not self.confirm(question):
            raise CancelledError

    def ask(self, prompt: str, default: str = "") -> str:
        """What the user types, without the spaces around it. Ends the click where he cancels."""
        answer = com.ask_text(self._app, prompt, TITLE, default)
        if answer is None:
            raise CancelledError
        return answer.strip()

    def ask_year(self, prompt: str, default: int) -> int:
        """A year. Ends the click where the user cancels, raises ZipingError for anything else."""
        text = self.ask(prompt, str(default))
        digits = text.removesuffix("年度").removesuffix("年").strip()
        if not (digits.isdecimal() and int(digits) in YEARS):
            bounds = f"{YEARS[0]} 到 {YEARS[-1]}"
            raise ZipingError(f"年度“{text}”不对，什么都没有做；请再点一次，填 {bounds} 之间的年度，如 2025。")
        return int(digits)

    def choose(self, question: str, options: Sequence[str], default: int = 0) -> int:
        """Which of ``options`` the user names by its number; the only one is not asked for. Ends the click where he
        cancels, raises ZipingError for a number that is not there."""
        if len(options) == 1:
            return 0
        listed = "\n".join(f"{number}　{option}" for number, option in enumerate(options, 1))
        prompt = f"{question}填序号：\n\n{listed}"
        if len(prompt) > com.LONGEST_PROMPT:
            prompt = f"{question}填序号（1 到 {len(options)}）："
            if com.message(self._app, f"{question}下一步填序号。\n\n{listed}", TITLE, "ok_cancel", "info") != "ok":
                raise CancelledError
        answer = self.ask(prompt, str(default + 1))
        if not (answer.isdecimal() and 1 <= int(answer) <= len(options)):
            raise ZipingError(f"没有序号“{answer}”，什么都没有做；请再点一次，填 1 到 {len(options)} 之间的序号。")
        return int(answer) - 1

    def ask_file(self, title: str, kind: str, pattern: str) -> Path:
        """The file the user picks. Ends the click where he cancels."""
        path = com.ask_file(self._app, kind, pattern, title)
        if path is None:
            raise CancelledError
        return path


def shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"


def open_file(path: Path) -> None:
    """Show a file in the program it belongs to; where that is not possible the message says where it lies."""
    start = getattr(os, "startfile", None)
    if start is not None:
        try:
            start(str(path))
        except OSError as error:
            log.note_exception(error)


def last_resort(text: str) -> None:
    """A message without Excel, where there is none to ask."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.MessageBoxW(None, text, TITLE, 0x30)
