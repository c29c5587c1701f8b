"""`predict`: escaped, readable without scripts, clear about bad questions."""

import xml.etree.ElementTree as ET

import pytest

from mlviz.display import MIME
from mlviz.quiz import predict, predict_summary

CHOICE = {
    "question": "What is *larger*, `2 < 3` or x²?",
    "choices": {"the first": "No, it is <b>smaller</b>.", "the second": "Yes: x² wins."},
    "answer": "the second",
}
NUMBER = {"question": "How much?", "number": 0.25, "why": "A quarter.", "near": {4: "Inverse."}}


def bundle(**options):
    return predict(**options)._repr_mimebundle_()


@pytest.mark.parametrize("options", [CHOICE, NUMBER])
def test_modes_agree_on_the_digest(monkeypatch, options):
    outputs = {}
    for mode in ("live", "static", "test"):
        monkeypatch.setenv("COURSE_OUTPUT", mode)
        outputs[mode] = bundle(**options)
    assert len({o["text/plain"] for o in outputs.values()}) == 1
    assert outputs["static"].keys() == outputs["test"].keys()
    assert outputs["static"].keys() == {"text/plain", "text/markdown", MIME}


@pytest.mark.parametrize("key", ["text/markdown", MIME])
@pytest.mark.parametrize("options", [CHOICE, NUMBER])
def test_everything_is_escaped_and_well_formed(static, key, options):
    text = bundle(**options)[key]
    page = text.replace(' type="submit"', "").replace('<input type="radio"', "<input")
    ET.fromstring(
        "<div>" + page.replace("> <span>", "/> <span>").replace('"10">', '"10"/>') + "</div>"
    )
    assert "<b>" not in text


def test_markup_in_texts(static):
    text = bundle(**CHOICE)["text/markdown"]
    assert "<em>larger</em>" in text
    assert "<code>2 &lt; 3</code>" in text


def test_thousands_stay_on_one_line(static):
    page = predict("Is 1 001 000 000 / 2 000 more than 10 2?", number=1, why="Yes.").html()
    assert "1\u202f001\u202f000\u202f000 / 2\u202f000 more than 10 2" in page


def test_stars_of_a_product_are_no_emphasis(static):
    text = bundle(**CHOICE | {"question": "What is 2*3*4 or a * b * c?"})["text/markdown"]
    assert "<em>" not in text


@pytest.mark.parametrize("options", [CHOICE, NUMBER])
def test_the_fold_holds_every_explanation(static, options):
    for key in ("text/markdown", MIME):
        fold = bundle(**options)[key].split("<details>")[1]
        for word in ("smaller", "wins") if options is CHOICE else ("quarter", "Inverse"):
            assert word in fold


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"question": ""}, "question must be text"),
        ({"question": "cost $3"}, "without \\$"),
        ({"answer": "a third"}, "'a third' is none of"),
        ({"choices": {"the second": "Yes."}}, "at least two"),
        ({"choices": ["the first", "the second"]}, "at least two"),
        ({"choices": {"a": "", "the second": "Yes."}}, "'a' must be text"),
        ({"number": 3}, "either choices= .* or number="),
        ({"choices": None}, "either choices= .* or number="),
    ],
)
def test_bad_choices_are_refused(change, message):
    with pytest.raises(ValueError, match=message):
        predict(**CHOICE | change)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"why": ""}, "why must be text"),
        ({"number": float("nan")}, "must be finite"),
        ({"number": float("inf")}, "must be finite"),
        ({"tolerance": -1}, "tolerance 0 or more"),
        ({"near": {0.251: "Close."}}, "counts as right"),
        ({"near": {4: ""}}, "near 4 must be text"),
    ],
)
def test_bad_numbers_are_refused(change, message):
    with pytest.raises(ValueError, match=message):
        predict(**NUMBER | change)


def test_summary_escapes_its_step():
    page = predict_summary('"><b>', total=3)._repr_mimebundle_()[MIME]
    ET.fromstring(page)
    assert "<b>" not in page
