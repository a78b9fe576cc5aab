"""Threads and forks: results do not depend on them, and nothing hangs."""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
import saith

TEXTS = [f"“We won {i},” said Ann Lee. She left.\n\nBo Ray told “{i}” that it was late." for i in range(500)]


def test_results_are_the_same_for_any_number_of_threads():
    one = saith.Pipeline(threads=1).analyze_many(TEXTS)
    assert saith.Pipeline(threads=4).analyze_many(TEXTS) == one
    assert saith.Pipeline().analyze_many(TEXTS) == one


def test_a_pipeline_is_shared_between_threads():
    pipeline = saith.Pipeline(threads=2)
    expected = pipeline.analyze_many(TEXTS)
    document = pipeline.analyze(TEXTS[0])
    with ThreadPoolExecutor(8) as pool:
        assert all(c == expected for c in pool.map(pipeline.analyze_many, [TEXTS] * 8))
        assert all(d == document for d in pool.map(pipeline.analyze, TEXTS[:1] * 200))


def test_other_threads_run_while_a_batch_is_read():
    ticks, stop = [], threading.Event()
    text = " ".join(TEXTS)
    pipeline = saith.Pipeline(threads=1)

    def tick():
        while not stop.wait(0.001):
            ticks.append(None)

    clock = threading.Thread(target=tick)
    clock.start()
    try:
        # Only what ticks within one call counts, but for a few at its ends; a text grows until a call is long enough.
        during = 0
        while during < 20 and len(text) < 100_000_000:
            before = len(ticks)
            pipeline.analyze(text)
            during = len(ticks) - before
            text += text
    finally:
        stop.set()
        clock.join()
    assert during >= 20


def in_child(pipeline, expected):
    sys.exit(0 if pipeline.analyze_many(TEXTS) == expected else 1)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_fork_gets_threads_of_its_own():
    pipeline = saith.Pipeline(threads=2)
    expected = pipeline.analyze_many(TEXTS)
    child = multiprocessing.get_context("fork").Process(target=in_child, args=(pipeline, expected))
    child.start()
    child.join(60)
    hangs = child.is_alive()
    child.kill()
    assert not hangs
    assert child.exitcode == 0
