"""Starts a command, and says what it cost: stopwatch.py CPUS EVENT COMMAND...

Small, so that starting a process from it costs little and its own memory does not show in the child's peak. Prints a line
of JSON: milliseconds from just before the start to the first byte of the child's output, which is what the child prints
when every far end has accepted, and to its end; the processor time of all its threads; its largest resident memory; its
exit code. CPUS is a list such as 0 or 0,1.
"""

import json
import os
import sys
import time


def main():
    cpus, event, command = sys.argv[1], sys.argv[2], sys.argv[3:]
    os.sched_setaffinity(0, {int(cpu) for cpu in cpus.split(",")})
    stdin = os.open(event, os.O_RDONLY)
    reading, writing = os.pipe()
    actions = [
        (os.POSIX_SPAWN_DUP2, stdin, 0),
        (os.POSIX_SPAWN_DUP2, writing, 1),
        (os.POSIX_SPAWN_CLOSE, reading),
    ]
    start = time.monotonic_ns()
    child = os.posix_spawn(command[0], command, os.environ, file_actions=actions)
    os.close(writing)
    first = os.read(reading, 65536)
    told = time.monotonic_ns()
    while os.read(reading, 65536):
        pass
    _, status, usage = os.wait4(child, 0)
    end = time.monotonic_ns()
    print(
        json.dumps(
            {
                "told": (told - start) / 1e6,
                "end": (end - start) / 1e6,
                "cpu": (usage.ru_utime + usage.ru_stime) * 1e3,
                "rss": usage.ru_maxrss / 1024,
                "exit": os.waitstatus_to_exitcode(status) if first else 1,
            }
        )
    )


if __name__ == "__main__":
    main()
