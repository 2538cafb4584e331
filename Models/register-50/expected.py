"""Expected figures of the register-50 study, written to expected.json.

usage: python3 expected.py [--batches 48] [--batch-trials 1000000] [--processes 2]      (NumPy and SciPy)

- means: closed form; standard deviations: closed form (with dependence: Hermite series of the count covariances)
- independent counts: one FFT over the exact compound-Poisson exponent; occurrence curve in closed form
- dependent counts: plain Monte Carlo in NumPy with its standard errors, checked against the spread of independent batches
"""
import argparse
import csv
import json
import math
import os
from concurrent.futures import ProcessPoolExecutor

import numpy as np
from scipy.optimize import brentq
from scipy.special import ndtr
from scipy.stats import norm, poisson

HERE = os.path.dirname(os.path.abspath(__file__))
Z95 = 1.6448536269514722
LEVELS = [0.5, 0.8, 0.9, 0.95, 0.99, 0.995]
PERIODS = [10, 20, 50, 100, 200, 250, 500, 1000]


def register():
    with open(os.path.join(HERE, "risks.csv"), encoding="utf-8") as f:
        for k, row in enumerate(csv.DictReader(f)):
            low, high = (math.log(float(v)) for v in row["loss"].split(" to "))
            yield k, row["id"], float(row["events"]), (low + high) / 2, (high - low) / 2 / Z95


RISKS = list(register())
LAM = np.array([r[2] for r in RISKS])
MU = np.array([r[3] for r in RISKS])
SIG = np.array([r[4] for r in RISKS])
M1 = np.exp(MU + SIG**2 / 2)
M2 = np.exp(2 * MU + 2 * SIG**2)
CORR = np.array([[1.0 if a == b else 0.5 if a % 5 == b % 5 else 0.2 for b in range(50)] for a in range(50)])
# count k is drawn when THRESHOLDS[k-1] < Z <= THRESHOLDS[k]
THRESHOLDS = []
for lam in LAM:
    t = norm.isf(poisson.sf(np.arange(0, int(poisson.isf(1e-13, lam)) + 2), lam))
    THRESHOLDS.append(t[np.isfinite(t)])


def standard_deviations():
    independent = float((LAM * M2).sum())
    terms = 40                                   # covariance = sum over n of r^n c_n(i) c_n(j); r <= 0.5
    c = np.zeros((terms, 50))
    for i, t in enumerate(THRESHOLDS):
        he = [np.ones_like(t), t]
        for n in range(2, terms + 1):
            he.append(t * he[-1] - (n - 1) * he[-2])
        for n in range(1, terms + 1):
            c[n - 1, i] = (norm.pdf(t) * he[n - 1]).sum() / math.sqrt(math.gamma(n + 1))
    off = CORR - np.eye(50)
    cov = sum(off ** (n + 1) * np.outer(c[n], c[n]) for n in range(terms))
    return math.sqrt(independent), math.sqrt(independent + float(M1 @ cov @ M1))


