"""Points, shares and counts as people read them. Decimal comma on Vietnamese pages, point on terminals."""

UNKNOWN = "–"


def points_text(value: float) -> str:
    """At most two decimals, no idle zeros: 12, 3.5, 0.67."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def ratio_text(value: float | None) -> str:
    """An index or a bound, three decimals as in the document; a dash where nothing was judged."""
    return UNKNOWN if value is None else f"{value:.3f}"


def percent_text(value: float | None) -> str:
    """A share in per cent, one decimal; 100 and 0 only where they are exact, so that nearly all is not called all."""
    if value is None:
        return UNKNOWN
    percent = round(value * 100, 1)
    if 0 < value < 1:
        percent = min(max(percent, 0.1), 99.9)
    return f"{percent:.1f}".removesuffix(".0") + "%"


def with_comma(number: str) -> str:
    """The same number as Vietnamese text writes it: 0,755."""
    return number.replace(".", ",")
