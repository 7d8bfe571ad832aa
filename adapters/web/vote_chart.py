"""A paper's votes over time, drawn as a line in the page's own colours, without any script."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.message import VotePoint

WIDTH, HEIGHT = 640, 160
LEFT, RIGHT, TOP, BOTTOM = 44, 12, 12, 26


def vote_chart(votes: Sequence[VotePoint]) -> Markup:
    """Return the drawing, "" where fewer than two points are known."""
    if len(votes) < 2:
        return Markup("")
    spots = _spots(votes)
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in spots)
    (first_x, _), (last_x, last_y) = spots[0], spots[-1]
    floor = HEIGHT - BOTTOM
    most = max(one.upvotes for one in votes)
    label = (
        f"Upvotes over time: {votes[0].upvotes:,} on {votes[0].at:%d %b %Y}, "
        f"{votes[-1].upvotes:,} on {votes[-1].at:%d %b %Y}"
    )
    return Markup(
        '<svg class="chart" viewBox="0 0 {w} {h}" role="img" aria-label="{label}">'
        '<line class="axis" x1="{left}" y1="{floor}" x2="{end}" y2="{floor}"/>'
        '<polygon class="area" points="{first_x:.1f},{floor} {line} {last_x:.1f},{floor}"/>'
        '<polyline class="line" points="{line}"/>'
        '<circle class="dot" cx="{last_x:.1f}" cy="{last_y:.1f}" r="4"/>'
        '<text class="tick" x="{tick}" y="{top}" text-anchor="end">{most}</text>'
        '<text class="tick" x="{tick}" y="{floor}" text-anchor="end">0</text>'
        '<text class="tick" x="{left}" y="{foot}">{began}</text>'
        '<text class="tick" x="{end}" y="{foot}" text-anchor="end">{ended}</text>'
        "</svg>"
    ).format(
        w=WIDTH,
        h=HEIGHT,
        label=label,
        left=LEFT,
        end=WIDTH - RIGHT,
        floor=floor,
        line=line,
        first_x=first_x,
        last_x=last_x,
        last_y=last_y,
        tick=LEFT - 8,
        top=TOP + 8,
        foot=HEIGHT - 8,
        most=f"{most:,}",
        began=f"{votes[0].at:%d %b %Y}",
        ended=f"{votes[-1].at:%d %b %Y}",
    )


def _spots(votes: Sequence[VotePoint]) -> list[tuple[float, float]]:
    began = votes[0].at
    span_s = max((votes[-1].at - began).total_seconds(), 1.0)
    most = max(1, *(one.upvotes for one in votes))
    width, height = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM
    return [
        (
            LEFT + width * (one.at - began).total_seconds() / span_s,
            TOP + height * (1 - one.upvotes / most),
        )
        for one in votes
    ]
