"""Requests for `grade` with the verdicts that they may get; `python3 generate.py [--seed N] [--count K]` prints them.

A case is {"request": object or raw line, "wanted": [verdicts], "why": text}. Each generator states what an answer is
meant to be (`claim`); truth.py decides from the text alone. Where the two differ, the case is dropped and counted:
selftest.py insists that this never happens.
"""

import argparse
import json
import multiprocessing
import os
import random
from fractions import Fraction

import sympy
from mpmath import mp

import truth
from truth import CORRECT, IMPRECISE, INCORRECT, INVALID, Open, Undefined, n

ERROR = "error"


class Disagreement(Exception):
    """A generator's claim against truth.py."""


def case(request, wanted, why, group):
    return {"request": request, "wanted": sorted(wanted), "why": why, "group": group}


def settle(wanted, claim, context):
    """`claim`: a verdict or a set that must hold at least one of the wanted ones."""
    claim = {claim} if isinstance(claim, str) else claim
    if claim and not wanted & claim:
        raise Disagreement(f"claimed {claim}, truth {wanted}: {context}")
    return wanted


# ---------------------------------------------------------------- numbers

def decimal_text(v, digits):
    """`v` rounded to `digits` significant digits, written out or with an exponent."""
    e = truth.exponent_of(v)
    q = Fraction(10) ** (e - digits + 1)
    return in_units(truth.rounded(v, q), q)


def in_units(v, q):
    """A multiple of q as text; small and large ones with an exponent."""
    k = int(v / q)
    places = truth.exponent_of(q) if q else 0
    sign, text = "-" * (k < 0), str(abs(k))
    if -12 <= places <= 0:
        text = text.rjust(1 - places, "0")
        return sign + (text[:places] + "." + text[places:] if places else text)
    if places > 0 and places + len(text) < 12 and places == 0:
        return sign + text
    mantissa = text[0] + ("." + text[1:] if len(text) > 1 else "")
    return f"{sign}{mantissa}e{places + len(text) - 1}"


def random_key(rng):
    """A numeric key as text."""
    kind = rng.randrange(14)
    sign = rng.choice(["", "", "-"])
    if kind == 0:
        return sign + rng.choice([f"{rng.randint(1, 99) / 10}", f"0.{rng.randint(1, 9)}", f"0.0{rng.randint(1, 9)}", f"{rng.randint(1, 9)}.{rng.randint(10, 99)}"])
    if kind == 1:
        return sign + str(rng.choice([rng.randint(1, 12), rng.randint(13, 999), rng.randint(1000, 999999)]))
    if kind == 2:
        return sign + f"{rng.randint(1, 20)}/{rng.choice([3, 6, 7, 9, 11, 12, 13, 17, 18, 19, 64])}"
    if kind == 3:
        return sign + f"{rng.uniform(0.001, 10):.16f}"
    if kind == 4:
        return sign + repr(rng.choice([1, 5, rng.uniform(1, 10), round(rng.uniform(1, 10), 2)]) * 10.0 ** rng.randint(-30, -9)).replace("e-0", "e-")
    if kind == 5:
        return rng.choice(["1e22", "6.02214076e23", "123456789012", "1e15", "7654321.25", "1000001", "999999", "1000000", "2^60", "12345678901234567890", "3e100"])
    if kind == 6:
        return rng.choice(["0", "2-2", "sin(0)", "1/3-2/6", "0.1+0.2-0.3", "0*7.3", "tanh(0.5)-tanh(0.5)", "sin(pi)", "0.0"])
    if kind == 7:
        return rng.choice(["9.995", "0.9995", "99.95", "0.99949999", "9.9951", "999.5", "0.09996", "2.675", "1.005", "0.125", "0.0625", "1.0005", "-2.4995", "4.5", "0.35", "1.15", "10", "100", "0.1", "1", "1.0000001", "0.9999999", "2.3", "0.29", "1.1", "8.41"])
    return sign + rng.choice([
        f"tanh({rng.randint(1, 30) / 10})", f"exp({rng.randint(-40, 40) / 10})", f"sqrt({rng.choice([2, 3, 5, 7, 10, 0.3])})",
        f"log({rng.choice([2, 3, 0.5, 10])})", f"sigmoid({rng.randint(-30, 30) / 10})", f"softplus({rng.randint(-30, 30) / 10})",
        f"2*(tanh(0.{rng.randint(1, 9)})-1)*(1-tanh(0.{rng.randint(1, 9)})^2)*{rng.randint(1, 5)}", f"sin({rng.randint(1, 30) / 10})*cos({rng.randint(1, 30) / 10})",
        f"exp(-{rng.randint(10, 60)})", f"sigmoid(-{rng.randint(10, 60)})", f"1-tanh({rng.randint(1, 40) / 10})^2", f"{rng.randint(2, 9)}^{rng.randint(-9, 9)}"])


FULL_WIDTH = str.maketrans("0123456789.+-*/()=", "０１２３４５６７８９．＋－＊／（）＝")
SUPER = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


def dress(rng, text):
    """The same answer typed otherwise (A6)."""
    for _ in range(rng.choice([0, 0, 1, 1, 2])):
        kind = rng.randrange(12)
        if kind == 0:
            text = text.replace("-", rng.choice("−–—﹣－‒‐"))
        elif kind == 1:
            text = " " * rng.randint(1, 3) + text + rng.choice(["", " ", "\t", "\u00a0", "\u2009", "\u3000"])
        elif kind == 2 and text.isascii():
            text = text.translate(FULL_WIDTH)
        elif kind == 3 and text[:1] not in ("~", "≈") and truth.compact(text).lower().strip("+-∞") not in truth.WORDS and text.strip("-") != "∞":
            text = "(" * (k := rng.randint(1, 3)) + text + ")" * k if "," not in text else text
        elif kind == 4:
            text = text.replace("*", rng.choice("×·⋅∗"))
        elif kind == 5:
            text = text.replace("/", rng.choice("÷∕⁄"))
        elif kind == 6:
            text = "\u200b" + text + "\ufeff"
        elif kind == 7 and "e" not in text and "(" not in text:
            text = text.replace("*", rng.choice([" * ", "* ", " *"])).replace("/", rng.choice([" / ", "/ "])).replace("+", " + ")
        elif kind == 8 and text[0] not in "~+-−" and text.isascii():
            text = "~" + text if rng.random() < .5 else "≈ " + text
        elif kind == 9 and text[0].isdigit() and text.isascii():
            text = "+" + text
        elif kind == 10 and text[0] == "0" and text[1:2] == "." and text.isascii():
            text = text[1:]
        elif kind == 11 and "e" in text and text[-1].isdigit() and "(" not in text and text.isascii() and text.count("e") == 1:
            mantissa, exponent = text.split("e")
            if mantissa.strip("+-") == "0":
                continue
            exponent = str(int(exponent))
            text = rng.choice([f"{mantissa}*10^{exponent}", f"{mantissa}E{exponent}", f"{mantissa}·10{exponent.translate(SUPER)}", f"{mantissa}*10**{exponent}",
                               f"{mantissa} × 10^({exponent})", f"{mantissa}x10^{exponent}"])
    return text


