#!/usr/bin/env python3
"""Benchmarks: one command, every figure measured in this run, peers beside.

    make build && python3 Benchmarks/run.py [--quick] [--only NAME ...] [--size FOLDER]

Needs NumPy and SciPy for the NumPy peers and gcc for the C peer; a peer that cannot run is left out and said so.
Times of whole programs are CPU seconds (user and system), the median of the counted runs after one warm-up; memory is the
largest resident set. Times inside a process are the least of many, in CPU time. Before a time counts, the answer must be
right. Nothing here is a test: times are never asserted.
"""
import argparse, importlib, pathlib, shutil, subprocess, sys, tempfile

HERE = pathlib.Path(__file__).resolve().parent

# Modules beside this file with a function run(options, scratch).
MODULES = ["draws", "curves", "engine", "variance", "rare"]
# Programs beside this file, run where they are present.
PROGRAMS = ["network_linear", "network_cascade", "network_contagion", "network_files", "sensitivity", "treatment"]


def run_module(name, options):
    scratch = pathlib.Path(tempfile.mkdtemp(prefix="breakwater-bench-"))
    try:
        importlib.import_module(name).run(options, scratch)
    finally:
        shutil.rmtree(scratch)


def run_program(name, options):
    """A program of its own; --quick is handed on where its help names it."""
    words = [sys.executable, str(HERE / f"{name}.py")]
    usage = subprocess.run(words + ["--help"], capture_output=True, text=True).stdout
    quick = ["--quick"] if options.quick and "--quick" in usage else []
    print(f"\n### {name}\n", flush=True)
    if subprocess.run(words + quick).returncode:
        print(f"{name} failed", file=sys.stderr)


def main():
    present = [name for name in PROGRAMS if (HERE / f"{name}.py").exists()]
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="fewer and smaller runs")
    parser.add_argument("--only", nargs="+", choices=MODULES + present, help="these alone")
    parser.add_argument("--no-build", action="store_true", help="use the breakwater-bench that is there")
    parser.add_argument("--size", help="a folder written by Datasets/supplier-register-5000/generate.py, to time it too")
    options = parser.parse_args()
    for name in options.only or MODULES + present:
        (run_module if name in MODULES else run_program)(name, options)


if __name__ == "__main__":
    main()
