"""Makes the reference values of the tests of Distributions.

    python3 generate.py [risk.json]

writes special.json, laws.json and metalog.json beside itself with mpmath at 350 digits, so that
tails of 1e-300 come from differences that lose nothing. The incomplete integrals are summed from
their series of positive terms (DLMF 8.7.1 and 8.17.8), not taken from a library. Given the risk
quantification oracle (built 2026-11-23), it also writes its deterministic primitives to
oracle.json.
"""

import json
import pathlib
import sys

import scipy.stats
from mpmath import mp, mpf

mp.dps = 350
HERE = pathlib.Path(__file__).parent
TINY = mpf(10) ** -345


def lower_gamma(a, x):
    """P(a, x)."""
    if x <= 0:
        return mpf(0)
    term = mp.exp(a * mp.log(x) - x - mp.loggamma(a + 1))
    total, n = term, 1
    while term > TINY * total or n < x - a:
        term *= x / (a + n)
        total += term
        n += 1
    return total


def lower_beta(a, b, x):
    """I_x(a, b), for x from an exact double or its complement."""
    if x <= 0:
        return mpf(0)
    if x >= 1:
        return mpf(1)
    if x > mpf(1) / 2:
        return 1 - lower_beta(b, a, 1 - x)
    log_beta = mp.loggamma(a) + mp.loggamma(b) - mp.loggamma(a + b)
    term = mp.exp(a * mp.log(x) + b * mp.log(1 - x) - log_beta) / a
    total, n = term, 0
    while term > TINY * total or n < 3:
        term *= x * (a + b + n) / (a + 1 + n)
        total += term
        n += 1
    return total


def phi(z):
    return mp.exp(-z * z / 2) / mp.sqrt(2 * mp.pi)


def upper_normal(z):
    return mp.erfc(z / mp.sqrt(2)) / 2


def number(x):
    if mp.isinf(x):
        return "infinity" if x > 0 else "-infinity"
    return float(x)


# Special functions


def special():
    gamma = []
    for a in [1e-8, 1e-3, 0.1, 0.5, 0.999, 1, 2.5, 5, 10, 19.9, 20, 30, 100, 1e3, 1e4]:
        root = a**0.5
        points = [a * f for f in (1e-6, 0.1, 0.5, 0.6, 0.9, 0.99, 1, 1.01, 1.1, 1.4, 1.5, 2, 4)]
        points += [a + root * z for z in (-20, -5, -1, 1, 5, 20, 37)]
        points += [0.5, 1.0, 1.2, 3.0, 30.0, 600.0]
        for x in points:
            if not 0 < x < 8e5 or (a > 2e3 and not 0.5 < x / a < 2):
                continue
            p = lower_gamma(mpf(a), mpf(x))
            if 1e-305 < p and 1 - p > 1e-305:
                gamma.append([a, x, number(p), number(1 - p)])
    beta = []
    shapes = [(0.5, 0.5), (1e-3, 2), (0.1, 0.1), (1, 1), (1, 3), (1.4, 4.6), (2, 3), (5, 1)]
    shapes += [(10, 0.3), (30, 40), (2.5, 1000), (1000, 2.5), (0.5, 5e3), (500, 0.5), (2e3, 3e3)]
    shapes += [(1e4, 2e4), (1e3, 1.5)]
    for a, b in shapes:
        mean = a / (a + b)
        spread = (mean * (1 - mean) / (a + b + 1)) ** 0.5
        points = [mean + spread * z for z in (-30, -8, -3, -1, 0, 1, 3, 8, 30)]
        points += [1e-12, 1e-3, 0.1, 0.3, 0.5, 0.7, 0.9, 0.999, 1 - 1e-12]
        for x in points:
            if not 0 < x < 1:
                continue
            p = lower_beta(mpf(a), mpf(b), mpf(x))
            if 1e-305 < p and 1 - p > 1e-305:
                beta.append([a, b, x, number(p), number(1 - p)])
    normal = []
    for z in [-37, -30, -20, -10, -5.5, -5, -3, -1.5, -1, -0.5, -0.1, 1e-3, 0.3, 1, 2.5, 6, 8]:
        normal.append([z, number(upper_normal(-mpf(z))), number(upper_normal(mpf(z)))])
    return {"gamma": gamma, "beta": beta, "normal": normal}


# Laws: survival, distribution, density, support and moments


