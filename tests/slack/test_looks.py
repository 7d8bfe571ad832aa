"""Messages as people see them: drawn, photographed where a browser is, and measured."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from adapters.slack.limits import LIMITS
from adapters.slack.modals import form_view
from adapters.slack.render import render
from bot.compose import digest_messages, form_messages, home_messages, list_messages
from bot.compose.standings import with_standings
from bot.message import Message, fit
from bot.model import Digest, Highlight, Paper, Pick, PickKind, Rise, Standing
from tests.slack.rules import faults_of, view_faults
from tests.slack.viewer import Json, page_of, photograph

DAY = date(2026, 11, 27)
TITLES = (
    "LoRA Learns Less and Forgets Less",
    "Chameleon: Mixed-Modal Early-Fusion Foundation Models",
    "Observational Scaling Laws and the Predictability of Language Model Performance",
    "Many-Shot In-Context Learning in Multimodal Foundation Models",
    "CAT3D: Create Anything in 3D with Multi-View Diffusion Models",
)
SUMMARY = (
    "Low-rank adaptation underperforms full finetuning on code and maths but keeps more of what "
    "the base model knew, and acts as a regulariser that beats dropout and weight decay."
)
PAPERS = tuple(
    Paper(
        f"2511.0100{number}",
        title,
        abstract="We study low-rank adaptation. " * 60,
        authors=("Dan Biderman", "Jose Portes", "Ann Lee"),
        upvotes=63 - 9 * number,
        comments=3,
        ai_summary=SUMMARY,
        thumbnail=f"https://cdn-thumbnails.huggingface.co/{number}.png",
        code_url="https://github.com/a/b" if number % 2 else "",
        code_stars=120 if number % 2 else None,
    )
    for number, title in enumerate(TITLES, start=1)
)
PICKS = (
    Pick(PickKind.UPVOTES),
    Pick(PickKind.RISING, 38),
    Pick(PickKind.VOTED_HERE, 4),
    Pick(PickKind.LIKED, title="QLoRA: Efficient Finetuning of Quantized Language Models"),
    Pick(PickKind.VARIETY),
)
RISEN = Paper("2511.02000", "DPO Meets PPO: Reinforced Token Optimization for RLHF")
HIGHLIGHTS = tuple(Highlight(paper, DAY, pick) for paper, pick in zip(PAPERS, PICKS, strict=True))
EDITION = Digest(DAY, "", HIGHLIGHTS, (DAY,), 41, risen=(Rise(RISEN, 12, 180),))
STANDINGS = {
    paper.id: Standing(votes=votes, has_saved=votes == 1)
    for votes, paper in enumerate(PAPERS, start=1)
}


def drawn(message: Message, *, private: bool = False) -> str:
    shown: list[Json] = []
    for part in fit(message, LIMITS):
        payload = render(part)
        assert faults_of(payload.text, list(payload.blocks)) == []
        shown.append({"kind": "message", "blocks": payload.blocks, "private": private})
    return page_of(shown)


def height_of(page: str, folder: Path) -> int:
    height = photograph(page, folder, "page")
    if height is None:
        pytest.skip("chromium is not here to draw with")
    assert (folder / "page.png").stat().st_size > 1000
    return height


def test_a_digest_of_five_papers_fits_a_screen(tmp_path: Path) -> None:
    message = with_standings(digest_messages.digest(EDITION), STANDINGS)
    page = drawn(message)
    for said in ("picked for variety", "Saved ✓", "Vote · 5", "180↑", "<img"):
        assert said in page
    assert height_of(page, tmp_path) <= 600


def test_a_digest_says_its_date_once_and_names_the_first_paper_first() -> None:
    message = digest_messages.digest(EDITION)
    payload = render(message)
    assert payload.text.startswith(f"{TITLES[0]} and 4 more")
    assert str(payload.blocks).count("27 Nov") == 1


def test_a_whole_paper_begins_with_its_summary_and_folds_its_abstract(tmp_path: Path) -> None:
    message = list_messages.one_paper(PAPERS[0], [])
    blocks = render(fit(message, LIMITS)[0]).blocks
    texts = [str(block.get("text")) for block in blocks if block["type"] == "section"]
    assert SUMMARY in texts[0]
    assert any(block.get("expand") is False for block in blocks)
    assert height_of(drawn(message, private=True), tmp_path) <= 500


def test_home_and_forms_are_drawn_and_legal(tmp_path: Path) -> None:
    home = home_messages.home(PAPERS[:3], DAY, "", (), 7, PAPERS[3:], (), "Europe/Berlin")
    blocks = list(render(fit(home, LIMITS)[0], origin="home").blocks)
    assert view_faults({"type": "home", "blocks": blocks}) == []
    views: list[Json] = [{"kind": "home", "blocks": blocks}]
    for form in (form_messages.digest_form("UTC"), form_messages.search_form()):
        view = form_view(form)
        assert view is not None
        assert view_faults(view) == []
        views.append({**view, "kind": "modal"})
    assert height_of(page_of(views), tmp_path) <= 2000


@pytest.mark.parametrize("count", [1, 5, 10, 25, 60])
def test_digests_of_any_size_are_legal_and_in_order(count: int) -> None:
    many = [
        replace(PAPERS[0], id=f"2511.{number:05}", title=f"{number}. " + "&" * 150)
        for number in range(count)
    ]
    highlights = tuple(Highlight(paper, DAY) for paper in many)
    edition = replace(EDITION, highlights=highlights, considered=count)
    parts = fit(digest_messages.digest(edition), LIMITS)
    for part in parts:
        payload = render(part, "m" * 25)
        assert faults_of(payload.text, list(payload.blocks)) == []
    titles = [card.title.plain.partition(".")[0] for part in parts for card in part.cards]
    assert titles == [str(number) for number in range(count)]
