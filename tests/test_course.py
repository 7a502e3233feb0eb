"""course.py says in one sentence what is wrong, before anything is built."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture
def course(monkeypatch):
    spec = importlib.util.spec_from_file_location("course", ROOT / "course.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    # none of these tests may install anything
    monkeypatch.setattr(module, "install", lambda kind: pytest.fail(f"would install {kind}"))
    return module


def call(*arguments):
    return subprocess.run(
        [sys.executable, ROOT / "course.py", *arguments], capture_output=True, text=True, check=False, timeout=60
    )


def test_without_a_command_it_lists_its_commands():
    done = call()

    assert done.returncode != 0
    assert all(command in done.stdout for command in ("serve", "test", "check"))


def test_an_unknown_command_is_named():
    done = call("sevre")

    assert done.returncode != 0
    assert "no command 'sevre'" in done.stderr


def test_an_old_python_is_told_so_and_what_to_do(course, monkeypatch, capsys):
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    status = course.main(["serve"])

    message = capsys.readouterr().err
    assert status != 0
    assert "Python 3.11 or newer is needed and this is 3.9.2" in message
    assert "python3.12 course.py serve" in message


def test_the_file_parses_on_old_pythons():
    compile((ROOT / "course.py").read_text(), "course.py", "exec", dont_inherit=True)
    import ast

    ast.parse((ROOT / "course.py").read_text(), feature_version=(3, 7))
    assert "tomllib" not in (ROOT / "course.py").read_text()


def test_a_folder_that_cannot_be_written_is_named(course, monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(course, "STAMP", tmp_path / "absent")
    monkeypatch.setattr(os, "access", lambda _path, _mode: False)
    status = course.main(["serve"])

    message = capsys.readouterr().err
    assert status != 0
    assert str(course.ROOT) in message
    assert "Copy the course to a folder of your own" in message


def test_a_python_without_venv_is_told_the_remedy(course, monkeypatch, capsys, tmp_path):
    fresh = importlib.util.module_from_spec(course.__spec__)
    course.__spec__.loader.exec_module(fresh)
    monkeypatch.setattr(fresh, "ENVIRONMENT", tmp_path / ".venv")
    monkeypatch.setattr(fresh, "PYTHON", tmp_path / ".venv/bin/python")
    monkeypatch.setattr(fresh, "STAMP", tmp_path / ".venv/calcinosis.stamp")
    monkeypatch.setattr(fresh.shutil, "which", lambda _name: None)

    def broken(*_arguments, **_options):
        raise subprocess.CalledProcessError(1, "ensurepip")

    monkeypatch.setattr(fresh.venv, "create", broken)
    status = fresh.main(["serve"])

    assert status != 0
    assert "apt-get install python3-venv" in capsys.readouterr().err
    assert not (tmp_path / ".venv").exists()


def test_a_failed_install_leaves_no_half_made_environment(course, monkeypatch, tmp_path):
    environment = tmp_path / ".venv"
    monkeypatch.setattr(course, "ENVIRONMENT", environment)
    monkeypatch.setattr(course, "PYTHON", environment / "bin/python")
    monkeypatch.setattr(course, "STAMP", environment / "calcinosis.stamp")

    def half(_kind):
        environment.mkdir()
        raise course.SetUpError("no network")

    monkeypatch.setattr(course, "install", half)

    assert course.main(["serve"]) == 1
    assert not environment.exists()


def test_a_relative_course_folder_is_meant_from_where_the_person_stands(course, monkeypatch, tmp_path):
    started = []
    monkeypatch.setattr(course, "prepare", lambda _kind: None)
    monkeypatch.setattr(course.os, "execve", lambda _program, command, _environment: started.append(command[4:]))
    monkeypatch.chdir(tmp_path)
    course.main(["serve", "--course", "mine"])
    course.main(["serve"])
    course.main(["feedback", "quiz", "--release"])

    assert started == [
        ["serve", "--course", "mine"],
        ["serve", "--course", str(ROOT)],
        ["feedback", "quiz", "--release", "--course", str(ROOT)],
    ]
    assert Path.cwd() == tmp_path
