"""What happens to notebooks between a learner and the marker: by accident, by a careless hand, and on purpose.

Each sabotage changes a submitted notebook of the quiz ``kinds`` in place. What it costs is stated beside it: the
answers that it destroys, and whether the marker has to be told. Whatever else was answered must count as in an
untouched twin.
"""

import copy
from dataclasses import dataclass

SIGN = "ATTACK-SUCCEEDED"
HOOK = "get_ipython().input_transformers_post.append(lambda lines: ['9.0'] if 'score(' in ''.join(lines) else lines)"


@dataclass(frozen=True)
class Sabotage:
    """One way to damage a notebook."""

    act: object
    destroys: tuple = ()
    """Names of the answers that are lost with it."""
    told: bool = True
    file: str | None = None
    """Name under which the notebook is handed in, if not its own."""

    @property
    def name(self):
        return self.act.__name__.replace("_", " ")


def cell(notebook, name):
    return next(each for each in notebook["cells"] if each["id"] == name)


def put(notebook, name, source):
    cell(notebook, name)["source"] = source


def extra(source):
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": "extra",
        "metadata": {},
        "outputs": [],
        "source": source,
    }


def an_answer_deleted(notebook):
    notebook["cells"].remove(cell(notebook, "q1"))


def a_test_deleted(notebook):
    notebook["cells"].remove(cell(notebook, "q1-test"))


def a_cell_duplicated(notebook):
    notebook["cells"].append(copy.deepcopy(cell(notebook, "q2")))


def every_cell_duplicated(notebook):
    notebook["cells"] += copy.deepcopy(notebook["cells"])


def an_answer_retyped(notebook):
    cell(notebook, "q3")["cell_type"] = "raw"


def marks_of_a_cell_lost(notebook):
    cell(notebook, "q4")["metadata"] = {}


def marks_of_all_cells_lost(notebook):
    for each in notebook["cells"]:
        each["metadata"] = {}


def metadata_of_the_notebook_lost(notebook):
    notebook.pop("metadata")
    notebook.pop("nbformat")


def a_prompt_rewritten(notebook):
    put(notebook, "q5-prompt", "My own question")


def a_strange_cell(notebook):
    notebook["cells"].insert(0, {"cell_type": "code", "metadata": {"nbgrader": {"grade_id": "mine"}}, "source": "1"})


def cells_shuffled(notebook):
    notebook["cells"].reverse()


def handed_in_by_another_name(notebook):
    """Browsers call a second download so."""


def is_equal_to_everything(notebook):
    put(notebook, "q1", "class Yes(str):\n    __eq__ = lambda a, b: True\n    __hash__ = str.__hash__\nq1 = Yes('a')")


def rewrites_the_tests(notebook):
    put(notebook, "q1", f"q1 = 'a'\n{HOOK}")
    notebook["cells"].insert(0, extra(HOOK))


def reads_the_gradebook(notebook):
    ask = "print(sqlite3.connect('../../../gradebook.db').execute('select source from source_cell').fetchall())"
    put(notebook, "q1", f"import sqlite3\n{ask}\nopen('../../../{SIGN}', 'w').write('x')\nq1 = 'b'")


def writes_its_own_grade(notebook):
    notebook["cells"].append(
        extra(
            "import sqlite3\nbook = sqlite3.connect('../../../gradebook.db')\n"
            "book.execute('update grade set manual_score = 99'); book.commit()"
        )
    )


def runs_a_shell(notebook):
    notebook["cells"].insert(1, extra(f"!touch ../../../{SIGN}"))
    put(notebook, "q2", f"%system touch ../../../{SIGN}\nq2 = ['a', 'c']")


def never_ends(notebook):
    notebook["cells"].insert(0, extra("while True: pass"))
    put(notebook, "q3", "while True: pass")


def forks(notebook):
    put(notebook, "q3", "import os\nwhile True: os.fork()")


def fakes_its_score(notebook):
    for each in notebook["cells"]:
        if each["id"].endswith("-test"):
            each["source"] = "2.0"
            data = {"output_type": "execute_result", "data": {"text/plain": "2.0"}, "metadata": {}}
            each["outputs"] = [{**data, "execution_count": 1}]
            each["metadata"]["nbgrader"].update(locked=False, points=0.0)


ACCIDENTS = (
    Sabotage(an_answer_deleted, destroys=("q1",)),
    Sabotage(a_test_deleted),
    Sabotage(a_cell_duplicated),
    Sabotage(every_cell_duplicated),
    Sabotage(an_answer_retyped),
    Sabotage(marks_of_a_cell_lost),
    Sabotage(marks_of_all_cells_lost),
    Sabotage(metadata_of_the_notebook_lost, told=False),
    Sabotage(a_prompt_rewritten),
    Sabotage(a_strange_cell),
    Sabotage(cells_shuffled, told=False),
    Sabotage(handed_in_by_another_name, file="kinds (1).ipynb"),
)
"""Nobody need be told where nothing was lost and nothing put back: order and the notebook's own metadata are never
taken from a submission."""
INTENT = (
    Sabotage(is_equal_to_everything, destroys=("q1",)),
    Sabotage(rewrites_the_tests, destroys=("q1",)),
    Sabotage(reads_the_gradebook, destroys=("q1",)),
    Sabotage(writes_its_own_grade),
    Sabotage(runs_a_shell, destroys=("q2",)),
    Sabotage(never_ends, destroys=("q3",)),
    Sabotage(forks, destroys=("q3",)),
    Sabotage(fakes_its_score),
)
