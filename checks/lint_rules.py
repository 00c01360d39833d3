"""Whether catalogue, lexicon, the probes' parameters and the priority lists are in order: every fault at once."""

from importlib.resources import files

from checks.data_files import DataFaults, Fault
from checks.load_catalogue import DEFAULT, catalogue_names, read_catalogue
from checks.load_lexicon import read_lexicon
from checks.probes.listing import PROBES
from checks.services.priority_lists import lint_priority


def lint_rules(catalogue: str = DEFAULT) -> tuple[Fault, ...]:
    """Faults of the priority lists and the lexicon; where it has none, those of the catalogue, which rests on it."""
    if catalogue not in catalogue_names():
        return (Fault(catalogue, 1, "(catalogue)", f"is unknown; there are: {', '.join(catalogue_names())}"),)
    priority = lint_priority()
    try:
        lexicon = read_lexicon(files("checks").joinpath("lexicon"))
        read_catalogue(files("checks").joinpath("catalogue", catalogue), lexicon, PROBES)
    except DataFaults as error:
        return (*priority, *error.faults)
    return priority
