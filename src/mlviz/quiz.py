"""`predict`: the reader commits to an answer before the result appears."""

import html
import re
from zlib import crc32

import anywidget
import traitlets

from mlviz.assets import static_text
from mlviz.display import MIME, mode, required_text, shorten
from mlviz.style import theme_css
from mlviz.svg import unique_id


class predict:
    r"""Ask for a prediction; make it the last line of a cell.

    Texts are plain, with `code` in backticks and \*emphasis\* in stars; formulas are written in
    Unicode (x², ‖w‖, ∇f, λ₁). ``$...$`` is refused: nothing typesets it in an output.

    Parameters
    ----------
    question : str
    choices : dict of str to str, optional
        Each option with the explanation that its choice earns, right and wrong ones alike.
    answer : str, optional
        The right option of `choices`.
    number : float, optional
        The right number, instead of `choices`.
    tolerance : float, optional
        How far from `number` still counts as right; 5 % of `number` unless given.
    unit : str, optional
        Shown behind the field.
    why : str, optional
        The explanation of a number.
    near : dict of float to str, optional
        Foreseen wrong numbers, each with its explanation.
    topic : str, optional
        What the question is about; `topic_summary` counts by it.

    Raises
    ------
    ValueError
        If the texts are empty or hold ``$``, `answer` is no option, an explanation is missing, or
        both kinds are given or none.
    """

    def __init__(
        self,
        question,
        *,
        choices=None,
        answer=None,
        number=None,
        tolerance=None,
        unit="",
        why="",
        near=None,
        topic="",
    ):
        if (choices is None) == (number is None):
            raise ValueError("predict: give either choices= with answer=, or number= with why=.")
        self.question = _plain(question, "question")
        self.unit, self.number, self.tolerance, self.topic = unit, number, tolerance, topic
        if choices is not None:
            self._set_choices(choices, answer)
        else:
            self._set_number(number, tolerance, why, near or {})
        self.name = f"{crc32(self._text().encode()):08x}"

    def _set_choices(self, choices, answer):
        if not isinstance(choices, dict) or len(choices) < 2:
            raise ValueError("predict: choices must be a dict of at least two options.")
        if answer not in choices:
            raise ValueError(f"predict: answer {answer!r} is none of {list(choices)}.")
        self.kind, self.answer = "choice", answer
        self.options = {_plain(k, "an option"): _plain(v, f"{k!r}") for k, v in choices.items()}

    def _set_number(self, number, tolerance, why, near):
        self.kind, self.answer = "number", shorten(number) + (f" {self.unit}" if self.unit else "")
        self.tolerance = 0.05 * abs(number) if tolerance is None else tolerance
        if not (abs(number) < float("inf") and self.tolerance >= 0):
            raise ValueError("predict: number must be finite and tolerance 0 or more.")
        if any(abs(value - number) <= self.tolerance for value in near):
            raise ValueError("predict: a number in near= counts as right; narrow the tolerance.")
        self.why = _plain(why, "why")
        self.options = {value: _plain(v, f"near {value}") for value, v in near.items()}

    def _text(self):
        """Return the digest."""
        kind = " / ".join(map(str, self.options)) if self.kind == "choice" else "a number"
        return f"Predict. {self.question}\n{kind}\nanswer: {self.answer}"

    def _repr_mimebundle_(self, **options):
        text, now = self._text(), mode()
        if now == "live":
            view = _Quiz(html=self.html())._repr_mimebundle_(**options)
            data = view[0] if isinstance(view, tuple) else view
            return data | {"text/plain": text}
        page, fold = ("", "") if now == "test" else (self.html(), self.markdown())
        return {"text/plain": text, "text/markdown": fold, MIME: page}

    def explanations(self):
        """Return [(mark for the player, words, explanation), ...] of the fold."""
        if self.kind == "number":
            rows = [("why", self.answer, self.why)]
            return rows + [(f"{float(k)!r}", shorten(k), v) for k, v in self.options.items()]
        return [(str(i), *row) for i, row in enumerate(self.options.items())]

    def markdown(self):
        """Return the question with its answer in a fold, for a notebook without a kernel."""
        items = self.options if self.kind == "choice" else ()
        options = "".join(f"<li>{_inline(k)}</li>" for k in items)
        question = f"<p><strong>Predict.</strong> {_inline(self.question)}</p>"
        return f"{question}{options and f'<ul>{options}</ul>'}{self._fold('Click for the answer')}"

    def _fold(self, summary="Show the answer"):
        rows = "".join(
            f'<li data-case="{mark}"><strong>{_inline(words)}</strong>: {_inline(text)}</li>'
            for mark, words, text in self.explanations()
        )
        return (
            f"<details><summary>{summary}</summary>"
            f"<p>Answer: <strong>{_inline(self.answer)}</strong></p><ul>{rows}</ul></details>"
        )

    def html(self):
        """Return the form that the player brings to life; without it the fold still opens."""
        uid = unique_id(self.name)
        fields = self._radios(uid) if self.kind == "choice" else self._field(uid)
        if self.kind == "choice":
            right = f'data-answer="{list(self.options).index(self.answer)}"'
        else:
            right = f'data-answer="{float(self.number)!r}" data-tolerance="{self.tolerance!r}"'
        if self.topic:
            right += f' data-topic="{html.escape(self.topic)}"'
        return (
            f'<form class="mlv-quiz" id="{uid}" data-kind="{self.kind}" data-name="{self.name}" '
            f'{right}><fieldset><legend><span class="mlv-tag">Predict.</span> '
            f"{_inline(self.question)}</legend>{fields}</fieldset>"
            '<div class="mlv-act"><button type="submit">Check</button>'
            f'<p class="mlv-verdict" role="status"></p></div>{self._fold()}</form>'
        )

    def _radios(self, uid):
        return "".join(
            f'<label><input type="radio" name="{uid}" value="{i}"> '
            f"<span>{_inline(k)}</span></label>"
            for i, k in enumerate(self.options)
        )

    def _field(self, uid):
        return (
            f'<label for="{uid}-n">Your number</label> <input id="{uid}-n" type="text" '
            f'inputmode="decimal" autocomplete="off" size="10"> {html.escape(self.unit)}'
        )


