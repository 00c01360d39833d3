"""Articles: news, guidance on law, rewards and penalties, replies to petitions, and what is off the field."""

from demo.makers.entry import Bench, Entry, sentence


def _story(bench: Bench, title_rule: str, body_rule: str, lead_rule: str = "", length: int = 4) -> Entry:
    bound = bench.grammar.bind(
        bench.rng, "topic", "regulation", "partner", "unit", "place", "group", "company", "agency_short"
    )
    bound["leader"] = bench.leader()
    bound["written_day"] = f"{bench.day:%d/%m}"
    title = sentence(bench.phrase(title_rule, **bound))
    lead = bench.phrase(lead_rule, **bound) if lead_rule else ""
    return Entry(
        bench.number,
        title,
        bench.day,
        bench.hour,
        lead,
        bench.some(body_rule, length, bound),
        {"title": title, "posted": bench.written(), "unit": bound["unit"], "status": "Đã trả lời"},
        bench.phrase("author_name"),
    )


def news(bench: Bench) -> Entry:
    return _story(bench, "news_title", "news_body", "news_lead", 5)


def dissemination(bench: Bench) -> Entry:
    return _story(bench, "dissemination_title", "dissemination_body", length=4)


def rewards(bench: Bench) -> Entry:
    return _story(bench, "reward_title", "reward_body")


def penalties(bench: Bench) -> Entry:
    return _story(bench, "penalty_title", "penalty_body")


def rewards_and_penalties(bench: Bench) -> Entry:
    return rewards(bench) if bench.index % 2 == 0 else penalties(bench)


def staff_awards(bench: Bench) -> Entry:
    return _story(bench, "staff_award_title", "reward_body", length=1)


def replies(bench: Bench) -> Entry:
    return _story(bench, "reply_title", "reply_body", length=4)


def leisure(bench: Bench) -> Entry:
    """What fills many a section: sport, weather, celebrities, nothing of the agency's."""
    return _story(bench, "leisure_title", "leisure_body", length=3)


def words_only(bench: Bench) -> Entry:
    """News that holds the words of the law without being what they ask for."""
    return _story(bench, "words_only_title", "news_body", "news_lead", 3)


STORIES = {
    "news": news,
    "dissemination": dissemination,
    "rewards": rewards,
    "penalties": penalties,
    "rewards_and_penalties": rewards_and_penalties,
    "staff_awards": staff_awards,
    "replies": replies,
    "leisure": leisure,
    "words_only": words_only,
}
