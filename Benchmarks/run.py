#!/usr/bin/env python3
"""Benchmarks: one command, every figure measured in this run, peers beside.

    make build && python3 Benchmarks/run.py [--quick] [--size FOLDER]

Needs NumPy and SciPy for the NumPy peer and gcc for the C peer; a peer that cannot run is left out and said so.
Times are CPU seconds (user and system) of whole processes, the median of the counted runs after one warm-up; memory is the
largest resident set. Before a time counts, the answer must be right: the expected loss within five standard errors of the
exact mean, and the shortfall within five of a long reference run. Nothing here is a test: times are never asserted.
"""
import argparse, json, os, pathlib, resource, shutil, statistics, subprocess, sys, tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
PROGRAM = ROOT / ".build" / "release" / "breakwater"
PEERS = HERE / "peers"
REGISTER = ROOT / "Models" / "register-50"


def measure(command, runs, cwd=None, env=None):
    """Median CPU seconds, median wall seconds, largest memory in MiB, and the last output."""
    cpu, wall, memory, text = [], [], 0, ""
    for i in range(runs + 1):
        if callable(command):
            words = command(i)
        else:
            words = command
        times = tempfile.NamedTemporaryFile(delete=False).name
        shell = ["/usr/bin/env", "python3", "-c", WRAPPER, times] + [str(w) for w in words]
        out = subprocess.run(shell, cwd=cwd, env=env, capture_output=True, text=True)
        if out.returncode != 0:
            raise RuntimeError(out.stderr[-500:] or f"exit {out.returncode}")
        row = json.loads(pathlib.Path(times).read_text())
        os.unlink(times)
        text = out.stdout
        if i > 0:
            cpu.append(row["cpu"]); wall.append(row["wall"])
        memory = max(memory, row["rss"])
    return statistics.median(cpu), statistics.median(wall), memory, text


# A small parent that asks the system for the finished child's own account.
WRAPPER = """
import sys, subprocess, resource, time, json
t = time.perf_counter(); code = subprocess.call(sys.argv[2:]); w = time.perf_counter() - t
r = resource.getrusage(resource.RUSAGE_CHILDREN)
json.dump({"cpu": r.ru_utime + r.ru_stime, "wall": w, "rss": r.ru_maxrss / 1024}, open(sys.argv[1], "w"))
sys.exit(code)
"""


def breakwater(study, trials, threads, runs, scratch):
    def command(i):
        folder = scratch / f"run-{trials}-{threads}-{i}"
        shutil.rmtree(folder, ignore_errors=True)
        return [PROGRAM, "run", study, "--trials", trials, "--threads", threads, "-q",
                "--library", scratch / "library.db", "-o", folder]
    cpu, wall, memory, _ = measure(command, runs)
    summary = json.loads((scratch / f"run-{trials}-{threads}-{runs}" / "summary.json").read_text())
    return cpu, wall, memory, summary


def check(summary, expected):
    """The correctness precondition: nothing is timed that is not right."""
    run = next(r for r in expected["runs"] if not r.get("with"))
    for figure in run["figures"]:
        if figure.get("scope", "all") != "all": continue
        if figure["metric"] == "expected_annual_loss": got = summary["expected_annual_loss"]
        elif figure["metric"] == "expected_shortfall" and figure.get("level") == 0.95: got = summary["expected_shortfall"]["0.95"]
        else: continue
        error = (got["standard_error"] ** 2 + figure.get("reference_standard_error", 0) ** 2) ** 0.5
        if abs(got["value"] - figure["value"]) > 5 * error:
            sys.exit(f"wrong answer: {figure['metric']} is {got['value']}, expected {figure['value']}")


def numpy_peer(trials, runs):
    try:
        env = dict(os.environ, OMP_NUM_THREADS="1")
        cpu, wall, memory, text = measure([sys.executable, "b_register_numpy.py", trials], runs, cwd=PEERS, env=env)
        return json.loads(text)["cpu_s"], cpu, memory
    except Exception as error:
        print(f"NumPy peer left out: {error}", file=sys.stderr)


def native_peer(trials, runs, scratch):
    try:
        subprocess.run([sys.executable, PEERS / "mk_bin.py"], cwd=PEERS, check=True, capture_output=True)
        shutil.move(PEERS / "register50.bin", scratch / "register50.bin")
        subprocess.run(["gcc", "-O3", "-march=native", "-ffast-math", PEERS / "b_native_simd.c", "-o", scratch / "native", "-lm", "-lmvec", "-lpthread"], check=True, capture_output=True)
        cpu, wall, memory, text = measure([scratch / "native", trials], runs, cwd=scratch)
        return json.loads(text)["cpu_s"], cpu, memory
    except Exception as error:
        print(f"C peer left out: {error}", file=sys.stderr)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="fewer and smaller runs")
    parser.add_argument("--size", help="a folder written by Datasets/supplier-register-5000/generate.py, to time it too")
    options = parser.parse_args()
    runs = 1 if options.quick else 3
    sizes = [100_000, 300_000] if options.quick else [100_000, 300_000, 1_000_000]
    scratch = pathlib.Path(tempfile.mkdtemp(prefix="breakwater-bench-"))
    expected = json.loads((REGISTER / "expected.json").read_text())
    print("| job | trials | program | threads | CPU s | wall s | MiB |")
    print("|---|---|---|---|---|---|---|")

    def row(job, trials, program, threads, cpu, wall, memory):
        print(f"| {job} | {trials:,} | {program} | {threads} | {cpu:.2f} | {'' if wall is None else f'{wall:.2f}'} | {memory:.0f} |", flush=True)

    for trials in sizes:
        one = None
        for threads in (1, 2):
            cpu, wall, memory, summary = breakwater(REGISTER, trials, threads, runs, scratch)
            check(summary, expected)
            row("register-50", trials, "Breakwater", threads, cpu, wall, memory)
            if threads == 1: one = cpu
        for name, peer in (("NumPy, SFC64", numpy_peer(trials, runs)), ("C, eight lanes", native_peer(trials, runs, scratch))):
            if peer:
                own, whole, memory = peer
                row("register-50", trials, name + " (its own clock)", 1, own, None, memory)
                print(f"| | {trials:,} | ratio Breakwater / {name} | 1 | {one / own:.2f} | | |")
    for study, trials in (("container-terminal", 100_000), ("first-study", 1_000_000)):
        for threads in (1, 2):
            cpu, wall, memory, _ = breakwater(ROOT / "Models" / study, trials, threads, runs, scratch)
            row(study, trials, "Breakwater", threads, cpu, wall, memory)
    if options.size:
        cpu, wall, memory, summary = breakwater(options.size, 1_000_000, 2, 1, scratch)
        row("500 risks, 5,000 suppliers", 1_000_000, "Breakwater", 2, cpu, wall, memory)
    for words in (["--help"], ["check", ROOT / "Models" / "container-terminal"]):
        cpu, wall, memory, _ = measure([PROGRAM] + words, 5)
        row("breakwater " + str(words[0]), 0, "Breakwater", 1, cpu, wall, memory)
    shutil.rmtree(scratch)


if __name__ == "__main__":
    main()
