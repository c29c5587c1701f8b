"""Every labelled equation of the book has its entry, and every entry its equation."""

import ast

import pytest

from tests.ledger import completeness
from tests.ledger.equations import read_book
from tests.ledger.registry import decorations, entry_files, load_all, resolve


@pytest.fixture(scope="module")
def lessons():
    return read_book()


@pytest.fixture(scope="module")
def entries():
    return load_all()


def test_labels_are_unique_and_name_their_lesson(lessons):
    faults = list(completeness.label_faults(lessons))
    assert not faults, "\n".join(faults)


def test_every_displayed_equation_is_labelled_or_excused(lessons):
    faults = list(completeness.unlabelled_faults(lessons))
    assert not faults, "\n".join(faults)


def test_every_label_has_its_entry_and_every_entry_its_label(lessons, entries):
    faults = list(completeness.pairing_faults(lessons, entries))
    assert not faults, "\n".join(faults)


def test_every_entry_is_signed_for_the_formula_shown_today(lessons, entries):
    faults = list(completeness.signature_faults(lessons, entries))
    assert not faults, "\n".join(faults)


def test_bound_code_exists(entries):
    for item in entries:
        if item.code is not None:
            assert item.code.startswith("mlmath."), f"{item.label} binds {item.code}"
            assert callable(resolve(item.code)), f"{item.label} binds {item.code}"


@pytest.mark.parametrize("path", entry_files(), ids=lambda path: path.stem)
def test_transcriptions_do_not_use_mlmath(path):
    faults = list(completeness.borrowed_faults(path))
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("path", entry_files(), ids=lambda path: path.stem)
def test_every_test_in_an_entry_file_is_an_entry(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    tests = [node.name for node in tree.body if getattr(node, "name", "").startswith("test_")]
    assert len(tests) == len(set(tests)) == len(decorations(tree))
