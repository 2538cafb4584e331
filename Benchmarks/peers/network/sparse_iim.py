#!/usr/bin/env python3
"""Sparse static inoperability by fixed-point iteration over blocks of scenarios in SciPy.

usage: sparse_iim.py network.npz scenarios tolerance      one JSON line
A supplier depends by 0.85 on its customers: a*_ij = 0.85 W_ij / sum_j W_ij.
"""
import json
import os
import sys
import time

os.environ.setdefault("OMP_NUM_THREADS", "1")
import numpy as np
import scipy.sparse as sp

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from gen_network import U

d = np.load(sys.argv[1])
n, B, tol = int(d["n"]), int(sys.argv[2]), float(sys.argv[3])
W = sp.csr_matrix((d["w"], (d["s"], d["c"])), shape=(n, n))
out = np.asarray(W.sum(1)).ravel()
A = (sp.diags(0.85 / np.where(out == 0, 1, out)) @ W).tocsr()
C = np.where(U(42, 2, np.arange(n * B)) < 0.001, U(42, 3, np.arange(n * B)) * 0.5, 0).reshape(n, B)
start, q, steps = time.process_time(), C.copy(), 0
while True:
    steps += 1
    following = A @ q
    following += C
    gap = np.abs(following - q).max()
    q = following
    if gap < tol:
        break
cpu = time.process_time() - start
print(json.dumps(dict(peer="scipy csr @ block", n=n, entries=A.nnz, scenarios=B, tolerance=tol, steps=steps, cpu_s=cpu,
                      checksum=float(q.sum()))))