class _Quiz(anywidget.AnyWidget):
    """The live form: the same HTML and the same script, through a kernel."""

    _esm = static_text("player.js") + (
        "export default {render({model, el}) {"
        "el.addEventListener('keydown', e => {"  # arrows choose, they do not change the cell
        "if (!e.ctrlKey && !e.metaKey) e.stopPropagation();});"
        "el.innerHTML = model.get('html'); mlviz.quiz(el.firstElementChild);}};"
    )
    _css = theme_css() + static_text("figures.css")
    html = traitlets.Unicode().tag(sync=True)


class predict_summary:
    """Show how many predictions of a step the reader got right, as the browser remembers them.

    Parameters
    ----------
    step : str, optional
        A step's folder such as "1-linear-algebra"; the page's own step unless given.
    total : int, optional
        How many predictions the step asks; shown when given.
    """

    def __init__(self, step="", total=None):
        self.step, self.total = step, total

    def html(self):
        """Return the element that the player fills."""
        total = "" if self.total is None else f' data-total="{int(self.total)}"'
        return (
            f'<p class="mlv-score" data-step="{html.escape(self.step)}"{total}>'
            "Your predictions are counted in your browser only, once you answer one.</p>"
        )

    def _repr_mimebundle_(self, **_):
        text = f"The site counts the predictions of {self.step or 'this step'} in your browser."
        return {"text/plain": text, MIME: self.html()}


class topic_summary:
    """Say by topic how many questions of the page were right at first try, and what to do.

    Parameters
    ----------
    topics : dict of str to str
        For each topic of a `predict` on the page what to do where it is weak.
    ready : str
        Shown when every question is answered and no topic is weak.
    allowed : int, default 1
        How many wrong answers a topic bears before it counts as weak.

    Raises
    ------
    ValueError
        If a text is empty or holds ``$``, or `topics` is empty.
    """

    def __init__(self, topics, *, ready, allowed=1):
        if not topics:
            raise ValueError("topic_summary: no topics; give at least one with its advice.")
        self.topics = {_plain(k, "a topic"): _plain(v, f"{k!r}") for k, v in topics.items()}
        self.ready, self.allowed = _plain(ready, "ready"), int(allowed)

    def html(self):
        """Return the table that the player fills; without it all of the advice is there."""
        rows = "".join(
            f'<tr data-topic="{html.escape(topic)}"><th scope="row">{html.escape(topic)}</th>'
            f"<td>–</td><td>{_inline(advice)}</td></tr>"
            for topic, advice in self.topics.items()
        )
        heads = "".join(
            f'<th scope="col">{head}</th>' for head in ("Topic", "Right at first try", "What to do")
        )
        return (
            f'<div class="mlv-topics" data-allowed="{self.allowed}" '
            f'data-go="{html.escape(self.ready)}"><p class="mlv-verdict" role="status">Your '
            "answers are counted in your browser only.</p>"
            f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
            '<div class="mlv-tools"><button type="button">Forget my answers</button></div></div>'
        )

    def markdown(self):
        """Return the advice as a list, for a notebook without a kernel."""
        rows = "".join(
            f"<li><strong>{_inline(topic)}</strong>: {_inline(advice)}</li>"
            for topic, advice in self.topics.items()
        )
        return f"<p>Where a topic went wrong more than once:</p><ul>{rows}</ul>"

    def _repr_mimebundle_(self, **options):
        text, now = f"Summary by topic: {', '.join(self.topics)}.", mode()
        if now == "live":
            view = _Topics(html=self.html())._repr_mimebundle_(**options)
            data = view[0] if isinstance(view, tuple) else view
            return data | {"text/plain": text}
        page, fold = ("", "") if now == "test" else (self.html(), self.markdown())
        return {"text/plain": text, "text/markdown": fold, MIME: page}


class _Topics(_Quiz):
    """The live summary: the same HTML and the same script, through a kernel."""

    _esm = static_text("player.js") + (
        "export default {render({model, el}) {"
        "el.innerHTML = model.get('html'); mlviz.topics(el.firstElementChild);}};"
    )


def _plain(text, name):
    required_text(text, f"predict: {name}")
    if "$" in text:
        raise ValueError(f"predict: write formulas in Unicode, without $, in {name}: {text!r}.")
    return text


def _inline(text):
    """Escape `text`, keep thousands together, then turn `code` and *emphasis* into elements."""
    text = re.sub(r"(?<=\d) (?=\d{3}(?!\d))", "\u202f", html.escape(str(text)))
    text = re.sub(r"`([^`]+)`", r"<code>\1</code>", text)
    return re.sub(r"(?<![\w*])\*([^*\s][^*]*)\*(?![\w*])", r"<em>\1</em>", text)
