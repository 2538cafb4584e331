"""What conditional Monte Carlo (`simulation.rare_tail`) gains over plain sampling: the variance of a probability from equally many
plain years, p (1 − p)/n, over the squared error that the run states, with the exact answer (`--exact`) beside it where there is one
and the spread over other seeds against the stated error. CPU seconds are those of the run with the rare tail less those without."""
import json, shutil, statistics, subprocess

from measure import MODELS, PROGRAM, REGISTER, left_out, measure, row, table

LEVELS = [0.999, 0.9999, 0.99999]
TRIALS = 50_000

HEAVY = """format: study/1
study: { id: heavy, title: Five heavy tails, currency: EUR, base_date: 2026-01-01 }
simulation: { trials: 1000, seed: 1, parameter_uncertainty: off }
risks:
"""


def heavy(scratch):
    folder = scratch / "heavy"
    folder.mkdir()
    risks = [f"  - {{ id: R{i}, name: Risk {i}, category: criminal, events: {i}, loss: {{ pareto: {{ shape: {1.3 + i / 5:.1f}, scale: {100 // i}k }} }} }}" for i in range(1, 6)]
    (folder / "study.yaml").write_text(HEAVY + "\n".join(risks) + "\n")
    return folder


def independent(scratch):
    """register-50 without its copula."""
    folder = scratch / "independent"
    shutil.copytree(REGISTER, folder, ignore=shutil.ignore_patterns("runs", "scenarios"))
    text = (folder / "study.yaml").read_text()
    start = text.index("  dependence:")
    end = min(k for k in (text.find("\n" + key, start) for key in ("criteria", "risks", "processes", "context")) if k > 0)
    (folder / "study.yaml").write_text(text[:start] + text[end:])
    return folder


def run_study(study, scratch, setting, words):
    overlay = scratch / "rare.yaml"
    overlay.write_text(f"format: study-overlay/1\nid: rare\ntitle: Rare losses\nset:\n  {setting}\n")
    folder = scratch / "run"
    shutil.rmtree(folder, ignore_errors=True)
    command = [str(w) for w in (PROGRAM, "run", study, "--with", overlay, "-q", "--library", scratch / "l.db", "-o", folder, *words)]
    out = subprocess.run(command, capture_output=True, text=True)
    if out.returncode: raise RuntimeError(out.stderr[-300:] + out.stdout[-300:])
    return json.loads((folder / "summary.json").read_text()), command


def exact_losses(study, scratch):
    """Value at risk at each level; nothing where the study has to be simulated."""
    try:
        summary, _ = run_study(study, scratch, f"simulation/levels: {LEVELS}", ["--exact"])
    except RuntimeError:
        return None
    return [summary["value_at_risk"][str(level)]["value"] for level in LEVELS]


def rare(study, scratch, losses, seed, trials=TRIALS):
    setting = f"simulation/rare_tail: {{ levels: {LEVELS}, return_periods: [1000], losses: {losses}, trials: {trials} }}"
    return run_study(study, scratch, setting, ["--trials", 1024, "--seed", seed, "--threads", 1])


def processor_seconds(study, scratch, losses):
    """With the rare tail, less without."""
    def timed(setting):
        _, command = run_study(study, scratch, setting, ["--trials", 1024, "--threads", 1])
        def again(_):
            shutil.rmtree(scratch / "run", ignore_errors=True)
            return command
        return measure(again, 1)[0]
    setting = f"simulation/rare_tail: {{ levels: {LEVELS}, return_periods: [1000], losses: {losses}, trials: {TRIALS} }}"
    return timed(setting) - timed("simulation/seed: 1")


def run(options, scratch):
    repeats = 5 if options.quick else 20
    table(f"Rare losses, {TRIALS:,} years, {repeats} repeats",
          ["study", "P", "loss", "estimate / P", "stated error / P", "stated over observed error", "variance of plain sampling / ours", "CPU s"])
    studies = [("register-50, Gaussian copula", REGISTER), ("register-50, independent", independent(scratch)),
               ("five Pareto laws, shapes 1.5 to 2.3", heavy(scratch)), ("first-study", MODELS / "first-study")]
    for name, study in studies:
        try:
            losses = exact_losses(study, scratch)
            note = "" if losses else " (level from 400,000 years)"
            if not losses:
                summary, _ = rare(study, scratch, [1], 99, 400_000)
                losses = [summary["rare_tail"]["value_at_risk"][str(level)]["value"] for level in LEVELS]
            found = [rare(study, scratch, losses, seed)[0]["rare_tail"]["exceedance"] for seed in range(1, repeats + 1)]
            seconds = processor_seconds(study, scratch, losses)
        except Exception as error:
            left_out(name, error)
            continue
        for k, level in enumerate(LEVELS):
            p = 1 - level
            values = [f[k]["probability"]["value"] for f in found]
            errors = [f[k]["probability"]["standard_error"] for f in found]
            stated = statistics.mean(e * e for e in errors) ** 0.5
            row(name + note, f"{p:.0e}", f"{losses[k]:,.0f}", f"{statistics.mean(values) / p:.3f}", f"{stated / p:.3f}",
                f"{stated / statistics.stdev(values):.2f}", f"{p * (1 - p) / TRIALS / stated ** 2:,.0f}", f"{seconds:.2f}")
