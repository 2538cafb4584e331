"""Writes a large synthetic study: risks, a four-tier supplier network, processes and shared hazards.

usage: python3 generate.py --out FOLDER [--risks 500] [--suppliers 5000] [--seed 1]        (standard library only)

The same arguments give the same bytes: only random.Random(seed).random() is used, whose sequence
Python keeps stable, and every number is written with a fixed count of decimals. The last line printed is the
SHA-256 digest of the study (file names and contents in order of name).

Shape: tiers hold 10, 25, 35 and 30 % of the suppliers. A process has 12 inputs, a supplier above the last tier 2 or 3;
an input has one, two or three sources in the next tier, whose shares add up to 1. Rates are chosen so that a year has
about 300 supplier outages (5,000 suppliers) and about 300 risk events (500 risks).
"""
import argparse
import csv
import hashlib
import os
import random

CATEGORIES = ["physical_failure", "functional_failure", "malicious", "criminal", "environmental", "human", "cultural",
              "external_context", "internal_context", "security_equipment", "information", "supplier_interdependency"]
SECTORS = ["metals", "plastics", "chemicals", "electronics", "machinery", "textiles", "energy", "transport", "storage", "software",
           "telecom", "packaging", "glass", "rubber", "paper", "services"]
COUNTRIES = [("DE", 51, 10), ("FR", 47, 2), ("IT", 43, 12), ("ES", 40, -4), ("PL", 52, 19), ("NL", 52, 5), ("CZ", 50, 15), ("SE", 60, 15),
             ("TR", 39, 33), ("CN", 32, 115), ("JP", 36, 138), ("TW", 24, 121), ("US", 39, -95), ("MX", 23, -102), ("IN", 21, 78), ("VN", 16, 107)]
TIERS = [0.10, 0.25, 0.35, 0.30]
SPLITS = [["1.00"], ["0.60", "0.40"], ["0.50", "0.30", "0.20"]]
PROCESSES = 20
HAZARDS = 30
HAZARD_MEMBERS = 10


class Draw:
    def __init__(self, seed):
        self.r = random.Random(seed).random

    def between(self, a, b):
        return a + (b - a) * self.r()

    def log_between(self, a, b):
        return a * (b / a) ** self.r()

    def index(self, n):
        return min(int(self.r() * n), n - 1)

    def pick(self, items):
        return items[self.index(len(items))]

    def distinct(self, items, k):
        out = []
        while len(out) < min(k, len(items)):
            x = self.pick(items)
            if x not in out:
                out.append(x)
        return out


def sources(d, rows, target, name, pool, criticality, buffer_days, switch):
    k = 1 + (d.r() < 0.55) + (d.r() < 0.15)
    chosen = d.distinct(pool, k)
    for source, share in zip(chosen, SPLITS[len(chosen) - 1]):
        rows.append([source, target, name, share, f"{criticality:.2f}", f"{buffer_days:.1f}", f"{switch:.0f}" if switch else "", ""])


