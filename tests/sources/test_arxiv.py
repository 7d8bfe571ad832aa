"""arXiv's feeds: versions fold, broken and hostile XML is refused in a sentence."""

from datetime import date

import pytest

from bot.errors import SourceError
from bot.sources.arxiv import parse_atom

FEED = '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom">{}</feed>'


def entry(written: str = "http://arxiv.org/abs/2611.00001v1", title: str = "T") -> str:
    return (
        f"<entry><id>{written}</id><title>{title}</title><summary>  An\n abstract.</summary>"
        "<published>2026-11-20T18:00:00Z</published><updated>2026-11-22T18:00:00Z</updated>"
        '<author><name>Bal\\\'azs N</name></author><category term="cs.CL"/></entry>'
    )


def feed(*entries: str) -> bytes:
    return FEED.format("".join(entries)).encode()


def test_an_entry_is_a_paper() -> None:
    (arrival,) = parse_atom(feed(entry())).arrivals
    assert arrival.paper.id == "2611.00001"
    assert arrival.paper.abstract == "An abstract."
    assert arrival.paper.published == date(2026, 11, 20)
    assert arrival.paper.categories == ("cs.CL",)


def test_old_ids_lose_their_subject_class_and_version() -> None:
    (arrival,) = parse_atom(feed(entry("http://arxiv.org/abs/math.GT/0309136v2"))).arrivals
    assert arrival.paper.id == "math/0309136"


def test_what_has_no_id_is_said() -> None:
    parsed = parse_atom(feed(entry(), entry("http://arxiv.org/nothing")))
    assert len(parsed.arrivals) == 1
    assert parsed.skipped[0].where == "entry 2"


def test_an_unknown_id_is_an_empty_feed() -> None:
    assert parse_atom(feed()).arrivals == ()


BROKEN = [
    (b"", "no whole XML"),
    (feed(entry())[:-20], "no whole XML"),
    (b"<html><body>Rate exceeded.</body></html>", "no Atom feed"),
    (b'<?xml version="1.0" encoding="utf-99"?><feed/>', "no whole XML"),
    (feed(entry(title="Error")), "arXiv refused"),
    (b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>', "declares entities"),
    (b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>', "declares entities"),
]


@pytest.mark.parametrize(("body", "said"), BROKEN)
def test_what_is_no_feed_is_refused(body: bytes, said: str) -> None:
    with pytest.raises(SourceError, match=said):
        parse_atom(body)
