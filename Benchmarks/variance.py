"""What the designs gain over plain sampling: standard deviation of the expected loss and of shortfall over repeats with other
seeds, at equal trials, divided into that of plain sampling. Above 1 is better; a ratio from 40 repeats is known to about 16 %."""
import json, shutil, statistics, subprocess

from measure import MODELS, PROGRAM, REGISTER, left_out, row, table

METHODS = ["monte_carlo", "antithetic", "latin_hypercube", "sobol"]

# Ten risks with uncertain rates and a certain loss each: all that is random comes from the design.
RATES = """format: study/1
study: { id: rates, title: Uncertain rates alone, currency: EUR, base_date: 2026-01-01 }
simulation: { trials: 8192, seed: 1 }
risks:
"""


def rates_only(scratch):
    folder = scratch / "rates"
    folder.mkdir()
    risks = [
        f"  - {{ id: R{i:02}, name: Risk {i}, category: criminal, events: {i} to {6 * i}, loss: {100 * (11 - i)}k }}"
        for i in range(1, 11)]
    (folder / "study.yaml").write_text(RATES + "\n".join(risks) + "\n")
    return folder


def uncertain_register(scratch):
    """register-50 whose rates are known to a factor of 3 either way."""
    folder = scratch / "register"
    shutil.copytree(REGISTER, folder, ignore=shutil.ignore_patterns("runs", "scenarios"))
    text = (folder / "study.yaml").read_text().replace("parameter_uncertainty: off", "parameter_uncertainty: pooled")
    (folder / "study.yaml").write_text(text)
    head, *lines = (folder / "risks.csv").read_text().splitlines()
    place = head.split(",").index("events")
    rows = [line.split(",") for line in lines]
    for cells in rows: cells[place] = f"{float(cells[place]) / 3:.8f} to {float(cells[place]) * 3:.8f}"
    (folder / "risks.csv").write_text("\n".join([head] + [",".join(cells) for cells in rows]) + "\n")
    return folder


def estimates(study, method, trials, repeats, scratch):
    """The expected loss and the shortfall at 0.95 of each repeat, with the mean of the errors that the runs state."""
    overlay = scratch / "method.yaml"
    overlay.write_text(f"format: study-overlay/1\nid: method\ntitle: Another design\nset: {{ simulation: {{ method: {method} }} }}\n")
    means, tails, stated = [], [], []
    for seed in range(1, repeats + 1):
        folder = scratch / "run"
        shutil.rmtree(folder, ignore_errors=True)
        out = subprocess.run(
            [str(w) for w in (PROGRAM, "run", study, "--trials", trials, "--seed", seed, "--with", overlay, "-q", "--library", scratch / "l.db", "-o", folder)],
            capture_output=True, text=True)
        if out.returncode: raise RuntimeError(out.stderr[-300:] + out.stdout[-300:])
        summary = json.loads((folder / "summary.json").read_text())
        means.append(summary["expected_annual_loss"]["value"])
        stated.append(summary["expected_annual_loss"]["standard_error"])
        tails.append(summary["expected_shortfall"]["0.95"]["value"])
    return means, tails, stated


def run(options, scratch):
    trials, repeats = 8_192, 10 if options.quick else 40
    table(f"Designs: error of plain sampling over the design's, {trials:,} trials, {repeats} repeats",
          ["study", "method", "expected loss", "shortfall 0.95", "stated over observed error"])
    studies = [("ten uncertain rates, certain losses", rates_only(scratch)), ("register-50, rates known to a factor of 3", uncertain_register(scratch)),
               ("container-terminal", MODELS / "container-terminal")]
    for name, study in studies:
        plain = None
        for method in METHODS:
            try:
                means, tails, stated = estimates(study, method, trials, repeats, scratch)
            except Exception as error:
                left_out(f"{method} on {name}", error)
                continue
            errors = statistics.stdev(means), statistics.stdev(tails)
            plain = plain or errors
            row(name, method, f"{plain[0] / errors[0]:.2f}", f"{plain[1] / errors[1]:.2f}", f"{statistics.mean(stated) / errors[0]:.2f}")
