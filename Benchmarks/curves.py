"""AEP and OEP with shortfall from 5.5 million events in 100,000 years, beside NumPy, and the whole command on the
same events from CSV."""
import json, shutil, sys

from draws import build
from measure import BENCH, PEERS, PROGRAM, json_lines, left_out, measure, row, table

EVENTS, YEARS = 5_500_000, 100_000

STUDY = """format: study/1
study: {{ id: events, title: Events of another model, currency: EUR, base_date: 2026-01-01 }}
simulation: {{ trials: {years}, seed: 1, method: events, table: {file} }}
risks:
  - {{ id: A, name: All, category: environmental, events: 55 per year }}
"""


def study(events, scratch):
    """A study that reads the same events from CSV; returns its folder."""
    import numpy
    folder = scratch / "study"
    folder.mkdir()
    (folder / "study.yaml").write_text(STUDY.format(years=YEARS, file="events.csv"))
    raw = events.read_bytes()
    year = numpy.frombuffer(raw, numpy.int32, EVENTS) - 1
    loss = numpy.frombuffer(raw, numpy.float64, EVENTS, 4 * EVENTS)
    with open(folder / "events.csv", "w") as file:
        file.write("trial,risk,loss\n")
        file.writelines(f"{y},A,{x:.2f}\n" for y, x in zip(year.tolist(), loss.tolist()))
    return folder


def whole_command(events, scratch):
    try:
        folder = study(events, scratch)
        def command(i):
            shutil.rmtree(scratch / "run", ignore_errors=True)
            return [PROGRAM, "run", folder, "--threads", 1, "-q", "--library", scratch / "l.db", "-o", scratch / "run"]
        cpu, wall, memory, _ = measure(command, 1)
        row("`breakwater run`, `method: events`, reading CSV", f"{cpu:.2f}", f"{memory:.0f}")
    except Exception as error:
        left_out("the whole command", error)


def peer(program, name, events, scratch):
    try:
        cpu, wall, memory, text = measure([sys.executable, PEERS / program, events, EVENTS, YEARS], 1, cwd=scratch)
        figures = json.loads(text)
        row(name, f"{figures['cpu_s']:.3f}", f"{memory:.0f}")
        return figures
    except Exception as error:
        left_out(name, str(error).strip().splitlines()[-1])


def run(options, scratch):
    build(options)
    events = scratch / "events.bin"
    table("AEP and OEP tables with shortfall, 5.5 million events, 100,000 years", ["program", "CPU s", "MiB"])
    cpu, wall, memory, text = measure([BENCH, "curves", "--write", events], 1)
    row("Breakwater, `EventCurves`", f"{json.loads(text.splitlines()[0])['value']:.3f}", f"{memory:.0f} (the whole process)")
    ours = {f["job"]: f["value"] for f in json_lines([BENCH, "curves"])}
    theirs = peer("curves_numpy.py", "NumPy", events, scratch)
    for job, value in (theirs or {}).get("figures", {}).items():
        if abs(ours[job] / value - 1) > 1e-9:
            sys.exit(f"wrong answer: {job} is {ours[job]}, NumPy says {value}")
    whole_command(events, scratch)
