"""The pages of the cases are made afresh at each start, from what is compiled."""

import json

from calcinosis.quiz.cases import compiled
from calcinosis.serving.case_pages import lay_out_cases
from calcinosis.serving.pages import kind_of, read_page


def test_every_case_has_its_page_and_one_that_is_gone_has_none(tmp_path):
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "gone.ipynb").write_text("{}", encoding="utf-8")

    lay_out_cases(tmp_path)

    assert sorted(path.stem for path in (tmp_path / "cases").iterdir()) == sorted(compiled.names())


def test_the_page_of_a_case_says_its_title_and_never_its_diagnosis(tmp_path):
    lay_out_cases(tmp_path)

    for name in compiled.names():
        found = read_page(tmp_path, f"cases/{name}.ipynb")
        text = (tmp_path / "cases" / f"{name}.ipynb").read_text(encoding="utf-8").lower()
        case = compiled.case(name)
        assert found is not None
        assert (found[0].kind, found[0].title) == ("case", case["title"])
        assert case["named"].lower() not in text


def test_the_notebook_of_a_case_holds_no_logic(tmp_path):
    lay_out_cases(tmp_path)

    notebook = json.loads((tmp_path / "cases" / "thighs-that-burn.ipynb").read_text(encoding="utf-8"))

    sources = ["".join(cell["source"]) for cell in notebook["cells"]]
    assert sources == [
        'from calcinosis.panels.cases.case_page import CasePage\n\nCasePage("thighs-that-burn")',
        "from calcinosis.panels.reading.sources import Sources\n\nSources()",
    ]


def test_an_address_of_a_case_has_one_folder_and_one_name():
    assert kind_of("cases/thighs-that-burn.ipynb") == "case"
    assert [kind_of(address) for address in ("cases/../home.ipynb", "cases/.x.ipynb", "cases/a/b.ipynb")] == [None] * 3
