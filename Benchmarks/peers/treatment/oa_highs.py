"""The master problem of oa2_highs.py: choices x, products y_r >= exp(a_r.x) by tangents, one column for the shortfall by dual cuts, solved by HiGHS (pip install highspy)."""
from tp import *
from highspy import Highs, HighsVarType
import highspy


class Master:
    def __init__(s, q, obj, B=None, tl=600):
        s.q, s.obj, s.nc = q, obj, 0
        s.h = Highs(); s.h.setOptionValue("output_flag", False); s.h.setOptionValue("threads", 1); s.h.setOptionValue("time_limit", float(tl))
        cost = list(q.cost) + list(q.E) + [0.0] if obj == "etc" else [0.0] * (q.T + q.R) + [1.0]
        most = np.exp(np.maximum(q.A, 0).sum(0))
        upper = [1.0] * q.T + list(most) + [highspy.kHighsInf]
        for c, u in zip(cost, upper):
            s.h.addVar(0.0, float(u)); s.h.changeColCost(s.h.getNumCol() - 1, float(c))
        s.row(range(q.T), q.cost, -highspy.kHighsInf, q.B if B is None else B)
        s.row(range(q.T), q.fte, -highspy.kHighsInf, q.Bf)
        for g in q.groups: s.row(g, [1.0] * len(g), -highspy.kHighsInf, 1.0)
        for a, b in q.pre: s.row([a, b], [1.0, -1.0], -highspy.kHighsInf, 0.0)

    def row(s, columns, values, low, high):
        columns = np.array(list(columns), dtype=np.int32)
        s.h.addRow(float(low), float(high), len(columns), columns, np.array(values, dtype=float))

    def integer(s, whole):
        kind = HighsVarType.kInteger if whole else HighsVarType.kContinuous
        for t in range(s.q.T): s.h.changeColIntegrality(t, kind)

    def cvarcut(s, w):
        s.row(range(s.q.T, s.q.T + s.q.R + 1), list(-w) + [1.0], 0.0, highspy.kHighsInf); s.nc += 1

    def add_at(s, x, y, tol=1e-6):
        """Tangents that the point violates, the shortfall's cut, and the value of the objective at x."""
        q, n = s.q, s.nc
        true = y_of(q, x)
        for r in np.nonzero(true - np.asarray(y) > tol)[0]:
            k = np.nonzero(q.A[:, r])[0]
            s.row(list(k) + [q.T + r], list(-true[r] * q.A[k, r]) + [1.0], true[r] * (1 - q.A[k, r] @ x[k]), highspy.kHighsInf); s.nc += 1
        if s.obj == "etc": return float(q.cost @ x + q.E @ true), s.nc - n
        value, w = cvar_w(q, true); s.cvarcut(w)
        return value, s.nc - n

    def solve(s, tl):
        s.h.setOptionValue("time_limit", s.h.getRunTime() + float(max(tl, 1))); s.h.run()  # the limit counts from the first run
        return s.h.getModelStatus(), np.array(s.h.getSolution().col_value)


if __name__ == "__main__":
    sys.exit("oa2_highs.py runs it")
