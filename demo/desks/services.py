"""The services of a desk, made from its data: names, codes, the eleven fields, forms."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from random import Random

from demo.block_data import FileData
from demo.desks.data import Case, DeskData, FieldOfWork, load_words
from demo.grammar import Grammar
from demo.slugs import slug_of

#: What may be missing of Circular 32/2017 Art. 5(1); name, agency and point i stay.
_MAY_MISS = ("steps", "manner", "dossier", "duration", "who", "result", "ways", "basis")
_NOT_YET = "Đang cập nhật"
_CODES = 9973  # a prime: codes neither rise by one nor meet


@dataclass(frozen=True, slots=True)
class Service:
    """One service. `facts` are by key, in the order of the law; what the desk leaves out is not among them."""

    number: int
    code: str
    code_in_list: bool
    name: str
    field: FieldOfWork
    case: Case
    facts: Mapping[str, str]
    forms: tuple[FileData, ...]
    payment: bool  # its own form has a step of payment
    facts_file: FileData | None = None


def make_services(data: DeskData) -> tuple[Service, ...]:
    """All services in the order of the list; raises ValueError where cases and names do not add up."""
    named = [(field, action, item) for field in data.fields for item in field.objects for action in field.actions]
    cases = [case for case in data.cases for _ in range(case.count)]
    if len(named) != len(cases):
        raise ValueError(f"{data.id}: {len(named)} services, {len(cases)} cases")
    Random(data.id).shuffle(cases)
    return tuple(
        _service(data, number, field, (action, item), case)
        for number, ((field, action, item), case) in enumerate(zip(named, cases, strict=True), start=1)
    )


def _service(data: DeskData, number: int, field: FieldOfWork, words: tuple[str, str], case: Case) -> Service:
    place = data.codes[number % len(data.codes)]
    name = f"{words[0]} {words[1]}"
    rng = Random(f"{data.id}|{number}")
    facts = _facts(data, field, case, (name, words[1]), rng)
    kept = dict(_gapped(facts, case, rng))
    forms = tuple(_forms(name, number, case, rng))
    whole = _facts_file(number, name, facts) if case.facts == "file" else None
    paid = case.fee in ("online", "entry")
    code = _code(data, number, place)
    return Service(number, code, place == "list", name, field, case, kept, forms, paid, whole)


def _code(data: DeskData, number: int, place: str) -> str:
    if place == "none":
        return ""
    seed = sum(map(ord, data.id))
    if place == "old":
        return f"{data.old_code}-{200000 + (number * _CODES + seed) % 99991:06d}-TT"
    return f"{1 + number % 3}.{(number * _CODES + seed * 101) % 14983:06d}{data.code_tail}"


def _facts(data: DeskData, field: FieldOfWork, case: Case, names: tuple[str, str], rng: Random) -> dict[str, str]:
    """The eleven fields; point i (forms, conditions, fees) in two parts, the forms being files."""
    name, item = names
    grammar = Grammar(load_words(), {"counter": (data.counter,), "agency": (field.agency,)})
    bound = {"who": field.who, "object": item}
    online = case.entry not in ("none",)
    number = f"{rng.randint(100, 2900)}"

    def say(rule: str) -> str:
        return grammar.expand(f"{{{rule}}}", rng, bound)

    papers = field.papers if case.form == "none" else f"Đơn, tờ khai theo mẫu; {field.papers}"
    return {
        "name": name,
        "steps": say("steps"),
        "manner": say("manner_online" if online else "manner_paper"),
        "dossier": f"{papers}. Số lượng hồ sơ: 0{rng.randint(1, 2)} bộ.",
        "duration": say("duration"),
        "who": field.who,
        "agency": field.agency,
        "result": field.result,
        "conditions": say("conditions"),
        "fee": say(_FEES[case.fee]),
        "ways": say("ways"),
        "basis": f"{field.law}; {data.decision.replace('{n}', number)}",
    }


_FEES = {"free": "free", "online": "online_fee", "entry": "fee", "counter": "counter_fee", "bare": "fee"}


def _gapped(facts: Mapping[str, str], case: Case, rng: Random) -> Iterator[tuple[str, str]]:
    """What the desk shows of the facts: every second gap is a label without substance."""
    missing = rng.sample(_MAY_MISS, case.gaps)
    for key, text in facts.items():
        if key not in missing:
            yield key, text
        elif missing.index(key) % 2:
            yield key, _NOT_YET


def _forms(name: str, number: int, case: Case, rng: Random) -> Iterator[FileData]:
    if case.form == "none":
        return
    grammar = Grammar(load_words(), {"short": (name[:1].lower() + name[1:],)})
    answer = case.form if case.form in ("missing", "page") else "good"
    yield _file(grammar.pick("form_title", rng), number, 1, rng, answer)
    if case.form == "half" or rng.random() < 0.2:
        answer = "missing" if case.form == "half" else answer
        yield _file(grammar.pick("second_form", rng), number, 2, rng, answer)


def _file(title: str, number: int, turn: int, rng: Random, answer: str) -> FileData:
    ending = "doc" if answer == "page" else rng.choice(("doc", "docx", "docx", "pdf"))
    lines = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Kính gửi: ........", "Họ và tên (tổ chức): ........", "Ký tên")
    content = {"name": f"mau-{number:03d}-{turn}.{ending}", "label": title, "title": title}
    return FileData.model_validate(content | {"paragraphs": lines, "answer": answer})


def _facts_file(number: int, name: str, facts: Mapping[str, str]) -> FileData:
    """The whole procedure as an office writes it."""
    heads = {
        "steps": "Trình tự thực hiện",
        "manner": "Cách thức thực hiện",
        "dossier": "Thành phần, số lượng hồ sơ",
        "duration": "Thời hạn giải quyết",
        "who": "Đối tượng thực hiện",
        "agency": "Cơ quan thực hiện",
        "result": "Kết quả thực hiện",
        "conditions": "Yêu cầu, điều kiện",
        "fee": "Phí, lệ phí",
        "ways": "Nộp hồ sơ và nhận kết quả",
        "basis": "Căn cứ pháp lý",
    }
    lines = tuple(f"{turn}. {head}: {facts[key]}" for turn, (key, head) in enumerate(heads.items(), start=1))
    return FileData(name=f"{slug_of(name, 40)}-{number}.docx", label="Nội dung thủ tục", title=name, paragraphs=lines)
