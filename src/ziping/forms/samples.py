"""Filled samples with the figures of real published self-evaluations, as data.

The narrative sentences are the project's own.
"""

from __future__ import annotations

from pathlib import Path

import msgspec
import yaml

from ziping.errors import ZipingError
from ziping.forms.filled import Filled

_FOLDER = Path(__file__).parent / "samples"
DEMO = "xinzhou-department-2021"


def sample_ids() -> tuple[str, ...]:
    """All shipped samples, in alphabetical order."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.yaml")))


def load_sample(id: str) -> Filled:
    """The values of sample ``id``. Raises ZipingError for an unknown id."""
    if id not in sample_ids():
        raise ZipingError(f"没有名为“{id}”的示例，可用的有：{'、'.join(sample_ids())}。")
    return read_filled(_FOLDER / f"{id}.yaml")


def read_filled(path: Path) -> Filled:
    """The values in a YAML file of the same shape as the samples."""
    text = path.read_text(encoding="utf-8")
    return msgspec.convert(yaml.load(text, _ExactLoader), Filled)  # noqa: S506 - a safe loader


class _ExactLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Numbers stay as written: 95.40 never passes through a float."""


def _decimal_text(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> str:
    return str(loader.construct_scalar(node))


_ExactLoader.add_constructor("tag:yaml.org,2002:float", _decimal_text)
