#!/usr/bin/env python3
"""Static inoperability q = (I - A*)^-1 c* of n sectors and S shocks in SciPy: one LU, all shocks as right-hand sides.

usage: iim.py n S      one JSON line; CPU seconds of factoring, solving and the residual
A*: uniform entries, largest row sum 0.85; c*: a tenth of the sectors struck with U(0, 0.5).
"""
import json
import os
import sys
import time

for k in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(k, "1")
import numpy as np
import scipy.linalg as la

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from gen_network import U

n, S = int(sys.argv[1]), int(sys.argv[2])
A = U(42, 1, np.arange(n * n)).reshape(n, n)
A *= 0.85 / A.sum(1).max()
C = np.where(U(42, 2, np.arange(n * S)) < 0.1, U(42, 3, np.arange(n * S)) * 0.5, 0).reshape(n, S)
C = np.asfortranarray(C)
M = np.asfortranarray(np.eye(n) - A)
t0 = time.process_time()
lu = la.lu_factor(M, check_finite=False)
t1 = time.process_time()
Q = la.lu_solve(lu, C, check_finite=False)
t2 = time.process_time()
residual = np.abs(Q - A @ Q - C).max()
t3 = time.process_time()
print(json.dumps(dict(peer="scipy getrf/getrs", n=n, scenarios=S, factor_s=t1 - t0, solve_s=t2 - t1, residual_s=t3 - t2,
                      residual=float(residual), checksum=float(Q.sum()))))
