"""Independent cascade as bond percolation by igraph: ic_igraph.py net.npz trials p seed node ...; one JSON line."""
import json, sys, time
import igraph as ig
import numpy as np

d = np.load(sys.argv[1]); n = int(d["n"]); s = d["s"].astype(np.int64); c = d["c"].astype(np.int64)
trials, p, seeds = int(sys.argv[2]), float(sys.argv[3]), np.array([int(x) for x in sys.argv[4:]])
rng = np.random.default_rng(1); sizes = []
t = time.process_time()
for _ in range(trials):  # keep the open links; a virtual node leads to the seeds
    keep = rng.random(len(s)) < p
    edges = np.vstack([np.c_[s[keep], c[keep]], np.c_[np.full(len(seeds), n), seeds]])
    sizes.append(len(ig.Graph(n=n + 1, edges=edges, directed=True).subcomponent(n, mode="out")) - 1)
cpu = time.process_time() - t
print(json.dumps(dict(impl="igraph", trials=trials, ms_per_trial=1000 * cpu / trials, mean_size=float(np.mean(sizes)),
                      sd_size=float(np.std(sizes)))))
