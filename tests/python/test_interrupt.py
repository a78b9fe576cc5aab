"""Ctrl-C stops a batch, or one long text, within a second, and leaves the pipeline usable."""

from __future__ import annotations

import sys

import pytest
from control_c import check_stop

SCRIPT = """
import saith, sys, time
nlp = saith.Pipeline(threads=2)
nlp.analyze_many(["He left."])
text = "“We won,” said Ann Lee, who left for the town of Bo. " * 100
work = {work}
print("begun", flush=True)
try:
    while True:
        work()
except KeyboardInterrupt:
    print("stopped", flush=True)
    start = time.perf_counter()
    assert len(nlp.analyze_many([text] * 4).sentences) == 400
    assert time.perf_counter() - start < 5
    print("goes on", flush=True)
"""
WORK = {
    "many short texts": "lambda: nlp.analyze_many([text] * 20000)",
    "one long text": "lambda long=text * 4000: nlp.analyze(long)",
    "the sentences of one long text": "lambda long=text * 4000: nlp.sentences(long)",
    "a long text in a batch": "lambda long=[text * 4000]: nlp.analyze_many(long)",
    "a generator": "lambda: nlp.analyze_many(text for _ in range(10**7))",
}


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="no SIGINT to send there")
@pytest.mark.parametrize("what", WORK)
def test_control_c_stops_within_a_second(what):
    script = SCRIPT.format(work=WORK[what])
    check_stop(script, then="goes on\n")
