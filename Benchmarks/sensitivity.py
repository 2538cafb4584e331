#!/usr/bin/env python3
"""Sobol' indices of Ishigami's function, 65,536 points, beside SALib, OpenTURNS and NumPy in the same minutes.

    swift build -c release --package-path Benchmarks && python3 Benchmarks/sensitivity.py [--power 16] [--bench FILE] [--peers PYTHON]

`--peers` names a Python that has the peers (pip install SALib openturns); one that is not there is left out and said so.
Times are CPU seconds. Answers are checked against the closed form before they count: at most 2e-3 off for 2^16 points.
"""
import argparse, json, pathlib, subprocess, sys

HERE = pathlib.Path(__file__).resolve().parent


def lines(command):
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError((done.stderr or "no message").strip().splitlines()[-1])
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--power", default="16")
    options.add_argument("--bench", default=HERE / ".build" / "release" / "breakwater-bench")
    options.add_argument("--peers", default=sys.executable)
    options = options.parse_args()
    print("| Program | CPU s | of that intervals | largest error |\n|---|---|---|---|")
    ours = {f["job"]: f["value"] for f in lines([options.bench, "ishigami", "--power", options.power])}
    both = ours["Ishigami: indices"] + ours["Ishigami: intervals"]
    print(f"| Breakwater, 1,000 resamples | {both:.4f} | {ours['Ishigami: intervals']:.4f} | {ours['Ishigami: largest error']:.1e} |")
    for peer in lines([options.peers, HERE / "peers" / "sobol_peers.py", options.power]):
        if "left_out" in peer:
            print(f"left out: {peer['program']}: {peer['left_out']}", file=sys.stderr)
        else:
            print(f"| {peer['program']} | {peer['cpu_s']:.3f} | | {peer['error']:.1e} |")


main()
