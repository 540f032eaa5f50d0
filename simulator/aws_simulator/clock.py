"""The simulator's time, which can be moved: what takes minutes in AWS is waited for by nobody."""
from __future__ import annotations

import datetime
import heapq
import itertools
from typing import Callable, List, Tuple

_count = itertools.count()


class Clock:
    """The machine's time, and what was added to it."""

    def __init__(self) -> None:
        self.start_over()

    def start_over(self) -> None:
        """Return to the machine's time, and forget what is to be done."""
        self.ahead = datetime.timedelta()
        # How often the time was moved, and until when: who acts again and again has to know where to stop.
        self.moves = 0
        self.until = self.now()
        self._due: List[Tuple[datetime.datetime, int, Callable[[], None]]] = []

    def now(self) -> datetime.datetime:
        """The time in UTC."""
        return datetime.datetime.now(datetime.timezone.utc) + self.ahead

    def after(self, seconds: float, action: Callable[[], None]) -> None:
        """Have something done once that many seconds have passed, at the next request that looks at the clock."""
        heapq.heappush(self._due, (self.now() + datetime.timedelta(seconds=seconds), next(_count), action))

    def advance(self, seconds: float) -> None:
        """Move the time forward, and do what is due until then, in the order of its time."""
        until = self.until = self.now() + datetime.timedelta(seconds=seconds)
        self.moves += 1
        while self._due and self._due[0][0] <= until:
            time, _, action = heapq.heappop(self._due)
            self.ahead += max(datetime.timedelta(), time - self.now())
            action()
        self.ahead += max(datetime.timedelta(), until - self.now())

    def do_what_is_due(self) -> None:
        """Do what is due by now."""
        self.advance(0)


clock = Clock()