class Law:
    def __init__(self, name, parameters, cdf, sf, pdf, mean, variance, points, limited=()):
        self.name, self.parameters = name, parameters
        self.cdf, self.sf, self.pdf = cdf, sf, pdf
        self.mean, self.variance = mean, variance
        self.points, self.limited = points, limited

    def record(self):
        rows = []
        for x in self.points:
            x = float(x)
            low, high = self.cdf(mpf(x)), self.sf(mpf(x))
            if low > 1e-306 and high > 1e-306:
                rows.append([x, number(low), number(high), number(self.pdf(mpf(x)))])
        limited = [[float(x), number(v)] for x, v in self.limited]
        return {
            "law": self.name, "parameters": self.parameters, "mean": number(self.mean),
            "variance": number(self.variance), "points": rows, "limited": limited,
        }


def quad(function, points):
    """A Gauss–Legendre integral at 30 digits over pieces."""
    with mp.workdps(30):
        return mp.quad(function, [mpf(p) for p in points])


def limited(sf, start, kinks, xs):
    """E[min(X, x)] = start + the integral of the survival from start to x."""
    result = []
    for x in xs:
        ends = [start] + [k for k in kinks if start < k < x] + [x]
        result.append((x, start + quad(sf, ends)))
    return result


def spread_points(law):
    """Doubles near chosen upper tail probabilities; where exactly does not matter."""
    targets = [1 - 1e-12, 0.999, 0.95, 0.7, 0.5, 0.3, 0.05, 1e-3, 1e-8, 1e-15, 1e-100, 1e-300]
    return [float(law.isf(t)) for t in targets if law.isf(t) > 1e-280]


def gamma_law(shape, scale):
    a, s = mpf(shape), mpf(scale)
    cdf = lambda x: lower_gamma(a, x / s)
    sf = lambda x: 1 - cdf(x)
    pdf = lambda x: mp.exp((a - 1) * mp.log(x / s) - x / s - mp.loggamma(a)) / s
    mean = a * s
    xs = [0.3 * float(mean), float(mean), 4 * float(mean)]
    points = spread_points(scipy.stats.gamma(shape, scale=scale))
    return Law(
        "Gamma", {"shape": shape, "scale": scale}, cdf, sf, pdf, mean, a * s * s, points,
        [(x, mean * lower_gamma(a + 1, mpf(x) / s) + x * sf(mpf(x))) for x in xs])


def beta_law(alpha, beta, low, high, name="Beta", parameters=None):
    a, b, w = mpf(alpha), mpf(beta), mpf(high) - mpf(low)
    unit = lambda x: (x - mpf(low)) / w
    cdf = lambda x: lower_beta(a, b, unit(x))
    sf = lambda x: 1 - cdf(x)
    log_beta = mp.loggamma(a) + mp.loggamma(b) - mp.loggamma(a + b)
    pdf = lambda x: mp.exp(
        (a - 1) * mp.log(unit(x)) + (b - 1) * mp.log(1 - unit(x)) - log_beta) / w
    mean = mpf(low) + w * a / (a + b)
    variance = w * w * a * b / (a + b) ** 2 / (a + b + 1)
    points = [low + float(w) * f for f in (1e-9, 1e-3, 0.05, 0.2, 0.4, 0.6, 0.8, 0.95, 0.999)]
    xs = [low + float(w) * f for f in (0.1, 0.35, 0.9)]
    lev = [
        (x, mpf(low) + w * (a / (a + b) * lower_beta(a + 1, b, unit(mpf(x)))
                            + unit(mpf(x)) * sf(mpf(x)))) for x in xs]
    parameters = parameters or {"alpha": alpha, "beta": beta, "min": low, "max": high}
    return Law(name, parameters, cdf, sf, pdf, mean, variance, points, lev)


def pert_law(low, mode, high, shape=4):
    alpha = 1 + mpf(shape) * (mpf(mode) - low) / (mpf(high) - low)
    beta = 1 + mpf(shape) * (mpf(high) - mode) / (mpf(high) - low)
    parameters = {"min": low, "mode": mode, "max": high, "shape": shape}
    return beta_law(alpha, beta, low, high, "PERT", parameters)


def normal_law(mean, sd):
    m, s = mpf(mean), mpf(sd)
    z = lambda x: (x - m) / s
    points = [mean + sd * k for k in (-37, -20, -8, -3, -1, -0.2, 0, 0.5, 2, 6, 25, 37)]
    lev = [
        (x, m * upper_normal(-z(mpf(x))) - s * phi(z(mpf(x))) + x * upper_normal(z(mpf(x))))
        for x in (mean - sd, mean, mean + 2 * sd)]
    return Law(
        "Normal", {"mean": mean, "standardDeviation": sd}, lambda x: upper_normal(-z(x)),
        lambda x: upper_normal(z(x)), lambda x: phi(z(x)) / s, m, s * s, points, lev)


