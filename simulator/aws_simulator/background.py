"""What goes on outside of requests: functions run in processes of their own, while the simulator answers.

A function calls the simulator back, so nobody may hold the simulator's lock while it waits for one. A job runs in a
thread without the lock; what it does to the state it does under the lock. Whatever finds new work by looking at the
state, such as the poller of a queue, is asked after each request and each job.
"""
from __future__ import annotations

import sys
import threading
import traceback
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Callable, Iterator, List, Optional

from aws_simulator.clock import clock

MOST_JOBS_AT_ONCE = 8
# A chain of functions that start each other without end must not keep who waits for it waiting.
MOST_SECONDS_UNTIL_IDLE = 300.0


class NotIdle(Exception):
    """Something still runs although it was waited for long enough."""


class Background:
    """Jobs, and the lock that requests and jobs take in turn."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        # The address at which functions reach the simulator; set once it is known.
        self.endpoint: Optional[str] = None
        self._executor: Optional[ThreadPoolExecutor] = None
        self._finders: List[Callable[[], None]] = []
        self._flushers: List[Callable[[], bool]] = []
        self._round = 0
        self._running = 0
        self._idle = threading.Condition()

    def start_over(self) -> None:
        """Forget what is waiting or running: its results are of no interest any more."""
        with self._idle:
            self._round += 1
            self._running = 0
            self._idle.notify_all()

    def find_work_with(self, finder: Callable[[], None]) -> None:
        """Have a function called after each request and job, which submits the jobs that the state calls for."""
        self._finders.append(finder)

    def flush_with(self, flusher: Callable[[], bool]) -> None:
        """Have a function called that sends what is kept until there is more, and says whether it sent anything."""
        self._flushers.append(flusher)

    def find_work(self) -> None:
        """Submit the jobs that the state calls for. The lock must be held."""
        for finder in self._finders:
            finder()

    def flush(self) -> bool:
        """Send what is kept until there is more of it. Was there anything that could be sent?"""
        return any([flusher() for flusher in self._flushers])

    @property
    def round(self) -> int:
        """Changes when the simulator starts over: what an earlier round began is not to be finished."""
        return self._round

    def submit(self, job: Callable[[], None]) -> None:
        """Run a job outside the lock."""
        with self._idle:
            self._running += 1
            started_in = self._round
        if self._executor is None:
            self._executor = ThreadPoolExecutor(MOST_JOBS_AT_ONCE, thread_name_prefix="background")
        self._executor.submit(self._run, job, started_in)

    def _run(self, job: Callable[[], None], started_in: int) -> None:
        if started_in != self._round:
            return
        try:
            job()
        except Exception:  # there is no request to answer with the error
            traceback.print_exc(file=sys.stderr)
        with self.lock:
            if started_in == self._round:
                self.find_work()
        with self._idle:
            if started_in == self._round:
                self._running -= 1
                self._idle.notify_all()

    @contextmanager
    def unlocked(self) -> Iterator[None]:
        """Let others do something while a request waits. The caller must hold the lock once."""
        self.lock.release()
        try:
            yield
        finally:
            self.lock.acquire()

    def wait_until_idle(self) -> None:
        """Wait until no job is left, and none is due. The caller must hold the lock once."""
        clock.do_what_is_due()
        self.find_work()
        with self.unlocked(), self._idle:
            if not self._idle.wait_for(lambda: self._running == 0, MOST_SECONDS_UNTIL_IDLE):
                raise NotIdle(f"{self._running} jobs still run after {MOST_SECONDS_UNTIL_IDLE:.0f} seconds")


background = Background()
