"""Gives generated answers and examples.jsonl to a program's `grade` and compares the verdicts.

    python3 check.py PROGRAM [--seed N] [--count K] [--save FILE] [--cases FILE]

One process gets all requests. Each input line must get exactly one output line, in order, with its id. Exit status 0
only if every verdict is one of those wanted.
"""

import argparse
import collections
import json
import os
import subprocess
import sys
import time

import generate

SECONDS = 600
VERDICTS = ("correct", "imprecise", "incorrect", "invalid", "error")
HERE = os.path.dirname(os.path.abspath(__file__))


def examples():
    with open(os.path.join(HERE, "examples.jsonl"), encoding="utf-8") as file:
        return [json.loads(line) | {"group": "example"} for line in file]


def line_of(case):
    """The request as one line of bytes; a lone surrogate in a raw line stands for a byte that is no UTF-8."""
    request = case["request"]
    if isinstance(request, str):
        return request.encode("utf-8", "surrogateescape")
    return json.dumps(request, ensure_ascii=len(json.dumps(request)) % 2 == 0).encode("utf-8")


def run(program, lines):
    """(lines out, exit status, what was written to stderr, seconds)."""
    started = time.monotonic()
    done = subprocess.run([program, "grade"], input=b"\n".join(lines) + b"\n", capture_output=True, timeout=SECONDS)
    out = done.stdout.split(b"\n")
    return out[:-1] if out[-1] == b"" else out, done.returncode, done.stderr.decode(errors="replace").strip(), time.monotonic() - started


def no_constant(text):
    raise ValueError(f"{text} in JSON")


def problem(case, line):
    """(verdict, complaint or None) for one output line."""
    try:
        answer = json.loads(line, parse_constant=no_constant)
    except ValueError as error:
        return None, f"no JSON ({error}): {line[:200]!r}"
    if not isinstance(answer, dict) or "id" not in answer:
        return None, f"no object with an id: {line[:200]!r}"
    request = case["request"]
    if isinstance(request, dict) and answer["id"] != request["id"]:
        return None, f"id {answer['id']!r}, not {request['id']!r}"
    if "error" in answer:
        verdict, error = "error", answer["error"]
        if not isinstance(error, dict) or not {"field", "message"} <= set(error) or not isinstance(error["message"], str) or not error["message"].strip():
            return verdict, f"malformed error {error!r}"
        if "verdict" in answer:
            return verdict, "both an error and a verdict"
    else:
        verdict = answer.get("verdict")
        missing = {"verdict", "reason"} - set(answer)
        if missing:
            return verdict, f"lacks {sorted(missing)}"
        if verdict not in VERDICTS[:4]:
            return verdict, f"verdict {verdict!r}"
        if not isinstance(answer["reason"], str) or not answer["reason"]:
            return verdict, f"reason {answer['reason']!r}"
        if verdict == "invalid" and not (isinstance(answer.get("message"), str) and answer["message"].strip()):
            return verdict, "invalid without a message"
    if verdict not in case["wanted"]:
        detail = {k: v for k, v in answer.items() if k != "id" and v is not None}
        return verdict, f"{verdict}, wanted {' or '.join(case['wanted'])}: {json.dumps(detail, ensure_ascii=False)[:400]}"
    return verdict, None


def severity(failure):
    """False accepts first, then refused right answers, then the rest."""
    case, verdict, _ = failure
    if verdict == "correct":
        return 0
    return 1 if case["wanted"] == ["correct"] else 2


TITLES = ["FALSE ACCEPT", "REFUSED A RIGHT ANSWER", "OTHER VERDICT"]


def shown(case):
    text = case["request"] if isinstance(case["request"], str) else json.dumps(case["request"], ensure_ascii=True)
    return text if len(text) <= 900 else f"{text[:900]}… ({len(text)} characters)"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=1500)
    parser.add_argument("--save", help="write the cases to this file")
    parser.add_argument("--cases", help="take the cases from this file instead of generating them")
    arguments = parser.parse_args()
    program = os.path.abspath(arguments.program)
    if not os.access(program, os.X_OK):
        parser.error(f"{program} can't be run")
    if arguments.cases:
        with open(arguments.cases, encoding="utf-8") as file:
            cases = [json.loads(line) for line in file]
    else:
        cases, dropped = generate.cases(arguments.seed, arguments.count)
        if dropped:
            print(f"{len(dropped)} cases were dropped because generator and truth disagree: selftest.py shows them.")
    if arguments.save:
        with open(arguments.save, "w", encoding="utf-8") as file:
            file.writelines(json.dumps(c) + "\n" for c in cases)
    cases = cases + examples()
    try:
        out, status, complaints, seconds = run(program, [line_of(c) for c in cases])
    except subprocess.TimeoutExpired:
        print(f"no end within {SECONDS} s\nanswers: 0 passed, {len(cases)} failed")
        return 1

    whole = []
    if len(out) != len(cases):
        whole.append(f"{len(cases)} lines in, {len(out)} out")
    wanted_status = 65 if any(c["wanted"] == ["error"] for c in cases) else 0
    if status != wanted_status:
        whole.append(f"exit status {status}, not {wanted_status}" + (f": {complaints[:2000]}" if complaints else ""))
    failures, table, margins = [], collections.Counter(), collections.Counter()
    for i, case in enumerate(cases):
        verdict, complaint = problem(case, out[i]) if i < len(out) else (None, "no line out")
        table[case["group"], verdict] += 1
        if len(case["wanted"]) > 1:
            margins[verdict] += 1
        if complaint:
            failures.append((case, verdict, complaint))
    for failure in sorted(failures, key=severity):
        case, _, complaint = failure
        print(f"\n{TITLES[severity(failure)]} ({case['group']}; {case['why']})\n  {shown(case)}\n  {complaint}")
    for line in whole:
        print(f"\nTHE STREAM: {line}")
    print(f"\n{'group':20}" + "".join(f"{v:>11}" for v in VERDICTS))
    for group in dict.fromkeys(c["group"] for c in cases):
        print(f"{group:20}" + "".join(f"{table[group, v]:11}" for v in VERDICTS))
    print(f"{sum(margins.values())} cases have more than one acceptable verdict; of these the program gave " + (", ".join(f"{n} {v}" for v, n in margins.most_common()) or "none") + ".")
    by_kind = collections.Counter(severity(f) for f in failures)
    print(f"{', '.join(f'{by_kind[k]} {title.lower()}' for k, title in enumerate(TITLES))}; {len(cases) / max(seconds, 1e-9):.0f} requests a second")
    failed = len(failures) + len(whole)
    print(f"answers: {len(cases) - len(failures)} passed, {failed} failed")
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
