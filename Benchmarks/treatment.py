#!/usr/bin/env python3
"""Treatment selection: Breakwater on the problems of `peers/treatment/tp.py`, answers checked before they are timed.

    make build && python3 Benchmarks/treatment.py [small medium large] [--peers] [--long]

Needs NumPy; peers also highspy and pymoo (`pip install highspy pymoo`), and one that cannot run is left out and said so. Each problem becomes a study with a year loss table (`method: table`), small and medium also one with a year event table
(`method: events`), and medium its frontier at 21 budgets. A plan counts when NumPy finds its value equal to the reported one and no rule broken, and an optimum when it is the known one.
CPU seconds are those of `optimise` less those of `check`, which reads the same table, on one thread. `--peers` runs greedy by ratio, the genetic algorithm of pymoo, cuts with HiGHS, enumeration (small) and local search on
events beside it in the same run; `--long` lets peers run on large too (cuts with HiGHS: minutes).
"""
import csv, json, pathlib, shutil, subprocess, sys, tempfile

HERE = pathlib.Path(__file__).resolve().parent
PROGRAM = HERE.parent / ".build" / "release" / "breakwater"
sys.path.insert(0, str(HERE / "peers" / "treatment"))
import tp  # noqa: E402
from measure import WRAPPER  # noqa: E402
import numpy as np  # noqa: E402

KNOWN = {("small", "etc"): 1191.2828, ("small", "cvar"): 781.5857, ("medium", "cvar"): 4539.8698,
         ("large", "etc"): 13230.3950, ("large", "cvar"): 5330.9825, ("small", "events"): 1225.368, ("medium", "events"): 5581.66}


def study(q, measure, table, folder, frontier=None):
    """The problem as a study; the same budgets, groups and prerequisites."""
    d = q.d
    treatments = []
    for t in d["treatments"]:
        effects = [dict(target=e["risk"], quantity="frequency" if e["on"] == "frequency" else "loss", multiply=e["factor"],
                        **({"may_worsen": True} if e["factor"] > 1 else {})) for e in t["effects"]]
        treatments.append(dict(id=t["id"], cost=dict(per_year=t["annual_cost"]), staff=t["fte"], effects=effects,
                               requires=[b for a, b in d["prerequisites"] if a == t["id"]]))
    constraints = [{"annual_cost": {"at_most": d["budgets"]["annual_cost"]}}, {"staff": d["budgets"]["fte"]}]
    constraints += [{"at_most": {"count": 1, "of": g}} for g in d["exclusive_groups"]]
    optimisation = dict(measure="expected_total_cost" if measure == "etc" else "expected_shortfall_95", constraints=constraints)
    if frontier:
        optimisation["frontier"] = dict(budgets=frontier)
        optimisation["constraints"] = constraints[1:]
    simulation = dict(method="events" if table == "events.csv" else "table", table=table)
    if table == "events.csv":
        simulation["trials"] = q.S
    tree = dict(format="study/1", study=dict(id=q.name, currency="EUR"), simulation=simulation,
                risks=[dict(id=r["id"], name=r["id"], category="criminal") for r in d["risks"]], treatments=treatments, optimisation=optimisation)
    (folder / "study.json").write_text(json.dumps(tree))


def tables(q, folder):
    np.savetxt(folder / "years.csv", q.base, fmt="%.17g", delimiter=",", header=",".join(r["id"] for r in q.d["risks"]), comments="")
    path = pathlib.Path(tp.DATA if hasattr(tp, "DATA") else HERE / "peers/treatment/data") / f"{q.name}_events.npz"
    if path.exists():
        z = np.load(path)
        with open(folder / "events.csv", "w", newline="") as f:
            w = csv.writer(f)
            w.writerow(["trial", "risk", "loss", "mark"])
            w.writerows([int(s), f"R{int(r) + 1}", repr(float(v)), repr(float(u))] for s, r, v, u in zip(z["s"], z["r"], z["sev"], z["u"]))


def cpu(words):
    """CPU seconds, output and largest resident MiB of a program."""
    with tempfile.NamedTemporaryFile("r") as times:
        # A small parent: a child of this large one would begin with its memory.
        out = subprocess.run([sys.executable, "-c", WRAPPER, times.name] + [str(w) for w in words], capture_output=True, text=True)
        if out.returncode != 0:
            raise SystemExit(out.stderr)
        used = json.load(times)
    return used["cpu"], out.stdout, used["rss"]


