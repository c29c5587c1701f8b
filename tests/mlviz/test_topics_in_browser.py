"""`topic_summary`: the page's questions counted by topic, advice where a topic is weak."""

import xml.etree.ElementTree as ET

import pytest

from mlviz.display import MIME
from mlviz.quiz import predict, topic_summary

TOPICS = {"Slopes": "Draw *two* points.", "Loops & lists": "Read `for`."}
GO = "Go on to step 1."


def question(name, topic):
    choices = {f"{name} yes": "It is.", f"{name} no": "It is not."}
    return predict(f"Is {name} right?", choices=choices, answer=f"{name} yes", topic=topic)


def outputs(allowed=0):
    asked = [question("a", "Slopes"), question("b", "Slopes"), question("c", "Loops & lists")]
    return [*asked, topic_summary(TOPICS, ready=GO, allowed=allowed)]


def answer(page, name, choice):
    page.get_by_label(f"{name} {choice}").check()
    page.locator(".mlv-quiz", has_text=f"Is {name} right?").get_by_role("button").click()


def table(page):
    cells = page.locator(".mlv-topics tbody tr").evaluate_all(
        "rows => rows.map(row => [...row.cells].map(cell => cell.textContent))"
    )
    return {topic: (count, advice) for topic, count, advice in cells}


def verdict(page):
    return page.locator(".mlv-topics .mlv-verdict").inner_text()


def test_topics_fill_up_as_questions_are_answered(open_page):
    page = open_page(outputs())
    assert table(page) == {
        "Slopes": ("0 of 2", "2 more to answer"),
        "Loops & lists": ("0 of 1", "1 more to answer"),
    }
    answer(page, "a", "yes")
    assert table(page)["Slopes"] == ("1 of 2", "1 more to answer")
    answer(page, "b", "no")
    answer(page, "b", "yes")  # the first answer counts
    assert table(page)["Slopes"] == ("1 of 2", "Draw two points.")
    assert verdict(page) == "1 question is not answered yet."
    answer(page, "c", "yes")
    assert table(page)["Loops & lists"] == ("1 of 1", "go on")
    assert verdict(page) == "Revise first: Slopes."
    assert page.problems == []


def test_a_topic_bears_as_many_wrong_answers_as_allowed(open_page):
    page = open_page(outputs(allowed=1))
    for name, choice in (("a", "yes"), ("b", "no"), ("c", "no")):
        answer(page, name, choice)
    assert table(page)["Slopes"] == ("1 of 2", "go on")
    assert verdict(page) == GO


def test_answers_are_remembered_and_may_be_forgotten(open_page, served):
    page = open_page(outputs(), url=served + "page.html")
    answer(page, "a", "no")
    page.reload()
    assert table(page)["Slopes"] == ("0 of 2", "Draw two points.")
    page.get_by_role("button", name="Forget my answers").click()
    assert table(page)["Slopes"] == ("0 of 2", "2 more to answer")
    assert page.locator(".mlv-quiz .mlv-verdict").first.inner_text() == ""
    page.reload()
    assert table(page)["Slopes"] == ("0 of 2", "2 more to answer")
    answer(page, "a", "yes")
    assert table(page)["Slopes"] == ("1 of 2", "1 more to answer")


def test_questions_without_a_topic_are_not_touched(open_page):
    loose = predict("How much?", number=1, why="One.")
    page = open_page([loose, *outputs()])
    page.get_by_label("Your number").fill("1")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Forget my answers").click()
    assert page.locator(".mlv-quiz .mlv-verdict").first.inner_text() == "Right. One."


def test_without_scripts_all_advice_is_there(open_page):
    page = open_page(outputs(), script=False)
    assert [advice for _, advice in table(page).values()] == ["Draw two points.", "Read for."]


def test_modes_agree_on_the_digest(monkeypatch):
    found = {}
    for mode in ("live", "static", "test"):
        monkeypatch.setenv("COURSE_OUTPUT", mode)
        found[mode] = outputs()[-1]._repr_mimebundle_()
    assert {o["text/plain"] for o in found.values()} == {"Summary by topic: Slopes, Loops & lists."}
    assert found["static"].keys() == found["test"].keys() == {"text/plain", "text/markdown", MIME}
    for page in (found["static"]["text/markdown"], found["static"][MIME]):
        ET.fromstring(f"<div>{page}</div>")


@pytest.mark.parametrize(
    ("topics", "ready", "message"),
    [
        ({}, GO, "no topics"),
        ({"Slopes": ""}, GO, "'Slopes' must be text"),
        ({"Slopes": "cost $3"}, GO, "without \\$"),
        ({"Slopes": "Draw."}, "", "ready must be text"),
    ],
)
def test_bad_topics_are_refused(topics, ready, message):
    with pytest.raises(ValueError, match=message):
        topic_summary(topics, ready=ready)
