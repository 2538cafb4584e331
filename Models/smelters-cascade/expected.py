"""Expected figures of the smelters' cascade, written to expected.json: the hand arithmetic of README.md in exact fractions."""
import json
import os
from fractions import Fraction as F

HERE = os.path.dirname(os.path.abspath(__file__))
NAME = os.path.basename(HERE)
FILES = ["--edges", f"{NAME}/edges.csv", "--nodes", f"{NAME}/nodes.csv", "--essential", f"{NAME}/essential.csv"]

# Closed firm: (down, up, together), as in the table of README.md.
CLOSED = {
    "M": (F(46, 48), F(8, 48), F(23, 24)),
    "S1": (F(9, 48), F(10, 48), F(13, 48)),
    "K": (F(18, 5) / 48, F(2, 48), F(3, 40)),
    "W1": (F(8, 48), F(17, 36), F(17, 36)),
    "H1": (F(0), F(17, 36), F(17, 36)),
}


def figure(file, where, column, value, source):
    return {"file": file, "where": where, "column": column, "value": float(value), "tolerance": 1e-12, "source": source}


def closures():
    for node, values in CLOSED.items():
        for column, value in zip(("esri_down", "esri_up", "esri"), values):
            yield figure("criticality.csv", {"node": node}, column, value, f"by hand: {value}")


def strike():
    """Half the mine: its market keeps half, so sigma = 8/4 is cut to 1, and every smelter lacks half of its ore."""
    half = F(1, 2)
    s1, s2 = F(6) / (18 - 9), F(1)                     # sigma of S1 = 6/9, of S2 = min(1, 12/9)
    w1 = (s1 * F(6, 8) + s2 * F(2, 8)) * half          # 3/8
    w2 = s2 * half
    left = 20 - 8 * w1 - 12 * w2                       # goods left: 11
    h1 = min(F(1), F(8) / left) * w1
    for node, lost in (("S1", half), ("W1", w1), ("W2", w2), ("H1", h1)):
        yield figure("cascade.csv", {"scenario": "strike at the mine", "node": node}, "production_down", 1 - lost, f"by hand: {1 - lost}")


def shops():
    """H1 closes and H2 takes half: W1 sells nothing, W2 half."""
    lost = {"W1": F(1), "W2": F(1, 2), "S1": F(1), "S2": F(2, 12) + F(10, 12) / 2, "K": F(1)}
    lost["M"] = (lost["S1"] + lost["S2"]) / 2
    for node, share in lost.items():
        yield figure("cascade.csv", {"scenario": "both shops", "node": node}, "production_up", 1 - share, f"by hand: {1 - share}")


def main():
    commands = [
        {"name": "closures", "arguments": ["network", "criticality", *FILES], "figures": list(closures())},
        {"name": "shocks", "arguments": ["network", "cascade", *FILES, "--shocks", f"{NAME}/shocks.csv"], "figures": [*strike(), *shops()]},
    ]
    out = {
        "schema": "expected/1", "study": NAME,
        "source": "Equations of Diem et al. (2022), Scientific Reports 12:7719, solved by hand (README.md)",
        "rule": "commands are run in the folder that holds this one's folder; |cell - value| <= tolerance in the one row that has every cell of `where`",
        "commands": commands,
    }
    with open(os.path.join(HERE, "expected.json"), "w", encoding="utf-8") as f:
        json.dump(out, f, indent=1)
        f.write("\n")


if __name__ == "__main__":
    main()
