"""Completing what is typed at the prompt: verbs at once, what stands behind them by Tab."""

from collections.abc import AsyncGenerator, Callable, Iterable

from prompt_toolkit.completion import CompleteEvent, Completer, Completion, WordCompleter
from prompt_toolkit.document import Document

from bot.message import Desk, Request

MOST = 25


class Completing(Completer):
    """Completes through a desk."""

    def __init__(self, desk: Desk, request_of: Callable[[str], Request]) -> None:
        self._desk = desk
        self._request_of = request_of
        self._names = [verb.name for verb in desk.verbs]
        self._verbs = WordCompleter(self._names, sentence=True)

    def get_completions(self, document: Document, event: CompleteEvent) -> Iterable[Completion]:
        """Return the verbs that begin so."""
        return self._verbs.get_completions(document, event)

    async def get_completions_async(
        self, document: Document, event: CompleteEvent
    ) -> AsyncGenerator[Completion, None]:
        """Yield the verbs that begin so and, where Tab was pressed, what may follow one."""
        for verb in self.get_completions(document, event):
            yield verb
        typed = document.text_before_cursor.lstrip()
        if event.completion_requested and (name := self._verb_of(typed)):
            for choice in await self._desk.complete(self._request_of(typed), MOST):
                argument = len(typed) - len(name) - 1
                yield Completion(choice.text, start_position=-argument, display=choice.label)

    def _verb_of(self, typed: str) -> str:
        begun = [name for name in self._names if typed.lower().startswith(f"{name} ")]
        return max(begun, key=len, default="")
