"""The pages of instructors, and the way to JupyterLab, for the names that the server was told and for nobody else."""

import pytest
from test_addresses import surroundings

PAGES = ["/voila/render/grading.ipynb", "/voila/render/analysis.ipynb"]
FORGED = [
    {},
    {"X-Forwarded-User": "ada"},
    {"X-Instructor": "1"},
    {"Calcinosis-Instructor": "1"},
    {"Cookie": "instructor=1; username=ada; CALCINOSIS_INSTRUCTOR=1"},
]


@pytest.mark.parametrize("address", PAGES)
def test_an_instructor_opens_the_page(pages, address):
    answer = pages.ask(address, key="key-of-ada")

    assert answer.status == 200
    assert "SECRET FOR THE" in answer.text


@pytest.mark.parametrize("headers", FORGED)
@pytest.mark.parametrize("query", ["", "?instructor=1&learner=ada&CALCINOSIS_INSTRUCTOR=1", "?quiz=q"])
@pytest.mark.parametrize("address", [*PAGES, "/lab", "/formgrader"])
def test_a_learner_finds_nothing_there_whatever_is_sent(pages, address, query, headers):
    before = pages.kernels()
    answer = pages.ask(address + query, key="key-of-bob", headers=headers)

    assert answer.status == 404
    assert "SECRET" not in answer.text
    assert "printed-key" not in answer.text + str(answer.getheaders())
    assert pages.kernels() == before


@pytest.mark.parametrize("address", PAGES)
def test_without_the_key_nobody_does(pages, address):
    assert pages.ask(address, key=None).status == 403


@pytest.mark.parametrize(
    "up", ["lessons/../grading.ipynb", "lessons/%2e%2e/grading.ipynb", "./grading.ipynb", "grading.ipynb/"]
)
def test_no_other_spelling_of_the_address_helps(pages, up):
    answer = pages.ask(f"/voila/render/{up}", key="key-of-bob")

    assert answer.status in (400, 403, 404)
    assert "SECRET" not in answer.text


def test_only_an_instructors_kernel_is_told_that_it_is_one(pages):
    query = "?CALCINOSIS_INSTRUCTOR=1"

    assert surroundings(pages, "/voila/render/home.ipynb", key="key-of-ada")["CALCINOSIS_INSTRUCTOR"] == "1"
    assert "CALCINOSIS_INSTRUCTOR" not in surroundings(pages, f"/voila/render/home.ipynb{query}", key="key-of-bob")


def test_a_learner_cannot_use_the_kernel_of_an_instructors_page(pages):
    kernel = pages.open("grading.ipynb", key="key-of-ada")

    assert pages.ask(f"/api/kernels/{kernel}", key="key-of-ada").status == 200
    assert pages.ask(f"/api/kernels/{kernel}", key="key-of-bob").status == 403
