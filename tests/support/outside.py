"""Programs the tests call, and what happens where one is missing."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Sequence

import pytest

STRICT = "ZIPING_STRICT"


def require(missing: str | None) -> None:
    """Skip the test that needs what is ``missing``; fail it where ZIPING_STRICT is set, as CI does."""
    if missing is None:
        return
    if os.environ.get(STRICT):
        pytest.fail(f"{missing}（已设置 {STRICT}，不得跳过）", pytrace=False)
    pytest.skip(missing)


def run(command: Sequence[str], *, timeout: float) -> subprocess.CompletedProcess[str]:
    """Run ``command`` to its end; past ``timeout`` seconds its whole process group is killed.

    soffice is a shell script around the real program: killing only the script would leave the program behind.
    """
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        errors="replace",
        env={**os.environ, "LC_ALL": "C.UTF-8"},
        start_new_session=True,
    )
    try:
        out, err = process.communicate(timeout=timeout)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        raise
    return subprocess.CompletedProcess(command, process.returncode, out, err)
