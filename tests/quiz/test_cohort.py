import csv
from datetime import timedelta

import pytest

from calcinosis.errors import CalcinosisError
from calcinosis.quiz.cohort import COLUMNS, read, rows
from calcinosis.quiz.sitting import Allowance

HEAD = "learner,first_name,last_name,email,group,time_factor,extension_hours\n"


@pytest.fixture
def cohort(tmp_path):
    def write(text):
        (tmp_path / "cohort.csv").write_text(text, encoding="utf-8")
        return tmp_path / "cohort.csv"

    return write


def test_course_without_a_file_grants_nothing(tmp_path):
    assert read(tmp_path / "cohort.csv").allowance("ada") == Allowance()


def test_one_line_grants_the_same_in_every_quiz(cohort):
    found = read(cohort(HEAD + 'ada,Ada,"Byron, Lady",a@x.org,mon,1.25,48\nben,Ben,Öz,,tue,"1,5",\n'))

    assert found.allowance("ada") == Allowance(1.25, timedelta(hours=48))
    assert found.allowance("ben") == Allowance(1.5, timedelta())
    assert found.members["ada"].last_name == "Byron, Lady"
    assert found.group("mon") == ["ada"]


def test_only_the_name_is_needed_and_a_byte_order_mark_does_no_harm(cohort):
    assert list(read(cohort("\ufefflearner\nada\n")).members) == ["ada"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name\nada\n", "cohort.csv: line 1: column 'learner' is missing: name it in the first line"),
        ("learner,tim_factor\nada,1\n", "cohort.csv: line 1: column 'tim_factor' is unknown: use learner, first_name"),
        ("", "column 'learner' is missing"),
        (HEAD + "a b,,,,,,\n", "cohort.csv: line 2: field 'learner': value 'a b' is not a name: use 1 to 64"),
        (HEAD + "ada\nada\n", "cohort.csv: line 3: field 'learner': value 'ada' is listed twice"),
        (HEAD + "ada,,,,,9,\n", "cohort.csv: line 2: field 'time_factor': value '9' is out of range: give 1 to 4"),
        (HEAD + "ada,,,,,0.5,\n", "value '0.5' is out of range"),
        (HEAD + "ada,,,,,much,\n", "value 'much' is out of range"),
        (HEAD + "ada,,,,,nan,\n", "value 'nan' is out of range"),
        (HEAD + "ada,,,,,,-1\n", "field 'extension_hours': value '-1' is out of range: give 0 to 2160"),
        (HEAD + 'ada,"x\n', "cannot be read"),
    ],
)
def test_mistake_names_line_field_value_and_remedy(cohort, text, message):
    with pytest.raises(CalcinosisError) as caught:
        read(cohort(text))

    assert message in str(caught.value)


def test_file_in_another_encoding_is_told(tmp_path):
    (tmp_path / "cohort.csv").write_bytes(b"learner,first_name\nada,\xe9\n")

    with pytest.raises(CalcinosisError, match="save it as CSV in UTF-8"):
        read(tmp_path / "cohort.csv")


def test_written_again_it_reads_the_same(cohort, tmp_path):
    first = read(cohort(HEAD + "ada,Ada,Byron,a@x.org,mon,1.25,48\nben,,,,,,\n"))
    with (tmp_path / "again.csv").open("w", newline="") as file:
        table = csv.DictWriter(file, COLUMNS)
        table.writeheader()
        table.writerows(rows(first))

    assert read(tmp_path / "again.csv") == first
