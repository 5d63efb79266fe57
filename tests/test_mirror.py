"""The folders of tests are those of what they test."""

from collections import Counter

from tests.making import REPOSITORY

TESTS = REPOSITORY / "tests"
BESIDE = {"bench", "docs", "eslint", "templates"}
WHOLE = "whole"  # what spans the product


def test_each_folder_of_tests_mirrors_one_of_the_repository():
    holders = {path.parent.relative_to(TESTS) for path in TESTS.rglob("test_*.py")}
    strays = [
        str(folder)
        for folder in holders
        if folder.parts[:1] != (WHOLE,)
        and not (REPOSITORY / "curbcut" / folder).is_dir()
        and not (folder.parts[0] in BESIDE and (REPOSITORY / folder).is_dir())
    ]
    assert not strays


def modules():
    """The modules of the package, of either language; what is generated is none."""
    code = REPOSITORY / "curbcut"
    found = (path for ending in ("py", "js") for path in code.rglob(f"*.{ending}"))
    return [path for path in found if "axe_core" not in path.parts]


def test_no_module_is_longer_than_400_lines():
    long = {
        str(path): lines
        for path in modules()
        if (lines := path.read_text("utf-8").count("\n")) > 400
    }
    assert not long


def test_no_folder_holds_more_than_15_modules():
    numbers = Counter(path.parent for path in modules() if path.name != "__init__.py")
    assert not {str(folder): number for folder, number in numbers.items() if number > 15}
