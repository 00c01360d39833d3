"""Which register is used: the file named, else ./targets.yaml, else the one that comes with the program."""

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from registry.faults import Fault, RegistryError, display_name

FILE_NAME = "targets.yaml"


@dataclass(frozen=True, slots=True)
class Source:
    """The operator's file, and the folder with what sheets brought in (every *.yaml in it is read too)."""

    main: Path
    imports: Path

    def imported(self) -> tuple[Path, ...]:
        """The imported files in reading order. Raises OSError when the folder can't be read."""
        if not self.imports.is_dir():
            return ()
        return tuple(sorted(path for path in self.imports.iterdir() if path.suffix == ".yaml" and path.is_file()))


def locate(targets: Path | None = None, folder: Path | None = None) -> Source:
    """The register for `--targets` (None when not given) as seen from a working folder.

    Imports lie beside the file: targets.yaml has targets.d/; with the shipped file they lie in the working folder.
    """
    if targets is not None:
        if not targets.is_file():
            problem = "is not a file" if targets.exists() else "is not there"
            raise RegistryError([Fault(display_name(targets), 0, "", problem, "a targets file")])
        return beside(targets)
    here = folder or Path.cwd()
    own = here / FILE_NAME
    return beside(own) if own.is_file() else Source(shipped(), (here / FILE_NAME).with_suffix(".d"))


def beside(main: Path) -> Source:
    """The source whose imports lie in the folder named after the file."""
    return Source(main, main.with_suffix(".d"))


def shipped() -> Path:
    """The register that comes with the program: package data in a wheel, the project's own file in a checkout."""
    packaged = Path(str(files("registry"))) / "shipped" / FILE_NAME
    return packaged if packaged.is_file() else Path(__file__).resolve().parent.parent / FILE_NAME
