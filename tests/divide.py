"""The process of ``starter.py``: it has loaded a server, and divides itself for each line that comes in.

A line is, as JSON, the settings of a process, the files for what it prints and for what it complains of, and the words
of a command of the command line; without them it serves. What comes back is ``begun`` or ``ended`` with the number of a
process and its exit code. Nothing but the least is loaded before ``wsgi.py``, which must patch the
libraries first.
"""

from __future__ import annotations

import _signal  # what gevent patches counts children by itself
import os
import posix
import sys
from typing import Any

news = -1
"""Where to tell; what libraries print on the standard output goes elsewhere."""


def _tell(what: str, pid: int, code: int = 0) -> None:
    posix.write(news, f"{what} {pid} {code}\n".encode())


def _bury(*_: Any) -> None:
    """Tell of those that ended; called by the system, also while the loop below waits."""
    while True:
        try:
            pid, status = posix.waitpid(-1, posix.WNOHANG)
        except ChildProcessError:
            return
        if not pid:
            return
        _tell("ended", pid, posix.waitstatus_to_exitcode(status))


def _become(wsgi: Any, environ: dict[str, str], out: str, err: str, words: list[str] | None) -> None:
    _signal.signal(_signal.SIGCHLD, _signal.SIG_DFL)
    _signal.pthread_sigmask(_signal.SIG_UNBLOCK, [_signal.SIGCHLD])
    writing = posix.O_WRONLY | posix.O_APPEND | posix.O_CREAT
    files = (posix.open("/dev/null", posix.O_RDONLY), *(posix.open(file, writing, 0o666) for file in (out, err)))
    for number, file in enumerate(files):
        posix.dup2(file, number)
    for number in (*files, news):
        posix.close(number)
    os.environ.clear()
    os.environ.update(environ)
    if "gevent" in sys.modules:
        sys.modules["gevent"].reinit()
    if words is None:
        sys.argv = ["wsgi.py"]
        wsgi.run()
    from flask.cli import main

    sys.argv = ["flask", "--app", "charrette", *words]
    main()


def _forget_the_hub() -> None:
    """Let each server have a loop of its own: that of here waits on a file of the system that all would share."""
    if "eventlet" in sys.modules:
        from eventlet import hubs

        if hasattr(hubs._threadlocal, "hub"):
            hubs._threadlocal.hub.poll.close()
            del hubs._threadlocal.hub


def divide() -> None:
    """Load a server, and become one, or a command, for each line that comes in."""
    global news
    news = posix.dup(1)  # not for what it starts
    posix.dup2(2, 1)
    import gc
    import importlib
    import json

    import wsgi

    importlib.import_module("charrette.app")  # wsgi loads these when it makes the application, in each server
    importlib.import_module("charrette.rooms").load_all()
    if "gevent" not in sys.modules:  # its loop cannot be left behind
        importlib.import_module("tests.warm").warm_up()
        _forget_the_hub()
    gc.collect()
    gc.freeze()  # what all servers have from here, the collector of none goes through again
    _signal.signal(_signal.SIGCHLD, _bury)
    left = b""
    while part := posix.read(0, 65_536):
        left += part
        while b"\n" in left:
            line, left = left.split(b"\n", 1)
            asked = json.loads(line)
            _signal.pthread_sigmask(_signal.SIG_BLOCK, [_signal.SIGCHLD])
            pid = posix.fork()
            if pid == 0:
                _become(wsgi, *asked)
            _tell("begun", pid)
            _signal.pthread_sigmask(_signal.SIG_UNBLOCK, [_signal.SIGCHLD])


if __name__ == "__main__":
    divide()
