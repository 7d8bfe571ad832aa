"""The few sentences that are Discord's own: what it keeps from working, and what to do then."""

from bot.message import Action, Message, Text

SORRY = Message(
    lead=Text("Something went wrong on my side. Please try again; if it keeps happening, tell "
              "whoever runs me.")
)  # fmt: skip
TOO_STRANGE = "I have an answer, but Discord won't show it. It's written in my log; sorry!"
LATE = "Discord didn't let me answer this in time, so here it is now:"
OUTDATED = "That's from an older version of me. Please use the command again."
IN_WORDS = "Please press the button once more, and I'll open the form."
NOT_HERE = (
    "I'm not a member of this server, so I can't post here. Ask somebody who manages it to invite "
    "me: {invite}"
)
NO_VOICE = "I don't post in voice and stage channels. Pick a text channel, a forum or a thread."
FOLDERS_HOLD_NOTHING = "That's a category, and nothing can be posted in one. Pick a channel in it."
BACK_AGAIN = "I was away until just now. What I left unanswered, please ask again."
AWAY_ELSEWHERE = "I can't hear some of my servers. I'll be back there by {when} UTC."
NO_MESSAGE_CONTENT = (
    "Discord doesn't let the bot read messages. Turn on “Message Content Intent” at "
    "https://discord.com/developers/applications (Bot), or leave out DISCORD_READS_LINKS"
)
OPEN_FORM = "Open the form"
CANCELLED = Message(lead=Text("All right, nothing was changed."))


def more_for(first: str, last: str) -> str:
    """Say which cards of a list a menu is for; of none where it is the message's own."""
    if not first:
        return "More…"
    return f"More for {first}…" if first == last else f"More for {first} to {last}…"


def are_you_sure(label: str, custom_id_command: str) -> Message:
    """Ask before something that cannot be undone."""
    return Message(
        lead=Text(f"{label}? This can't be undone."),
        actions=(Action(f"Yes: {label}", custom_id_command),),
    )
