"""Writes risks.csv and study.yaml of the register-50 study. Deterministic: no random number is used.

usage: python3 generate.py            (writes beside this file)

Each of the 50 risks takes one value from each of three grids; the multipliers 7 and 13 have no factor in
common with 50, so every value of a grid is used exactly once:
  rate     0.05 ... 5 per year, geometric
  p05      10^4 ... 10^5.5, geometric              (5 % quantile of the loss of one event)
  p95/p05  10 ... 100, linear
Risk i belongs to driver i mod 5. Latent correlation of the annual counts: 0.5 inside a driver, 0.2 across.
"""
import csv
import os

HERE = os.path.dirname(os.path.abspath(__file__))
DRIVERS = [("criminal", "Theft and fraud"), ("malicious", "Intrusion and sabotage"),
           ("functional_failure", "Equipment breakdown"), ("environmental", "Weather and ground"),
           ("information", "Data and message failure")]
RATES = [0.05 * 100 ** (k / 49) for k in range(50)]


def risks():
    for i in range(50):
        p05 = 10 ** (4 + 1.5 * (7 * i % 50) / 49)
        ratio = 10 + 90 * (13 * i % 50) / 49
        yield i, RATES[i], p05, p05 * ratio


def main():
    ids = [f"R{i + 1:02d}" for i in range(50)]
    with open(os.path.join(HERE, "risks.csv"), "w", newline="", encoding="utf-8") as f:
        w = csv.writer(f, lineterminator="\n")
        w.writerow(["id", "name", "category", "events", "loss"])
        for i, rate, low, high in risks():
            category, family = DRIVERS[i % 5]
            w.writerow([ids[i], f"{family} {i // 5 + 1}", category, repr(rate), f"{low!r} to {high!r}"])
    pairs = [(ids[a], ids[b]) for a in range(50) for b in range(a + 1, 50) if a % 5 == b % 5]
    with open(os.path.join(HERE, "study.yaml"), "w", encoding="utf-8") as f:
        f.write(HEAD)
        for start in range(0, 50, 10):
            f.write("            " + ", ".join(ids[start:start + 10]) + (",\n" if start < 40 else "]\n"))
        f.write("    pairs:                             # same driver: 5 x 45 = 225 pairs, each overrides the group\n")
        for a, b in pairs:
            f.write(f"      - {{ between: [{a}, {b}], correlation: 0.5 }}\n")
        f.write(TAIL)


HEAD = """\
# ---------------------------------------------------------------------------
# Fifty risks, five drivers, dependent counts. Every figure is synthetic.
# Written by generate.py: change that file, not this one.
# ---------------------------------------------------------------------------
format: study/1

study:
  id: register-50
  title: Fifty-risk register with dependent counts
  status: draft
  version: 1
  base_date: 2026-11-01
  horizon: 1 year
  currency: EUR
  classification: public

simulation:
  trials: 1000000
  seed: 50
  method: monte_carlo
  parameter_uncertainty: off           # nothing here is uncertain: constant rates, fixed loss laws
  levels: [0.5, 0.8, 0.9, 0.95, 0.99, 0.995]
  return_periods: [10, 20, 50, 100, 200, 250, 500, 1000]
  dependence:                          # latent correlation of the annual counts
    family: gaussian
    groups:                            # everything with everything: 0.2
      - correlation: 0.2
        members: [
"""
TAIL = """\

risks: { file: risks.csv }             # 50 rows; events = yearly rate, loss = 90 % interval of a lognormal
"""
if __name__ == "__main__":
    main()
