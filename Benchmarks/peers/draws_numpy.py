"""Nanoseconds a draw of NumPy's generators, one thread, blocks of 4,096: least of 300 timings of CPU time. JSON lines."""
import json, time
import numpy as np

N = 4096


def least(draw):
    best = float("inf")
    for _ in range(300):
        t = time.process_time_ns()
        for _ in range(4): draw()
        best = min(best, (time.process_time_ns() - t) / (4 * N))
    return best


for name in ("SFC64", "Philox"):
    g = np.random.Generator(getattr(np.random, name)(1))
    out = np.empty(N)
    laws = {
        "uniform": lambda: g.random(out=out),
        "normal": lambda: g.standard_normal(out=out),
        "lognormal": lambda: np.exp(g.standard_normal(out=out), out=out),
        "gamma(2.5)": lambda: g.standard_gamma(2.5, out=out),
        "PERT(1, 2, 6)": lambda: 1 + 5 * g.beta(1.8, 4.2, N),
        "beta(2, 5)": lambda: g.beta(2, 5, N),
        "Weibull(1.7)": lambda: 9 * g.weibull(1.7, N),
        "triangular": lambda: g.triangular(0, 3, 10, N),
        "Poisson(5)": lambda: g.poisson(5, N),
    }
    for law, draw in laws.items():
        print(json.dumps({"job": f"{name} {law}", "size": N, "value": least(draw), "unit": "ns"}))