def checked(q, measure, optimum):
    """The plan's value by NumPy, and whether it is allowed and known."""
    ids = [t["id"] for t in q.d["treatments"]]
    x = np.array([int(i in set(optimum["plan"])) for i in ids])
    assert tp.feasible(q, x), "the plan breaks a rule"
    if measure != "events":
        value = tp.evaluate(q, x)[measure]
        assert abs(value - optimum["objective"]) <= 1e-9 * value, (value, optimum["objective"])
    known = KNOWN.get((q.name, measure))
    assert known is None or optimum["objective"] <= known * (1 + 1e-6), (known, optimum["objective"])


def run(q, measure, folder):
    study(q, measure, "events.csv" if measure == "events" else "years.csv", folder)
    read, *_ = cpu([PROGRAM, "check", folder])
    shutil.rmtree(folder / "out", ignore_errors=True)
    time, _, memory = cpu([PROGRAM, "optimise", folder, "-o", folder / "out", "-q"])
    optimum = json.loads((folder / "out" / "optimum.json").read_text())
    checked(q, measure, optimum)
    print(f"{q.name:8}{measure:8}{optimum['status']:10}{optimum['objective']:14.4f}{100 * optimum['gap']:8.3f} %{time - read:9.2f} s{memory:7.0f} MiB", flush=True)


def front(q, folder):
    """The least shortfall at 21 budgets, each point checked and proven."""
    budgets = [float(b) for b in np.linspace(0.05, 1, 21) * q.d["budgets"]["annual_cost"]]
    study(q, "cvar", "years.csv", folder, frontier=budgets)
    read, *_ = cpu([PROGRAM, "check", folder])
    shutil.rmtree(folder / "out", ignore_errors=True)
    time, _, memory = cpu([PROGRAM, "optimise", folder, "-o", folder / "out", "-q"])
    ids = [t["id"] for t in q.d["treatments"]]
    rows = list(csv.DictReader(open(folder / "out" / "frontier.csv")))
    assert len(rows) == len(budgets) and all(row["proof"] == "optimal" for row in rows)
    for row, budget in zip(rows, budgets):
        x = np.array([int(i in set(row["treatments"].split("|"))) for i in ids])
        assert tp.feasible(q, x, B=budget) and abs(tp.evaluate(q, x)["cvar"] - float(row["value"])) <= 1e-9 * float(row["value"])
    print(f"{q.name:8}{'front':8}{'optimal':10}{len(rows):>7} points{0:8.3f} %{time - read:9.2f} s{memory:7.0f} MiB", flush=True)


def peer(script, *words):
    """One line of a peer: what it found, its bound, its CPU seconds and memory."""
    out = subprocess.run([sys.executable, script, *map(str, words)], cwd=HERE / "peers" / "treatment", capture_output=True, text=True)
    lines = [line for line in out.stdout.splitlines() if line.startswith("{")]
    if out.returncode or not lines:
        reason = (out.stderr.strip().splitlines() or ["no answer"])[-1]
        print(f"  {script} {' '.join(map(str, words))}: left out, {reason}", flush=True)
        return
    for line in lines:
        row = json.loads(line)
        value = "" if row.get("value") is None else f"{row['value']:14.4f}"
        proof = "no bound" if row.get("gap") is None else f"gap {100 * row['gap']:.4f} %"
        print(f"  {row['solver']:34}{row['objective']:10}{value:>14}  {proof:16}{row.get('cpu_s', float('nan')):9.2f} s {row.get('rss_mb', 0):6.0f} MB", flush=True)


def peers(name, is_long):
    if name == "large" and not is_long:
        print("  peers on large: with --long", flush=True)
        return
    if name == "small":
        peer("brute.py", name)
    for measure in ["etc", "cvar"]:
        peer("greedy.py", name, measure, "ratio")
        peer("pymoo_ga.py", name, measure)
        peer("oa2_highs.py", name, measure, 600)
    if name != "large":
        peer("thin_search.py", name, 10)


def main():
    if "--help" in sys.argv:
        return print(__doc__)
    names = [a for a in sys.argv[1:] if not a.startswith("-")] or ["small", "medium"]
    print(f"{'problem':8}{'goal':8}{'status':10}{'objective':>14}{'gap':>10}{'CPU':>11}{'memory':>11}")
    for name in names:
        tp.write(name)
        q = tp.load(name)
        with tempfile.TemporaryDirectory() as scratch:
            folder = pathlib.Path(scratch)
            tables(q, folder)
            for measure in ["etc", "cvar"] + (["events"] if (folder / "events.csv").exists() else []):
                run(q, measure, folder)
            if name == "medium":
                front(q, folder)
        if "--peers" in sys.argv or "--long" in sys.argv:
            peers(name, "--long" in sys.argv)


if __name__ == "__main__":
    main()
