"""Whole studies: the 50-risk register beside NumPy and C, the worked study, the size study, small commands."""
import json, os, shutil, subprocess, sys

from measure import MODELS, PEERS, PROGRAM, REGISTER, left_out, measure, row, table


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
        return json.loads(text)["cpu_s"], memory
    except Exception as error:
        left_out("NumPy peer", error)


def native_peer(trials, runs, scratch):
    try:
        subprocess.run([sys.executable, PEERS / "mk_bin.py"], cwd=PEERS, check=True, capture_output=True)
        shutil.move(PEERS / "register50.bin", scratch / "register50.bin")
        subprocess.run(["gcc", "-O3", "-march=native", "-ffast-math", PEERS / "b_native_simd.c", "-o", scratch / "native", "-lm", "-lmvec", "-lpthread"], check=True, capture_output=True)
        cpu, wall, memory, text = measure([scratch / "native", trials], runs, cwd=scratch)
        return json.loads(text)["cpu_s"], memory
    except Exception as error:
        left_out("C peer", error)


def timed(job, trials, program, threads, cpu, wall, memory):
    row(job, f"{trials:,}", program, threads, f"{cpu:.2f}", None if wall is None else f"{wall:.2f}", f"{memory:.0f}")


def run(options, scratch):
    runs = 1 if options.quick else 3
    sizes = [100_000, 300_000] if options.quick else [100_000, 300_000, 1_000_000]
    expected = json.loads((REGISTER / "expected.json").read_text())
    table("Whole studies", ["job", "trials", "program", "threads", "CPU s", "wall s", "MiB"])
    for trials in sizes:
        one = None
        for threads in (1, 2):
            cpu, wall, memory, summary = breakwater(REGISTER, trials, threads, runs, scratch)
            check(summary, expected)
            timed("register-50", trials, "Breakwater", threads, cpu, wall, memory)
            if threads == 1: one = cpu
        for name, peer in (("NumPy, SFC64", numpy_peer(trials, runs)), ("C, eight lanes", native_peer(trials, runs, scratch))):
            if peer:
                own, memory = peer
                timed("register-50", trials, name + " (its own clock)", 1, own, None, memory)
                row(None, f"{trials:,}", f"ratio Breakwater / {name}", 1, f"{one / own:.2f}", None, None)
    for study, trials in (("container-terminal", 100_000), ("first-study", 1_000_000)):
        for threads in (1, 2):
            cpu, wall, memory, _ = breakwater(MODELS / study, trials, threads, runs, scratch)
            timed(study, trials, "Breakwater", threads, cpu, wall, memory)
    if options.size:
        cpu, wall, memory, summary = breakwater(options.size, 1_000_000, 2, 1, scratch)
        timed("500 risks, 5,000 suppliers", 1_000_000, "Breakwater", 2, cpu, wall, memory)
    for words in (["--help"], ["check", MODELS / "container-terminal"]):
        cpu, wall, memory, _ = measure([PROGRAM] + words, 5)
        timed("breakwater " + str(words[0]), 0, "Breakwater", 1, cpu, wall, memory)