def independent_figures(log2=24, span=4e10):
    n = 1 << log2
    h = span / n
    edges = np.log((np.arange(n) + 0.5) * h)
    psi = np.zeros(n // 2 + 1, complex)
    for lam, mu, sig in zip(LAM, MU, SIG):
        p = np.diff(np.concatenate(([0.0], ndtr((edges - mu) / sig))))
        psi += lam * (np.fft.rfft(p) - 1.0)
    f = np.maximum(np.fft.irfft(np.exp(psi), n), 0)
    f /= f.sum()
    cdf = np.cumsum(f)
    x = np.arange(n) * h
    var, tvar, tvar_sd, density = {}, {}, {}, {}
    for p in sorted(set(LEVELS + [1 - 1 / t for t in PERIODS])):
        k = int(np.searchsorted(cdf, p))
        q = x[k] + ((p - cdf[k - 1]) / f[k] - 0.5) * h
        excess = np.maximum(x - q, 0)
        m = float((f * excess).sum())
        var[p], tvar[p] = float(q), float(q + m / (1 - p))
        tvar_sd[p] = math.sqrt(float((f * excess**2).sum()) - m * m) / (1 - p)
        window = slice(max(k - 100, 0), k + 101)
        density[p] = float(f[window].sum() / (f[window].size * h))
    oep = {}
    for t in PERIODS:
        oep[t] = brentq(lambda y: (LAM * ndtr(-(math.log(y) - MU) / SIG)).sum() + math.log1p(-1 / t), 1e3, 1e11, rtol=1e-13)
    return var, tvar, tvar_sd, density, oep


def batch(args):
    seed, n = args
    rng = np.random.Generator(np.random.PCG64DXSM(np.random.SeedSequence([50, seed])))
    chol = np.linalg.cholesky(CORR).T.copy()
    total, largest = np.zeros(n), np.zeros(n)
    for a in range(0, n, 20000):
        b = min(n, a + 20000)
        z = rng.standard_normal((b - a, 50)) @ chol
        for i in range(50):
            k = np.searchsorted(THRESHOLDS[i], z[:, i], side="left")
            hit = np.flatnonzero(k)
            if hit.size == 0:
                continue
            k = k[hit]
            loss = np.exp(MU[i] + SIG[i] * rng.standard_normal(int(k.sum())))
            start = np.concatenate(([0], np.cumsum(k)[:-1]))
            total[a + hit] += np.add.reduceat(loss, start)
            largest[a + hit] = np.maximum(largest[a + hit], np.maximum.reduceat(loss, start))
    return total, largest


def quantile(s, p):
    return float(s[max(math.ceil(p * s.size - 1e-9), 1) - 1])


def shortfall(s, p):
    q = quantile(s, p)
    return q + float(np.maximum(s - q, 0).mean()) / (1 - p)


def main():
    a = argparse.ArgumentParser()
    a.add_argument("--batches", type=int, default=48)
    a.add_argument("--batch-trials", type=int, default=1_000_000)
    a.add_argument("--processes", type=int, default=2)
    o = a.parse_args()
    mean = float((LAM * M1).sum())
    sd_ind, sd_dep = standard_deviations()
    var, tvar, tvar_sd, density, oep = independent_figures()
    with ProcessPoolExecutor(o.processes) as pool:
        parts = list(pool.map(batch, [(k, o.batch_trials) for k in range(o.batches)]))
    totals = [np.sort(t) for t, _ in parts]
    largest = [np.sort(m) for _, m in parts]
    all_t, all_m = np.sort(np.concatenate(totals)), np.sort(np.concatenate(largest))
    nb, n = o.batches, o.batches * o.batch_trials

    def sampled(fn, pooled, batches, p):
        """Standard errors from the pooled sample; the spread of the batches must agree with them."""
        q = quantile(pooled, p)
        if fn is quantile:
            d = min(0.02, (1 - p) / 5)
            one = math.sqrt(p * (1 - p)) * (quantile(pooled, p + d) - quantile(pooled, p - d)) / (2 * d)
        else:
            tail = pooled[np.searchsorted(pooled, q):] - q
            one = math.sqrt(float((tail**2).sum()) / n - (float(tail.sum()) / n) ** 2) / (1 - p)
        spread = float(np.std([fn(s, p) for s in batches], ddof=1)) * math.sqrt(o.batch_trials)
        assert nb < 20 or 0.6 < spread / one < 1.7, (p, spread, one)
        return {"value": fn(pooled, p), "reference_standard_error": one / math.sqrt(n), "se_one_trial": one}

    mc = f"plain Monte Carlo in NumPy, {n} trials (expected.py)"
    dep = [{"scope": "all", "metric": "expected_annual_loss", "value": mean, "se_one_trial": sd_dep, "source": "closed form; standard deviation by a Hermite series"}]
    ind = [{"scope": "all", "metric": "expected_annual_loss", "value": mean, "se_one_trial": sd_ind, "source": "closed form"}]
    for k, name, lam, mu, sig in RISKS:
        figure = {"scope": name, "metric": "expected_annual_loss", "value": lam * M1[k], "se_one_trial": math.sqrt(lam * M2[k]), "source": "closed form"}
        dep.append(figure)
        ind.append(figure)
    oracle = "risk quantification oracle, built 2026-11-23 (register50_independent); recomputed here by FFT"
    for p in LEVELS:
        src = oracle if p in (0.95, 0.99) else "FFT (expected.py)"
        ind.append({"scope": "all", "metric": "value_at_risk", "level": p, "value": var[p], "se_one_trial": math.sqrt(p * (1 - p)) / density[p], "reference_rtol": 4e-6, "source": src})
        ind.append({"scope": "all", "metric": "expected_shortfall", "level": p, "value": tvar[p], "se_one_trial": tvar_sd[p], "reference_rtol": 4e-6, "source": src})
        dep.append({"scope": "all", "metric": "value_at_risk", "level": p, **sampled(quantile, all_t, totals, p), "source": mc})
        dep.append({"scope": "all", "metric": "expected_shortfall", "level": p, **sampled(shortfall, all_t, totals, p), "source": mc})
    for t in PERIODS:
        p = 1 - 1 / t
        ind.append({"scope": "all", "metric": "exceedance", "basis": "aggregate", "return_period_years": t, "value": var[p], "se_one_trial": math.sqrt(p * (1 - p)) / density[p], "reference_rtol": 4e-6, "source": oracle})
        d = sum(l * math.exp(-0.5 * ((math.log(oep[t]) - m) / s) ** 2) / (oep[t] * s * math.sqrt(2 * math.pi)) for l, m, s in zip(LAM, MU, SIG)) * p
        ind.append({"scope": "all", "metric": "exceedance", "basis": "occurrence", "return_period_years": t, "value": oep[t], "se_one_trial": math.sqrt(p * (1 - p)) / d, "source": "closed form; agrees with the " + oracle.split(";")[0]})
        dep.append({"scope": "all", "metric": "exceedance", "basis": "aggregate", "return_period_years": t, **sampled(quantile, all_t, totals, p), "source": mc})
        dep.append({"scope": "all", "metric": "exceedance", "basis": "occurrence", "return_period_years": t, **sampled(quantile, all_m, largest, p), "source": mc})
    out = {
        "schema": "expected/1",
        "study": "register-50",
        "unit": "EUR",
        "rule": "with N trials: |x - value| <= 5 * sqrt(se_one_trial^2 / N + reference_standard_error^2) + reference_rtol * |value|; missing terms are 0; "
                "exceedance: value is the loss at that return period",
        "runs": [
            {"name": "as written", "with": [], "level": "current", "figures": dep},
            {"name": "independent counts", "with": ["scenarios/independent.yaml"], "level": "current", "figures": ind},
        ],
        "checks": {
            "sample_mean_dependent": float(np.mean(all_t)), "sample_sd_dependent": float(np.std(all_t)),
            "exact_sd_dependent": sd_dep, "exact_sd_independent": sd_ind,
        },
    }
    with open(os.path.join(HERE, "expected.json"), "w", encoding="utf-8") as f:
        json.dump(out, f, indent=1)
        f.write("\n")


if __name__ == "__main__":
    main()
