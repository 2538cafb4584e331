#!/usr/bin/env python3
"""Independent cascade on a scale-free network, beside peers on the same machine in the same minutes.

    make build && python3 Benchmarks/network_contagion.py [--nodes 100000] [--trials 4096] [--rounds 3]

A trial's cost is the difference of the CPU time of a long and a short run over the difference of their trials, so that reading the
network and writing the tables, which are also shown, stand apart. Answers first: mean sizes must agree within five standard errors
with every peer that runs, and on a chain of four with the exact probabilities. Peers that are not installed are left out and said so:
g++ for the C++ prototype, `pip install cynetdiff igraph` for the others.
"""
import argparse, json, math, pathlib, resource, shutil, statistics, subprocess, sys, tempfile

HERE = pathlib.Path(__file__).resolve().parent
PROGRAM = HERE.parent / ".build" / "release" / "breakwater"
PEERS = HERE / "peers"
SEEDS = [5, 17, 333, 999, 1234, 2345, 3456, 4567, 5678, 6789]
P = 0.2


def cpu(command):
    """CPU seconds of a child and its output."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    out = subprocess.run([str(w) for w in command], capture_output=True, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if out.returncode != 0:
        raise RuntimeError(out.stderr[-500:])
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, out.stdout


def ours(edges, trials, threads, folder, model="cascade", seeds=SEEDS):
    shutil.rmtree(folder, ignore_errors=True)
    seconds, text = cpu([PROGRAM, "network", "contagion", "--edges", edges, "--seeds", ",".join(map(str, seeds)), "--model", model,
                         "--trials", trials, "--threads", threads, "-o", folder, "--json", "-q"])
    return seconds, json.loads(text)


def check_chain(scratch):
    (scratch / "chain.csv").write_text("source,target,probability\n0,1,0.5\n1,2,0.3333333333333333\n2,3,0.25\n")
    ours(scratch / "chain.csv", 1_000_000, 2, scratch / "chain", seeds=[0])
    rows = [line.split(",") for line in (scratch / "chain" / "contagion.csv").read_text().splitlines()[1:]]
    for (node, value, *_), exact in zip(rows, [1, 1 / 2, 1 / 6, 1 / 24]):
        if abs(float(value) - exact) > 5 * math.sqrt(exact * (1 - exact) / 1e6):
            sys.exit(f"wrong answer: node {node} of the chain fails with {value}, exactly {exact}")


def agree(name, size, mean, sd, trials):
    error = math.hypot(size["standard_error"], sd / math.sqrt(trials))
    if abs(size["value"] - mean) > 5 * error:
        sys.exit(f"wrong answer: {name} has mean size {mean}, Breakwater {size['value']} (standard error {error})")


def peer_commands(net, scratch, trials):
    seeds = [str(s) for s in SEEDS]
    program = scratch / "ic_proto"
    if shutil.which("g++"):
        subprocess.run(["g++", "-O3", "-march=native", "-fopenmp", "-o", program, PEERS / "ic_proto.cpp"], check=True,
                       capture_output=True)
        for mode in ["bfs", "bit"]:
            yield f"C++ prototype, {mode}", [program, f"{net}.bin", mode, trials, P, len(SEEDS), 1] + seeds
    yield "cynetdiff", [sys.executable, PEERS / "ic_cynetdiff.py", f"{net}.npz", max(20, trials // 20), P] + seeds
    yield "igraph", [sys.executable, PEERS / "ic_igraph.py", f"{net}.npz", max(10, trials // 100), P] + seeds


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--nodes", type=int, default=100_000)
    arguments.add_argument("--trials", type=int, default=4096)
    arguments.add_argument("--rounds", type=int, default=3)
    a = arguments.parse_args()
    scratch = pathlib.Path(tempfile.mkdtemp())
    net = scratch / "net"
    made = json.loads(subprocess.run([sys.executable, PEERS / "network" / "gen_network.py", "sf", str(a.nodes), net, "--csv"],
                                     check=True, capture_output=True, text=True).stdout)
    edges = scratch / "edges.csv"
    lines = (scratch / "net.edges.csv").read_text().splitlines()
    edges.write_text("source,target,probability\n" + "".join(f"{line.rsplit(',', 1)[0]},{P}\n" for line in lines[1:]))
    check_chain(scratch)
    short, peers, cost, fixed = 256, {}, [], []
    for _ in range(a.rounds):
        first, _ = ours(edges, short, 1, scratch / "short")
        last, summary = ours(edges, a.trials, 1, scratch / "long")
        cost.append(1000 * (last - first) / (a.trials - short)); fixed.append(first - short * cost[-1] / 1000)
        for name, command in peer_commands(net, scratch, max(256, a.trials // 8)):
            try:
                row = json.loads(cpu(command)[1])
            except RuntimeError as error:
                if name not in peers: print(f"{name} left out: {str(error).strip().splitlines()[-1] if str(error).strip() else '?'}")
                continue
            agree(name, summary["expected_size"], row["mean_size"], row["sd_size"], row["trials"])
            peers.setdefault(name, []).append(row["cpu_s"] * 1000 / row["trials"] if "cpu_s" in row else row["ms_per_trial"])
    two, same = ours(edges, a.trials, 2, scratch / "two")
    if (scratch / "two" / "contagion.csv").read_bytes() != (scratch / "long" / "contagion.csv").read_bytes():
        sys.exit("two threads give other numbers than one")
    own = statistics.median(cost)
    size = summary["expected_size"]
    print(f"{made['n']} nodes, {made['edges']} links, p = {P}, {len(SEEDS)} seeds, mean size {size['value']:.1f} ± {size['standard_error']:.1f}")
    print(f"{'Breakwater':24} {own:8.3f} CPU ms a trial; reading and writing {statistics.median(fixed):.2f} CPU s")
    for name, values in peers.items():
        value = statistics.median(values)
        print(f"{name:24} {value:8.3f} CPU ms a trial; {value / own:.1f} times as much")
    shutil.rmtree(scratch)


if __name__ == "__main__":
    main()
