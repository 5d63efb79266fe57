"""The folders of tests are those of what they test."""

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