def main():
    a = argparse.ArgumentParser()
    a.add_argument("--out", required=True)
    a.add_argument("--risks", type=int, default=500)
    a.add_argument("--suppliers", type=int, default=5000)
    a.add_argument("--seed", type=int, default=1)
    o = a.parse_args()
    if o.suppliers < 100 or o.risks < 1:
        a.error("at least 100 suppliers and one risk")
    d = Draw(o.seed)
    width = len(str(o.suppliers))
    ids = [f"S{i + 1:0{width}d}" for i in range(o.suppliers)]
    tiers, start = [], 0
    for k, part in enumerate(TIERS):
        stop = o.suppliers if k == 3 else start + round(o.suppliers * part)
        tiers.append(ids[start:stop])
        start = stop
    tier_of = {s: k + 1 for k, t in enumerate(tiers) for s in t}
    hazard_of = {}
    for h in range(HAZARDS):
        for s in d.distinct([s for s in ids if s not in hazard_of], min(HAZARD_MEMBERS, o.suppliers // (2 * HAZARDS))):
            hazard_of[s] = f"H{h + 1:02d}"
    suppliers = []
    for s in ids:
        country, lat, lon = d.pick(COUNTRIES)
        rate = d.between(0.03, 0.083)                                        # centre of the interval, 0.0565 on average
        days = d.log_between(1.0, 20.0)
        assurance = d.pick(["none", "none", "none", "iso_28000", "aeo", "iso_27001"])
        spend = f"{d.log_between(20e3, 8e6):.0f}" if tier_of[s] == 1 else "0"
        suppliers.append([s, f"Supplier {s[1:]}", d.pick(SECTORS), tier_of[s], country, f"{lat + d.between(-2, 2):.2f}", f"{lon + d.between(-3, 3):.2f}",
                          spend, assurance, f"{rate * 0.58:.4f}", f"{rate * 1.72:.4f}", f"{days * 0.3:.2f}", f"{days * 3.3:.2f}", hazard_of.get(s, ""), ""])
    processes = [f"P{k + 1:02d}" for k in range(PROCESSES)]
    rows, unused = [], list(tiers[0])
    for k, p in enumerate(processes):
        for j in range(12):
            pool = unused if len(unused) > 40 else tiers[0]
            before = len(rows)
            sources(d, rows, p, f"input_{j + 1:02d}", pool, d.between(0.2, 1.0), d.log_between(0.5, 20), d.between(5, 60) if d.r() < 0.5 else 0)
            for r in rows[before:]:
                if r[0] in unused:
                    unused.remove(r[0])
        if k:
            rows.append([d.pick(processes[:k]), p, "own_flow", "1.00", f"{d.between(0.2, 0.8):.2f}", f"{d.between(1, 10):.1f}", "", ""])
    for k in range(3):
        for s in tiers[k]:
            for j in range(2 + (d.r() < 0.45)):
                sources(d, rows, s, f"input_{j + 1}", tiers[k + 1], d.between(0.2, 0.95), d.log_between(1, 45), d.between(10, 150) if d.r() < 0.5 else 0)
    risks = []
    for i in range(o.risks):
        rate = d.log_between(0.02, 2.9)                                      # about 0.58 on average, times 1.06 for its uncertainty
        low = d.log_between(1e3, 60e3)
        risks.append([f"R{i + 1:0{len(str(o.risks))}d}", f"Risk {i + 1}", d.pick(CATEGORIES), f"{rate * 0.58:.4f} to {rate * 1.72:.4f} per year",
                      f"{low:.0f} to {low * d.between(6, 60):.0f}"])
    hazards = [(f"H{h + 1:02d}", d.between(0.03, 0.17), d.log_between(2, 20)) for h in range(HAZARDS)]
    values = [d.log_between(50e3, 1e6) for _ in processes]

    def path(*parts):
        p = os.path.join(o.out, *parts)
        os.makedirs(os.path.dirname(p), exist_ok=True)
        return p

    def table(name, head, lines):
        with open(path(*name.split("/")), "w", newline="", encoding="utf-8") as f:
            w = csv.writer(f, lineterminator="\n")
            w.writerow(head)
            w.writerows(lines)

    table("network/suppliers.csv", "id,name,category,tier,country,lat,lon,annual_spend,assurance,outage_rate_low,outage_rate_high,outage_days_low,outage_days_high,shared_hazard,note".split(","), suppliers)
    table("network/dependencies.csv", "source,target,input,share,criticality,buffer_days,switch_days,note".split(","), rows)
    table("risks.csv", ["id", "name", "category", "events", "loss"], risks)
    with open(path("study.yaml"), "w", newline="", encoding="utf-8") as f:
        f.write(f"""# Synthetic study for size tests, written by generate.py --risks {o.risks} --suppliers {o.suppliers} --seed {o.seed}.
format: study/1
study:
  id: supplier-register-{o.suppliers}
  title: Synthetic register with {o.risks} risks and {o.suppliers} suppliers
  base_date: 2026-11-01
  horizon: 1 year
  currency: EUR
  classification: public
simulation:
  trials: 1000000
  seed: {o.seed}
  parameter_uncertainty: pooled
processes:
""")
        for p, v in zip(processes, values):
            f.write(f"  - {{ id: {p}, name: Process {p[1:]}, value_per_day: {v:.0f}, lost_share: 0.5 }}\n")
        f.write("network:\n  nodes: network/suppliers.csv\n  edges: network/dependencies.csv\n  propagation: { model: buffered }\n  shared_hazards:\n")
        for h, rate, days in hazards:
            f.write(f"    - {{ id: {h}, per_year: {rate * 0.5:.4f} to {rate * 1.8:.4f}, days: {days * 0.4:.2f} to {days * 2.5:.2f}, hits: 0.5 }}\n")
        f.write("risks: { file: risks.csv }\n")
    digest = hashlib.sha256()
    for name in ["network/dependencies.csv", "network/suppliers.csv", "risks.csv", "study.yaml"]:
        digest.update(name.encode() + b"\n")
        with open(path(*name.split("/")), "rb") as f:
            digest.update(f.read())
    print(f"{len(suppliers)} suppliers, {len(rows)} dependencies, {len(risks)} risks, {PROCESSES} processes, {HAZARDS} shared hazards")
    print(f"sha256 {digest.hexdigest()}")


if __name__ == "__main__":
    main()
