"""A replay of published errors: each is told from the right formula, and the ledger catches it."""

import ast

import numpy as np
import pytest

from tests.ledger.equations import BOOK, SUFFIX
from tests.ledger.errata import ERRATA
from tests.ledger.registry import SEED, decorations, load, load_all

NAMES = [item.name for item in ERRATA]


@pytest.fixture(scope="module")
def claims():
    """Which entry claims which erratum: (entry, right text, wrong text)."""
    return [(item, name, pair) for item in load_all() for name, pair in item.errata.items()]


@pytest.mark.parametrize("erratum", ERRATA, ids=NAMES)
def test_the_judge_accepts_the_formula_and_rejects_the_erratum(erratum):
    right, wrong, judge = erratum.case(np.random.default_rng(SEED))
    judge(right)
    with pytest.raises(AssertionError):
        judge(wrong)


@pytest.mark.parametrize("erratum", ERRATA, ids=NAMES)
def test_no_erratum_is_pending_once_its_lesson_is_in_the_book(erratum, claims):
    written = (BOOK / f"{erratum.lesson}{SUFFIX}").exists()
    holders = [item.label for item, name, _ in claims if name == erratum.name]
    assert holders or not written, (
        f"{erratum.lesson} is in the book, and no entry of it claims the erratum "
        f'{erratum.name!r}: add errata={{"{erratum.name}": ("right text", "wrong text")}}'
    )


def test_claims_name_an_erratum_and_only_once(claims):
    names = [name for _, name, _ in claims]
    assert set(names) <= set(NAMES)
    assert len(names) == len(set(names))


def test_every_claiming_entry_rejects_its_erratum(claims):
    for item, name, (right, wrong) in claims:
        with pytest.raises(AssertionError):
            replayed(item, name, right, wrong).run()


def replayed(item, name, right, wrong):
    """Return the entry with the erratum put into its transcription."""
    source = item.path.read_text(encoding="utf-8")
    function, _ = decorations(ast.parse(source))[item.label]
    body = ast.get_source_segment(source, function)
    if right not in body:
        pytest.fail(f"{item.label} claims {name!r}, and {right!r} is not in its body")
    changed = source.replace(body, body.replace(right, wrong, 1))
    return next(found for found in load(item.path, changed) if found.label == item.label)
