#!/usr/bin/env python3
"""Treatment selection: Breakwater on the problems of `peers/treatment/tp.py`, answers checked before they are timed.

    make build && python3 Benchmarks/treatment.py [small medium large] [--peer]

Needs NumPy. Each problem becomes a study with a year loss table (`method: table`), small and medium also one with a year event table
(`method: events`), and medium its frontier at 21 budgets. A plan counts when NumPy finds its value equal to the reported one and no rule broken, and an optimum when it is the known one.
CPU seconds are those of `optimise` less those of `check`, which reads the same table, on one thread. `--peer` runs brute.py beside small.
"""
import csv, json, os, pathlib, resource, shutil, subprocess, sys, tempfile

HERE = pathlib.Path(__file__).resolve().parent
PROGRAM = HERE.parent / ".build" / "release" / "breakwater"
sys.path.insert(0, str(HERE / "peers" / "treatment"))
import tp  # noqa: E402
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
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    out = subprocess.run([str(w) for w in words], capture_output=True, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if out.returncode != 0:
        raise SystemExit(out.stderr)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, out.stdout


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
    read, _ = cpu([PROGRAM, "check", folder])
    shutil.rmtree(folder / "out", ignore_errors=True)
    time, _ = cpu([PROGRAM, "optimise", folder, "-o", folder / "out", "-q"])
    optimum = json.loads((folder / "out" / "optimum.json").read_text())
    checked(q, measure, optimum)
    print(f"{q.name:8}{measure:8}{optimum['status']:10}{optimum['objective']:14.4f}{100 * optimum['gap']:8.3f} %{time - read:9.2f} s", flush=True)


def front(q, folder):
    """The least shortfall at 21 budgets, each point checked and proven."""
    budgets = [float(b) for b in np.linspace(0.05, 1, 21) * q.d["budgets"]["annual_cost"]]
    study(q, "cvar", "years.csv", folder, frontier=budgets)
    read, _ = cpu([PROGRAM, "check", folder])
    shutil.rmtree(folder / "out", ignore_errors=True)
    time, _ = cpu([PROGRAM, "optimise", folder, "-o", folder / "out", "-q"])
    ids = [t["id"] for t in q.d["treatments"]]
    rows = list(csv.DictReader(open(folder / "out" / "frontier.csv")))
    assert len(rows) == len(budgets) and all(row["proof"] == "optimal" for row in rows)
    for row, budget in zip(rows, budgets):
        x = np.array([int(i in set(row["treatments"].split("|"))) for i in ids])
        assert tp.feasible(q, x, B=budget) and abs(tp.evaluate(q, x)["cvar"] - float(row["value"])) <= 1e-9 * float(row["value"])
    print(f"{q.name:8}{'front':8}{'optimal':10}{len(rows):>7} points{0:8.3f} %{time - read:9.2f} s", flush=True)


def main():
    names = [a for a in sys.argv[1:] if not a.startswith("-")] or ["small", "medium"]
    print(f"{'problem':8}{'goal':8}{'status':10}{'objective':>14}{'gap':>10}{'CPU':>11}")
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
        if "--peer" in sys.argv and name == "small":
            print(subprocess.run([sys.executable, str(HERE / "peers/treatment/brute.py"), "small"], capture_output=True, text=True).stdout)


if __name__ == "__main__":
    main()
