#!/usr/bin/env python3
"""Dynamic inoperability q(t+1) = clip(q(t) + K (A* q(t) + c*(t+1) - q(t)), 0, 1) of n sectors and S shocks in NumPy.

usage: diim.py n steps S      one JSON line; CPU seconds of the steps and of their products
c* is present on days 1...30; recovery days are U(20, 120); cumulative inoperability and peak are kept.
"""
import json
import os
import sys
import time

for k in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(k, "1")
import numpy as np

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from gen_network import U

n, T, S = map(int, sys.argv[1:4])
A = U(42, 1, np.arange(n * n)).reshape(n, n)
A *= 0.85 / A.sum(1).max()
tau = 20 + 100 * U(42, 4, np.arange(n))
k = np.minimum(-np.log(0.01) / (tau * (1 - np.diag(A))), 1)[:, None]
C = np.where(U(42, 2, np.arange(n * S)) < 0.1, U(42, 3, np.arange(n * S)) * 0.5, 0).reshape(n, S)
q, cumulative, peak, buffer = (np.zeros((n, S)) for _ in range(4))
start, products = time.process_time(), 0.0
for step in range(T):
    a = time.process_time()
    np.matmul(A, q, out=buffer)
    products += time.process_time() - a
    if step < 30:
        buffer += C
    buffer -= q
    buffer *= k
    q += buffer
    np.clip(q, 0, 1, out=q)
    cumulative += q
    np.maximum(peak, q, out=peak)
cpu = time.process_time() - start
print(json.dumps(dict(peer="numpy matmul", n=n, steps=T, scenarios=S, cpu_s=cpu, product_s=products,
                      checksum=float((cumulative - 0.5 * q).sum()))))