def lognormal_law(mu, sigma):
    m, s = mpf(mu), mpf(sigma)
    z = lambda x: (mp.log(x) - m) / s
    mean = mp.exp(m + s * s / 2)
    sf = lambda x: upper_normal(z(x))
    points = [mp.exp(m + s * k) for k in (-37, -8, -3, -1, 0, 0.5, 2, 6, 25, 37)]
    xs = [float(mp.exp(m + s * k)) for k in (-2, 0, 1, 4)]
    lev = [(x, mean * upper_normal(s - z(mpf(x))) + x * sf(mpf(x))) for x in xs]
    return Law(
        "LogNormal", {"mu": mu, "sigma": sigma}, lambda x: upper_normal(-z(x)), sf,
        lambda x: phi(z(x)) / (x * s), mean, mean**2 * mp.expm1(s * s), points, lev)


def exponential_law(mean):
    m = mpf(mean)
    sf = lambda x: mp.exp(-x / m)
    points = [mean * f for f in (1e-12, 0.01, 0.5, 1, 3, 20, 690)]
    return Law(
        "Exponential", {"mean": mean}, lambda x: -mp.expm1(-x / m), sf, lambda x: sf(x) / m, m,
        m * m, points, limited(sf, 0, [mean], [mean / 2, 3 * mean]))


def weibull_law(shape, scale):
    k, s = mpf(shape), mpf(scale)
    sf = lambda x: mp.exp(-((x / s) ** k))
    mean = s * mp.gamma(1 + 1 / k)
    variance = s * s * (mp.gamma(1 + 2 / k) - mp.gamma(1 + 1 / k) ** 2)
    points = [scale * f ** (1 / shape) for f in (1e-12, 1e-3, 0.3, 1, 4, 30, 680)]
    lev = []
    for x in [scale * f ** (1 / shape) for f in (0.2, 1, 9)]:
        t = (mpf(x) / s) ** k
        lev.append((x, mean * lower_gamma(1 + 1 / k, t) + x * sf(mpf(x))))
    return Law(
        "Weibull", {"shape": shape, "scale": scale}, lambda x: -mp.expm1(-((x / s) ** k)), sf,
        lambda x: k / s * (x / s) ** (k - 1) * sf(x), mean, variance, points, lev)


def pareto_law(shape, scale):
    a, s = mpf(shape), mpf(scale)
    sf = lambda x: (s / x) ** a
    mean = a * s / (a - 1) if a > 1 else mp.inf
    variance = a * s * s / ((a - 1) ** 2 * (a - 2)) if a > 2 else mp.inf
    points = [scale * f for f in (1 + 1e-10, 1.01, 1.5, 2.5, 10, 1e4, 1e80)]
    return Law(
        "Pareto", {"shape": shape, "scale": scale}, lambda x: 1 - sf(x), sf,
        lambda x: a / x * sf(x), mean, variance, points,
        limited(sf, scale, [2 * scale], [1.1 * scale, 5 * scale]))


def gpd_parts(shape, scale, threshold):
    k, s, u = mpf(shape), mpf(scale), mpf(threshold)
    if shape == 0:
        sf = lambda x: mp.exp(-(x - u) / s)
        pdf = lambda x: sf(x) / s
    else:
        base = lambda x: max(1 + k * (x - u) / s, mpf(0))
        sf = lambda x: base(x) ** (-1 / k)
        pdf = lambda x: base(x) ** (-1 / k - 1) / s
    mean = u + s / (1 - k) if shape < 1 else mp.inf
    variance = s * s / ((1 - k) ** 2 * (1 - 2 * k)) if shape < 0.5 else mp.inf
    return sf, pdf, mean, variance


def gpd_law(shape, scale, threshold):
    sf, pdf, mean, variance = gpd_parts(shape, scale, threshold)
    end = -1 / shape if shape < 0 else 1e9
    factors = [f for f in (1e-10, 0.01, 0.5, 1, 1.9, 10, 500, 1e6) if f < end]
    points = [threshold + scale * f for f in factors]
    xs = [threshold + scale * f for f in (0.3, 1.5) if f < end]
    return Law(
        "GeneralisedPareto", {"shape": shape, "scale": scale, "threshold": threshold},
        lambda x: 1 - sf(x), sf, pdf, mean, variance, points,
        limited(sf, threshold, [threshold + scale], xs))


