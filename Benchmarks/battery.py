#!/usr/bin/env python3
"""The whole dieharder battery (Debian's package `dieharder`) on the words of our streams: about 40 minutes of processor time.

    python3 Benchmarks/battery.py [--interleave RECORDS] [--draws DRAWS] [-o FILE]

The words of the first draws of each record follow one another, trial after trial, so that neighbouring addresses lie side by side.
A test that comes out WEAK, as one in two hundred does by chance, is run again with `-Y 1`, which adds samples until it passes
or fails. Tests that dieharder itself marks `Suspect` or `Do Not Use` are counted apart.
"""
import argparse, collections, pathlib, subprocess

from draws import build
from measure import BENCH, HERE

FLAWED = {"diehard_opso": "Suspect", "diehard_oqso": "Suspect", "diehard_dna": "Suspect", "diehard_sums": "Do Not Use"}


def feed(options, words):
    """Runs dieharder on a pipe from a stream; returns what it prints."""
    source = subprocess.Popen([BENCH, "random", "--interleave", str(options.interleave), "--draws", str(options.draws)], stdout=subprocess.PIPE)
    out = subprocess.run(["dieharder", "-g", "200"] + words, stdin=source.stdout, capture_output=True, text=True, check=True).stdout
    source.stdout.close()
    source.wait()
    return out


def results(text):
    """(name, ntup, p, verdict) of each line of results."""
    rows = [[cell.strip() for cell in line.split("|")] for line in text.splitlines()]
    return [(r[0], r[1], float(r[4]), r[5]) for r in rows if len(r) == 6 and r[5] in ("PASSED", "WEAK", "FAILED")]


def summary(found):
    """Counts of verdicts, those of the tests that dieharder distrusts apart."""
    lines = []
    for title, kept in (("tests", [r for r in found if r[0] not in FLAWED]), ("of tests that dieharder marks Suspect or Do Not Use", [r for r in found if r[0] in FLAWED])):
        counts = collections.Counter(verdict for *_, verdict in kept)
        lines.append(f"# {title}: " + ", ".join(f"{counts[v]} {v}" for v in ("PASSED", "WEAK", "FAILED")) + "\n")
    return "".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--interleave", type=int, default=1, help="records whose streams are interleaved")
    parser.add_argument("--draws", type=int, default=1, help="draws of a trial that follow one another")
    parser.add_argument("-o", "--output", type=pathlib.Path, help="default: dieharder/records-R-draws-D.txt")
    parser.add_argument("--no-build", action="store_true", help="use the breakwater-bench that is there")
    options = parser.parse_args()
    output = options.output or HERE / "dieharder" / f"records-{options.interleave}-draws-{options.draws}.txt"
    build(options)
    text = feed(options, ["-a"])
    text += "\n" + summary(results(text))
    for name, ntup, p, verdict in results(text):
        if verdict != "PASSED": text += "\n# Again, with samples added until it is decided:\n" + feed(options, ["-d", name, "-n", ntup, "-Y", "1"])
    output.write_text(text)
    print(output, summary(results(text)), sep="\n")


if __name__ == "__main__":
    main()
