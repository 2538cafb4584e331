"""Writes study.yaml's levels and expected.json of the Gordon-Loeb study from the closed form (standard library only).

Gordon and Loeb (2002), class I: S(z) = v / (a z + 1)^b, z* = ((v b a L)^(1/(b+1)) - 1) / a.
"""
import json
import math
import os

HERE = os.path.dirname(os.path.abspath(__file__))
V, LOSS, A, B = 0.6, 1e6, 1e-5, 1.0
best = (math.pow(V * B * A * LOSS, 1 / (B + 1)) - 1) / A
levels = {f"Z{k:03d}": k * 1000.0 for k in range(25, 301, 25)} | {"Zstar": best}
share = {t: 1 / (A * z + 1) ** B for t, z in levels.items()}
lines = [f"  - {{ id: {t}, name: Spend {z:.0f} a year, option: change_likelihood, cost: {{ per_year: {z!r} }}, effects: [{{ target: breach, quantity: frequency, multiply: {share[t]!r} }}] }}"
         for t, z in levels.items()]
with open(os.path.join(HERE, "study.yaml"), encoding="utf-8") as f:
    text = f.read()
head, tail = text.split("treatments:\n")[0], text[text.index("\noptimisation:"):]
with open(os.path.join(HERE, "study.yaml"), "w", encoding="utf-8") as f:
    f.write(head + "treatments:\n" + "\n".join(lines) + "\n" + tail)
total = {t: levels[t] + V * LOSS * share[t] for t in levels}
assert min(total, key=total.get) == "Zstar"
expected = {
    "schema": "expected/1", "study": "gordon-loeb", "unit": "EUR", "rule": "exact: |x - value| <= 1e-9 * |value| + 1e-6",
    "source": "closed form of Gordon and Loeb 2002 (expected.py)",
    "optimum": {"plan": ["Zstar"], "objective": total["Zstar"], "expected_annual_loss": V * LOSS * share["Zstar"], "annual_cost": best},
}
with open(os.path.join(HERE, "expected.json"), "w", encoding="utf-8") as f:
    json.dump(expected, f, indent=1)
    f.write("\n")
