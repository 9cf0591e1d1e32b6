"""A process that has loaded the bot once, from which bots are born already loaded; must not know what they do.

Each bot is a whole process of the system, to be killed like any other: only the second and a half in which Python
loads the libraries is spared. `test_operating` runs the operator's commands the way a person does.
"""

from __future__ import annotations

import asyncio
import atexit
import gc
import importlib
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryFile

ROOT = Path(__file__).parents[2]
LAZY = ("cogs.client", "cogs.courier", "cogs.house", "handlers.client", "handlers.house", "handlers.webhook")
"""What the bot loads as it starts, beside what its command line loads."""


@dataclass(slots=True)
class BornProcess:
    """A running process; as much of asyncio's own as the journeys need."""

    pid: int
    stdout: asyncio.StreamReader
    ending: asyncio.StreamReader
    returncode: int | None = None

    def send_signal(self, name: signal.Signals) -> None:
        if self.returncode is None:
            os.kill(self.pid, name)

    async def wait(self) -> int:
        """Return the exit status, negative for the signal that ended it."""
        if self.returncode is None:
            self.returncode = int(await self.ending.read())
        return self.returncode


class Cradle:
    """The loaded process, seen from the tests; it ends with them."""

    def __init__(self) -> None:
        self._line, theirs = socket.socketpair()
        with theirs:
            command = [sys.executable, "-m", "tests.journeys.cradle", str(theirs.fileno())]
            self._process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, pass_fds=[theirs.fileno()])
        atexit.register(self.close)

    async def bear(self, arguments: list[str], environment: Mapping[str, str]) -> BornProcess:
        """Start `bot.py` with these arguments and no other environment; what it prints comes out of `stdout`."""
        (said, says), (ended, ends) = os.pipe(), os.pipe()
        with TemporaryFile() as request, os.fdopen(says, "wb", 0), os.fdopen(ends, "wb", 0):
            request.write(json.dumps([arguments, dict(environment)]).encode())
            request.seek(0)
            socket.send_fds(self._line, [b"."], [request.fileno(), says, ends])
        stdout, ending = await _reader(said), await _reader(ended)
        return BornProcess(int(await ending.readline()), stdout, ending)

    def close(self) -> None:
        self._line.close()
        self._process.wait()


@cache
def cradle() -> Cradle:
    """Return the one of this process."""
    return Cradle()


async def _reader(file: int) -> asyncio.StreamReader:
    reader = asyncio.StreamReader()
    pipe = os.fdopen(file, "rb", 0)
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), pipe)
    return reader


def _born(line: socket.socket) -> list[str]:
    """Fork for every request until the line is closed, then end; return only in a child, with its arguments."""
    while True:
        asked, files, _, _ = socket.recv_fds(line, 1, 3)
        if not asked:
            sys.exit()
        if os.fork() == 0:
            break
        for file in files:
            os.close(file)
    # A process for each bot waits for its end, so that this one can go on with the next request.
    told, says, ends = files
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    child = os.fork()
    if child:
        os.close(says)
        os.write(ends, b"%d\n" % child)
        _, status = os.waitpid(child, 0)
        os.write(ends, b"%d\n" % os.waitstatus_to_exitcode(status))
        os._exit(0)
    os.close(ends)
    line.close()
    for standard in (1, 2):
        os.dup2(says, standard)
    os.close(says)
    with os.fdopen(told, "rb") as request:
        arguments, environment = json.load(request)
    os.environ.clear()
    os.environ.update(environment)
    return list(arguments)


def _load() -> None:
    bot = importlib.import_module("bot")
    for name in LAZY:
        importlib.import_module(name)
    bot.Dictionary(bot.LOCALES)
    gc.collect()
    gc.freeze()


if __name__ == "__main__":
    _load()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(fileno=int(sys.argv[1])) as listening:
        born_with = _born(listening)
    importlib.import_module("bot").main(born_with, prog_name="bot.py")
