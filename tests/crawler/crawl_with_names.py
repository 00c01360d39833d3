"""A crawl process whose names resolve as told (JSON: name -> list of answers, one per question, the last repeated)."""

import json
import sys
from collections import Counter

from crawler.names import Answers, LookupFailedError
from crawler.process import main

table: dict[str, list[list[str]]] = json.loads(sys.argv[1])
questions: Counter[str] = Counter()


async def lookup(host: str) -> Answers:
    questions[host] += 1
    answers = table.get(host, [])
    sys.stderr.write(f"asked {host}\n")
    if not answers:
        raise LookupFailedError(f"{host}: unknown here")
    return Answers(host, tuple(answers[min(questions[host], len(answers)) - 1]))


main(lookup)
