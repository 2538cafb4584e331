#!/usr/bin/env python3
"""The production cascade beside a C++ prototype: answers are compared, then CPU milliseconds a firm.

    make build && python3 Benchmarks/network_cascade.py [--quick] [--full]

Networks come from peers/network/gen_network.py. Every score of every firm that is timed must agree with the prototype's to 1e-12
before a time counts (at the fixed point to 1e-10: the prototype stops at changes of 1e-13 and stands that far from it). The
prototype is timed by its own clock around the work alone. Breakwater's time is that of whole processes, files read and results
written, less that of the same with one firm; `start` tells what is taken off. --quick takes fewer firms, --full all firms.
"""
import argparse, csv, json, pathlib, subprocess, sys, tempfile

HERE = pathlib.Path(__file__).resolve().parent
PROGRAM = HERE.parent / ".build" / "release" / "breakwater"
PEERS = HERE / "peers" / "network"
sys.path.insert(0, str(PEERS))
from measure import measure

# name, kind, firms, essential classes, prototype's best mode, firms timed (quick, usual)
NETWORKS = [
    ("pl8", 10_000, "rand3", "front", (1_000, 10_000)), ("pl8", 10_000, "mixed", "front", (500, 4_000)),
    ("pl8", 100_000, "rand3", "front", (1_000, 10_000)), ("sf", 10_000, "mixed", "pull8", (500, 4_000)),
    ("sf", 100_000, "mixed", "pull32", (128, 1_000)),
]


def generate(kind, n, classes, folder):
    """The network as the prototype takes it and as tables; ids f0, f1, …"""
    import numpy as np
    name = folder / f"{kind}-{n}-{classes}"
    subprocess.run([sys.executable, PEERS / "gen_network.py", kind, str(n), name, "--ess", classes], check=True, capture_output=True)
    d = np.load(f"{name}.npz")
    with open(f"{name}.edges.csv", "w") as f:
        f.write("supplier,customer,weight\n")
        f.writelines(f"f{s},f{c},{w!r}\n" for s, c, w in zip(d["s"].tolist(), d["c"].tolist(), d["w"].tolist()))
    with open(f"{name}.nodes.csv", "w") as f:
        f.write("id,sector\n")
        f.writelines(f"f{i},s{k}\n" for i, k in enumerate(d["sec"].tolist()))
    classes = d["ess"]
    with open(f"{name}.classes.csv", "w") as f:
        f.write("supplier_sector,customer_sector,class\n")
        f.writelines(f"s{i},s{j},{classes[i, j]}\n" for i in range(len(classes)) for j in range(len(classes)) if classes[i, j] != 1)
    return name


def prototype(program, name, mode, firms, epsilon, threads, folder):
    out = subprocess.run([program, f"{name}.bin", mode, str(firms), str(epsilon), "0", str(threads), folder / "peer.csv"], check=True, capture_output=True, text=True)
    return json.loads(out.stdout), list(csv.DictReader(open(folder / "peer.csv")))


def ours(name, ids, rule, threads, folder, tag):
    """CPU ms, wall ms and MiB of one whole run, and its rows."""
    chosen = folder / f"{tag}.firms.csv"
    chosen.write_text("node\n" + "\n".join(ids) + "\n")
    out = folder / f"{tag}.out"

    def command(i):
        subprocess.run(["rm", "-rf", out])
        return [PROGRAM, "network", "criticality", "--edges", f"{name}.edges.csv", "--nodes", f"{name}.nodes.csv", "--essential",
                f"{name}.classes.csv", "--firms-file", chosen, *rule, "--threads", threads, "-q", "-o", out]
    cpu, wall, memory, _ = measure(command, 1)
    return 1000 * cpu, 1000 * wall, memory, list(csv.DictReader(open(out / "criticality.csv")))


def check(rows, peers, tolerance):
    worst = 0.0
    for ours_row, peer in zip(rows, peers):
        assert ours_row["node"] == "f" + peer["firm"]
        for a, b in (("esri", "esri"), ("esri_down", "esri_d"), ("esri_up", "esri_u")):
            worst = max(worst, abs(float(ours_row[a]) - float(peer[b])))
    if len(rows) != len(peers) or worst > tolerance:
        sys.exit(f"wrong answer: scores differ by {worst}")
    return worst


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--only", help="networks of this kind alone: sf or pl8")
    options = parser.parse_args()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="breakwater-cascade-"))
    program = folder / "prototype"
    subprocess.run(["g++", "-O3", "-march=native", "-fopenmp", PEERS / "esri_proto.cpp", "-o", program], check=True, capture_output=True)
    print("| network | firms timed | rule | threads | prototype, CPU ms a firm | Breakwater | ratio | wall | start, s | MiB (prototype) | largest difference |")
    print("|---|---|---|---|---|---|---|---|---|---|---|")
    for kind, n, classes, mode, (few, usual) in NETWORKS:
        if options.only not in (None, kind): continue
        count = n if options.full else few if options.quick else usual
        name = generate(kind, n, classes, folder)
        row(program, name, mode, count, 0.01, ["--epsilon", "0.01"], 1e-12, folder)
    if options.only in (None, "sf"):
        row(program, folder / "sf-10000-mixed", "pull8", 16 if options.quick else 64, 1e-13, ["--fixpoint"], 1e-10, folder, more=64 if options.quick else 1_000)
    subprocess.run(["rm", "-rf", folder])


def row(program, name, mode, count, epsilon, rule, tolerance, folder, more=0):
    """`more`: firms that only Breakwater is timed with, where the prototype would take too long."""
    for threads in (1, 2):
        peer, peers = prototype(program, name, mode, count, epsilon, threads, folder)
        ids = ["f" + p["firm"] for p in peers]
        start, start_wall, _, _ = ours(name, ids[:1], rule, threads, folder, "one")
        cpu, wall, memory, rows = ours(name, ids, rule, threads, folder, "all")
        worst = check(rows, peers, tolerance)
        timed = len(ids)
        if more > timed:
            timed = more
            cpu, wall, memory, _ = ours(name, [f"f{i}" for i in range(more)], rule, threads, folder, "more")
        each, each_wall = (cpu - start) / (timed - 1), (wall - start_wall) / (timed - 1)
        theirs = peer["cpu_ms_per_firm"]
        print(f"| {pathlib.Path(name).name} | {timed:,} | {' '.join(rule)} | {threads} | {theirs:.3f} | {each:.3f} | {each / theirs:.3f} | {each_wall:.3f} | {start / 1000:.2f} | {memory:.0f} ({peer['maxrss_mb']}) | {worst:.1e} |", flush=True)


if __name__ == "__main__":
    main()