def exact_spellings(rng, key, v):
    """Texts of exactly the key, or of it to 17 digits."""
    yield key
    yield f"({key})+0"
    yield f"0 + ({key})"
    yield f"2*({key})/2"
    yield f"-(-({key}))"
    yield f"({key})*1"
    if rng.random() < .5:
        yield f"1/(1/({key}))" if v else "0"
    yield f"({key})+3-3"
    if v:
        yield "%.17g" % float(v)
    if v.denominator < 10 ** 6 and v.denominator != 1:
        yield f"{v.numerator}/{v.denominator}"
        yield f"{2 * v.numerator}/{2 * v.denominator}"
        yield f"({3 * v.numerator})/({3 * v.denominator})"
        whole = v.numerator // v.denominator
        yield f"{whole} + {v.numerator - whole * v.denominator}/{v.denominator}"
    if v.denominator == 1 and abs(v) < 10 ** 15:
        yield f"{v}.000"
        yield f"{v - 7}+7"
        yield f"{v}.5-0.5"
        yield f"sqrt({v ** 2})" if v >= 0 and v < 10 ** 6 else str(v)
        yield f"{v}e0"
        if abs(v) < 10 ** 6:
            yield f"{v * 100}*10^-2"
            yield f"{v}00e-2"
    if v > 0:
        yield f"abs(-({key}))"
        yield f"|-({key})|"
        yield f"max({key}, 0)"
        yield f"sqrt(({key})^2)" if 1e-100 < v < 1e100 else key
        yield f"exp(ln({key}))" if 1e-3 < v < 1e3 else key
        yield f"10^log10({key})" if 1e-3 < v < 1e3 else key


VULGAR = {"½": Fraction(1, 2), "¼": Fraction(1, 4), "¾": Fraction(3, 4), "⅓": Fraction(1, 3), "⅔": Fraction(2, 3), "⅛": Fraction(1, 8), "⅜": Fraction(3, 8), "⅕": Fraction(1, 5), "⅙": Fraction(1, 6)}

UNREADABLE = [
    "", " ", "?", "??", "%", "5%", "5 %", "50 percent", "1 000", "1_000", "1'000", "1,234", "12,345", "123,456", "-1,234", "3 1/4", "3½", "1²½", "7 e3", "7e -3", "7 e-3", "7e+ 3",
    "0x10", "0xff", "0X1F", "1, 2", "1; 2", "1 or 2", "1 and 2", "3 und 4", "±2", "+/-2", "1..2", "1 to 2", "[1, 2]", "[1,2]", "1,2,3", "1,,2", ",5", "5,", "1,234,56", "0,123,456", "\\frac{1}{2}",
    "$\\frac12$", "{2}", "2^{3}", "\\sqrt{2}", "(2", "2)", "((2)", "(2))", "|2", "2|", "sqrt 2", "sqrt(", "sqrt()", "sqrt(2", "sin 1", "exp", "2 apples", "five", "x", "foo(2)", "2 kg", "dunno", "i don't know", "idk",
    "<3", "> 2", ">=2", "≤ 2", "≥2", "≠2", "1/0", "0/0", "sqrt(-1)", "log(-1)", "ln(0)", "log(0)", "(-2)^0.5", "1e999", "10^400", "exp(1000)", "0^-1", "2**", "*2", "/2", "2*", "2/", "2+", "2-", "^2", "2^", "2^^3", "()",
    "2 3", "(2)3", "2(3", "1.2.3", "1..", "..", ".", "-", "+", "--", "e5e", "1e+", "2e3e4", "sin^-1(0.5)", "tanh^-1(0.5)", "sin^(-1)(1)", "max(1)", "sqrt(1,2)", "#2", "2#", "2!", "@", "2@3", "2&3", "'2'", "\"2\"",
    "😀", "２％", "½½", "2²³x", "\u202e2", "1\n2", "a=2", "dy/dq = 3", "q.grad = 3", "foo = 3", "2 = 3", "2 = ", "1+1 = 3", "1/3 = 0.4", "Infinity War", "not a number", "- - ", "3 - ", "5 = 5 = 6", "the answer", "true", "NULL", "None",
    "σ", "Σ", "∑", "√2x", "log2 8", "0b11", "1__0", "1e1_0", "٣a", "4 , 5", "1.5.", "1:2", "3:4", "2 ' 3", "5°", "2€", "£3", "x=", "=", "==", "===", "~", "≈", "…", "~~2x", "hello world", "2.5 or so", "between 1 and 2", "[2]", "{1,2}", "(1,2)"]
# Which of these the specification leaves open is decided by hand: see README.md.
LOOSE = {"1\n2", "\u202e2", "2!", "1..", "σ", "1.5.", "~~2x", "|2", "2|", "1e1_0"}


def wrong_numbers(rng, key, v, digits):
    """(text, why, claim) of answers that are not the key."""
    never = {INCORRECT, IMPRECISE}
    e = truth.exponent_of(v)
    q = Fraction(10) ** (e - digits + 1)
    r = truth.rounded(v, q)
    for step in (1, -1):
        s = r + step * q
        if s:
            yield in_units(s, q), f"{step:+d} unit in digit {digits}", never if abs(s - v) != q / 2 else None
    for step in (3, -2, 7):
        if r + step * q:
            yield in_units(r + step * q, q), f"{step:+d} units in digit {digits}", never
    r17 = "%.17g" % float(v)
    yield f"-({r17})", "sign flipped", INCORRECT
    yield r17[1:] if r17[0] == "-" else "-" + r17, "sign flipped", INCORRECT
    yield f"2*({r17})", "factor 2", INCORRECT
    yield f"({r17})/2", "factor 1/2", INCORRECT
    yield f"({key})*2", "factor 2", INCORRECT
    for k in (1, -1, 3):
        yield f"({r17})*10^{k}", "power of ten", INCORRECT
    if abs(v * v - 1) > Fraction(1, 2):
        yield f"1/({r17})", "reciprocal", INCORRECT
    yield f"({key})^2" if abs(v - 1) > Fraction(1, 10) and 1e-100 < abs(v) < 1e100 else f"({key})*3", "squared", INCORRECT
    yield "0", "zero for something", INCORRECT
    yield "0.000", "zero for something", INCORRECT
    yield "1e-300", "tiny for something", INCORRECT
    for word in ("inf", "-inf", "nan", "undefined", "DNE", "∞", "infinity"):
        if rng.random() < .3:
            yield word, "a word for a number", INCORRECT
    if v.denominator == 1:
        for d in (1, -1, 10):
            if v + d:
                yield str(v + d), f"off by {d}", never if abs(v) < 10 ** 8 else None
        if abs(v) < 10 ** 6:
            yield f"{v}.4", "a bit more", never
            yield f"{v + 1}/1", "off by one as a fraction", INCORRECT
            yield f"{v}.0001", "a bit more", {INCORRECT, IMPRECISE}
    place = Fraction(10) ** (e - digits + 1)
    if abs(truth.rounded(v, place) - v) <= abs(v) / 10 ** 9:
        yield f"({key})*1.0000001", "1e-7 more of a short key", INCORRECT
        yield f"({key})*(1-10^-7)", "1e-7 less of a short key", INCORRECT
        yield f"({key})+({key})*10^-8", "1e-8 more of a short key", INCORRECT
    else:
        yield f"({key})*(1+10^-7)", "1e-7 more without a decimal", {INCORRECT, CORRECT}
        yield f"({key})*(1+10^-8)", "1e-8 more without a decimal", {INCORRECT, CORRECT}
        near = v.limit_denominator(max(7, 10 ** rng.randint(1, 3)))
        if near and abs(near - v) > abs(v) / 10 ** 8:
            yield f"{near.numerator}/{near.denominator}", "a nearby fraction of integers", INCORRECT if near.denominator != 1 else None


