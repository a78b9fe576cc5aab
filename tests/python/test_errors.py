"""Errors come through one door: a `SaithError` that says what is wrong, where, and what to do."""

from __future__ import annotations

import numpy as np
import pytest
import saith

BAD = [
    (b"text", 'bytes is not text; decode it, as in data.decode("utf-8")'),
    (3, "int is not text; pass str"),
    ([], "list"),
]


@pytest.mark.parametrize("read", [saith.sentences, saith.analyze, saith.Pipeline().sentences, saith.Pipeline().analyze])
@pytest.mark.parametrize(("value", "message"), BAD)
def test_what_is_not_text_is_an_input_error(read, value, message):
    with pytest.raises(saith.InputError) as raised:
        read(value)
    assert message in str(raised.value)
    assert isinstance(raised.value, saith.SaithError)
    assert isinstance(raised.value, TypeError)


def test_none_gives_none_and_empty_text_gives_empty_layers():
    assert saith.sentences(None) is None
    assert saith.analyze(None) is None
    assert saith.sentences("") == []
    assert saith.analyze(" \n").sentences == ()


@pytest.mark.parametrize("at", [0, 4])
def test_a_lone_surrogate_is_named_with_its_place(at):
    text = "x" * at + "\ud83d left"
    with pytest.raises(saith.InputError, match=rf"lone surrogate \(U\+D83D\) at character {at}; repair it with"):
        saith.analyze(text)
    repaired = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    assert saith.analyze(repaired).text == repaired


def test_subclasses_of_str_are_text():
    assert str(saith.sentences(np.str_("She left."))[0]) == "She left."


def test_the_family_is_told_apart():
    assert issubclass(saith.FormatError, saith.SaithError)
    assert issubclass(saith.FormatError, ValueError)
    assert not issubclass(saith.FormatError, saith.InputError)
