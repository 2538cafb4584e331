"""Independent cascade by cynetdiff: ic_cynetdiff.py net.npz trials p seed node ...; one JSON line."""
import array, json, sys, time
import numpy as np
from cynetdiff.models import IndependentCascadeModel

d = np.load(sys.argv[1]); n = int(d["n"]); s = d["s"].astype(np.int64); c = d["c"]
trials, p, seeds = int(sys.argv[2]), float(sys.argv[3]), set(int(x) for x in sys.argv[4:])
o = np.argsort(s, kind="stable"); start = np.searchsorted(s[o], np.arange(n))
model = IndependentCascadeModel(array.array("I", start.astype(np.uint32).tolist()),
                                array.array("I", c[o].astype(np.uint32).tolist()),
                                activation_probs=array.array("f", [p] * len(s)))
sizes = []
t = time.process_time()
for _ in range(trials):
    model.set_seeds(seeds); model.reset_model(); model.advance_until_completion()
    sizes.append(model.get_num_activated_nodes())
cpu = time.process_time() - t
print(json.dumps(dict(impl="cynetdiff", trials=trials, ms_per_trial=1000 * cpu / trials, mean_size=float(np.mean(sizes)),
                      sd_size=float(np.std(sizes)))))
