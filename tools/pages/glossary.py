"""The glossary: every term that a lesson declares, with the lesson that explains it."""

from tools.pages.headers import Lesson, lessons

HEAD = "# Glossary\n\nThe words of the course, each with the lesson that explains it.\n"


def render(found: list[Lesson] | None = None) -> str:
    """Return the page as Markdown.

    Raises
    ------
    ValueError
        If two lessons declare the same term.
    """
    terms: dict[str, tuple[str, str, Lesson]] = {}
    for lesson in lessons() if found is None else found:
        for term, meaning in lesson.entries("glossary", dict).items():
            if term.lower() in terms:
                raise ValueError(
                    f"The term {term!r} is declared by {terms[term.lower()][2].name} and by "
                    f"{lesson.name}. Keep the one that explains it first."
                )
            terms[term.lower()] = (term, meaning, lesson)
    blocks = [block(*terms[key]) for key in sorted(terms)]
    return "\n".join([HEAD, *blocks]) if blocks else HEAD + "\nNo term is declared yet.\n"


def block(term: str, meaning: str, lesson: Lesson) -> str:
    link = f"[{lesson.title}](../{lesson.name}.ipynb)"
    return f"{term}\n: {' '.join(meaning.split())} {link}\n"
