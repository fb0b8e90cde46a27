"""Runs generated models through a program's `explain --json -` and compares with the reference.

    python3 check.py PROGRAM [--seed N] [--count N]     all models; exit 0 only if all hold
    python3 check.py --self-test                        is the reference itself right?
    python3 check.py --libraries [--seed N]             reference against PyTorch and autograd only

What counts as right: |got - reference| <= tolerance, for the value, the value of every name and
every entry of every gradient. The tolerance is 1e-9 of the reference; it is wider only where doubles
themselves cannot do better, and there by a measured amount: see `Reference.tolerance`.
"""

import argparse
import json
import multiprocessing
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from mpmath import mp, mpf

import generate
import libraries
from reference import NotFinite, Program, Reference, Undefined, Unreadable, plain

SECONDS = 60


# ---------------------------------------------------------------- the models and their answers

def referenced(model):
    """The model with its reference, or with the reason why there is none."""
    if model.reference is None:
        try:
            model.reference = Reference(model.text)
        except (NotFinite, Unreadable) as error:
            model.reference = error
            if isinstance(error, NotFinite):
                model.reference.line = error.node.line
    return model


def random_model(arguments):
    return generate.random_model(*arguments)


def all_models(seed, count):
    with multiprocessing.Pool() as pool:
        paired = pool.apply_async(generate.pairs, [seed])
        models = pool.map(random_model, [(seed, i) for i in range(count)], chunksize=4)
        paired, missing = paired.get()
        models += pool.map(referenced, paired + generate.by_hand(), chunksize=2)
    return models, missing


def sanity(model):
    """Whether the oracle's own expectation of a model is what its reference says."""
    reference = model.reference
    if model.expect == "value" and isinstance(reference, Exception):
        return f"expected a value, the reference says: {reference}"
    if model.expect == "error":
        if not isinstance(reference, NotFinite):
            return f"expected an error, the reference says: {reference}"
        if model.line is not None and reference.line != model.line:
            return f"expected an error in line {model.line}, the reference says line {reference.line}"
    return None


# ---------------------------------------------------------------- comparing

def differences(what, got, expected, noise, reference, lost=0):
    """Each entry of `got` (numbers in lists) that is not the expected array's; `lost` widens the tolerance."""
    try:
        found = np.array(got, dtype=object)
    except ValueError:
        return [f"{what}: ragged {got}"]
    if found.shape != expected.shape:
        return [f"{what}: shape {found.shape}, not {expected.shape}"]
    result = []
    for entry in np.ndindex(expected.shape):
        number, right = found[entry], expected[entry]
        if isinstance(number, bool) or not isinstance(number, (int, float)):
            result.append(f"{what}{list(entry) or ''}: {number!r} is no number")
            continue
        allowed = max(reference.tolerance(right, noise[entry]), lost)
        if not abs(mpf(number) - right) <= allowed:
            off = abs(mpf(number) - right) / abs(right) if right else abs(mpf(number))
            result.append(f"{what}{list(entry) or ''}: {number!r}, right is {mp.nstr(right, 20)} "
                          f"(off by {mp.nstr(off, 3)}{' relative' if right else ''}, allowed {mp.nstr(allowed, 3)})")
    return result


def no_constant(text):
    raise ValueError(f"{text} in JSON")


