"""What is said of input that cannot be used."""

from __future__ import annotations

import pytest
import saith


def error(make, *given, **options):
    """The message of the error that `make` raises; it names a remedy, in one line."""
    with pytest.raises(saith.FormatError) as raised:
        make(*given, **options)
    message = str(raised.value)
    assert "; " in message
    assert "\n" not in message
    return message
