#!/usr/bin/env python3
"""Linear network models beside NumPy and SciPy: answers are compared, then CPU seconds.

    make build && python3 Benchmarks/network_linear.py [--quick]

Breakwater's times are what `--timing` tells: CPU seconds of checking, factoring, solving and residuals, without reading
and writing. `dgemm` is the speed of plain dense products of the same order, measured in the same process. One thread.
"""
import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
PROGRAM = HERE.parent / ".build" / "release" / "breakwater"
PEERS = HERE / "peers" / "network"
sys.path.insert(0, str(PEERS))
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[name] = "1"
import numpy as np
from gen_network import U


def peer(program, *arguments):
    out = subprocess.run([sys.executable, PEERS / program, *map(str, arguments)], capture_output=True, text=True, check=True)
    return json.loads(out.stdout.splitlines()[-1])


def breakwater(*arguments):
    words = [PROGRAM, "network", *map(str, arguments), "--timing", "--json", "--threads", "1", "-q"]
    out = subprocess.run(words, capture_output=True, text=True)
    if out.returncode != 0:
        sys.exit(out.stderr)
    return json.loads(out.stdout)


def same(ours, theirs, tolerance):
    """The correctness precondition: nothing is timed that is not right."""
    if abs(ours - theirs) > tolerance * abs(theirs):
        sys.exit(f"wrong answer: {ours}, expected {theirs}")


def dense_files(folder, n, scenarios):
    matrix = U(42, 1, np.arange(n * n)).reshape(n, n)
    matrix *= 0.85 / matrix.sum(1).max()
    with open(folder / "a.csv", "w") as f:
        f.write("i,j,a\n")
        for i, row in enumerate(matrix.tolist()):
            f.write("".join([f"{i},{j},{a!r}\n" for j, a in enumerate(row)]))
    shocks(folder, n, scenarios, 0.1)
    (folder / "days.csv").write_text("node,days\n" + "".join(f"{i},{20 + 100 * u!r}\n" for i, u in enumerate(U(42, 4, np.arange(n)).tolist())))


def shocks(folder, n, scenarios, part):
    struck = U(42, 2, np.arange(n * scenarios)) < part
    values = U(42, 3, np.arange(n * scenarios)) * 0.5
    with open(folder / "c.csv", "w") as f:
        f.write("scenario,node,value\n")
        f.writelines(f"s{k % scenarios},{k // scenarios},{values[k]!r}\n".replace("np.float64(", "").replace(")", "") for k in np.flatnonzero(struck))
    (folder / "x.csv").write_text("node,output\n" + "".join(f"{i},1\n" for i in range(n)))


def total(summary, key):
    return sum(row[key] for row in summary["scenario_results"])


def static(folder, n, scenarios):
    dense_files(folder, n, scenarios)
    theirs = peer("iim.py", n, scenarios)
    ours = breakwater("solve", "--matrix", folder / "a.csv", "--output", folder / "x.csv", "--shocks", folder / "c.csv", "--method", "dense")
    same(total(ours, "loss"), theirs["checksum"], 1e-10)
    seconds = ours["prepare_seconds"] + ours["solve_seconds"]
    rate = (2 / 3 * n**3 + 4 * n * n * scenarios) / seconds / 1e9
    scipy = theirs["factor_s"] + theirs["solve_s"] + theirs["residual_s"]
    print(f"static, dense, {n} nodes, {scenarios} shocks, residuals and spectral radius included")
    print(f"  Breakwater {seconds:.2f} s ({rate:.1f} GFLOPS, {rate / ours['product_gflops']:.2f} of dgemm {ours['product_gflops']:.1f}); largest residual {ours['largest_residual']:.1e}")
    print(f"  SciPy      {scipy:.2f} s (factor {theirs['factor_s']:.2f}, solve {theirs['solve_s']:.2f}, residual {theirs['residual_s']:.2f}; no spectral radius); ratio {seconds / scipy:.2f}")


def dynamic(folder, n, days, scenarios):
    dense_files(folder, n, scenarios)
    base = ["trajectory", "--matrix", folder / "a.csv", "--output", folder / "x.csv", "--recovery-days", folder / "days.csv", "--days", days, "--to", 30, "--method", "dense"]
    theirs = peer("diim.py", n, days, scenarios)
    ours = breakwater(*base, "--shocks", folder / "c.csv")
    same(total(ours, "cumulative_inoperability"), theirs["checksum"], 1e-10)
    flops = 2 * n * n * scenarios * days
    rate = flops / ours["solve_seconds"] / 1e9
    print(f"dynamic, dense, {n} nodes, {days} days, {scenarios} shocks")
    print(f"  Breakwater {ours['solve_seconds']:.2f} s ({rate:.1f} GFLOPS, {rate / ours['product_gflops']:.2f} of dgemm {ours['product_gflops']:.1f}), and {ours['prepare_seconds']:.2f} s to prepare")
    print(f"  NumPy      {theirs['cpu_s']:.2f} s (products {theirs['product_s']:.2f}); ratio {ours['solve_seconds'] / theirs['cpu_s']:.2f}")
    for words, name in (([], f"to day {days}"), (["--all-time"], "over all time")):
        closed = breakwater(*base, "--shocks", folder / "c.csv", "--totals", *words)
        if not closed["closed_form"]:
            print(f"  totals {name}: something may be clipped, stepped")
            continue
        if not words:
            same(total(closed, "cumulative_inoperability"), total(ours, "cumulative_inoperability"), 1e-10)
        seconds = closed["prepare_seconds"] + closed["solve_seconds"]
        print(f"  totals {name} by solves {seconds:.2f} s, preparing included: {(ours['solve_seconds'] + ours['prepare_seconds']) / seconds:.0f} times faster than steps")


def sparse(folder, n, scenarios):
    subprocess.run([sys.executable, PEERS / "gen_network.py", "sf", str(n), str(folder / "net"), "--csv"], check=True, capture_output=True)
    shocks(folder, n, scenarios, 0.001)
    theirs = peer("sparse_iim.py", folder / "net.npz", scenarios, 1e-9)
    ours = breakwater("solve", "--edges", folder / "net.edges.csv", "--supplier", "customer", "--customer", "supplier", "--nodes", folder / "net.nodes.csv",
                      "--output", folder / "x.csv", "--dependency", 0.85, "--shocks", folder / "c.csv", "--tolerance", 1e-9)
    same(total(ours, "loss"), theirs["checksum"], 1e-5)
    print(f"static, sparse, {n} nodes, {ours['entries']} links, {scenarios} shocks, residual {ours['largest_residual']:.1e}, {ours['method']}")
    print(f"  Breakwater {1000 * ours['solve_seconds'] / scenarios:.1f} ms a shock, and {ours['prepare_seconds']:.2f} s for its spectral radius {ours['spectral_radius']:.6f}")
    print(f"  SciPy      {1000 * theirs['cpu_s'] / scenarios:.1f} ms a shock ({theirs['steps']} steps); ratio {ours['solve_seconds'] / theirs['cpu_s']:.2f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="smaller sizes: a minute instead of ten")
    quick = parser.parse_args().quick
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        sparse(folder, 20_000 if quick else 100_000, 16)
        static(folder, 1_000 if quick else 4_000, 500 if quick else 1_000)
        dynamic(folder, 500 if quick else 2_000, 100 if quick else 365, 512 if quick else 1_000)


if __name__ == "__main__":
    main()
