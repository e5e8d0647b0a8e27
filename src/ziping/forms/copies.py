"""Reports about forms whose sheet was copied for another project."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import msgspec

from ziping.domain.model import Document, SelfEvaluation


def with_copies(texts: Sequence[Document], forms: Sequence[SelfEvaluation]) -> tuple[Document, ...]:
    """The reports, and behind each those about the sheets copied from its form: with the texts copied for them, which
    still point to the first form, or with its own. A name already taken is told apart by the sheet of the form."""
    ids = {form.sheet: form.form for form in forms}
    told = {document.about for document in texts}
    first = {form.form: form.sheet for form in reversed(forms) if form.sheet in told}
    found: dict[tuple[str, str], Document] = {}
    copied: Counter[tuple[str, str]] = Counter()
    for document in texts:
        about = document.about
        copies = [sheet for sheet in ids if sheet not in told and first.get(ids[sheet]) == about]
        for sheet in (about, *copies)[copied[document.name, about] :]:
            found[document.name, sheet] = msgspec.structs.replace(document, about=sheet)
        copied[document.name, about] += 1
    names = [name for name, _ in found]
    return tuple(
        msgspec.structs.replace(document, name=f"{name}（{about}）") if name in names[:place] else document
        for place, ((name, about), document) in enumerate(found.items())
    )
