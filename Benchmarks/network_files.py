#!/usr/bin/env python3
"""Reading and making networks in plain tables: every figure measured in this run, pandas and polars beside.

    make build && python3 Benchmarks/network_files.py [--links 1000000] [--big]

Needs pandas, pyarrow and polars (`pip install pandas pyarrow polars`); one that is missing is left out and said so.

A read begins with the file in the page cache and ends with columns in memory. The peers are timed inside their process,
without the start of Python and their imports: the first read of a process, whose memory is new, and the best of five. Ours is
the whole process `network describe --check`, start and all, the best of five processes: it also numbers the ids and looks for
links that come twice, which no peer does; `start` is what `--help` takes. Beside it stands what pandas and polars take when
they do the same (factorise the ids, look for duplicates). `--big` adds ten million links.
Before a time counts, the answer must be right: as many links and nodes as were made. Times are never asserted.
"""
import argparse, json, pathlib, resource, shutil, subprocess, sys, tempfile, time

PROGRAM = pathlib.Path(__file__).resolve().parent.parent / ".build" / "release" / "breakwater"

PEER = """
import sys, time, json, resource
name, path = sys.argv[1:3]
def once():
    if name.startswith("pandas"):
        frame = pandas.read_csv(path, engine="pyarrow" if "pyarrow" in name else "c")
    else:
        frame = polars.read_csv(path)
    return frame
def checked(frame):
    if name.startswith("pandas"):
        codes, ids = pandas.factorize(pandas.concat([frame.supplier, frame.customer], ignore_index=True))
        n = len(frame)
        twice = pandas.Series(codes[:n].astype("int64") * len(ids) + codes[n:]).duplicated().any()
        return n, len(ids), bool(twice)
    ids = polars.concat([frame["supplier"].rename("id"), frame["customer"].rename("id")]).unique(maintain_order=True)
    index = polars.DataFrame({"id": ids, "code": polars.int_range(len(ids), eager=True)})
    both = frame.join(index, left_on="supplier", right_on="id").join(index, left_on="customer", right_on="id", suffix="_c")
    twice = both.select(polars.struct("code", "code_c").is_duplicated().any()).item()
    return both.height, len(ids), bool(twice)
if name.startswith("pandas"):
    import pandas
else:
    import polars
def both(): return time.perf_counter(), time.process_time()
def since(start): return tuple(b - a for a, b in zip(start, both()))
read, whole = [], []
for i in range(5):
    t = both(); frame = once(); read.append(since(t))
    links, nodes, twice = checked(frame); whole.append(since(t))
    del frame
print(json.dumps({"first": read[0], "read": min(read), "cpu": min(r[1] for r in read), "whole": min(whole), "links": links, "nodes": nodes, "twice": twice,
                  "mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
"""

CHILD = """
import sys, subprocess, resource, time, json
t = time.perf_counter(); out = subprocess.run(sys.argv[1:], capture_output=True, text=True); w = time.perf_counter() - t
r = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps({"code": out.returncode, "wall": w, "cpu": r.ru_utime + r.ru_stime, "mib": r.ru_maxrss / 1024, "out": out.stdout, "err": out.stderr[-300:]}))
"""


def ours(*words):
    row = json.loads(subprocess.run([sys.executable, "-c", CHILD, str(PROGRAM)] + [str(w) for w in words],
                                    capture_output=True, text=True, check=True).stdout)
    if row["code"] != 0:
        sys.exit(f"breakwater {' '.join(map(str, words))}: {row['err']}")
    return row


def line(job, program, wall, cpu, mib):
    cells = [job, program, f"{wall:.3f}", "" if cpu is None else f"{cpu:.3f}", f"{mib:.0f}"]
    print("| " + " | ".join(cells) + " |", flush=True)


def read(edges, links, nodes):
    start = min((ours("--help") for _ in range(5)), key=lambda r: r["cpu"])
    line("start", "Breakwater", start["wall"], start["cpu"], start["mib"])
    best = {}
    for threads in (1, 2):
        runs = [ours("network", "describe", "--edges", edges, "--check", "--json", "--threads", threads) for _ in range(5)]
        summary = json.loads(runs[0]["out"])
        assert summary["links"] == links and summary["nodes"] <= nodes, summary
        run = min(runs, key=lambda r: r["wall"])
        best[threads] = {"wall": run["wall"] - start["wall"], "cpu": min(r["cpu"] for r in runs) - start["cpu"]}
        line(f"read and check {links:,}", f"Breakwater, {threads} thread{'s' * (threads > 1)}", run["wall"], min(r["cpu"] for r in runs), run["mib"])
    peers = {}
    for name in ("pandas, C", "pandas, pyarrow", "polars"):
        try:
            row = json.loads(subprocess.run([sys.executable, "-c", PEER, name, edges], capture_output=True, text=True, check=True).stdout)
        except subprocess.CalledProcessError as error:
            print(f"{name} left out: {error.stderr.strip().splitlines()[-1]}", file=sys.stderr)
            continue
        assert row["links"] == links and not row["twice"], row
        peers[name] = row
        line(f"read {links:,}, first of the process", name, *row["first"], row["mib"])
        line(f"read {links:,}", name, row["read"][0], row["cpu"], row["mib"])
        line(f"read and check {links:,}", name, *row["whole"], row["mib"])
    if not peers: return
    print("\nBreakwater's read and check without its start over a peer's:")
    for what, wall, cpu in (("first read", lambda p: p["first"][0], lambda p: p["first"][1]), ("best read", lambda p: p["read"][0], lambda p: p["cpu"]),
                            ("best read and check", lambda p: p["whole"][0], lambda p: p["whole"][1])):
        names = min(peers, key=lambda n: wall(peers[n])), min(peers, key=lambda n: cpu(peers[n]))
        print(f"  {what}: wall, two threads, {best[2]['wall'] / wall(peers[names[0]]):.2f} of {names[0]}; CPU, one thread, {best[1]['cpu'] / cpu(peers[names[1]]):.2f} of {names[1]}")
    print(flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--links", type=int, default=1_000_000)
    parser.add_argument("--big", action="store_true", help="ten million links as well")
    options = parser.parse_args()
    scratch = pathlib.Path(tempfile.mkdtemp(prefix="breakwater-network-"))
    print("| job | program | wall s | CPU s | MiB |\n|---|---|---|---|---|")
    try:
        for links in [options.links] + ([10_000_000] if options.big else []):
            folder = scratch / str(links)
            run = ours("network", "generate", "--firms", max(2, links // 10), "--links", links, "-o", folder, "-q")
            line(f"generate {links:,}", "Breakwater", run["wall"], run["cpu"], run["mib"])
            read(folder / "edges.csv", links, links // 10)
            run = ours("network", "describe", "--edges", folder / "edges.csv", "--nodes", folder / "nodes.csv")
            line(f"describe {links:,}", "Breakwater", run["wall"], run["cpu"], run["mib"])
    finally:
        shutil.rmtree(scratch)


if __name__ == "__main__":
    main()
