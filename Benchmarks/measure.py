"""What every benchmark here shares: where things are, how a process is timed, how a table is printed."""
import json, os, pathlib, statistics, subprocess, sys, tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
PROGRAM = ROOT / ".build" / "release" / "breakwater"
BENCH = HERE / ".build" / "release" / "breakwater-bench"
PEERS = HERE / "peers"
MODELS = ROOT / "Models"
REGISTER = MODELS / "register-50"

# A small parent that asks the system for the finished child's own account.
WRAPPER = """
import sys, subprocess, resource, time, json
t = time.perf_counter(); code = subprocess.call(sys.argv[2:]); w = time.perf_counter() - t
r = resource.getrusage(resource.RUSAGE_CHILDREN)
json.dump({"cpu": r.ru_utime + r.ru_stime, "wall": w, "rss": r.ru_maxrss / 1024}, open(sys.argv[1], "w"))
sys.exit(code)
"""


def measure(command, runs, cwd=None, env=None):
    """Median CPU seconds, median wall seconds, largest memory in MiB, and the last output, after one warm-up.

    `command` is a list of words, or a function from the number of the run to one."""
    cpu, wall, memory, text = [], [], 0, ""
    for i in range(runs + 1):
        words = command(i) if callable(command) else command
        times = tempfile.NamedTemporaryFile(delete=False).name
        shell = ["/usr/bin/env", "python3", "-c", WRAPPER, times] + [str(w) for w in words]
        out = subprocess.run(shell, cwd=cwd, env=env, capture_output=True, text=True)
        if out.returncode != 0:
            raise RuntimeError(out.stderr[-500:] or f"exit {out.returncode}")
        row = json.loads(pathlib.Path(times).read_text())
        os.unlink(times)
        text = out.stdout
        if i > 0:
            cpu.append(row["cpu"])
            wall.append(row["wall"])
        memory = max(memory, row["rss"])
    return statistics.median(cpu), statistics.median(wall), memory, text


def json_lines(words, cwd=None, env=None):
    """The objects that a program prints, one a line."""
    out = subprocess.run([str(w) for w in words], cwd=cwd, env=env, capture_output=True, text=True)
    if out.returncode != 0:
        raise RuntimeError(out.stderr[-500:] or f"exit {out.returncode}")
    return [json.loads(line) for line in out.stdout.splitlines() if line.startswith("{")]


def left_out(what, error):
    print(f"{what} left out: {error}", file=sys.stderr)


def table(title, columns):
    """Prints the head of a table; `row` prints its rows as they are measured."""
    print(f"\n### {title}\n\n| " + " | ".join(columns) + " |\n|" + "---|" * len(columns), flush=True)


def row(*cells):
    print("| " + " | ".join("" if c is None else str(c) for c in cells) + " |", flush=True)
