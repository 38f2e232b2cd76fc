"""Start programs, wait for them, and say how long they took and how much memory they held."""

import os
import shutil
import signal
import subprocess
import threading
import time
from dataclasses import dataclass

QUESTION_TIMEOUT = 120.0


@dataclass
class Run:
    """One run of a program. `code` is None if it was stopped for being too slow."""

    seconds: float
    code: int | None
    peak_bytes: int | None = None


def run(arguments, script=os.devnull, errors=os.devnull, timeout=0.0, watches_memory=False):
    """Runs a program from a cold process; the clock is around spawn and wait, and nothing else.

    `script` is its standard input, and `errors` takes what it says on standard error; what it
    prints is thrown away. `timeout` is in seconds, 0 for none.
    """
    program = shutil.which(arguments[0])
    if program is None:
        raise FileNotFoundError(f"there is no program {arguments[0]}")
    actions = [
        (os.POSIX_SPAWN_OPEN, 0, script, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
        (os.POSIX_SPAWN_OPEN, 2, errors, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600),
    ]
    stopped = False
    started = time.perf_counter()
    process = os.posix_spawn(program, arguments, os.environ, file_actions=actions)

    def stop(_signal, _frame):
        nonlocal stopped
        stopped = True
        os.kill(process, signal.SIGKILL)

    previous = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, timeout)
    watcher = PeakMemory(process) if watches_memory else None
    _, status, usage = os.wait4(process, 0)
    seconds = time.perf_counter() - started
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, previous)
    code = None if stopped else os.waitstatus_to_exitcode(status)
    return Run(seconds, code, watcher.stop(usage) if watcher else None)


class PeakMemory:
    """Reads a process's peak resident memory until it ends.

    The peak that wait4 reports counts, on Linux, what its parent held at the spawn: a parent
    that is larger than the child hides the child's peak. So the kernel's own high-water mark of
    the child is read every five milliseconds; only where there is no /proc is wait4 believed.
    """

    def __init__(self, process):
        self.path = f"/proc/{process}/status"
        self.kibibytes = 0
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self._watch, daemon=True)
        self.thread.start()

    def _watch(self):
        while not self.ended.is_set():
            try:
                with open(self.path, encoding="ascii", errors="replace") as file:
                    for line in file:
                        if line.startswith("VmHWM:"):
                            self.kibibytes = max(self.kibibytes, int(line.split()[1]))
            except OSError:
                return
            self.ended.wait(0.005)

    def stop(self, usage):
        """The peak in bytes, after the process has ended."""
        self.ended.set()
        self.thread.join()
        return 1024 * (self.kibibytes or usage.ru_maxrss)


def capture(arguments):
    """What a program prints and its exit code, None if it is too slow; never for timing."""
    try:
        done = subprocess.run(
            arguments, stdout=subprocess.PIPE, text=True, timeout=QUESTION_TIMEOUT, check=False)
    except subprocess.TimeoutExpired:
        return "", None
    return done.stdout, done.returncode
