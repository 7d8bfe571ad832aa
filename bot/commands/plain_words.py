"""What people say in their own words, and the command that it means."""

import re

_SHOW = r"(?:show |give |get )?(?:me )?"
_PATTERNS = (
    (r"(?:hi|hello|hey|start|get started|good (?:morning|day|evening))(?: there| papers)?",
     "welcome"),
    (r"(?:what can (?:you|i) (?:do|say|type)|commands|usage|help me|how does (?:this|it) work"
     r"|what is this|who are you|menu)", "help"),
    (r"(?:next|more|more results|more papers|next page|show more|go on)", "next"),
    (r"(?:back|prev|previous|previous page|go back|last page)", "back"),
    (_SHOW + r"(?:what's|whats|what is|anything)?(?: ?the)? ?"
     r"(?:today's|todays|latest|newest|new|recent)(?: papers?| list| highlights)(?: today)?",
     "today"),
    (r"(?:what's|whats|what is|anything) (?:new|hot|up)(?: today| this morning)?", "today"),
    (r"(?:papers |of |for |from )+today|the papers", "today"),
    (_SHOW + r"(?:yesterday's|yesterdays)(?: papers?| list)?|(?:papers |of |from |for )+yesterday",
     "yesterday"),
    (_SHOW + r"(?:the )?(?:this week|this week's|papers (?:of |from )?this week)(?: papers)?",
     "week"),
    (_SHOW + r"(?:the )?(?:last week|last week's)(?: papers)?", "week last"),
    (_SHOW + r"(?:the )?(?:last month|last month's)(?: papers)?", "month last"),
    (r"(?:open|show|read|abstract(?: of)?|details(?: of| on)?)? ?(?:number|nr|no|paper)\.? ?"
     r"#?(\d{1,2})", r"paper \1"),
    (r"(?:open|details(?: of| on)?|tell me about) #?(\d{1,2})", r"paper \1"),
    (r"#?(\d{1,2})", r"paper \1"),
    # “more like 2405.12345” is what a channel's digest is asked.
    (r"(?:more(?= like \D*\d{1,2}$)|papers|something|others?) like "
     r"(?:number |paper |#)?(\d{1,2}|\d{4}\.\d{4,5})", r"similar \1"),
    (r"(?:show |list )?(?:me )?(?:my )?alerts|what are my alerts", "alert list"),
    (r"(?:show |list )(?:me )?(?:my |the )?(?:digests|subscriptions)|my (?:digests|subscriptions)"
     r"|digests|what(?:'s| is) posted here", "subscriptions"),
    (r"(?:show |list )?(?:me )?my (?:saved papers|saves|library|reading list)", "saved"),
    (r"(?:please )?(?:alert|notify|ping|inform|tell) me "
     r"(?:(?<!tell me )(?:about|of|on)|when there are|if there are|when there's) "
     r"(?:all |any |a )?(?:new )?(?:papers? (?:about|on|by) )?(.+)", r"alert add \1"),
    (r"about (.+)", r"search \1"),
    (r"tell me (?:more )?about (.+)", r"search \1"),
    (r"(?:set|create|make|add)(?: me)?(?: up)? (?:an )?alert (?:for|on|about) (.+)",
     r"alert add \1"),
    (r"(?:please )?(?:sign me up|subscribe me) (?:to|for) (.+)", r"subscribe \1"),
    (r"(?:post|send|give|set up|start)(?: me| us)? (?:a |the |my )?(?:(daily|weekly) )?"
     r"digest(?: (?:on|about|of|for))?(.*)", r"subscribe \2 \1"),
    (r"(?:stop|cancel|end|remove|disable)(?: the| this| my)?(?: daily)?"
     r"(?: digests?| posting| subscriptions?)(?: (?:on|about) (.+))?", r"unsubscribe \1"),
    (r"unsubscribe (?:me|from this|from here|please|this)", "unsubscribe"),
    (r"unsubscribe (?:me )?from (.+)", r"unsubscribe \1"),
    (r"(?:pause|mute|stop|silence)(?: all)?(?: my)? alerts", "alert pause all"),
    (r"(?:resume|unmute|restart|start)(?: all)?(?: my)? alerts", "alert resume all"),
    (r"(?:snooze|mute|be quiet)(?: me)?(?: my alerts)?(?: for)? (\d{1,3} ?[a-z]+)",
     r"alert snooze \1"),
    (r"(?:my )?(?:settings|preferences)", "alert settings"),
    (r"(?:delete|forget|erase)(?: all)?(?: of)? (?:my data|me)", "privacy delete"),
    (r"(?:export|download|show)(?: me)?(?: all)? my data|what do you (?:know|store) about me",
     "privacy export"),
    (r"(?:find|get|show|give)(?: me)? (?:some |new |recent |all )?"
     r"papers? (?:about|on|for|by|with) (.+)", r"search \1"),
    (r"(?:look|search|looking) for (?:(?:some )?papers? (?:about|on) )?(.+)", r"search \1"),
)  # fmt: skip
_READ = tuple((re.compile(pattern, re.IGNORECASE), command) for pattern, command in _PATTERNS)
_LONGEST = 300
_ENDS = " ?!."


def as_command(text: str) -> str:
    """Return the command that plain words mean, or the text as it is where they mean none."""
    said = " ".join(text.replace("’", "'").split()).rstrip(_ENDS)
    if len(said) > _LONGEST:
        return text
    for pattern, command in _READ:
        if match := pattern.fullmatch(said):
            return " ".join(match.expand(command).split())
    return text
