"""The JSON Schema of targets.yaml, for editors. `python -m registry.schema` writes it anew."""

import json
from pathlib import Path
from typing import Any

from registry.models import TargetsFile

SCHEMA_FILE = Path(__file__).parent / "targets.schema.json"


def targets_schema() -> dict[str, Any]:
    """The schema as the models say it."""
    schema = TargetsFile.model_json_schema(by_alias=True, mode="validation")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
    }


def schema_text() -> str:
    return json.dumps(targets_schema(), ensure_ascii=False, indent=2, sort_keys=True) + "\n"


if __name__ == "__main__":
    SCHEMA_FILE.write_text(schema_text(), encoding="utf-8")