def student_law(nu):
    n = mpf(nu)

    def tail(t):
        return lower_beta(n / 2, mpf(1) / 2, n / (n + t * t)) / 2

    sf = lambda x: tail(x) if x >= 0 else 1 - tail(-x)
    cdf = lambda x: tail(-x) if x < 0 else 1 - tail(x)
    log_beta = mp.loggamma(n / 2) + mp.loggamma(mpf(1) / 2) - mp.loggamma((n + 1) / 2)
    pdf = lambda x: mp.exp(-log_beta - (n + 1) / 2 * mp.log(1 + x * x / n)) / mp.sqrt(n)
    mean = mpf(0) if nu > 1 else mp.inf
    variance = n / (n - 2) if nu > 2 else mp.inf
    points = [-1e4, -300, -12, -2, -0.5, -1e-3, 0.1, 1, 3, 9, 40, 1e4]
    if nu <= 3:
        points += [1e60, -1e90]
    lev = []
    if nu > 1:
        for x in (-1.5, 0.4, 3):
            lev.append((x, x * sf(mpf(x)) - (n + mpf(x) ** 2) * pdf(mpf(x)) / (n - 1)))
    return Law("StudentT", {"degreesOfFreedom": nu}, cdf, sf, pdf, mean, variance, points, lev)


def lognormal_pareto_law(mu, sigma, p, shape):
    m, s, mass = mpf(mu), mpf(sigma), 1 - mpf(p)
    z = mp.findroot(lambda t: upper_normal(t) / mass - 1, 1.5 if p < 0.99 else 2.5)
    u = mp.exp(m + s * z)
    at_threshold = phi(z) / (u * s)
    tail, tail_pdf, tail_mean, tail_variance = gpd_parts(shape, mass / at_threshold, u)
    sf = lambda x: mass * tail(x) if x > u else upper_normal((mp.log(x) - m) / s)
    pdf = lambda x: mass * tail_pdf(x) if x > u else phi((mp.log(x) - m) / s) / (x * s)
    first = mp.exp(m + s * s / 2) * upper_normal(s - z)
    second = mp.exp(2 * m + 2 * s * s) * upper_normal(2 * s - z)
    mean = first + mass * tail_mean
    variance = mp.inf
    if not mp.isinf(tail_variance):
        variance = second + mass * (tail_variance + tail_mean**2) - mean**2
    points = [float(u) * f for f in (1e-3, 0.1, 0.5, 0.99, 1.01, 2, 20, 1e4)]
    xs = [float(u) * f for f in (0.3, 2.0)]
    lev = []
    for x in xs:
        ends = [float(u) * f for f in (1e-4, 1e-3, 0.01, 0.05, 0.2, 1)]
        lev += limited(sf, 0, ends, [x])
    return Law(
        "LogNormalPareto",
        {"mu": mu, "sigma": sigma, "thresholdQuantile": p, "shape": shape},
        lambda x: 1 - sf(x), sf, pdf, mean, variance, points, lev)


def count_points(mean, sd, top=None):
    points = [mean + sd * k for k in (-30, -8, -3, -1, 0, 1, 3, 8, 30)] + [0, 1, 2, 7]
    points = sorted({float(int(x)) for x in points if x >= 0})
    return [x for x in points if top is None or x < top]


def poisson_law(mean):
    m = mpf(mean)
    sf = lambda k: lower_gamma(k + 1, m)
    pmf = lambda k: mp.exp(k * mp.log(m) - m - mp.loggamma(k + 1))
    lev = []
    for x in (0.5, 0.7 * mean, 1.4 * mean):
        k = mp.floor(mpf(x))
        lev.append((x, m * (1 - sf(k - 1)) * (k > 0) + x * sf(k)))
    return Law(
        "Poisson", {"mean": mean}, lambda k: 1 - sf(k), sf, pmf, m, m,
        count_points(mean, mean**0.5), lev)


def partial_mean(pmf, last):
    """The sum of k P(N = k) up to the last count, to 40 digits."""
    with mp.workdps(40):
        return mp.fsum(k * pmf(mpf(k)) for k in range(1, last + 1))


