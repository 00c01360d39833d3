"""Texts in tabs, in the folds of an accordion, in definition lists."""

from html import escape

Folds = tuple[tuple[str, tuple[str, ...]], ...]


def folded(folds: Folds, style: str) -> str:
    """Tabs, or with style "accordion" one fold under the other; all of the text stands in the page."""
    if style == "accordion":
        return "".join(
            f"<details{' open' if not turn else ''}><summary>{escape(label)}</summary>{_texts(texts)}</details>"
            for turn, (label, texts) in enumerate(folds)
        )
    heads = "".join(f'<li><a href="#tab{turn}">{escape(label)}</a></li>' for turn, (label, _) in enumerate(folds))
    panes = "".join(
        f'<div class="tab-pane" id="tab{turn}">{_texts(texts)}</div>' for turn, (_, texts) in enumerate(folds)
    )
    return f'<div class="tabs"><ul class="nav nav-tabs">{heads}</ul>{panes}</div>'


def _texts(texts: tuple[str, ...]) -> str:
    return "".join(f"<div>{escape(text)}</div>" for text in texts)


def paired(pairs: tuple[tuple[str, str], ...], heading: str) -> str:
    """A definition list."""
    head = f"<h3>{escape(heading)}</h3>" if heading else ""
    listed = "".join(f"<dt>{escape(term)}</dt><dd>{escape(meaning)}</dd>" for term, meaning in pairs)
    return f"{head}<dl>{listed}</dl>"
