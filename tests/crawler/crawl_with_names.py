"""A crawl process whose names resolve as told (JSON: name -> list of answers, one per question, the last repeated)."""

import json
import sys
from collections import Counter

from crawler.names import Answers, LookupFailedError
from crawler.process import main
from crawler.zones import NameFacts

table: dict[str, list[list[str]]] = json.loads(sys.argv[1])
questions: Counter[str] = Counter()


async def lookup(host: str) -> Answers:
    questions[host] += 1
    answers = table.get(host, [])
    sys.stderr.write(f"asked {host}\n")
    if not answers:
        raise LookupFailedError(f"{host}: unknown here")
    return Answers(host, tuple(answers[min(questions[host], len(answers)) - 1]))


async def read_name(host: str) -> NameFacts:
    """Public facts about a made-up name: none of a real resolver's business."""
    return NameFacts(host, a=["113.160.1.1"], aaaa=[], zone=host, dnssec="signed", dnssec_how="told so")


main(lookup, read_name)
