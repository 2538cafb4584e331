"""Writes incidents.csv: two years of synthetic incidents of the invented Terminal de Sobreira (Models/container-terminal).

usage: python3 generate.py          (standard library only; the same bytes on every platform)

Per risk: yearly number of events and of near misses, loss as a 90 % interval, days of downtime as a 90 % interval.
The rates are near the middle of the study's estimates, except R03 and R28, which are twice as frequent: a check of
forecast against incidents has something to find.
"""
import csv
import hashlib
import json
import math
import os
import random
from datetime import date, timedelta

HERE = os.path.dirname(os.path.abspath(__file__))
START, DAYS = date(2024, 11, 15), 730
RISKS = {                       # events, near misses, loss, downtime
    "R01": (1.9, 1.5, (12e3, 160e3), None), "R03": (3.9, 2.0, (15e3, 240e3), (0.05, 0.4)), "R04": (0.9, 0.6, (40e3, 600e3), None),
    "R05": (0.3, 3.0, (30e3, 500e3), (0.2, 1.5)), "R06": (0.3, 0.2, (70e3, 1.5e6), None), "R07": (1.0, 0.5, (8e3, 90e3), None),
    "R10": (1.7, 1.0, (2e3, 15e3), (0.05, 0.3)), "R11": (0.8, 0.3, (4e3, 40e3), (0.1, 0.8)), "R13": (0.9, 0.4, (6e3, 80e3), (0.1, 0.8)),
    "R14": (1.1, 1.0, (3e3, 130e3), None), "R15": (0.25, 0.3, (15e3, 150e3), (0.2, 2.5)), "R20": (2.5, 0.0, (8e3, 150e3), (0.2, 1.5)),
    "R21": (0.25, 0.8, (40e3, 900e3), (0.1, 1)), "R23": (0.4, 0.2, (5e3, 40e3), (0.3, 2)), "R24": (0.25, 0.0, (10e3, 120e3), (0.5, 4)),
    "R28": (0.8, 1.0, (25e3, 1e6), None), "R29": (0.3, 0.5, (30e3, 500e3), (0.2, 2)),
}


def main():
    u = random.Random(28074).random

    def count(rate):
        k, p, target = 0, u(), math.exp(-rate)
        while p > target:
            k, p = k + 1, p * u()
        return k

    def interval(a, b):                                            # lognormal with these 5 % and 95 % quantiles
        z = math.sqrt(-2 * math.log(1 - u())) * math.cos(2 * math.pi * u())
        s = (math.log(b) - math.log(a)) / 2 / 1.6448536269514722
        return math.exp((math.log(a) + math.log(b)) / 2 + s * z)

    rows = []
    for risk, (events, misses, loss, down) in sorted(RISKS.items()):
        for _ in range(count(2 * events)):
            rows.append((START + timedelta(days=int(u() * DAYS)), risk, f"{round(interval(*loss), -2):.0f}", f"{interval(*down):.1f}" if down else "0", "false", "synthetic"))
        for _ in range(count(2 * misses)):
            rows.append((START + timedelta(days=int(u() * DAYS)), risk, "0", "0", "true", "synthetic: near miss"))
    rows.sort()
    path = os.path.join(HERE, "incidents.csv")
    with open(path, "w", newline="", encoding="utf-8") as f:
        w = csv.writer(f, lineterminator="\n")
        w.writerow(["date", "risk", "loss", "downtime_days", "near_miss", "note"])
        w.writerows([r[0].isoformat(), *r[1:]] for r in rows)
    data = open(path, "rb").read()
    package = {
        "profile": "tabular-data-package", "name": "incident-log", "title": "Synthetic incident log, two years",
        "description": "Invented incidents of the invented Terminal de Sobreira, 2024-11-15 to 2026-11-14. No real event, person or company.",
        "version": "1.0.0", "created": "2026-11-24",
        "sources": [{"title": "synthetic: written by generate.py, seed 28074"}],
        "resources": [{
            "profile": "tabular-data-resource", "name": "incidents", "path": "incidents.csv", "format": "csv", "mediatype": "text/csv", "encoding": "utf-8",
            "bytes": len(data), "hash": "sha256:" + hashlib.sha256(data).hexdigest(), "rows": len(rows),
            "schema": {"fields": [
                {"name": "date", "type": "date", "description": "day of the event"},
                {"name": "risk", "type": "string", "description": "risk id of Models/container-terminal"},
                {"name": "loss", "type": "number", "unit": "EUR", "description": "direct loss; 0 for a near miss"},
                {"name": "downtime_days", "type": "number", "unit": "days", "description": "days of standstill"},
                {"name": "near_miss", "type": "boolean", "trueValues": ["true"], "falseValues": ["false"]},
                {"name": "note", "type": "string"}], "missingValues": [""]}}],
    }
    with open(os.path.join(HERE, "datapackage.json"), "w", encoding="utf-8") as f:
        json.dump(package, f, indent=1)
        f.write("\n")
    print(len(rows), "rows, sha256", package["resources"][0]["hash"][7:])


if __name__ == "__main__":
    main()
