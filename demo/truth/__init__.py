"""What a perfect auditor would say about each made-up portal, written from the law, not from the checker."""

from demo.truth.reading import Expectation, Truth, expected, load_truth

__all__ = ["Expectation", "Truth", "expected", "load_truth"]
