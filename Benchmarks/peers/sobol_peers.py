"""Sobol' indices of Ishigami's function by SALib, OpenTURNS and plain NumPy, one JSON object a line; CPU seconds."""
import json, sys, time

import numpy as np

POINTS = 1 << int(sys.argv[1] if len(sys.argv) > 1 else 16)
EXACT = np.array([0.31390519114781146, 0.4424111447900409, 0.0, 0.5575888552099592, 0.4424111447900409, 0.24368366406214773])


def ishigami(x):
    return np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])


def timed(name, work):
    """Least CPU seconds of three rounds, and the largest error of the six indices."""
    seconds, figures = [], None
    for _ in range(3):
        start = time.process_time()
        figures = np.concatenate([np.asarray(f, float) for f in work()])
        seconds.append(time.process_time() - start)
    print(json.dumps({"program": name, "points": POINTS, "cpu_s": min(seconds), "error": float(abs(figures - EXACT).max())}))


def with_numpy():
    from scipy.stats import qmc
    u = qmc.Sobol(6, scramble=True, seed=42).random(POINTS)
    x = (2 * u - 1) * np.pi
    a, b = x[:, :3], x[:, 3:]
    fa, fb = ishigami(a), ishigami(b)
    variance = np.var(np.concatenate([fa, fb]))
    first, total = [], []
    for i in range(3):
        mixed = a.copy()
        mixed[:, i] = b[:, i]
        d = ishigami(mixed) - fa
        first.append(np.mean(fb * d) / variance)
        total.append(np.mean(d * d) / 2 / variance)
    return first, total


def with_salib(resamples):
    from SALib.analyze import sobol as analyse
    from SALib.sample import sobol as sample
    problem = {"num_vars": 3, "names": ["a", "b", "c"], "bounds": [[-np.pi, np.pi]] * 3}
    x = sample.sample(problem, POINTS, calc_second_order=False, seed=42)
    s = analyse.analyze(problem, ishigami(x), calc_second_order=False, num_resamples=resamples, seed=42)
    return s["S1"], s["ST"]


def with_openturns():
    import openturns as ot
    ot.RandomGenerator.SetSeed(42)
    ot.ResourceMap.SetAsString("SobolIndicesExperiment-SamplingMethod", "QMC")
    law = ot.JointDistribution([ot.Uniform(-np.pi, np.pi)] * 3)
    f = ot.SymbolicFunction(["a", "b", "c"], ["sin(a)+7*sin(b)^2+0.1*c^4*sin(a)"])
    x = ot.SobolIndicesExperiment(law, POINTS, False).generate()
    s = ot.SaltelliSensitivityAlgorithm(x, f(x), POINTS)
    figures = list(s.getFirstOrderIndices()), list(s.getTotalOrderIndices())
    s.getFirstOrderIndicesInterval()
    return figures


def main():
    peers = [("NumPy, no intervals", with_numpy), ("SALib, 100 resamples", lambda: with_salib(100)), ("OpenTURNS, asymptotic intervals", with_openturns)]
    for name, work in peers:
        try:
            timed(name, work)
        except ImportError as error:
            print(json.dumps({"program": name, "left_out": str(error)}))


main()