def coarse_numbers(rng, v, digits):
    for k in range(1, digits):
        yield decimal_text(v, k), f"rounded to {k}", None
        q = Fraction(10) ** (truth.exponent_of(v) - k + 1)
        cut = abs(v) // q * q * (1 if v > 0 else -1)
        yield in_units(cut, q), f"cut at {k}", None
    q = Fraction(10) ** (truth.exponent_of(v) - digits + 1)
    yield in_units(abs(v) // q * q * (1 if v > 0 else -1), q), f"cut at {digits}", {CORRECT, IMPRECISE} if digits > 1 else None


def number_case(rng, index):
    key = random_key(rng)
    digits = rng.choice([3, 3, 3, 2, 4, 5, 6, 1])
    v, zero, _ = truth.key_value(key)
    if len(zero) > 1 or v and abs(float(v)) < 1e-150:
        raise Open
    targets, unit, traps, request_extra = (), None, (), {}
    pool = []
    group = rng.choices(["exact", "rounded", "coarse", "wrong", "unreadable", "labels", "traps"], [22, 14, 10, 30, 10, 8, 6])[0]
    if True in zero:
        v = Fraction(0)
    if group == "exact" or v == 0 and group in ("rounded", "coarse"):
        if v == 0:
            pool = [(t, "zero", CORRECT) for t in ("0", "0.0", "-0", "0.000", "+0", "0e5", "2-2", "0*5", "(0)", "0/7", "1/2-0.5", "sin(pi)", "0.1+0.2-0.3", "0×3", "１－１", "½-½")]
        else:
            pool = [(t, "exact", CORRECT) for t in exact_spellings(rng, key, v)]
            pool += [(sign + c, "vulgar", CORRECT) for sign in ("", "-") for c, f in VULGAR.items() if v == (f if not sign else -f)]
    elif group == "rounded":
        pool = [(decimal_text(v, k), f"rounded to {k}", {CORRECT, IMPRECISE}) for k in range(digits, 16)]
        pool.append((decimal_text(v, digits + 1).replace(".", ",") if abs(v) < 1 or digits != 3 else decimal_text(v, digits), "decimal comma", {CORRECT, INVALID}))
        # Within half a unit of the N-th digit, with digits that are wrong further on.
        q = Fraction(10) ** (truth.exponent_of(v) - digits + 1)
        place = truth.rounded(v, q)
        if abs(place - v) > abs(v) / 10 ** 8:
            inside = v + q * Fraction(rng.randint(-48, 48), 100)
            pool.append((decimal_text(inside, digits + 4), "further digits are not examined", {CORRECT, IMPRECISE, INCORRECT}))
    elif group == "coarse":
        pool = list(coarse_numbers(rng, v, digits))
    elif group == "wrong":
        if v == 0:
            pool = [(t, "tiny for zero", INCORRECT) for t in ("1e-12", "10^-10", "-1e-15", "0.0000001", "1e-300", "1/10^9", "0.001", "2e-16", "1e-17", "exp(-50)", "-0.5", "1", "inf", "nan", "3*10^-12")]
        else:
            pool = list(wrong_numbers(rng, key, v, digits))
    elif group == "unreadable":
        text = rng.choice([t for t in UNREADABLE if t not in LOOSE])
        pool = [(text, "unreadable", INVALID)]
        long = "1" * 501, "0." + "3" * 500, "1+" * 260 + "1", "(" * 101 + "2" + ")" * 101, "abs(" * 101 + "2" + ")" * 101, "((" * 120, "-(" * 110 + "1" + ")" * 110
        if rng.random() < .25:
            pool = [(rng.choice(long), "too long or too deep", INVALID)]
    elif group == "labels":
        target = rng.choice(["dL/dw", "dy/dx", "w.grad", "y"])
        targets = (target,)
        s, claim = ("%.17g" % float(v), CORRECT) if rng.random() < .6 or v == 0 else ("%.17g" % (2 * float(v)), INCORRECT)
        spaced = target.replace("/", " / ")
        pool = [(f"{target} = {s}", "label", claim), (f"{spaced}={s}", "label with blanks", claim), (f"{target} == {s}", "label and ==", claim), (f"= {s}", "empty label", claim),
                (f"{target} = {s}/2*2 = {s}", "steps", claim), (f"{s} = {s}", "steps", claim), (f"{target} = ({s})+1-1 = {s} = {s}", "three steps", claim),
                (f"dq/dp = {s}", "foreign label", INVALID), (f"other = {s}", "foreign label", INVALID), (f"q.grad = {s}", "foreign label", INVALID),
                (f"{target} = {s} + 7 = {s}", "steps differ", INVALID if abs(float(v)) < 1e5 else None), (f"{target} =", "label alone", INVALID)]
        request_extra = {"targets": [target]}
        if rng.random() < .3:
            unit = rng.choice(["$", "kg", "m"])
            request_extra["unit"] = unit
            pool = [(f"{s} {unit}", "unit", claim), (f"{s}{unit}", "unit", claim), (s, "unit left out", claim), (f"{s} s", "another unit", INVALID), (f"{s} apples", "another unit", INVALID)]
    else:
        if v == 0:
            raise Open
        trap = rng.choice([decimal_text(v, 1), decimal_text(v, 2), decimal_text(v, digits), f"2*({key})"])
        traps = (trap,)
        request_extra = {"traps": [trap]}
        pool = [(trap, "a trap", None), (key, "the key beside a trap", CORRECT), (decimal_text(v, digits + 2), "rounded beside a trap", None)]
    text, why, claim = rng.choice(pool)
    if group not in ("unreadable", "labels"):
        text = dress(rng, text)
    wanted = settle(truth.number(key, text, digits, targets, unit, traps), claim, f"number {key!r} N={digits} {text!r} ({why})")
    request = {"id": f"n{index}", "kind": "numeric", "key": key, "digits": digits, **request_extra, "input": text}
    if digits == 3 and rng.random() < .5:
        del request["digits"]
    return case(request, wanted, f"{group}: {why}", "number")


# ---------------------------------------------------------------- printing trees

def printed(tree, rng=None, outer=0):
    """A tree as text; with `rng` in a style of its own: blanks, stars, superscripts, brackets too many."""
    style = rng or random.Random(0)
    plainly = rng is None
    kind = tree[0]
    if kind == "num":
        text = tree[2] if tree[1].denominator == 1 or "." in tree[2] else f"({tree[1].numerator}/{tree[1].denominator})"
        return text
    if kind in ("name", "const"):
        return tree[1]
    if kind == "call":
        inner = ", ".join(printed(t, rng) for t in tree[2:])
        if tree[1] == "abs" and not plainly and "|" not in inner and style.random() < .3:
            return f"|{inner}|"
        f = tree[1]
        if not plainly and style.random() < .1:
            f = {"log": "ln", "exp": "Exp", "sigmoid": "σ", "tanh": "TANH"}.get(f, f)
        return f"{f}({inner})"
    if kind == "neg":
        text, level = "-" + printed(tree[1], rng, 3), 2
    elif kind in "+-":
        blank = "" if not plainly and style.random() < .3 else " "
        text, level = printed(tree[1], rng, 1) + blank + kind + blank + printed(tree[2], rng, 2), 1
    elif kind in "*/":
        left, right = printed(tree[1], rng, 2), printed(tree[2], rng, 4)
        sign = kind if plainly else style.choice([kind] * 4 + [f" {kind} "] * 2 + (["·", "×"] if kind == "*" else ["÷"]))
        if kind == "*" and not plainly and tree[1][0] == "num" and left.isdigit() and tree[2][0] in ("name", "call") and right[0].isalpha() and right[0] not in "eExX" and style.random() < .5 and outer < 2:
            sign = ""
        text, level = left + sign + right, 2
    else:
        base, exponent = printed(tree[1], rng, 5), printed(tree[2], rng, 5)
        if not plainly and tree[2][0] == "num" and exponent.isdigit() and style.random() < .2:
            text = base + exponent.translate(SUPER)
        else:
            if tree[2][0] in ("neg", "^"):
                exponent = f"({exponent})" if exponent[0] != "(" else exponent
            text = base + (style.choice(["^", "^", "**"]) if not plainly else "^") + exponent
        level = 4
    bracket = level < outer or not plainly and style.random() < .05
    return f"({text})" if bracket else text


# ---------------------------------------------------------------- random formulas

def num(text):
    return ("num", Fraction(text), text)


DOMAINS = [(-3, 3), (-3, 3), (-3, 3), (0, 3), (0, 3), (0.5, 2), (-1, 1), (1, 10), (-2, 2), (0, 1), (-3, 0)]
NAMES = ["x", "y", "w", "b", "t", "a", "w1", "w2", "h", "o", "n", "q", "alpha"]


def random_tree(rng, names, depth, domains, smooth):
    def go(depth, inner):
        if depth == 0 or rng.random() < .12:
            return ("name", rng.choice(names)) if rng.random() < .78 else num(str(rng.randint(1, 5)))
        roll = rng.random()
        if roll < .24:
            return ("+", go(depth - 1, inner), go(depth - 1, inner))
        if roll < .40:
            return ("-", go(depth - 1, inner), go(depth - 1, inner))
        if roll < .64:
            return ("*", go(depth - 1, inner), go(depth - 1, inner))
        if roll < .70:
            return ("/", go(depth - 1, inner), rng.choice([("+", ("^", go(depth - 1, inner), n(2)), num("1")), num(str(rng.randint(2, 7))), go(0, inner)]))
        if roll < .78:
            return ("^", go(depth - 1, inner), num(str(rng.choice([2, 2, 3, 4]))))
        functions = ["tanh", "sigmoid", "sin", "cos", "exp", "square"]
        if not smooth:
            functions += ["relu", "abs", "max", "min", "leaky_relu", "softplus", "sqrt", "log", "sign", "relu", "abs"]
        f = rng.choice(functions)
        u = go(depth - 1, True)
        if f in ("max", "min"):
            return ("call", f, u, go(depth - 1, True))
        if f == "leaky_relu":
            return ("call", f, u, num(rng.choice(["0.1", "0.01", "0.2"])))
        if f in ("sqrt", "log") and rng.random() < .7:
            u = ("+", ("^", u, n(2)), num(str(rng.randint(1, 3))))
        if f == "exp":
            u = rng.choice([("name", rng.choice(names)), ("neg", ("name", rng.choice(names))), ("*", num(rng.choice(["2", "3", "0.5"])), ("name", rng.choice(names))), ("neg", ("^", ("name", rng.choice(names)), n(2))), ("call", "tanh", u)])
        return ("call", f, u)
    while True:
        tree = go(depth, False)
        if any(t[0] == "name" for t in truth.walk(tree)) and sum(1 for _ in truth.walk(tree)) < 60:
            return tree


def positive(tree, domains):
    """Whether a tree is plainly positive on the domain, so that logarithms may be taken apart."""
    if tree[0] == "name":
        return domains.get(tree[1], (-1, 1))[0] >= 0
    if tree[0] == "num":
        return tree[1] > 0
    if tree[0] == "call":
        return tree[1] in ("exp", "sigmoid", "softplus", "cosh", "sech")
    if tree[0] in ("*", "/"):
        return positive(tree[1], domains) and positive(tree[2], domains)
    if tree[0] == "+":
        return positive(tree[1], domains) and (positive(tree[2], domains) or tree[2][0] == "^" and tree[2][2] == n(2))
    return tree[0] == "^" and positive(tree[1], domains)


def c(f, *u):
    return ("call", f, *u)


def equal_forms(t, rng, domains):
    """Trees equal to `t` by an identity at its root; each holds wherever `t` has a value."""
    kind, one, two = t[0], n(1), n(2)
    if kind == "+":
        yield ("+", t[2], t[1])
        yield ("-", t[1], ("neg", t[2]))
        yield ("neg", ("-", ("neg", t[1]), t[2]))
    if kind == "-":
        yield ("+", t[1], ("neg", t[2]))
        yield ("neg", ("-", t[2], t[1]))
        yield ("+", ("neg", t[2]), t[1])
    if kind == "*":
        yield ("*", t[2], t[1])
        for i, j in ((1, 2), (2, 1)):
            if t[j][0] in ("+", "-"):
                yield (t[j][0], ("*", t[i], t[j][1]), ("*", t[i], t[j][2]))
        yield ("neg", ("*", t[1], ("neg", t[2])))
    if kind == "/":
        yield ("*", t[1], ("/", one, t[2]))
        yield ("*", t[1], ("^", t[2], n(-1)))
        yield ("/", ("neg", t[1]), ("neg", t[2]))
        yield ("/", one, ("/", t[2], t[1]))
    if kind == "^" and t[2] == two:
        yield ("*", t[1], t[1])
        yield c("square", t[1])
        yield ("^", ("neg", t[1]), two)
        yield ("^", c("abs", t[1]), two)
        if t[1][0] == "+":
            a, b = t[1][1:]
            yield ("+", ("+", ("^", a, two), ("*", ("*", two, a), b)), ("^", b, two))
        if t[1][0] == "-":
            a, b = t[1][1:]
            yield ("^", ("-", b, a), two)
            yield ("+", ("-", ("^", a, two), ("*", ("*", two, a), b)), ("^", b, two))
    if kind == "^" and t[2][0] == "num" and t[2][1] in (3, 4):
        yield ("*", t[1], ("^", t[1], n(int(t[2][1]) - 1)))
        yield ("/", ("^", t[1], n(int(t[2][1]) + 2)), ("^", t[1], two))
    if kind == "name":
        yield ("+", t, n(0))
        yield ("/", ("*", two, t), two)
        yield ("-", ("*", n(3), t), ("*", two, t))
        yield ("/", ("-", ("^", t, two), one), ("-", t, one)) if False else ("-", ("/", ("-", ("^", t, two), one), ("-", t, one)), one)
        yield ("*", num("0.5"), ("*", two, t))
        if domains.get(t[1], (-1,))[0] >= 0:
            yield ("^", c("sqrt", t), two)
            yield c("exp", c("ln", t))
            yield c("abs", t)
            yield c("relu", t)
        yield c("ln", c("exp", t))
        yield ("-", c("relu", t), c("relu", ("neg", t)))
        yield ("*", c("sign", t), c("abs", t))
        yield ("+", c("max", t, n(0)), c("min", t, n(0)))
    if kind == "call":
        f, u = t[1], t[2]
        if f == "exp":
            yield ("^", ("const", "e"), u)
            yield ("/", one, c("exp", ("neg", u)))
            yield ("^", c("exp", ("/", u, two)), two)
            yield ("+", c("sinh", u), c("cosh", u))
            if u[0] in "+-":
                yield ("*" if u[0] == "+" else "/", c("exp", u[1]), c("exp", u[2]))
        if f == "tanh":
            yield ("/", c("sinh", u), c("cosh", u))
            yield ("-", ("*", two, c("sigmoid", ("*", two, u))), one)
            yield ("/", ("-", c("exp", u), c("exp", ("neg", u))), ("+", c("exp", u), c("exp", ("neg", u))))
            yield ("/", ("-", c("exp", ("*", two, u)), one), ("+", c("exp", ("*", two, u)), one))
            yield ("neg", c("tanh", ("neg", u)))
            yield ("-", one, ("/", two, ("+", c("exp", ("*", two, u)), one)))
        if f == "sigmoid":
            yield ("/", one, ("+", one, c("exp", ("neg", u))))
            yield ("/", c("exp", u), ("+", c("exp", u), one))
            yield ("-", one, c("sigmoid", ("neg", u)))
            yield ("/", ("+", one, c("tanh", ("/", u, two))), two)
        if f == "softplus":
            yield c("log", ("+", one, c("exp", u)))
            yield ("+", u, c("softplus", ("neg", u)))
            yield ("neg", c("log", c("sigmoid", ("neg", u))))
        if f == "sin":
            yield ("neg", c("sin", ("neg", u)))
            yield ("*", ("*", two, c("sin", ("/", u, two))), c("cos", ("/", u, two)))
            yield c("cos", ("-", ("/", ("const", "pi"), two), u))
        if f == "cos":
            yield c("cos", ("neg", u))
            yield ("-", one, ("*", two, ("^", c("sin", ("/", u, two)), two)))
            yield c("sin", ("+", u, ("/", ("const", "pi"), two)))
        if f == "relu":
            yield c("max", n(0), u)
            yield ("/", ("+", u, c("abs", u)), two)
            yield ("*", u, c("step", u))
            yield ("+", u, c("relu", ("neg", u)))
        if f == "abs":
            yield c("max", u, ("neg", u))
            yield c("sqrt", ("^", u, two))
            yield ("+", c("relu", u), c("relu", ("neg", u)))
            yield ("*", u, c("sign", u))
            yield c("abs", ("neg", u))
        if f in ("max", "min"):
            yield c(f, t[3], u)
            yield ("/", ("+" if f == "max" else "-", ("+", u, t[3]), c("abs", ("-", u, t[3]))), two)
            yield ("+" if f == "max" else "-", t[3], c("relu", ("-", u, t[3]))) if f == "max" else ("-", u, c("relu", ("-", u, t[3])))
            yield ("neg", c("min" if f == "max" else "max", ("neg", u), ("neg", t[3])))
        if f == "leaky_relu":
            yield ("-", c("relu", u), ("*", t[3], c("relu", ("neg", u))))
            yield c("max", u, ("*", t[3], u))
        if f == "square":
            yield ("^", u, two)
            yield ("*", u, u)
        if f == "sqrt":
            yield ("^", u, num("0.5"))
            yield ("^", u, ("/", one, two))
            if u[0] == "*" and positive(u[1], domains) and positive(u[2], domains):
                yield ("*", c("sqrt", u[1]), c("sqrt", u[2]))
            if positive(u, domains):
                yield ("/", u, c("sqrt", u))
        if f == "log":
            yield c("ln", u)
            yield ("/", c("log2", u), c("log2", ("const", "e")))
            yield ("*", c("log10", u), c("ln", n(10)))
            yield ("neg", c("log", ("/", one, u)))
            yield ("/", c("log", ("^", u, two)), two)
            if u[0] in ("*", "/") and positive(u[1], domains) and positive(u[2], domains):
                yield ("+" if u[0] == "*" else "-", c("log", u[1]), c("log", u[2]))
        if f == "sign":
            yield ("-", c("step", u), c("step", ("neg", u)))
            yield ("/", u, c("abs", u))


def paths(tree, path=()):
    yield path
    for i, child in enumerate(tree):
        if isinstance(child, tuple):
            yield from paths(child, path + (i,))


def at(tree, path):
    for i in path:
        tree = tree[i]
    return tree


def put(tree, path, new):
    if not path:
        return new
    return tree[:path[0]] + (put(tree[path[0]], path[1:], new),) + tree[path[0] + 1:]


def rewritten(rng, tree, domains):
    for _ in range(rng.randint(1, 4)):
        place = rng.choice(list(paths(tree)))
        forms = list(equal_forms(at(tree, place), rng, domains))
        if forms:
            tree = put(tree, place, rng.choice(forms))
    return tree


def twins(t, rng, names):
    """(tree, why) near `t` at its root, in general unequal."""
    kind = t[0]
    if kind in ("+", "-"):
        yield ("-" if kind == "+" else "+", t[1], t[2]), "a sign"
        yield t[1], "a term lost"
        yield (kind, t[1], ("*", n(2), t[2])), "a coefficient"
    if kind == "*":
        yield t[1], "a factor lost"
        yield ("+", t[1], t[2]), "plus for times"
        yield ("/", t[1], t[2]), "over for times"
    if kind == "/":
        yield ("*", t[1], t[2]), "times for over"
        yield ("/", t[2], t[1]), "upside down"
    if kind == "^" and t[2][0] == "num":
        yield ("^", t[1], n(int(t[2][1]) + 1)), "an exponent"
        yield ("^", t[1], n(int(t[2][1]) - 1)), "an exponent"
        yield ("^", t[1], num("2.0000001")) if t[2][1] == 2 and False else ("*", t[2], t[1]), "power as product"
    if kind == "num":
        yield n(int(t[1]) + 1) if t[1].denominator == 1 else num("0.3"), "a constant"
        yield ("neg", t), "a constant's sign"
    if kind == "name" and len(names) > 1:
        yield ("name", rng.choice([x for x in names if x != t[1]])), "another name"
    if kind == "name":
        yield c("abs", t), "abs of a name"
        yield c("sqrt", ("^", t, n(2))), "sqrt(x^2) for x"
        yield ("^", c("sqrt", t), n(2)), "sqrt(x)^2 for x"
        yield c("exp", c("ln", t)), "exp(ln(x)) for x"
        yield c("relu", t), "relu of a name"
        yield ("+", t, ("*", n(0), c("sqrt", t))), "0*sqrt(x) added"
        yield ("*", t, ("/", c("log", t), c("log", t))), "log(x)/log(x) as a factor"
        yield ("*", t, ("^", t, num("0.0000001"))), "a tiny power"
        yield c("sin", t), "sin(x) for x"
        yield ("+", t, c("relu", ("-", t, num("2.7")))), "a branch at the end of the domain"
        yield ("+", t, c("relu", ("-", num("-2.7"), t))), "a branch at the start of the domain"
        yield c("max", t, n(-2)), "a floor"
        yield c("min", t, num("2.5")), "a cap"
    if kind == "call":
        f, u = t[1], t[2]
        if f in ("relu", "abs", "max", "min", "leaky_relu"):
            yield u, "a branch dropped"
            yield ("neg", u) if f == "abs" else n(0), "the other branch"
        if f == "leaky_relu":
            yield c("relu", u), "the leak lost"
        if f == "sqrt":
            yield u, "the root lost"
        if f == "tanh":
            yield ("-", u, ("/", ("^", u, n(3)), n(3))), "Taylor"
            yield c("sigmoid", u), "sigmoid for tanh"
            yield c("sin", u), "sin for tanh"
        if f == "sin":
            yield ("+", ("-", u, ("/", ("^", u, n(3)), n(6))), ("/", ("^", u, n(5)), n(120))), "Taylor"
            yield c("cos", u), "cos for sin"
        if f == "cos":
            yield ("-", n(1), ("/", ("^", u, n(2)), n(2))), "Taylor"
        if f == "exp":
            yield ("+", ("+", n(1), u), ("/", ("^", u, n(2)), n(2))), "Taylor"
            yield c("exp", ("neg", u)), "sign in exp"
        if f == "softplus":
            yield c("relu", u), "relu for softplus"
            yield c("log", c("exp", u)), "the one lost"
        if f == "sigmoid":
            yield ("*", t, ("-", n(1), t)), "its slope"
            yield c("step", u), "step for sigmoid"
        if f == "log":
            yield c("log10", u), "another base"
            yield c("log2", u), "another base"
            yield c("log", c("abs", u)), "abs in log"
            yield ("*", n(2), c("log", c("sqrt", u))), "the same log"
        if f == "sign":
            yield c("step", u), "step for sign"


def near_twin(rng, tree, names):
    roll = rng.random()
    if roll < .06:
        return ("+", tree, num("0.0000001")), "+1e-7"
    if roll < .12:
        return ("+", tree, ("^", n(10), ("neg", num("12")))), "+10^-12"
    if roll < .17:
        return ("*", tree, ("+", n(1), ("^", n(10), ("neg", n(6))))), "times 1+10^-6"
    if roll < .20:
        return ("*", tree, num("1.000001")), "times 1.000001"
    if roll < .23:
        return ("neg", tree), "negated"
    if roll < .25:
        return ("+", tree, ("/", ("name", rng.choice(names)), n(10 ** 9))), "+x/10^9"
    if roll < .28 and len(names) > 1:
        a, b = rng.sample(names, 2)
        swap = lambda t: ("name", {a: b, b: a}.get(t[1], t[1])) if t[0] == "name" else tuple(swap(x) if isinstance(x, tuple) else x for x in t)
        return swap(tree), "two names swapped"
    if roll < .30:
        return n(0), "zero"
    for _ in range(30):
        place = rng.choice(list(paths(tree)))
        forms = list(twins(at(tree, place), rng, names))
        if forms:
            new, why = rng.choice(forms)
            return put(tree, place, new), why
    return ("neg", tree), "negated"


SYMPY = {"exp": sympy.exp, "log": sympy.log, "ln": sympy.log, "sqrt": sympy.sqrt, "sin": sympy.sin, "cos": sympy.cos, "tanh": sympy.tanh,
         "abs": sympy.Abs, "sign": sympy.sign, "sinh": sympy.sinh, "cosh": sympy.cosh, "square": lambda u: u ** 2,
         "sigmoid": lambda u: 1 / (1 + sympy.exp(-u)), "softplus": lambda u: sympy.log(1 + sympy.exp(u))}


def to_sympy(tree, symbols):
    kind = tree[0]
    if kind == "num":
        return sympy.Rational(tree[1].numerator, tree[1].denominator)
    if kind == "name":
        return symbols[tree[1]]
    if kind == "const":
        return sympy.E if tree[1] == "e" else sympy.pi
    if kind == "neg":
        return -to_sympy(tree[1], symbols)
    if kind == "call":
        return SYMPY[tree[1]](*(to_sympy(t, symbols) for t in tree[2:]))
    a, b = to_sympy(tree[1], symbols), to_sympy(tree[2], symbols)
    return {"+": lambda: a + b, "-": lambda: a - b, "*": lambda: a * b, "/": lambda: a / b, "^": lambda: a ** b}[kind]()


def sympy_text(e):
    text = sympy.sstr(e).replace("Abs(", "abs(").replace("exp(1)", "e")
    if len(text) > 300 or any(word in text for word in ("zoo", "nan", "I*", "oo", "Derivative", "Piecewise", "Subs", "sec", "csc", "cot", "E")):
        raise Open("sympy's text")
    return text


def by_sympy(rng, tree, names, domains):
    """An equal text by sympy, with real or positive symbols as the domain has it."""
    symbols = {name: sympy.Symbol(name, positive=True) if domains[name][0] >= 0 else sympy.Symbol(name, real=True) for name in names}
    try:
        e = to_sympy(tree, symbols)
    except KeyError:
        raise Open("not for sympy") from None
    if sympy.count_ops(e) > 40:
        raise Open("too long for sympy")
    return sympy_text(rng.choice([sympy.expand, sympy.factor, sympy.together, lambda e: e, sympy.expand, sympy.cancel])(e))


def formula_case(rng, index):
    names = rng.sample(NAMES, rng.choices([1, 2, 3, 4], [4, 4, 2, 1])[0])
    domains = {name: rng.choice(DOMAINS) for name in names}
    smooth = rng.random() < .5
    leaves = list(names)
    definitions = {}
    request_names = []
    for name in names:
        low, high = domains[name]
        entry = {"name": name, "low": low, "high": high}
        if low == 0 or rng.random() < .2:
            entry["lowOpen"] = True
        if high == 0:
            entry["highOpen"] = True
        if (low, high) == (-3, 3) and rng.random() < .3:
            entry = {"name": name}
        request_names.append(entry)
    if rng.random() < .25:
        name = rng.choice([x for x in NAMES if x not in names])
        definitions[name] = ("call", rng.choice(["tanh", "sigmoid", "exp"]), ("name", rng.choice(names)))
        request_names.append({"name": name, "is": printed(definitions[name])})
        leaves.append(name)
    key = random_tree(rng, leaves, rng.choice([1, 2, 2, 3, 3]), domains, smooth)
    key_text = printed(key)
    action = rng.choices(["same", "rewritten", "sympy", "twin", "unreadable", "inlined"], [8, 26, 10, 46, 6, 4])[0]
    claim = CORRECT
    if action == "same":
        text, why = printed(key, rng), "the key"
    elif action == "rewritten":
        text, why = printed(rewritten(rng, key, domains), rng), "an equal form"
    elif action == "inlined":
        text, why = printed(truth.inline(key, definitions), rng), "without intermediates"
    elif action == "sympy":
        text, why = by_sympy(rng, truth.inline(key, definitions), names, domains), "by sympy"
    elif action == "unreadable":
        x = names[0]
        text = rng.choice(["", "?", f"{x}x{x}{x}q", f"{x} +", f"({x}", f"{x})", f"2^{{{x}}}", f"\\frac{{{x}}}{{2}}", f"{x} > 0", f"{x} = 2*", f"sin {x}", "zzz", f"zzz*{x}", f"{x},2", f"{x}; {x}", f"tanh^-1({x})", f"{x}*", f"2,5*{x}",
                           f"{x}%", f"foo({x})", f"({x}" * 3, f"sqrt({x}", f"2 3*{x}", f"{x} or 2", "(" * 101 + x + ")" * 101, f"{x}+" * 260 + x, f"dq/dp = {x}", f"{x}**", f"1 e3*{x}", f"0x1F*{x}", f"5e+3*{x}", "inf", "nan", f"{x}!", f"[{x}]", f"{x}#", "   "])
        why, claim = "unreadable", INVALID
        if text.startswith(f"{x} = ") or text == f"{x}x{x}{x}q" and "x" in names and "q" in names:
            raise Open
    else:
        tree, why = near_twin(rng, key, leaves)
        if rng.random() < .3:
            tree = rewritten(rng, tree, domains)
        text, claim = printed(tree, rng), None
    wanted = truth.formula(key, text, domains, definitions)
    context = f"formula {key_text!r} {domains} {definitions} {text!r} ({why})"
    if claim == CORRECT and wanted == {INVALID}:
        raise Open("an ambiguous spelling")
    settle(wanted, claim, context)
    request = {"id": f"f{index}", "kind": "formula", "key": key_text, "names": request_names, "input": text}
    return case(request, wanted, f"{action}: {why}", "formula")


# ---------------------------------------------------------------- derivatives of models

def random_model(rng):
    """(text, output, leaf asked): a scalar program of which every name matters."""
    leaves = rng.sample(["w", "x", "b", "y", "v", "u", "a", "k"], rng.randint(2, 4))
    lines = [f"{name} = {rng.choice([-1, 1]) * rng.randint(1100, 29999) / 10000}" for name in leaves]
    free, made, intermediates = list(leaves), [], ["m", "n", "o", "p", "q", "r"]
    rng.shuffle(free)
    current = free.pop()
    used = [current]
    for i in range(rng.randint(2, 5)):
        name = intermediates[i]
        other = free.pop() if free else rng.choice(leaves + made)
        kind = rng.randrange(12)
        expression = [f"{current}*{other}", f"{current} + {other}", f"{current} - {other}", f"tanh({current}) + {other}", f"({current} - {other})^2", f"sigmoid({current})*{other}",
                      f"exp(-{current}^2)*{other}", f"{current}*{other} + {current}", f"{current}^3/3 + {other}", f"softplus({current})*{other}", f"relu({current}) + {other}*{current}",
                      f"log({current}^2 + 1) - {other}"][kind]
        lines.append(f"{name} = {expression}")
        made.append(name)
        used.append(other)
        current = name
    lines.append(f"L = {rng.choice(['{0}^2', '{0}^2/2', 'tanh({0})', '{0}*sin({0})', '({0} - 1)^2', 'sqrt({0}^2 + 1)']).format(current)}")
    return rng.choice(["; ", "\n"]).join(lines), "L", rng.choice([u for u in used if u in leaves])


def model_case(rng, index):
    text, of, wrt = random_model(rng)
    leaves, definitions = truth.model(text)
    key_text = f"d{of}/d{wrt}"
    key = truth.total_derivative(of, wrt, definitions)
    request = {"model": text, "targets": [key_text]}
    if rng.random() < .4:
        request |= {"of": of, "wrt": wrt}
    if rng.random() < .35:
        return model_number_case(rng, index, request, key_text, leaves, definitions)
    whole = truth.inline(("name", of), definitions)
    claim, why = CORRECT, ""
    action = rng.choices(["sympy", "chain", "rewritten", "twin", "other"], [25, 20, 15, 30, 15])[0]
    domains = {name: (-3, 3) for name in leaves}
    try:
        if action == "sympy":
            symbols = {name: sympy.Symbol(name, real=True) for name in leaves}
            if any(t[0] == "call" and t[1] == "relu" for t in truth.walk(whole)):
                raise Open("relu in sympy")
            slope = sympy.diff(to_sympy(whole, symbols), symbols[wrt])
            answer, why = sympy_text(rng.choice([lambda e: e, sympy.factor, sympy.together, sympy.expand])(slope) if sympy.count_ops(slope) < 40 else slope), "by sympy.diff"
        elif action == "chain":
            answer, why = printed(key, rng), "with intermediate names"
        elif action == "rewritten":
            answer, why = printed(rewritten(rng, key, {}), rng), "rewritten chain"
        elif action == "twin":
            tree, why = near_twin(rng, key, [*leaves, *definitions])
            answer, claim = printed(tree, rng), None
        else:
            others = [x for x in leaves if x != wrt]
            answer, why = rng.choice([(of, "the value"), (printed(truth.total_derivative(of, rng.choice(others), definitions)), "another slope"), (printed(truth.derivative(definitions[of], list(definitions)[-2])), "upstream alone"), ("1", "one"), ("0", "zero"), (wrt, "the leaf")])
            claim = None
    except KeyError:
        raise Open("not for sympy") from None
    if rng.random() < .2:
        answer = f"{key_text} = {answer}"
    wanted = truth.formula(key, answer, domains, definitions, [key_text])
    # The points may also lie around the model's own values.
    around = {name: (float(v) - 0.5, float(v) + 0.5) for name, v in leaves.items()}
    near = truth.formula(key, answer, around, definitions, [key_text])
    if claim == CORRECT and (wanted | near) == {INVALID}:
        raise Open("an ambiguous spelling")
    settle(wanted | near, claim, f"model {text!r} {key_text} {answer!r} ({why})")
    if wanted != near and not (wanted & near):
        raise Open("equal only in one place")
    request = {"id": f"d{index}", "kind": "formula", "key": key_text, **request, "input": answer}
    return case(request, wanted | near, f"{action}: {why}", "derivative formula")


def model_number_case(rng, index, request, key_text, leaves, definitions):
    v, e = truth.model_number(key_text, leaves, definitions)
    v = truth.as_fraction(v)
    if not v or abs(v) < Fraction(1, 1000) or abs(v) > 10 ** 6:
        raise Open("nearly zero")
    key = (v, e)
    roll = rng.random()
    pool = [("%.17g" % float(v), "17 digits", CORRECT), (decimal_text(v, 3), "rounded to 3", CORRECT), (decimal_text(v, 5), "rounded to 5", CORRECT), (f"{key_text} = {decimal_text(v, 4)}", "label", CORRECT)]
    if roll < .45:
        pool = [(t, w, INCORRECT) for t, w in [("%.17g" % float(-v), "sign"), (decimal_text(2 * v, 4), "factor 2"), (decimal_text(v * Fraction(1004, 1000), 6), "0.4 % off"), ("0", "zero"), (decimal_text(10 * v, 4), "power of ten")]]
        pool = [(t, w, {INCORRECT, CORRECT, IMPRECISE} if "0.4" in w else c) for t, w, c in pool]
    elif roll < .6:
        pool = [(decimal_text(v, 2), "two digits", None), (decimal_text(v, 1), "one digit", None)]
    answer, why, claim = rng.choice(pool)
    wanted = settle(truth.number(key, answer, 3, [key_text]), claim, f"{request} {answer} {why}")
    if claim is None or why.startswith("rounded"):
        # A misconception's value may be a short number by chance (A5.4).
        if len(answer.strip("-0.").replace(".", "").strip("0")) <= 2:
            wanted = wanted | {INCORRECT}
    return case({"id": f"d{index}", "kind": "numeric", "key": key_text, **request, "input": answer}, wanted, f"model number: {why}", "derivative number")


# ---------------------------------------------------------------- signs and choices

def sign_case(rng, index):
    key = rng.choice(["2.5", "-3", "0", "1e-12", "-1e-12", "exp(-30)", "-tanh(0.1)", "2-2", "sin(pi)", "1/3-1/3", "-0.001", "7"])
    text = rng.choice(list(truth.SIGNS) + ["−", "＋", "UP", "Negative", " + ", "5", "-5", "0.0", "1e-9", "-1e-9", "-2.5", "1/3", "1-1", "−3", "?", "", "maybe", "+-", "up down", "foo", "%", "<", "sqrt(-1)", "(", "both", "1/0"])
    wanted = truth.sign(key, text)
    return case({"id": f"s{index}", "kind": "sign", "key": key, "input": text}, wanted, "sign", "sign")


CHOICES = [["up", "down", "unchanged"], ["the slope of L", "the slope of w", "both add up"], ["relu", "tanh", "sigmoid", "none of these"], ["It doubles.", "It halves.", "It stays."], ["upstream times local", "upstream plus local", "upstream alone"]]


def choice_case(rng, index):
    choices = rng.choice(CHOICES)
    right, given = rng.randrange(len(choices)), rng.randrange(len(choices))
    letter = "abcdef"[given]
    text = rng.choice([choices[given], choices[given].upper(), f" {choices[given]} ", letter, letter.upper(), f"{letter})", f"({letter})", str(given + 1), f"{letter}.", choices[given].replace(" ", "  "),
                       "zebra", "", "?", "9", "0", "-1", "z", "a b", "1.5", "aa", choices[0] + " " + choices[1], "%", "a or b", "abc"])
    wanted = INVALID
    folded = text.strip().lower()
    if " ".join(folded.split()) == choices[given].lower() or folded.strip("().") in (letter, str(given + 1)):
        wanted = CORRECT if right == given else INCORRECT
    return case({"id": f"c{index}", "kind": "choice", "key": choices[right], "choices": choices, "input": text}, {wanted}, "choice", "choice")


# ---------------------------------------------------------------- malformed lines

def malformed(rng, index):
    good = {"id": f"m{index}", "kind": "numeric", "key": "2.5", "input": "2.5"}
    formula = {"id": f"m{index}", "kind": "formula", "key": "2*x", "names": [{"name": "x"}], "input": "x+x"}
    choice = {"id": f"m{index}", "kind": "choice", "key": "up", "choices": ["up", "down"], "input": "up"}
    without = lambda o, k: {x: y for x, y in o.items() if x != k}
    raw = ["", " ", "not json", "{", "}", "[]", "null", "42", "\"text\"", "{\"id\": \"x\", ", "{'id': 'x'}", "[" * 20000, "[" * 3000 + "]" * 3000, "{\"a\":" * 3000 + "1" + "}" * 3000, "{\"id\": \"a\"} {\"id\": \"b\"}", "\x00", "{\"id\": \"x\", \"input\": \"\\ud800\"}", "{\"id\": \"x\", \"kind\": numeric}", "\ufffd\ufffd", "\udcff\udcfe", "NaN", "{}", "[{}]", "// comment", "{\"id\": \"x\", \"kind\": \"numeric\", \"key\": \"1\", \"input\": \"1\"", "true"]
    objects = [without(good, k) for k in ("kind", "key", "input")] + [without(formula, "key"), without(choice, "choices")]
    objects += [good | x for x in ({"kind": "essay"}, {"kind": "Numeric"}, {"kind": 3}, {"kind": None}, {"key": 2.5}, {"key": None}, {"key": []}, {"key": ""}, {"key": "foo"}, {"key": "2*"}, {"key": "q + 1"}, {"key": "(2"}, {"key": "1/0"}, {"key": "sqrt(-1)"}, {"key": "log(0)"}, {"key": "1e999"},
                                   {"input": 2.5}, {"input": None}, {"input": ["2.5"]}, {"input": {}}, {"digits": "3"}, {"digits": 0}, {"digits": -2}, {"digits": 1.5}, {"digits": []}, {"targets": "dL/dw"}, {"targets": [1]}, {"traps": 4.5}, {"traps": [4.5]}, {"traps": ["4.5."]}, {"unit": 3}, {"model": 3}, {"model": "w = "},
                                   {"key": "dL/dw", "model": "w = 2; L = w*q"}, {"key": "dL/dq", "model": "w = 2; L = w*3"}, {"key": "dL/dw"}, {"key": "dL/dw", "model": "w = 0; L = log(w)"})]
    objects += [formula | x for x in ({"key": "sqrt(-1-x^2)"}, {"key": "log(-x^2)"}, {"key": "2*y"}, {"key": "zzz"}, {"key": "2*(x"}, {"key": "x/0"}, {"key": "ln(-exp(x))"}, {"names": "x"}, {"names": [3]}, {"names": [{}]}, {"names": [{"name": 3}]}, {"names": [{"name": "x", "low": 3, "high": -3}]}, {"names": [{"name": "x", "low": "a"}]},
                                      {"names": [{"name": "x"}, {"name": "o", "is": "tanh(q)"}], "key": "o"}, {"names": [{"name": "o", "is": "o + 1"}], "key": "o"}, {"names": [{"name": "o", "is": "("}], "key": "o"}, {"names": []}, {"names": [{"name": "x"}, {"name": "a", "is": "b"}, {"name": "b", "is": "a"}], "key": "a"})]
    objects += [choice | x for x in ({"choices": []}, {"choices": "up"}, {"choices": [1, 2]}, {"key": "sideways"})]
    objects += [good | {"kind": "sign"} | x for x in ({"key": "maybe"}, {"key": None}, {"key": "sqrt(-1)"})]
    if rng.random() < .35:
        return case(rng.choice(raw), {ERROR}, "malformed line", "malformed")
    return case(rng.choice(objects), {ERROR}, "malformed request", "malformed")


def garbage(rng, index):
    """Random text: never a crash, never correct."""
    alphabet = rng.choice(["()+-*/^.,0123456789exX |", "".join(map(chr, range(32, 127))), "αβσπ½²₃×÷−≈…∞😀\u200b\u202e\u0301é中", "".join(map(chr, range(1, 32))) + "1.2", "sqrt(exp(log2(1)))e^-", "=≈~?%$#@!;:'\"[]{}<>\\"])
    text = "".join(rng.choice(alphabet) for _ in range(rng.choice([1, 3, 8, 20, 60, 300, 520])))
    wanted = {INCORRECT, INVALID} | ({INVALID} if len(text) > 500 else set())
    if len(text) > 500 and not any(c in "\u200b" or c.isspace() for c in text):
        wanted = {INVALID}
    kind = rng.choice(["numeric", "formula"])
    key = "3.90625e-7" if kind == "numeric" else "x^7 + 13"
    request = {"id": f"g{index}", "kind": kind, "key": key, "input": text}
    if kind == "formula":
        request["names"] = [{"name": "x"}]
    return case(request, wanted, "random text", "garbage")


MAKERS = [(number_case, 40), (formula_case, 30), (model_case, 14), (sign_case, 4), (choice_case, 3), (malformed, 5), (garbage, 4)]


def one(arguments):
    """The case of this seed and index, and what was dropped on the way."""
    seed, index = arguments
    rng = random.Random(f"{seed}/{index}")
    maker = rng.choices([m for m, _ in MAKERS], [w for _, w in MAKERS])[0]
    dropped = []
    while True:
        try:
            return maker(rng, index), dropped
        except Disagreement as problem:
            dropped.append(str(problem))
        except (Open, Undefined, truth.Invalid):
            pass
        except (OverflowError, ZeroDivisionError, ValueError, RecursionError) as problem:
            dropped.append(f"not decided ({type(problem).__name__}: {problem})")


def cases(seed=1, count=1500):
    with multiprocessing.Pool() as pool:
        made = pool.map(one, [(seed, i) for i in range(count)], chunksize=8)
    return [c for c, _ in made], [d for _, dropped in made for d in dropped]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=1500)
    parser.add_argument("--dropped", action="store_true", help="print what was dropped instead")
    arguments = parser.parse_args()
    made, dropped = cases(arguments.seed, arguments.count)
    for line in dropped if arguments.dropped else (json.dumps(c, ensure_ascii=True) for c in made):
        print(line)


if __name__ == "__main__":
    main()
