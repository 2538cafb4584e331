"""AEP and OEP with shortfall from 5.5 million events in 100,000 years, beside NumPy, and the whole command on the
same events from CSV and .npy."""
import json, shutil, sys

from draws import build
from measure import BENCH, PEERS, PROGRAM, json_lines, left_out, measure, row, table

EVENTS, YEARS = 5_500_000, 100_000

STUDY = """format: study/1
study: {{ id: events, title: Events of another model, currency: EUR, base_date: 2026-01-01 }}
simulation: {{ trials: {years}, seed: 1, method: events, table: {file} }}
risks:
  - {{ id: A, name: All, category: environmental }}
"""


def study(events, scratch, kind):
    """A study that reads the same events; returns its folder."""
    import numpy
    folder = scratch / f"study-{kind}"
    folder.mkdir()
    (folder / "study.yaml").write_text(STUDY.format(years=YEARS, file=f"events.{kind}"))
    raw = events.read_bytes()
    year = numpy.frombuffer(raw, numpy.int32, EVENTS) - 1
    loss = numpy.frombuffer(raw, numpy.float64, EVENTS, 4 * EVENTS)
    if kind == "csv":
        with open(folder / "events.csv", "w") as file:
            file.write("trial,risk,loss\n")
            file.writelines(f"{y},A,{x:.2f}\n" for y, x in zip(year.tolist(), loss.tolist()))
    else:
        rows = numpy.zeros(EVENTS, [("trial", "<i4"), ("risk", "U1"), ("loss", "<f8")])
        rows["trial"], rows["risk"], rows["loss"] = year, "A", loss
        numpy.save(folder / "events.npy", rows)
    return folder


def whole_command(events, scratch, kind):
    try:
        folder = study(events, scratch, kind)
        def command(i):
            shutil.rmtree(scratch / "run", ignore_errors=True)
            return [PROGRAM, "run", folder, "--threads", 1, "-q", "--library", scratch / "l.db", "-o", scratch / "run"]
        cpu, wall, memory, _ = measure(command, 1)
        row(f"`breakwater run`, method: events, {kind}", f"{cpu:.2f}", f"{memory:.0f}")
    except Exception as error:
        left_out(f"run on {kind}", error)


def peer(program, name, events, scratch):
    try:
        cpu, wall, memory, text = measure([sys.executable, PEERS / program, events, EVENTS, YEARS], 1, cwd=scratch)
        figures = json.loads(text)
        row(name, f"{figures['cpu_s']:.3f}", f"{memory:.0f}")
        return figures
    except Exception as error:
        left_out(name, str(error).strip().splitlines()[-1])


def run(options, scratch):
    build()
    events = scratch / "events.bin"
    table("AEP and OEP tables with shortfall, 5.5 million events, 100,000 years", ["program", "CPU s", "MiB"])
    cpu, wall, memory, text = measure([BENCH, "curves", "--write", events], 1)
    row("Breakwater, `EventCurves`", f"{json.loads(text.splitlines()[0])['value']:.3f}", f"{memory:.0f} (the whole process)")
    ours = {f["job"]: f["value"] for f in json_lines([BENCH, "curves"])}
    theirs = peer("curves_numpy.py", "NumPy", events, scratch)
    for job, value in (theirs or {}).get("figures", {}).items():
        if abs(ours[job] / value - 1) > 1e-9:
            sys.exit(f"wrong answer: {job} is {ours[job]}, NumPy says {value}")
    for kind in ("npy", "csv"):
        whole_command(events, scratch, kind)