def negative_binomial_law(mean, dispersion):
    m, r = mpf(mean), mpf(dispersion)
    p = r / (r + m)
    cdf = lambda k: lower_beta(r, k + 1, p)
    sf = lambda k: 1 - cdf(k)
    pmf = lambda k: mp.exp(
        mp.loggamma(r + k) - mp.loggamma(r) - mp.loggamma(k + 1) + r * mp.log(p)
        + k * mp.log(1 - p))
    variance = m + m * m / r
    lev = []
    for x in (0.5, float(int(1.5 * mean)) + 0.25):
        k = mp.floor(mpf(x))
        lev.append((x, partial_mean(pmf, int(k)) + x * sf(k)))
    return Law(
        "NegativeBinomial", {"mean": mean, "dispersion": dispersion}, cdf, sf, pmf, m, variance,
        count_points(mean, float(variance) ** 0.5), lev)


def binomial_law(trials, probability):
    n, p = mpf(trials), mpf(probability)
    sf = lambda k: lower_beta(k + 1, n - k, p)
    pmf = lambda k: mp.exp(
        mp.loggamma(n + 1) - mp.loggamma(k + 1) - mp.loggamma(n - k + 1) + k * mp.log(p)
        + (n - k) * mp.log(1 - p))
    lev = []
    for x in (0.5, float(int(n * p)) + 0.25):
        k = mp.floor(mpf(x))
        lev.append((x, partial_mean(pmf, int(k)) + x * sf(k)))
    deviation = float(mp.sqrt(n * p * (1 - p)))
    return Law(
        "Binomial", {"trials": trials, "probability": probability}, lambda k: 1 - sf(k), sf, pmf,
        n * p, n * p * (1 - p), count_points(float(n * p), deviation, trials), lev)


def truncated_normal_law(mean, sd, low, high):
    m, s = mpf(mean), mpf(sd)
    a, b = (low - m) / s, (high - m) / s
    z = lambda x: (x - m) / s
    # Differences of the smaller tails, for the quadrature's fewer digits.
    side = -1 if a < 0 else 1
    between = lambda u, v: side * (upper_normal(side * u) - upper_normal(side * v))
    mass = between(a, b)
    sf = lambda x: between(z(x), b) / mass
    shift = (phi(a) - phi(b)) / mass
    variance = s * s * (1 + (a * phi(a) - b * phi(b)) / mass - shift**2)
    points = [low + (high - low) * f for f in (1e-6, 0.01, 0.1, 0.3, 0.5, 0.8, 0.99)]
    return Law(
        "TruncatedNormal", {"mean": mean, "standardDeviation": sd, "lower": low, "upper": high},
        lambda x: 1 - sf(x), sf, lambda x: phi(z(x)) / s / mass, m + s * shift, variance, points,
        limited(sf, low, [], [low + 0.4 * (high - low)]))


def laws():
    families = [
        gamma_law(0.01, 3), gamma_law(0.5, 2), gamma_law(2.5, 400), gamma_law(50, 0.1),
        gamma_law(800, 1),
        beta_law(0.5, 0.5, 0, 1), beta_law(2, 5, -3, 12), beta_law(300, 20, 0, 1),
        pert_law(2, 6, 20), pert_law(1e4, 5e4, 4e5), pert_law(0, 0, 10), pert_law(0, 9, 10, 20),
        normal_law(0, 1), normal_law(-40, 7),
        lognormal_law(0, 1), lognormal_law(12.2, 1.3), lognormal_law(3, 0.01),
        exponential_law(4), weibull_law(0.7, 10), weibull_law(2, 3), weibull_law(200, 1),
        pareto_law(2.5, 100), pareto_law(1.5, 1), pareto_law(1, 3), pareto_law(0.8, 1),
        gpd_law(0.5, 4e5, 1e6), gpd_law(0, 2, 1), gpd_law(-0.3, 5, 0), gpd_law(1.2, 1, 0),
        gpd_law(1e-9, 2, 0), gpd_law(-1.5, 2, 0), gpd_law(1, 2, 0),
        student_law(0.7), student_law(1), student_law(3), student_law(8.5), student_law(1e4),
        lognormal_pareto_law(10, 1.5, 0.9, 0.4), lognormal_pareto_law(0, 0.5, 0.995, 0.8),
        lognormal_pareto_law(0, 1, 0.8, -0.2),
        poisson_law(0.05), poisson_law(3.7), poisson_law(40), poisson_law(400),
        poisson_law(2e4), negative_binomial_law(3, 1.5), negative_binomial_law(0.3, 0.1),
        negative_binomial_law(200, 4), negative_binomial_law(800, 300),
        binomial_law(10, 0.3), binomial_law(1000, 0.002), binomial_law(900, 0.6),
        truncated_normal_law(0, 1, -1, 2), truncated_normal_law(0, 1, 20, 21),
        truncated_normal_law(5, 2, -30, -28), truncated_normal_law(0, 1, 0.1, 0.2),
    ]
    return [law.record() for law in families]


