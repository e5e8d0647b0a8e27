"""The last item of a menu of the ribbon: what the user's own regions have, which the ribbon cannot list."""

from __future__ import annotations

from collections.abc import Callable

from ziping.errors import ZipingError
from ziping.excel.click import Click
from ziping.packs.folders import VARIABLE, Kind, own_ids


def choose_own(click: Click, what: str, title: Callable[[str], str], *kinds: Kind) -> str:
    """The id of the one that the user names by its number. Raises ZipingError where there is none."""
    ids = own_ids(*kinds)
    if not ids:
        raise ZipingError(
            f"没有找到自己的{what}；请按“增加地区”的说明写好文件，把文件夹设到环境变量 {VARIABLE}，再重新打开 Excel。"
        )
    return ids[click.say.choose(f"用哪一种{what}？", [f"{title(id)}（{id}）" for id in ids])]
