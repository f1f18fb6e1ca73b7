"""What a program costs: its processor time, elapsed time, memory and, where possible, its instructions.

Run as a program, this file starts another one and says what it cost. That is a process of its own because
the system counts towards a program's peak memory what the process that started it held at that moment: so
the starter has to be small.
"""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple


class Cost(NamedTuple):
    """What one run took, with all processes that it started.

    Attributes:
        cpu: user and system time, in seconds.
        memory: the most that one process held at once, in bytes.
        instructions: executed in user space; 0 where they are not counted.

    """

    code: int
    cpu: float
    elapsed: float
    memory: int
    instructions: int = 0


def _main(log: str, *command: str) -> None:
    with Path(log).open("wb") as output:
        started = time.perf_counter()
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output)
        _, status, used = os.wait4(process.pid, 0)
        elapsed = time.perf_counter() - started
    code = process.returncode = os.waitstatus_to_exitcode(status)
    memory = used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    print(json.dumps([code, used.ru_utime + used.ru_stime, elapsed, memory]))


def perf_counts() -> bool:
    """Whether ``perf`` can count instructions here; on most virtual machines it cannot."""
    try:
        done = subprocess.run(
            ["perf", "stat", "-x,", "-e", "instructions:u", "true"],
            capture_output=True,
            text=True,
            check=False,
        )
    except OSError:
        return False
    return done.returncode == 0 and done.stderr.split(",")[0].isdigit()


def _counter(counter: str, folder: Path) -> list[str]:
    """The command that counts the instructions of what follows, into files in a folder."""
    match counter:
        case "perf":
            return ["perf", "stat", "-x,", "-e", "instructions:u", "-o", f"{folder}/count", "--"]
        case "valgrind":  # without a model of the caches, the cheapest of its tools that counts
            quiet = ["--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"]
            return ["valgrind", *quiet, "--trace-children=yes", f"--log-file={folder}/count.%p"]
    return []


def _counted(folder: Path) -> int:
    """Add up what a counter wrote: ``123,,instructions:u,…`` or ``==1== I refs: 1,234``."""
    total = 0
    for file in folder.glob("count*"):
        for line in file.read_text("utf-8", "replace").splitlines():
            if ",instructions:u" in line:
                total += int(line.split(",")[0])
            elif "refs:" in line:
                total += int(line.rpartition(":")[2].replace(",", ""))
        file.unlink()
    return total


def run(command: list[str], *, cwd: Path, env: dict[str, str], log: Path, counter: str = "") -> Cost:
    """Run a command and return what it cost; what it says goes into the log.

    Arguments:
        counter: ``perf``, ``valgrind`` or nothing. Under Valgrind nothing but instructions is told:
            it takes many times the time and the memory.

    """
    starter = [sys.executable, "-I", "-S", __file__, str(log)]
    done = subprocess.run(
        [*starter, *_counter(counter, log.parent), *command],
        cwd=cwd,
        env=env,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:  # the starter itself found no such program; it has said so
        return Cost(done.returncode, 0, 0, 0)
    code, cpu, elapsed, memory = json.loads(done.stdout)
    counted = _counted(log.parent)
    return (
        Cost(code, 0, 0, 0, counted) if counter == "valgrind" else Cost(code, cpu, elapsed, memory, counted)
    )


if __name__ == "__main__":
    _main(*sys.argv[1:])
