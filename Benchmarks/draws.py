"""Kernels and draws by law, nanoseconds, beside NumPy's SFC64 and Philox in the same minutes; the machine's own limits."""
import subprocess, sys

from measure import BENCH, HERE, PEERS, json_lines, left_out, row, table

SETS = ["x86-64-v4", "x86-64-v3", "baseline"]


def build(options):
    if options.no_build: return
    subprocess.run(["swift", "build", "-c", "release", "--package-path", HERE], check=True, stdout=subprocess.DEVNULL)


def kernels(options):
    powers = ["12"] if options.quick else ["10", "12", "14", "16", "18", "20"]
    table("Kernels, ns an element, one thread", ["kernel"] + [f"2^{p}" for p in powers])
    for name in SETS:
        try:
            figures = json_lines([BENCH, "kernels", "--instruction-set", name, "--powers"] + powers)
        except RuntimeError as error:
            left_out(f"instruction set {name}", str(error).strip().splitlines()[-1])
            continue
        for job in dict.fromkeys(f["job"] for f in figures):
            row(job, *(f"{f['value']:.2f}" for f in figures if f["job"] == job))


def laws():
    ours = {f["job"]: f["value"] for f in json_lines([BENCH, "draws"])}
    try:
        theirs = {f["job"]: f["value"] for f in json_lines([sys.executable, PEERS / "draws_numpy.py"])}
    except RuntimeError as error:
        left_out("NumPy's draws", error)
        theirs = {}
    table("Draws, ns, addressed, uniform included, one thread", ["law", "Breakwater", "by the law's own quantile", "NumPy SFC64", "NumPy Philox", "ratio to SFC64", "ratio to Philox"])
    for job, value in ours.items():
        if not job.startswith("draw: "): continue
        law = job.removeprefix("draw: ")
        own = ours.get("draw by its own quantile: " + law)
        sfc, philox = theirs.get("SFC64 " + law), theirs.get("Philox " + law)
        row(law, *(None if v is None else f"{v:.2f}" for v in (value, own, sfc, philox, sfc and value / sfc, philox and value / philox)))


def machine(options):
    table("The machine, one thread", ["figure", "size", "value", "unit"])
    for f in json_lines([BENCH, "machine"]):
        row(f["job"], f"{f['size']:,}", f"{f['value']:.1f}", f["unit"])


def run(options, scratch):
    build(options)
    kernels(options)
    laws()
    machine(options)
