"""Rows of gazetteers for tests: files of JSON lines, and what is left where bad rows are skipped."""

from __future__ import annotations

import gzip
import json

import pytest
import saith


def jsonl(path, *rows):
    data = "".join(f"{row if isinstance(row, str) else json.dumps(row)}\n" for row in rows).encode()
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


def lenient(make, *given, **options):
    """The gazetteer without its bad rows, and the one warning."""
    with pytest.warns(saith.SaithWarning) as caught:
        gazetteer = make(*given, strict=False, **options)
    assert len(caught) == 1
    assert caught[0].filename == __file__
    return gazetteer, str(caught[0].message)


def ftm(id, schema, **properties):
    return {"id": id, "schema": schema, "properties": properties}
