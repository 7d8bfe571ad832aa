"""The pages around an installation: small, plain, and without anything from elsewhere."""

from dataclasses import dataclass
from html import escape

_STYLE = (
    "body{font:18px/1.5 system-ui,sans-serif;max-width:34rem;margin:12vh auto;padding:0 1.5rem;"
    "color:#1d1c1d}h1{font-size:1.6rem}a.button{display:inline-block;background:#4a154b;color:#fff;"
    "padding:.6rem 1.2rem;border-radius:.5rem;text-decoration:none;font-weight:700}"
    "@media(prefers-color-scheme:dark){body{background:#1a1d21;color:#e8e8e8}a{color:#8ab4f8}}"
)


@dataclass(frozen=True, slots=True)
class Page:
    """A page and its HTTP status."""

    html: str
    status: int = 200


class InstallPages:
    """Words for each step of an installation; `start` is where it begins."""

    def __init__(self, start: str) -> None:
        self._start = start

    def invitation(self, way: str) -> Page:
        """Invite to install the app."""
        words = "Daily papers, search and alerts where your group already talks."
        return _page("Add Papers to Slack", words, "Add to Slack", way)

    def done(self, app: str, team: str) -> Page:
        """Say what to do first."""
        words = (
            "Papers is in your workspace. Type /papers in Slack to see what it can do, or open its "
            "Home tab. For a daily digest, invite it to a channel: /invite @Papers"
        )
        known = f"?app={app}&team={team}" if app and team else ""
        return _page("You're set", words, "Open Slack", f"https://slack.com/app_redirect{known}")

    def declined(self) -> Page:
        """Say that nothing was installed, as was chosen."""
        words = "You didn't let Papers in, so nothing was installed. You can change your mind."
        return _page("Nothing was installed", words, "Try again", self._start, 200)

    def stale(self) -> Page:
        """Say that the way back is no longer good."""
        words = (
            "This link was used before, is older than ten minutes, or was opened in another "
            "browser. Start again, and finish in the same window."
        )
        return _page("Please start again", words, "Start again", self._start, 400)

    def refused(self) -> Page:
        """Say that Slack did not take the code."""
        words = "Slack didn't accept that sign-in. Start again; nothing was installed."
        return _page("Please start again", words, "Start again", self._start, 400)

    def not_now(self) -> Page:
        """Say that something is wrong on our side."""
        words = "Something is wrong on our side, so nothing was installed. Try again in a minute."
        return _page("Not right now", words, "Try again", self._start, 503)

    def way_out(self) -> Page:
        """Say how the app is taken out."""
        words = (
            "In Slack, open Tools & settings → Manage apps → Papers → Configuration → Remove app. "
            "Everything that is kept about your workspace is deleted then: digests, alerts, saved "
            "papers and votes, and the key to your workspace. To delete only what is yours, type "
            "/papers privacy delete"
        )
        link = "https://slack.com/apps/manage"
        return _page("Removing Papers from Slack", words, "Manage apps", link)


def _page(title: str, words: str, label: str, link: str, status: int = 200) -> Page:
    body = (
        f"<h1>{escape(title)}</h1><p>{escape(words)}</p>"
        f'<p><a class="button" href="{escape(link)}" rel="noreferrer">{escape(label)}</a></p>'
    )
    head = '<meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    head += f"<title>{escape(title)}</title><style>{_STYLE}</style>"
    return Page(f'<!doctype html><html lang="en"><head>{head}</head><body>{body}</body>', status)
