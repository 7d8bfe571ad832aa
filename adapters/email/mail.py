"""A delivery as a mail: its headers, its words as HTML and as plain text."""

from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from hashlib import blake2b

from adapters.email.render import render_html, render_text
from adapters.email.settings import MailSettings
from bot.message import Delivery

DIGESTS, ALERTS = "digests", "alerts"
_LISTS = {"digest": DIGESTS, "alert": ALERTS, "alerts": ALERTS}
"""What one can unsubscribe from, by the kind of a delivery."""

_POLICY = policy.SMTP.clone(max_line_length=200)


def make_mail(delivery: Delivery, settings: MailSettings) -> bytes:
    """Return a mail as it goes over the wire, the same however often it is made."""
    message, leave = delivery.message, unsubscribe_url(delivery, settings)
    own = f"{settings.site}/me/{delivery.key}" if settings.site and delivery.key else ""
    mail = EmailMessage(policy=_POLICY)
    local, _, domain = settings.sender.rpartition("@")
    mail["From"] = Address(settings.sender_name, local, domain)
    mail["To"] = delivery.destination.address
    mail["Subject"] = _subject(delivery)
    mail["Date"] = format_datetime(delivery.first_tried_at)
    mail["Message-ID"] = message_id(delivery, settings)
    _add_list_headers(mail, delivery, settings, leave)
    mail.set_content(render_text(message, settings.site, leave, own))
    if not delivery.is_plain:
        mail.add_alternative(render_html(message, settings.site, leave, own), subtype="html")
        # The boundary would be another each time, and the mail not the same.
        mail.set_boundary(f"=={blake2b(delivery.marker.encode(), digest_size=16).hexdigest()}==")
    return mail.as_bytes()


def message_id(delivery: Delivery, settings: MailSettings) -> str:
    """Return what a mail is called for good, by the marker of its delivery."""
    return f"<{delivery.marker}@{settings.domain}>"


def unsubscribe_url(delivery: Delivery, settings: MailSettings) -> str:
    """Return where one click ends mails of this kind, "" where there is no such page."""
    what = _LISTS.get(delivery.kind, "")
    if not (what and settings.site and delivery.key):
        return ""
    return f"{settings.site}/unsubscribe/{delivery.key}/{what}"


def _subject(delivery: Delivery) -> str:
    message = delivery.message
    first = message.cards[0].title.plain if message.cards else message.lead.plain
    return " ".join((message.title or first or "Daily Papers").split())[:200]


def _add_list_headers(
    mail: EmailMessage, delivery: Delivery, settings: MailSettings, leave: str
) -> None:
    mail["Auto-Submitted"] = "auto-generated"
    what = _LISTS.get(delivery.kind, "")
    if not what:
        return
    # All of a kind to one mailbox are a thread, whose first mail was never sent.
    thread = blake2b(f"{delivery.destination} {what}".encode(), digest_size=10).hexdigest()
    mail["References"] = f"<{what}.{thread}@{settings.domain}>"
    mail["List-Id"] = f"Daily Papers {what} <{what}.{settings.domain}>"
    mail["Precedence"] = "list"
    if leave:
        mail["List-Unsubscribe"] = f"<{leave}>"
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
