"""A bar that shows how far a batch is."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator

from saith._optional import needed


@contextlib.contextmanager
def bar(total: int | None, *, shown: bool) -> Iterator[Callable[[int], None] | None]:
    """Give a function that takes the number of rows done so far, or None where no bar is shown."""
    if not shown:
        yield None
        return
    tqdm = needed("tqdm.auto", "progress=True", "progress")
    with tqdm.tqdm(total=total, unit=" texts") as shown_bar:
        yield lambda done: shown_bar.update(done - shown_bar.n)