# Metalogs, by the published series


def logit(y):
    return mp.log(y / (1 - y))


def metalog(points, lower, upper):
    n = len(points)

    def basis(i, length):
        """Term i at a logit; c is the probability less a half."""
        c = 1 / (1 + mp.exp(-length)) - mpf(1) / 2
        if i < 4:
            return (mpf(1), length, c * length, c)[i]
        return c ** (i // 2) * (length if i % 2 else 1)

    def forward(x):
        x = mpf(x)
        if lower is not None and upper is not None:
            return mp.log((x - lower) / (upper - x))
        if lower is not None:
            return mp.log(x - lower)
        return -mp.log(upper - x) if upper is not None else x

    def back(value):
        if lower is not None and upper is not None:
            return lower + (upper - lower) / (1 + mp.exp(-value))
        if lower is not None:
            return lower + mp.exp(value)
        return upper - mp.exp(-value) if upper is not None else value

    with mp.workdps(60):
        matrix = mp.matrix([[basis(i, logit(mpf(p))) for i in range(n)] for p, _ in points])
        solution = mp.lu_solve(matrix, mp.matrix([forward(x) for _, x in points]))
        at_logit = lambda s: back(sum(solution[i] * basis(i, s) for i in range(n)))
        quantile = lambda y: at_logit(logit(y))
        probabilities = [1e-12, 1e-4, 0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99, 0.9999]
        rows = [[p, float(quantile(mpf(p)))] for p in probabilities]
        upper_rows = [[q, float(quantile(1 - mpf(q)))] for q in (1e-30, 1e-12, 1e-3)]

        def in_logit(power, centre):
            def integrand(s):
                bell = 1 / ((1 + mp.exp(-s)) * (1 + mp.exp(s)))
                return (at_logit(s) - centre) ** power * bell

            ends = [6, 20, 60, 130, 400, 1500]
            return mp.quad(integrand, [-e for e in reversed(ends)] + [0] + ends)

        mean = in_logit(1, 0)
        variance = in_logit(2, mean)
    return {
        "points": points, "lower": lower, "upper": upper,
        "coefficients": [float(c) for c in solution], "quantiles": rows,
        "upperQuantiles": upper_rows, "mean": float(mean), "variance": float(variance),
    }


def metalogs():
    three = [[0.05, 10], [0.5, 25], [0.95, 90]]
    five = [[0.05, 10], [0.25, 17], [0.5, 25], [0.75, 42], [0.95, 90]]
    return [
        metalog(three, None, None), metalog(three, 0, None), metalog(three, None, 200),
        metalog(three, 0, 200), metalog(five, None, None), metalog(five, 0, None),
        metalog([[0.1, -3], [0.9, 4]], None, None),
        metalog([[0.1, 2], [0.4, 4.5], [0.6, 5.6], [0.9, 8]], None, None),
        metalog([[0.02, 1.2], [0.1, 2], [0.3, 3.5], [0.5, 5], [0.8, 8], [0.97, 14]], 0, None),
    ]


# The risk quantification oracle


def oracle(path):
    wanted = (
        "pert_quantiles", "lognormal_", "metalog_", "gpd_tail", "negbin", "poisson_0", "poisson_4",
        "layer_lognormal")
    cases = json.loads(pathlib.Path(path).read_text())["cases"]
    return {
        "source": "risk quantification oracle, built 2026-11-23",
        "cases": {
            case["id"]: {
                "inputs": case["inputs"],
                "outputs": {
                    name: {"value": output["value"], "rtol": output.get("rtol", 1e-9)}
                    for name, output in case["outputs"].items() if not name.endswith("_mc")},
            } for case in cases if case["id"].startswith(wanted)},
    }


def write(name, content):
    text = json.dumps(content, indent=None, separators=(",", ":"))
    text = text.replace("],[", "],\n[").replace("},{", "},\n{")
    (HERE / name).write_text(text + "\n")


if __name__ == "__main__":
    write("special.json", special())
    write("laws.json", laws())
    write("metalog.json", metalogs())
    if len(sys.argv) > 1:
        write("oracle.json", oracle(sys.argv[1]))
