"""Doing something step by step for as long as it may be done, and not one step longer."""

from collections.abc import Callable, Coroutine, Generator
from typing import Any, Generic, TypeVar

Result = TypeVar("Result")


class LeaseLost(Exception):
    """The time ran out while the process was paused, or starved: another may be at it by now."""


class Guarded(Generic[Result]):
    """Await a coroutine, but ask before each of its steps whether it may go on.

    A timeout cannot do that: a process that was stopped finds steps that were ready before it
    finds that time is up, and a message would leave the machine after its lease. What is left
    is the time between one look at the clock and the write that follows it.
    """

    def __init__(self, work: Coroutine[Any, Any, Result], may_go_on: Callable[[], bool]) -> None:
        self._work = work
        self._may_go_on = may_go_on

    def __await__(self) -> Generator[Any, Any, Result]:
        """Run to the end; raises LeaseLost into the coroutine, once, where it may not go on."""
        answer: Any = None
        fault: BaseException | None = None
        is_told = False
        while True:
            if fault is None and not is_told and not self._may_go_on():
                fault, is_told = LeaseLost(), True
            try:
                waits_for = self._work.throw(fault) if fault else self._work.send(answer)
            except StopIteration as end:
                result: Result = end.value
                return result
            answer = fault = None
            try:
                answer = yield waits_for
            except BaseException as error:
                fault = error
