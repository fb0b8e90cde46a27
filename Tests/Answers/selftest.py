"""Is the truth true? truth.py against cases known by hand, against examples.jsonl, and against what generate.py claims.

    python3 selftest.py [--seed N] [--count K]
"""

import argparse
import random
import sys

import check
import generate
import truth
from truth import CORRECT, IMPRECISE, INCORRECT, INVALID, Open


def by_truth(request):
    """What truth.py says to a request of the examples; Open if it can't tell."""
    kind, targets = request["kind"], request.get("targets", ())
    names = request.get("names") or []
    leaves, definitions = truth.model(request["model"]) if "model" in request else ({}, {})
    if kind == "numeric":
        key = truth.model_number(request["key"], leaves, definitions) if leaves else request["key"]
        return truth.number(key, request["input"], request.get("digits", 3), targets, request.get("unit"), request.get("traps", ()))
    if kind == "sign":
        return truth.sign(truth.model_number(request["key"], leaves, definitions) if leaves else request["key"], request["input"])
    if kind == "choice":
        raise Open("choices")
    domains = {name: (-3, 3) for name in leaves} | {x["name"]: (x.get("low", -3), x.get("high", 3)) for x in names if "is" not in x}
    for x in names:
        if "is" in x:
            definitions[x["name"]] = truth.parse(x["is"], [*domains, *definitions])
    return truth.formula(truth.key_tree(request["key"], leaves or domains, definitions), request["input"], domains, definitions, targets)


def examples():
    """Complaints about examples of which truth.py knows better; and how many it decides."""
    problems, decided = [], 0
    for example in check.examples():
        request, wanted = example["request"], set(example["wanted"])
        if not isinstance(request, dict) or "error" in wanted:
            continue
        try:
            found = by_truth(request)
        except (Open, truth.Undefined, RecursionError, OverflowError) as reason:
            if not str(reason).startswith("choices"):
                print(f"not decided: {request['key'][:40]!r} {request['input'][:60]!r}: {type(reason).__name__} {reason}")
            continue
        decided += 1
        if not found <= wanted or len(wanted) == 1 and found != wanted:
            problems.append(f"{request['key'][:60]!r} {request['input'][:80]!r}: wanted {sorted(wanted)}, truth {sorted(found)} ({example['why']})")
    return problems, decided


KNOWN = [  # A5's own example and other values worked out by hand
    ("exp(1)", "2.718", CORRECT), ("exp(1)", "2.72", CORRECT), ("exp(1)", "2.7", IMPRECISE), ("exp(1)", "2.71", IMPRECISE), ("exp(1)", "2.73", INCORRECT),
    ("exp(1)", "2.70", INCORRECT), ("exp(1)", "19/7", INCORRECT), ("exp(1)", "3", IMPRECISE), ("exp(1)", "exp(1)", CORRECT), ("2.3", "2.29", INCORRECT),
    ("2.675", "2.67", CORRECT), ("2.675", "2.68", CORRECT), ("1234", "1,234", INVALID), ("-4", "-2^2", CORRECT), ("512", "2^3^2", CORRECT), ("1.5", "1/2*3", CORRECT),
    ("9", "9/3(2+1)", INVALID), ("6", "(2)(3)", CORRECT), ("6", "(2)3", INVALID)]


def derivatives():
    """The reference's slopes against central differences with 60 digits."""
    problems = []
    for i in range(40):
        rng = random.Random(i)
        text, of, wrt = generate.random_model(rng)
        leaves, definitions = truth.model(text)
        try:
            slope = truth.as_mp(truth.model_number(f"d{of}/d{wrt}", leaves, definitions)[0])
        except Open:
            continue
        h = truth.Fraction(1, 10 ** 20)
        whole = truth.inline(("name", of), definitions)
        high, low = (truth.as_mp(truth.value(whole, {n: (v + (d if n == wrt else 0), 0.0, 1.0) for n, v in leaves.items()})[0]) for d in (h, -h))
        measured = (high - low) / (2 * truth.as_mp(h))
        if abs(measured - slope) > truth.mpf(10) ** -25 * (1 + abs(slope)):
            problems.append(f"d{of}/d{wrt} of {text!r}: {slope} but measured {measured}")
    return problems


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=400)
    arguments = parser.parse_args()
    problems = [f"{k!r} {t!r}: wanted {w}, truth {f}" for k, t, w in KNOWN if (f := truth.number(k, t)) != {w}]
    complaints, decided = examples()
    problems += complaints + derivatives()
    _, dropped = generate.cases(arguments.seed, arguments.count)
    problems += dropped
    print("\n".join(problems))
    print(f"selftest: {decided} examples decided, {arguments.count} cases generated, {len(problems)} problems")
    return bool(problems)


if __name__ == "__main__":
    sys.exit(main())
