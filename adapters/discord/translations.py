"""What commands and options are called in other languages; what is not here stays English."""

_GERMAN = {
    "search": "suche",
    "explain": "erkläre",
    "today": "heute",
    "yesterday": "gestern",
    "day": "tag",
    "week": "woche",
    "month": "monat",
    "similar": "ähnlich",
    "subscribe": "abonniere",
    "unsubscribe": "abbestelle",
    "subscriptions": "abonnements",
    "follow": "folge",
    "why": "warum",
    "less": "weniger",
    "help": "hilfe",
    "query": "suchwörter",
    "channel": "kanal",
    "topic": "thema",
    "time": "uhrzeit",
    "zone": "zeitzone",
    "days": "tage",
    "how_many": "wie_viele",
    "private": "privat",
    "Papers in this message": "Papers in dieser Nachricht",
    "Papers by this person": "Papers von dieser Person",
}
_FRENCH = {
    "search": "cherche",
    "explain": "explique",
    "today": "aujourdhui",
    "yesterday": "hier",
    "day": "jour",
    "week": "semaine",
    "month": "mois",
    "similar": "semblables",
    "follow": "suivre",
    "why": "pourquoi",
    "less": "moins",
    "help": "aide",
    "query": "mots",
    "channel": "salon",
    "topic": "sujet",
    "time": "heure",
    "zone": "fuseau",
    "days": "jours",
    "how_many": "combien",
    "private": "privé",
}
NAMES = {"de": _GERMAN, "fr": _FRENCH}
"""By Discord's locale; names are lower case, and no two in one place are alike."""


def localized(name: str) -> dict[str, dict[str, str]]:
    """Return the entry of a command that says what it is called in other languages."""
    known = {locale: names[name] for locale, names in NAMES.items() if name in names}
    return {"name_localizations": known} if known else {}
