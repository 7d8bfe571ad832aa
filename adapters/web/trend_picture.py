"""How topics move, drawn as lines that are told apart without colour, too."""

import io
from collections.abc import Sequence
from threading import Lock

from bot.message import TopicTrend

_COLOURS = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#d55e00")
"""Okabe and Ito's, which colour-blind people tell apart."""

_MARKERS, _DASHES = "osD^v", ("-", "--", "-.", ":", "-")
_INKS = {"light": ("#fbfbfa", "#1b1d22", "#d5d8de"), "dark": ("#131418", "#e9eaee", "#3a3e49")}
_LOCK = Lock()


def draw_trends(trends: Sequence[TopicTrend], scheme: str) -> bytes:
    """Return a PNG for pages of a scheme, light or dark."""
    # It takes a second to load, and most processes never draw.
    from matplotlib.figure import Figure  # noqa: PLC0415

    page, ink, line = _INKS.get(scheme, _INKS["light"])
    with _LOCK:  # fonts are shared, and not by threads
        figure = Figure(figsize=(9.6, 4.8), dpi=100, facecolor=page, layout="constrained")
        axes = figure.add_subplot(facecolor=page)
        for place, one in enumerate(trends):
            axes.plot(
                [f"{week.day} {week:%b}" for week, _ in one.weeks],
                [count for _, count in one.weeks],
                color=_COLOURS[place % 5],
                marker=_MARKERS[place % 5],
                linestyle=_DASHES[place % 5],
                linewidth=2,
                # A dollar sign would begin a formula.
                label=one.topic.replace("$", r"\$"),
            )
        axes.set_ylim(bottom=0)
        axes.set_ylabel("New papers a week", color=ink)
        axes.tick_params(colors=ink)
        axes.grid(axis="y", color=line)
        axes.spines[:].set_color(line)
        axes.legend(facecolor=page, edgecolor=line, labelcolor=ink)
        out = io.BytesIO()
        figure.savefig(out, format="png")
    return out.getvalue()
