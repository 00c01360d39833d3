"""The published figures, where the source tree has them: for the reference pages and for whoever quotes them."""

from pathlib import Path

from accuracy.measures import Figures
from accuracy.report_json import read_report
from accuracy.sheets import ratio_text

FILE = Path(__file__).resolve().parent.parent / "docs" / "accuracy.json"


def requirement_accuracy(file: Path = FILE) -> dict[str, str]:
    """One line per measured requirement, such as "present precision 97.1% 33/34 [85–99], …"; {} without a file.

    Raises ValueError for a file that is no accuracy document.
    """
    if not file.is_file():
        return {}
    report = read_report(file.read_text("utf-8"))
    lines = {name: _line(figures) for name, figures in report.requirements.items()}
    return {name: line for name, line in lines.items() if line}


def _line(figures: Figures) -> str:
    named = {
        "present precision": figures.present_precision,
        "recall": figures.present_recall,
        "not_met precision": figures.absent_precision,
        "recall of not_met": figures.absent_recall,
        "left open": figures.open,
    }
    return ", ".join(f"{name} {ratio_text(ratio)}" for name, ratio in named.items() if ratio.of)
