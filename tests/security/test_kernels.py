"""Kernels that are forked are as separate as kernels that start by themselves, and lighter."""

import json
import os
import sys
import time

import psutil
import pytest
from page_server import RANDOM

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="kernels are forked on Linux only")


def kernels(pages):
    family = psutil.Process(pages.process.pid).children(recursive=True)
    return [process for process in family if process.name() == "course-kernel"]


def kernel_of_a_new_page(pages):
    before = set(kernels(pages))
    pages.open()
    (fresh,) = set(kernels(pages)) - before
    return fresh


def zygote(pages):
    children = psutil.Process(pages.process.pid).children()
    return next(process for process in children if "calcinosis.serving.zygote" in process.cmdline())


def drawn(pages, page):
    text = pages.ask(f"/voila/render/{page}").text
    start = text.index("vnd.voila.cell-output+json")
    pages.opened.append(text.partition('"kernelId": "')[2][:36])
    return json.loads(text[text.index("{", start) : text.index("</script>", start)])["data"]["application/json"]


def test_every_page_has_a_forked_kernel_in_a_session_of_its_own(pages):
    first, second = kernel_of_a_new_page(pages), kernel_of_a_new_page(pages)

    assert len({os.getsid(first.pid), os.getsid(second.pid), os.getsid(pages.process.pid)}) == 3


def test_two_kernels_draw_different_random_numbers(pages):
    until = time.monotonic() + 30  # until the zygote has numpy, whose generator every fork would inherit
    while not any("numpy" in each.path for each in zygote(pages).memory_maps()) and time.monotonic() < until:
        time.sleep(0.2)
    first, second = drawn(pages, RANDOM), drawn(pages, RANDOM)

    assert first["random"] != second["random"]
    assert first["numpy"] != second["numpy"]


def test_what_one_kernel_changes_no_later_one_sees(pages):
    first, second = drawn(pages, RANDOM), drawn(pages, RANDOM)

    assert first["changed before"] is second["changed before"] is False


def test_the_kernel_of_a_page_keeps_less_than_60_mib_to_itself(pages):
    kernel = kernel_of_a_new_page(pages)

    assert kernel.memory_full_info().uss < 60 * 2**20


def test_a_page_opens_after_the_zygote_was_killed(pages):
    orphan, old = kernel_of_a_new_page(pages), zygote(pages)

    old.kill()
    fresh = pages.open()

    assert pages.ask(f"/api/kernels/{fresh}").status == 200
    assert zygote(pages).pid != old.pid
    psutil.wait_procs([orphan], timeout=60)
    assert not orphan.is_running()


def test_a_kernel_that_was_killed_is_not_replaced_by_an_empty_one(pages):
    kernel = kernel_of_a_new_page(pages)
    before = set(kernels(pages))

    kernel.kill()
    time.sleep(5)  # jupyter_client looks every 3 s

    assert set(kernels(pages)) == before - {kernel}
