"""The conda file, the project file and the locks say the same."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]


def project_requirements(pyproject: str) -> dict[str, str]:
    project = tomllib.loads(pyproject)["project"]
    requirements = [Requirement(text) for text in project["dependencies"]]
    named = {canonicalize_name(each.name): str(each.specifier) for each in requirements}
    return named | {"python": project["requires-python"]}


def conda_requirements(environment: str) -> dict[str, str]:
    listed = yaml.safe_load(environment)["dependencies"]
    requirements = [Requirement(text) for text in listed if isinstance(text, str) and text != "pip"]
    return {canonicalize_name(each.name): str(each.specifier) for each in requirements}


def differences(pyproject: str, environment: str) -> set[str]:
    return {
        f"{name}{specifier}"
        for name, specifier in project_requirements(pyproject).items() ^ conda_requirements(environment).items()
    }


def test_conda_environment_equals_the_project_file():
    pyproject, environment = (ROOT / "pyproject.toml").read_text(), (ROOT / "environment.yml").read_text()

    assert differences(pyproject, environment) == set()


@pytest.mark.parametrize(
    ("planted", "found"),
    [
        (("  - scipy>=1.15,<2\n", ""), "scipy<2,>=1.15"),
        (("voila>=0.5.13,<0.6", "voila>=0.5.12,<0.6"), "voila<0.6,>=0.5.12"),
        (("  - pip\n", "  - matplotlib\n  - pip\n"), "matplotlib"),
        (("python>=3.11", "python>=3.12"), "python>=3.12"),
    ],
)
def test_a_planted_mismatch_is_found(planted, found):
    pyproject, environment = (ROOT / "pyproject.toml").read_text(), (ROOT / "environment.yml").read_text()
    changed = environment.replace(*planted)

    assert changed != environment
    assert found in differences(pyproject, changed)


def test_conda_environment_installs_the_project_itself():
    listed = yaml.safe_load((ROOT / "environment.yml").read_text())["dependencies"]
    pip = next(each["pip"] for each in listed if isinstance(each, dict))

    assert "-e ." in pip


@pytest.mark.parametrize("lock", ["requirements.lock", "tests/requirements.lock"])
def test_locks_carry_hashes_and_no_addresses(lock):
    text = (ROOT / lock).read_text()
    pinned = re.findall(r"^(\S+)==\S+", text, re.MULTILINE)

    assert len(pinned) > 80
    assert text.count("--hash=sha256:") >= len(pinned)
    assert not re.search(r"://|--index|--find-links|^-e ", text, re.MULTILINE)


def test_every_direct_dependency_is_locked():
    names = {
        canonicalize_name(name)
        for name in re.findall(r"^(\S+)==", (ROOT / "requirements.lock").read_text(), re.MULTILINE)
    }

    assert project_requirements((ROOT / "pyproject.toml").read_text()).keys() - {"python"} <= names
