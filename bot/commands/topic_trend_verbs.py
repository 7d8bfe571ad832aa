"""`trends`: how topics move over the weeks."""

from bot.calendar.list_hours import current_day
from bot.commands.context import Context
from bot.compose import topic_trend_messages
from bot.jobs.topic_trends import count_topics, split_topics
from bot.message import Message


def trends(context: Context, argument: str) -> Message:
    """Show how many papers on some topics, parted by commas, come each week."""
    today = current_day(context.now)
    counted = count_topics(context.store, context.search, split_topics(argument), today)
    return topic_trend_messages.topic_trends(counted, context.site)