def run(program, text):
    """(exit status, JSON or None, what was wrong with the form)."""
    try:
        done = subprocess.run([program, "explain", "--json", "-"], input=text.encode(), capture_output=True, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        return None, None, f"no answer within {SECONDS} s"
    out = done.stdout.decode(errors="replace")
    try:
        answer = json.loads(out, parse_constant=no_constant)
    except ValueError as error:
        detail = done.stderr.decode(errors="replace").strip()[:300]
        return done.returncode, None, f"exit {done.returncode}, no JSON ({error}): {out[:200]!r} {detail!r}"
    return done.returncode, answer, None if isinstance(answer, dict) else f"no object: {out[:200]!r}"


def problems_with_value(model, status, answer, notes):
    reference, program = model.reference, model.reference.program
    if "error" in answer:
        return [f"exit {status}, error: {answer['error']}"]
    result = [] if status == 0 else [f"exit status {status}, not 0"]
    for key in ("output", "value", "values", "gradients", "check", "corners"):
        if key not in answer:
            return result + [f"no key {key!r}"]
    open_leaves = program.hidden_leaves if model.expect == "either" else set()
    if answer["output"] != program.output:
        result.append(f"output {answer['output']!r}, not {program.output!r}")
    result += differences("value", answer["value"], reference.value, reference.value_noise[program.output], reference)
    for name, expected in reference.values.items():
        if name not in answer["values"]:
            result.append(f"values: {name} is missing")
        else:
            result += differences(f"values.{name}", answer["values"][name], expected, reference.value_noise[name], reference)
    extra = set(answer["values"]) - set(reference.values)
    if extra:
        notes.append(f"values also has {sorted(extra)}")
    if answer["values"].get(program.output) != answer["value"]:
        result.append("value and values[output] differ")
    for name, expected in reference.gradients.items():
        if name in open_leaves:
            continue
        if name not in answer["gradients"]:
            result.append(f"gradients: {name} is missing")
        else:
            result += differences(f"d{program.output}/d{name}", answer["gradients"][name], expected, reference.noise[name], reference)
        if name not in answer["check"]:
            result.append(f"check: {name} is missing")
        elif not {"numeric", "relativeError"} <= set(answer["check"][name] or {}):
            result.append(f"check.{name}: {answer['check'][name]}")
        else:
            compare_numeric(model, name, answer["check"][name]["numeric"], expected, notes)
    for extra in set(answer["gradients"]) - set(reference.gradients):
        result.append(f"gradients: {extra} is no leaf")
    corner = reference.has_corner()
    if corner is True and not answer["corners"]:
        result.append("no corner is reported although the point is on one")
    if corner is False and answer["corners"]:
        result.append(f"corners {answer['corners']}, there are none")
    return result


def compare_numeric(model, name, got, expected, notes):
    """The program's own numeric check is an estimate: what is far off is only noted."""
    if model.reference.has_corner() is not False:
        return
    try:
        found = np.array(got, dtype=float)
        right = expected.astype(float)
    except (TypeError, ValueError):
        notes.append(f"check.{name}.numeric: {got}")
        return
    if found.shape != right.shape:
        notes.append(f"check.{name}.numeric: shape {found.shape}")
    elif np.any(np.abs(found - right) > 1e-4 * (np.abs(right) + 1e-3 * np.max(np.abs(right), initial=0)) + 1e-12):
        notes.append(f"check.{name}.numeric is {found.tolist()}, the gradient {right.tolist()}")


def problems_with_error(model, status, answer, notes):
    if not isinstance(answer.get("error"), dict):
        return [f"exit {status}, no error but {json.dumps(answer, ensure_ascii=False)[:300]}"]
    error = answer["error"]
    result = [] if status == 65 else [f"exit status {status}, not 65"]
    missing = {"message", "node", "line", "column"} - set(error)
    if missing:
        result.append(f"error lacks {sorted(missing)}")
    if not isinstance(error.get("message"), str) or not error["message"].strip():
        result.append(f"message {error.get('message')!r}")
    for key in ("line", "column"):
        if not isinstance(error.get(key), int) or isinstance(error.get(key), bool) or error[key] < 1:
            result.append(f"{key} {error.get(key)!r}")
    if isinstance(model.reference, NotFinite):
        if model.line is not None and error.get("line") != model.line:
            result.append(f"line {error.get('line')}, not {model.line}: {error}")
        if model.reference.node.name and error.get("node") != model.reference.node.name and model.line is not None:
            notes.append(f"node {error.get('node')!r} where the reference has {model.reference.node.name!r}: {error.get('message')}")
        if model.expect == "error" and (not isinstance(error.get("node"), str) or not error["node"]):
            result.append(f"node {error.get('node')!r}")
    return result


def judge(model, program):
    """(problems, notes, outcome in short, answer)."""
    status, answer, malformed = run(program, model.text)
    notes = []
    if malformed:
        return [malformed], notes, "malformed", None
    outcome = (f"error: {answer['error']}" if "error" in answer else
               f"value {answer.get('value')}, gradients {answer.get('gradients')}, corners {answer.get('corners')}")
    if model.expect == "value":
        return problems_with_value(model, status, answer, notes), notes, outcome, answer
    if model.expect == "error" or "error" in answer:
        return problems_with_error(model, status, answer, notes), notes, outcome, answer
    if isinstance(model.reference, Exception):
        return ([] if status == 0 else [f"exit status {status}"]), notes, outcome, answer
    found = problems_with_value(model, status, answer, notes)
    # Where it is open whether a name is a leaf, its missing gradient is no mistake.
    constant = {name for name in model.reference.gradients if name not in answer.get("gradients", {})}
    return [p for p in found if not any(f": {name} is missing" in p for name in constant)], notes, outcome, answer


# ---------------------------------------------------------------- libraries

def compare_with_libraries(models):
    """Reference against PyTorch and autograd; the oracle is suspect where they differ unasked."""
    # A library may lose digits of an entry that is tiny beside the others (tanh's slope as 1 - t*t):
    # that is no sign of a wrong reference, so here absolute errors near 1e-16 are let through.
    found, missing = libraries.available()
    for name in missing:
        print(f"{name} can't be imported here: not compared with it.")
    suspicious, answers = [], {}
    for library in found:
        agree = compared = weak = weak_right = 0
        for model in models:
            if isinstance(model.reference, Exception):
                continue
            try:
                reference = model.reference
                value, gradients = library.run(reference.program)
                lost = lost_digits(reference)
                problem = differences("value", value, reference.value, reference.value_noise[reference.program.output], reference, lost)
                for name, expected in reference.gradients.items():
                    problem += differences(f"d/d{name}", gradients[name], expected, reference.noise[name], reference, lost)
                answers[library.name, model.name] = gradients
            except Exception as error:
                problem = [f"{type(error).__name__}: {error}"]
            if model.expect != "value" or not model.libraries:
                weak += 1
                weak_right += not problem
                continue
            compared += 1
            agree += not problem
            if problem:
                suspicious.append(f"{model.name}: {library.name} and the reference differ\n" + "\n".join("  " + p for p in problem[:5])
                                  + "\n" + shown(model, problem))
        print(f"{library.name} and the reference agree (1e-9 relative, or 1e-12 of the model's largest gradient) on {agree} of "
              f"{compared} models, and on {weak_right} of {weak} more where the library loses digits or the definition is open.")
    return suspicious, answers


def agreement(models, results, answers):
    """How many models the program and each library answer alike, directly."""
    for library in sorted({key[0] for key in answers}):
        alike = total = 0
        for model in models:
            got = results.get(model.name)
            if model.expect != "value" or not model.libraries or (library, model.name) not in answers or not got:
                continue
            total += 1
            alike += not any(
                differences(name, got["gradients"].get(name), np.array(g, dtype=object), np.array(2 * model.reference.noise[name], dtype=object), model.reference, lost_digits(model.reference))
                for name, g in answers[library, model.name].items())
        print(f"The program and {library} agree directly on {alike} of {total} models.")


def lost_digits(reference):
    top = max((abs(g) for value in reference.gradients.values() for g in value.flat), default=mpf(0))
    return mpf("1e-12") * max(1, top, abs(reference.value[()]))


def shown(model, problems):
    """The model's text; of a model of pairs only the pairs in question, each a model of its own."""
    if model.kind != "pairs":
        return indented(model.text)
    numbers = {m for p in problems for m in re.findall(r"\b[apzoy](\d+)\b", p)}
    lines = model.text.splitlines()
    wanted = [line for line in lines[1:-1] if (m := re.match(r"[apzoy](\d+) =", line)) and m[1] in numbers]
    return indented("\n".join(lines[:1] + wanted)) if wanted else indented(model.text)


def indented(text):
    return "\n".join("    | " + line for line in text.splitlines())


# ---------------------------------------------------------------- running it all

def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", nargs="?")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=200, help="random models beside the others")
    parser.add_argument("--self-test", action="store_true")
    parser.add_argument("--libraries", action="store_true")
    parser.add_argument("--verbose", action="store_true", help="print notes too")
    arguments = parser.parse_args()
    if arguments.self_test:
        import selftest
        return selftest.run(arguments.seed)
    if not arguments.program and not arguments.libraries:
        parser.error("which program?")
    models, missing = all_models(arguments.seed, arguments.count)
    print(f"seed {arguments.seed}: {len(models)} models "
          f"({', '.join(f'{sum(m.kind == kind for m in models)} {kind}' for kind in dict.fromkeys(m.kind for m in models))})")
    if missing:
        print("pairs of ops without a finite point:", ", ".join(f"{a} of {b}" for a, b in missing))
    suspicious = [f"{model.name}: {complaint}\n{indented(model.text)}" for model in models if (complaint := sanity(model))]
    differing, answers = compare_with_libraries(models)
    for complaint in suspicious + differing:
        print("THE ORACLE IS SUSPECT", complaint)
    if not arguments.program:
        return bool(suspicious + differing)
    program = os.path.abspath(arguments.program)
    if not os.access(program, os.X_OK):
        parser.error(f"{program} can't be run")

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        judged = list(pool.map(lambda model: judge(model, program), models))
    table, failures, noted = {}, 0, 0
    for model, (problems, notes, outcome, _) in zip(models, judged):
        row = table.setdefault(model.kind, [0, 0])
        row[0] += 1
        row[1] += not problems
        noted += len(notes)
        if problems:
            failures += 1
            print(f"\nFAILED {model.name} (expected: {model.expect}{'; ' + model.note if model.note else ''})")
            print(shown(model, problems))
            print("\n".join("  " + p for p in problems[:8]) + (f"\n  and {len(problems) - 8} more" if len(problems) > 8 else ""))
        if notes and arguments.verbose:
            print(f"\nnote on {model.name}\n{indented(model.text[:400])}\n" + "\n".join("  " + n for n in notes[:5]))
    print("\nWhere the language's definition is open or doubles barely suffice:")
    for model, (_, _, outcome, _) in zip(models, judged):
        if model.expect == "either":
            print(f"  {' ⏎ '.join(model.text.splitlines())}\n      {model.note}\n      program:   {outcome[:300]}\n      reference: "
                  + (str(model.reference) if isinstance(model.reference, Exception) else
                     f"value {plain(model.reference.value)[:25]}, gradients " + str({k: v.astype(float).tolist() for k, v in model.reference.gradients.items()})))
    print("\nkind         models   hold")
    for kind, (total, held) in table.items():
        print(f"{kind:12} {total:6} {held:6}")
    print(f"{'all':12} {len(models):6} {len(models) - failures:6}")
    results = {model.name: answer for model, (*_, answer) in zip(models, judged) if answer and "gradients" in answer}
    agreement(models, results, answers)
    if noted and not arguments.verbose:
        print(f"{noted} notes on numeric checks and names of nodes: --verbose prints them.")
    return bool(failures or suspicious or differing)


if __name__ == "__main__":
    sys.exit(main())
