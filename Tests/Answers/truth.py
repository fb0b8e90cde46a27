"""Decides which verdicts an answer may get, by grading.md A and B and without our grader.

Its own reader of answers (A2, A3), values as exact fractions or with 60 digits, the running error
bounds of A4 beside them, and A5 in fractions. A verdict is a set: more than one member means that
the specification leaves a margin there (a threshold nearer than doubles can tell, a difference that
B3 calls undetectable). `Open` says that the specification does not decide at all.
"""

import math
import random
import re
import unicodedata
from fractions import Fraction

from mpmath import mp, mpf

mp.dps = 60
U = 2.0 ** -53
CORRECT, IMPRECISE, INCORRECT, INVALID = "correct", "imprecise", "incorrect", "invalid"
ALL = {CORRECT, IMPRECISE, INCORRECT, INVALID}
ONE = {"sqrt", "exp", "ln", "log", "log2", "log10", "sin", "cos", "tan", "sinh", "cosh", "tanh", "sech",
       "abs", "sign", "relu", "step", "sigmoid", "softplus", "square"}
TWO = {"max", "min", "leaky_relu"}
KINKED = {"abs", "sign", "relu", "step", "max", "min", "leaky_relu"}
WORDS = {"inf": "inf", "infinity": "inf", "nan": "nan", "undefined": "nan", "dne": "nan"}


class Invalid(Exception):
    """Not readable as one answer."""


class Open(Exception):
    """The specification does not say."""


class Undefined(Exception):
    """No real, finite value."""


# ---------------------------------------------------------------- A2: normalising

SUPERSCRIPTS = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-"))
SUBSCRIPTS = dict(zip("₀₁₂₃₄₅₆₇₈₉", "0123456789"))
GREEK = {"α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "η": "eta", "θ": "theta",
         "λ": "lambda", "μ": "mu", "ρ": "rho", "τ": "tau", "φ": "phi", "ψ": "psi", "ω": "omega"}
MINUS = "‐‑‒–—―−﹣－"


def plain(text):
    """A2, steps 1 to 4, as far as characters go."""
    if len(text) > 500:
        raise Invalid("too long")
    out = []
    for c in text:
        if c in "\u200b\u200c\u200d\u2060\ufeff":
            continue
        if "！" <= c <= "～" and c not in MINUS:
            c = chr(ord(c) - 0xFEE0)
        if c == "\t" or unicodedata.category(c) == "Zs":
            c = " "
        elif c in MINUS:
            c = "-"
        elif c in "×⋅·∗":
            c = "*"
        elif c in "÷∕⁄":
            c = "/"
        elif unicodedata.decomposition(c).startswith("<fraction>") and not c.isdigit():
            if out and out[-1][-1].isdigit():
                raise Invalid("mixed number")
            value = Fraction(unicodedata.numeric(c)).limit_denominator(10)
            c = f"({value.numerator}/{value.denominator})"
        c = {"π": "pi", "∞": "inf", "σ": "σ", "…": "..."}.get(c, c)
        out.append(SUBSCRIPTS.get(c, c))
    text = "".join(out).strip()
    text = re.sub(f"[{''.join(SUPERSCRIPTS)}]+", lambda m: "^(" + "".join(SUPERSCRIPTS[c] for c in m[0]) + ")", text)
    if text[:1] in ("~", "≈"):
        text = text[1:].strip()
    if text.endswith("..."):
        text = text[:-3].strip()
    return text


def compact(text):
    return text.replace(" ", "")


LABEL = re.compile(r"(d|∂)\(?\w+\)?/(d|∂)\(?\w+\)?|[A-Za-z_]\w*(\.grad)?'?")


def split_parts(text, targets):
    """The steps of `label = step = answer`, without the label."""
    parts = [p.strip() for p in text.replace("==", "=").split("=")]
    if len(parts) == 1:
        return parts
    first = compact(parts[0])
    if first == "" or first in {compact(plain(t)) for t in targets}:
        parts = parts[1:]
    elif LABEL.fullmatch(first):
        if first in ("e", "pi", "inf"):
            raise Open("a constant as a label")
        raise Invalid("wrong label")
    if any(not p for p in parts):
        raise Invalid("empty step")
    return parts


def refuse_foreign(text):
    if not text or set(text) <= set("?. "):
        raise Invalid("empty")
    if re.search(r"[\\{}%‰<>≤≥≠±;#&!\"°]", text):
        raise Invalid("foreign sign")
    if re.search(r"\d *\.\. *\d", text) or text[:1] == "[":
        raise Invalid("range")


def commas(text, formula):
    """A2.7 for a whole text."""
    if "," not in text:
        return text
    body = text.lstrip("+-")
    if not formula and len(text) - len(body) <= 1:
        if re.fullmatch(r"[1-9]\d{0,2},\d{3}", body):
            raise Invalid("ambiguous comma")
        if re.fullmatch(r"[1-9]\d{0,2}(,\d{3}){2,}(\.\d+)?|[1-9]\d{0,2}(,\d{3})+\.\d+", body):
            return text.replace(",", "")
        if re.fullmatch(r"\d+,\d+", body):
            return text.replace(",", ".")
    depth = 0
    for i, c in enumerate(text):
        depth += (c == "(") - (c == ")")
        if c == "," and depth <= 0:
            raise Invalid("comma")
    return text


# ---------------------------------------------------------------- A3: reading

TOKEN = re.compile(r" *(?:([0-9]+\.?[0-9]*(?:[eE][+-]?[0-9]+)?|\.[0-9]+(?:[eE][+-]?[0-9]+)?)|([^\W\d]\w*)|(\*\*|[-+*/^(),|]))")


def canonical(word):
    return "".join(GREEK.get(c, c) for c in word).replace("_", "")


def tokens(text, formula):
    """(kind, text, blank before) of each."""
    result, at = [], 0
    text = text.rstrip()
    while at < len(text):
        m = TOKEN.match(text, at)
        if not m:
            raise Invalid(f"unreadable at {text[at:at + 5]!r}")
        kind = "num" if m[1] else "word" if m[2] else "sym"
        token = m[1] or m[2] or m[3]
        blank = m[0][0] == " "
        if kind == "num" and formula and re.search(r"[eE][+-]", token):
            if "-" in token:
                raise Open("2e-3 in a formula")
            raise Invalid("ambiguous e")
        result.append((kind, "^" if token == "**" else token, blank))
        at = m.end()
    return result


class Reader:
    """Reads one expression. `names` maps declared names to themselves; `tight` makes an implicit product bind
    tighter than a division before it (the second reading of A3)."""

    def __init__(self, text, names=(), formula=False, tight=False, long_exponent=False):
        self.names, self.formula, self.tight, self.long = set(names), formula, tight, long_exponent
        self.by_canonical = {}
        for name in self.names:
            self.by_canonical.setdefault(canonical(name), []).append(name)
        self.tokens, self.at, self.depth = tokens(text, formula), 0, 0
        self.ambiguous = self.ambiguous_exponent = False
        if not self.tokens:
            raise Invalid("empty")
        self.check_numbers()

    def check_numbers(self):
        for (k1, t1, _), (k2, t2, blank) in zip(self.tokens, self.tokens[1:]):
            if k1 == "num" and k2 == "num":
                raise Invalid("two numbers")
            if k1 == "num" and k2 == "word" and self.name(t2) is None:
                if t1 == "0" and not blank and re.fullmatch(r"[xX][0-9a-fA-F]+", t2):
                    raise Invalid("hexadecimal")
                if re.fullmatch(r"_\d+|[eE]\d+", t2):
                    raise Invalid("broken number")
        for (k1, t1, _), (_, t2, _), (_, t3, _), (k4, _, _) in zip(self.tokens, self.tokens[1:], self.tokens[2:], self.tokens[3:]):
            if k1 == "num" and t2 in ("e", "E") and t3 in ("+", "-") and k4 == "num":
                raise Invalid("broken exponent")

    def name(self, word):
        if word in self.names:
            return word
        alike = self.by_canonical.get(canonical(word), [])
        return alike[0] if len(alike) == 1 else None

    def peek(self, ahead=0):
        return self.tokens[self.at + ahead] if self.at + ahead < len(self.tokens) else ("end", "", False)

    def take(self, symbol):
        if self.peek()[:2] == ("sym", symbol):
            self.at += 1
            return True
        return False

    def whole(self):
        tree = self.sum()
        if self.peek()[0] != "end":
            raise Invalid(f"unexpected {self.peek()[1]!r}")
        return tree

    def sum(self):
        tree = self.product()
        while self.peek()[1] in ("+", "-") and self.peek()[0] == "sym":
            sign = self.peek()[1]
            self.at += 1
            tree = (sign, tree, self.product())
        return tree

    def starts_implicit(self):
        kind, token, blank = self.peek()
        before = self.tokens[self.at - 1]
        if before[0] == "num" or before[1] == ")":
            if kind == "num":
                raise Invalid("number after a number or bracket")
            return kind == "word" or token == "("
        if before[0] == "word" and (kind in ("word", "num") or token == "("):
            if token == "(":
                return True
            raise Open("blank between a name and the next factor")
        return False

    def product(self):
        tree, divided = self.unary(), False
        while True:
            kind, token, _ = self.peek()
            if kind == "word" and token in ("x", "X") and self.name(token) is None and self.tokens[self.at - 1][0] == "num" and self.peek(1)[0] == "num":
                self.at += 1
                tree, divided = ("*", tree, self.unary()), False
            elif kind == "word" and re.fullmatch(r"[xX]\d+", token) and self.name(token) is None and self.tokens[self.at - 1][0] == "num":
                self.tokens[self.at] = ("num", token[1:], False)
                tree, divided = ("*", tree, self.unary()), False
            elif kind == "sym" and token in "*/" and token:
                self.at += 1
                right = self.unary()
                if token == "/" and self.starts_implicit():
                    self.ambiguous = True
                    while self.tight and self.starts_implicit():
                        right = ("*", right, self.power())
                tree = (token, tree, right)
            elif self.starts_implicit():
                tree = ("*", tree, self.power())
            else:
                return tree

    def unary(self):
        if self.take("-"):
            return ("neg", self.unary())
        if self.take("+"):
            return self.unary()
        return self.power()

    def power(self):
        base = self.atom()
        if not self.take("^"):
            return base
        start = self.at
        exponent = self.exponent()
        numeric = self.tokens[start][0] == "num" or (self.tokens[start][1] == "-" and self.tokens[start + 1][0] == "num")
        kind, token, blank = self.peek()
        if base[0] in ("const", "num") and numeric and kind == "word" and not blank and token.lower() not in ONE | TWO:
            self.ambiguous_exponent = True
            if self.long:
                exponent = ("*", exponent, self.atom())
        return ("^", base, exponent)

    def exponent(self):
        if self.take("-"):
            return ("neg", self.exponent())
        if self.take("+"):
            return self.exponent()
        return self.power()

    def nested(self):
        self.depth += 1
        if self.depth > 100:
            raise Invalid("nested too deep")

    def atom(self):
        kind, token, _ = self.peek()
        self.at += 1
        if kind == "num":
            return ("num", Fraction(token.rstrip(".") if "e" not in token.lower() else token.replace(".e", "e").replace(".E", "E")), token)
        if kind == "word":
            return self.word(token)
        if token == "(":
            self.nested()
            tree = self.sum()
            if not self.take(")"):
                raise Invalid("bracket")
            self.depth -= 1
            return tree
        if token == "|":
            self.nested()
            tree = self.sum()
            if not self.take("|"):
                raise Invalid("bar")
            self.depth -= 1
            return ("call", "abs", tree)
        raise Invalid(f"unexpected {token!r}")

    def word(self, word):
        if (name := self.name(word)) is not None:
            return ("name", name)
        if word in ("pi", "e"):
            return ("const", word)
        function = "sigmoid" if word == "σ" else word.lower()
        if function in ONE | TWO:
            return self.call(function)
        ways = self.splits(word)
        if len(ways) != 1:
            raise Invalid(f"unknown name {word!r}")
        trees = [("const", w) if self.name(w) is None else ("name", self.name(w)) for w in ways[0]]
        if self.peek()[1] == "^":
            tree = ("^", trees[-1], None)
            raise Open("a power after split names")
        tree = trees[0]
        for right in trees[1:]:
            tree = ("*", tree, right)
        return tree

    def splits(self, word):
        if not word:
            return [[]]
        result = []
        for i in range(1, len(word) + 1):
            if self.name(word[:i]) is not None or word[:i] in ("pi", "e"):
                result += [[word[:i]] + rest for rest in self.splits(word[i:])]
                if len(result) > 1:
                    return result
        return result

    def call(self, function):
        power = None
        if self.take("^"):
            kind, token, _ = self.peek()
            if kind != "num" or not token.isdigit() or token == "0":
                if token == "(" and self.peek(1)[1].isdigit() and self.peek(2)[1] == ")":
                    power, self.at = ("num", Fraction(self.peek(1)[1]), self.peek(1)[1]), self.at + 3
                else:
                    raise Invalid("power of a function")
            else:
                power, self.at = ("num", Fraction(token), token), self.at + 1
        if not self.take("("):
            raise Invalid("function without brackets")
        self.nested()
        arguments = [self.sum()]
        while self.take(","):
            arguments.append(self.sum())
        if not self.take(")"):
            raise Invalid("bracket")
        self.depth -= 1
        if function in ONE and len(arguments) != 1 or function == "leaky_relu" and len(arguments) != 2:
            raise Invalid("arguments")
        if function in ("max", "min") and len(arguments) != 2:
            raise Open("max or min of other than two")
        tree = ("call", function, *arguments)
        return ("^", tree, power) if power else tree


def readings(text, names=(), formula=False):
    """The trees that a text may mean: one, or two where A3 sees an ambiguity."""
    if re.search(r"\d *['’_] *\d", text) or "'" in text:
        raise Invalid("apostrophe")
    first = Reader(text, names, formula)
    trees = [first.whole()]
    if first.ambiguous:
        trees.append(Reader(text, names, formula, tight=True).whole())
    if first.ambiguous_exponent:
        trees.append(Reader(text, names, formula, long_exponent=True).whole())
    return trees


def parse(text, names=()):
    """A text without any ambiguity: keys and models."""
    return Reader(text.strip(), names).whole()


# ---------------------------------------------------------------- A4: values with error bounds

def as_mp(v):
    return mpf(v.numerator) / v.denominator if isinstance(v, Fraction) else v


def as_fraction(v):
    """Exactly, and a 60-digit value that is a short decimal or fraction but for its last digits as that one."""
    if isinstance(v, Fraction):
        return v
    man, exp = abs(v).man_exp
    exact = Fraction(int(man)) * Fraction(2) ** int(exp) * (-1 if v < 0 else 1)
    if exact:
        near = Fraction(mp.nstr(v, 30, strip_zeros=True))
        if abs(near - exact) <= abs(exact) * Fraction(1, 10 ** 45):
            return near
    return exact


def sigmoid(a):
    return 1 / (1 + mp.exp(-a))


FUNCTIONS = {  # value and slope
    "sqrt": (mp.sqrt, lambda a: 1 / (2 * mp.sqrt(a))), "exp": (mp.exp, mp.exp),
    "ln": (mp.log, lambda a: 1 / a), "log": (mp.log, lambda a: 1 / a),
    "log2": (lambda a: mp.log(a) / mp.log(2), lambda a: 1 / (a * mp.log(2))), "log10": (mp.log10, lambda a: 1 / (a * mp.log(10))),
    "sin": (mp.sin, mp.cos), "cos": (mp.cos, lambda a: -mp.sin(a)), "tan": (mp.tan, lambda a: 1 + mp.tan(a) ** 2),
    "sinh": (mp.sinh, mp.cosh), "cosh": (mp.cosh, mp.sinh), "tanh": (mp.tanh, lambda a: mp.sech(a) ** 2),
    "sech": (mp.sech, lambda a: -mp.sech(a) * mp.tanh(a)), "sigmoid": (sigmoid, lambda a: sigmoid(a) * (1 - sigmoid(a))),
    "softplus": (lambda a: mp.log1p(mp.exp(a)), sigmoid),
}
BIG, SMALL = mpf(10) ** 300, mpf(10) ** -290


def value(tree, env):
    """(value, A4's error bound, scale): the scale is the largest intermediate, to tell a true zero."""
    v, e, scale = _value(tree, env)
    size = abs(as_mp(v))
    if v and (size > BIG or size < SMALL):
        if size > mpf("1.8e308"):
            raise Undefined("too large")
        raise Open("near the end of doubles")
    return v, e, max(scale, float(size))


def _value(tree, env):
    kind = tree[0]
    if kind == "num":
        v = tree[1]
        if abs(v) >= 10 ** 309:
            raise Undefined("too large")
        return v, 0.0 if v.denominator == 1 else U * float(abs(v)), float(abs(v))
    if kind == "name":
        return env[tree[1]]
    if kind == "const":
        v = +mp.pi if tree[1] == "pi" else +mp.e
        return v, U * float(v), float(v)
    if kind == "neg":
        v, e, scale = value(tree[1], env)
        return -v, e, scale
    if kind == "call" and tree[1] in TWO:
        (a, ea, sa), (b, eb, sb) = value(tree[2], env), value(tree[3], env)
        if tree[1] == "leaky_relu":
            if a > 0:
                return a, ea, max(sa, sb)
            r = (a * b) if type(a) is type(b) else as_mp(a) * as_mp(b)
            return r, float(abs(a)) * eb + float(abs(b)) * ea + U * float(abs(r)), max(sa, sb)
        first = (as_mp(a) >= as_mp(b)) == (tree[1] == "max")
        return (a, ea, max(sa, sb)) if first else (b, eb, max(sa, sb))
    if kind == "call":
        return call(tree[1], *value(tree[2], env))
    (a, ea, sa), (b, eb, sb) = value(tree[1], env), value(tree[2], env)
    scale = max(sa, sb)
    if kind == "^":
        return power(a, ea, b, eb, scale)
    if not (isinstance(a, Fraction) and isinstance(b, Fraction)):
        a, b = as_mp(a), as_mp(b)
    fa, fb = float(abs(a)), float(abs(b))
    if kind in "+-":
        r = a + b if kind == "+" else a - b
        if not isinstance(r, Fraction) and abs(r) < mpf(10) ** -50 * max(abs(a), abs(b)):
            r = mpf(0)
        return r, ea + eb + U * float(abs(r)), scale
    if kind == "*":
        r = a * b
        return r, fa * eb + fb * ea + U * float(abs(r)), scale
    if b == 0:
        raise Undefined("division by zero")
    r = a / b
    return r, (ea + float(abs(r)) * eb) / fb + U * float(abs(r)), scale


def call(function, a, ea, scale):
    if function == "abs":
        return abs(a), ea, scale
    if function in ("relu", "step", "sign"):
        s = (a > 0) - (a < 0)
        if function == "relu":
            return (a, ea, scale) if s > 0 else (Fraction(0), 0.0, scale)
        return Fraction(s if function == "sign" else max(s, 0)), 0.0, scale
    if function == "square":
        return a * a, 2 * float(abs(a)) * ea + U * float(a * a), scale
    if isinstance(a, Fraction):
        if a == 0 and function in ("sin", "tan", "sinh", "tanh", "sqrt"):
            return Fraction(0), ea, scale
        if a == 0 and function in ("exp", "cos", "cosh", "sech"):
            return Fraction(1), ea + U, scale
        if a == 1 and function in ("ln", "log", "log2", "log10"):
            return Fraction(0), ea, scale
        if function == "sqrt" and a > 0:
            n, d = math.isqrt(a.numerator), math.isqrt(a.denominator)
            if n * n == a.numerator and d * d == a.denominator:
                return Fraction(n, d), ea / (2 * n / d) + U * n / d, scale
    a = as_mp(a)
    if function in ("ln", "log", "log2", "log10") and a <= 0 or function == "sqrt" and a < 0:
        raise Undefined("not real")
    if abs(a) > 700 and function in ("exp", "sinh", "cosh", "sech", "tanh", "sigmoid", "softplus"):
        if function in ("exp", "sinh", "cosh") and (a > 710 or function != "exp" and a < -711):
            raise Undefined("too large")
        raise Open("near the end of doubles")
    f, slope = FUNCTIONS[function]
    v = f(a)
    if function == "sin" and abs(v) < mpf(10) ** -50 or function == "tan" and abs(v) < mpf(10) ** -50 or function == "cos" and abs(v) < mpf(10) ** -50:
        v = mpf(0)
    return v, abs(float(slope(a))) * ea + 2 * U * float(abs(v)) if a or function != "sqrt" else 0.0, scale


def power(a, ea, b, eb, scale):
    whole = isinstance(b, Fraction) and b.denominator == 1
    if not isinstance(b, Fraction) and b == mp.nint(b):
        raise Open("a rounded whole exponent")
    if a == 0:
        if b == 0:
            raise Open("0^0")
        if b < 0:
            raise Undefined("division by zero")
        return Fraction(0), ea if b == 1 else 0.0, scale
    if a < 0 and not whole:
        raise Undefined("not real")
    if float(abs(b)) * abs(float(mp.log10(abs(as_mp(a))))) > 295:
        if float(b) * float(mp.log10(abs(as_mp(a)))) > 309:
            raise Undefined("too large")
        raise Open("near the end of doubles")
    v = a ** int(b) if whole and isinstance(a, Fraction) and abs(b) < 400 else as_mp(a) ** (int(b) if whole else as_mp(b))
    fv = float(abs(v))
    slope_b = 0 if eb == 0 or a < 0 else fv * abs(float(mp.log(as_mp(a)))) * eb
    return v, fv * float(abs(b)) / float(abs(a)) * ea + slope_b + 2 * U * fv, scale


# ---------------------------------------------------------------- A5: numbers

def literal_unit(tree):
    """The unit of a literal's last written digit, or None for an expression."""
    if tree[0] == "neg":
        return literal_unit(tree[1])
    if tree[0] == "num":
        m = re.fullmatch(r"\d*(?:\.(\d*))?(?:[eE]([+-]?\d+))?", tree[2])
        return Fraction(10) ** (int(m[2] or 0) - len(m[1] or ""))
    if tree[0] == "*" and tree[2][0] == "^" and tree[2][1] == ("num", Fraction(10), "10"):
        k = tree[2][2]
        sign = 1
        while k[0] == "neg":
            sign, k = -sign, k[1]
        q = literal_unit(tree[1]) if tree[1][0] in ("num", "neg") else None
        if q is not None and k[0] == "num" and k[2].isdigit():
            return q * Fraction(10) ** (sign * int(k[2]))
    return None


def walk(tree):
    yield tree
    for child in tree[1:]:
        if isinstance(child, tuple):
            yield from walk(child)


def has_decimal(tree):
    return any(t[0] == "num" and "." in t[2] for t in walk(tree))


def is_at_most(a, b, noise):
    """Whether a <= b: {True}, {False}, or both where doubles can't tell; an exact tie is at most."""
    if a == b:
        return {True}
    return {True, False} if abs(a - b) <= noise else {a < b}


def exponent_of(t):
    t = abs(t)
    e = math.floor(math.log10(t.numerator) - math.log10(t.denominator))
    while Fraction(10) ** e > t:
        e -= 1
    while Fraction(10) ** (e + 1) <= t:
        e += 1
    return e


def rounded(t, q):
    return round(t / q) * q


def compare(t, s, digits, unit=None, decimal=False, traps=(), noise=Fraction(0), zero_bound=None):
    """A5 from 2 on. `t` is not zero unless `zero_bound` (16 times the answer's own bound, as a pair) is given."""
    if t == 0:
        if unit is not None:
            return {CORRECT} if s == 0 else {INCORRECT}
        return {{True: CORRECT, False: INCORRECT}[x] for x in is_at_most(abs(s), zero_bound, zero_bound / 4)} if s else {CORRECT}
    off, size = abs(s - t), abs(t)
    noise = noise + size / 10 ** 15
    result = set()
    for equal in is_at_most(off, size / 10 ** 9, noise):
        if equal:
            result.add(CORRECT)
            continue
        for trap in traps:
            if abs(trap - t) > size / 10 ** 9 and abs(s - trap) <= abs(trap) / 10 ** 9:
                return result | {INCORRECT}
        exponents = {exponent_of(t), exponent_of(t * (1 + Fraction(1, 10 ** 9))), exponent_of(t * (1 - Fraction(1, 10 ** 9)))}
        for e in exponents if exponent_of(t) != exponent_of(t * (1 - Fraction(1, 10 ** 14))) or len(exponents) > 1 else {exponent_of(t)}:
            result |= leniency(t, s, off, size, e, digits, unit, decimal, noise)
    return result


def leniency(t, s, off, size, e, digits, unit, decimal, noise):
    """A5.5 to 7."""
    place = Fraction(10) ** (e - digits + 1)
    short = is_at_most(abs(rounded(t, place) - t), size / 10 ** 9, size / 10 ** 14)
    if 0 < abs(round(t)) < 10 ** 6 and True in (whole := is_at_most(abs(round(t) - t), size / 10 ** 9, size / 10 ** 14)):
        short = whole if short == {False} else short | whole if whole != {True} else whole
    result = set()
    for is_short in short:
        near = {False}
        if not is_short and (unit is not None or decimal):
            near = is_at_most(off, place / 2, noise)
        if True in near:
            result.add(CORRECT)
        if False in near:
            result |= coarse(t, s, off, size, e, unit, noise)
    return result


def coarse(t, s, off, size, e, unit, noise):
    if unit is None or s == 0:
        return {INCORRECT}
    result = set()
    for first in is_at_most(off, Fraction(10) ** e / 2, noise):
        if not first:
            result.add(INCORRECT)
            continue
        for is_rounded in is_at_most(off, unit / 2, noise):
            cut = abs(s) == size // unit * unit
            result.add(IMPRECISE if is_rounded or cut else INCORRECT)
    return result


def key_value(key):
    """(value, is it zero: a set, error bound) of a numeric key's text or of (Fraction, error)."""
    if isinstance(key, tuple):
        v, e = key
    else:
        v, e, _ = value(parse(key), {})
    v = as_fraction(v)
    if v == 0:
        return v, {True}, e
    bound = 16 * Fraction(e)
    return v, is_at_most(abs(v), bound, bound / 4), e


def number(key, text, digits=3, targets=(), unit=None, traps=()):
    """The verdicts that a numeric answer may get; `key` is a text, or a (value, error bound)."""
    try:
        return _number(key, text, digits, targets, unit, traps)
    except Invalid:
        return {INVALID}
    except RecursionError:
        return {INVALID}


def _number(key, text, digits, targets, unit, traps):
    t, is_zero, error = key_value(key)
    text = plain(text)
    if unit and text.endswith(unit):
        text = text[:-len(unit)].strip()
    if not text:
        raise Invalid("empty")
    refuse_foreign(text.replace("=", ""))
    parts = [commas(p, False) for p in split_parts(text, targets)]
    word = compact(parts[-1]).lower()
    if word.lstrip("+-") in WORDS:
        if len(parts) > 1:
            raise Open("a word among steps")
        return {INCORRECT}
    if re.search(r"[£€$]", text):
        raise Invalid("unit")
    read = [number_readings(p) for p in parts]
    check_steps(read)
    results = []
    traps = [key_value(trap)[0] for trap in traps]
    for tree, s, e in read[-1]:
        noise = Fraction(20 * (e + error))
        result = set()
        for zero in is_zero:
            result |= compare(Fraction(0) if zero else t, s, digits, literal_unit(tree), has_decimal(tree), traps, noise, 16 * Fraction(e))
        results.append(result)
    return agreed(results)


def agreed(results):
    """A3: one verdict if all readings agree, else invalid."""
    if all(r == results[0] for r in results):
        return results[0]
    if any(len(r) > 1 for r in results):
        raise Open("margins in an ambiguous answer")
    return {INVALID}


def number_readings(text):
    trees = readings(text)
    result = []
    for tree in trees:
        try:
            v, e, _ = value(tree, {})
        except Undefined:
            raise Invalid("no value") from None
        result.append((tree, as_fraction(v), e))
    return result


def check_steps(read):
    """A2.5: all steps have one value."""
    if len(read) < 2:
        return
    if any(len(r) > 1 for r in read):
        raise Open("ambiguous steps")
    units = [literal_unit(t) for r in read for tree, _, _ in r for t in walk(tree) if t[0] == "num" and "." in t[2]]
    last = read[-1][0][1]
    for step in read[:-1]:
        off = abs(step[0][1] - last)
        if off <= abs(last) / 10 ** 9:
            continue
        if not units or off > max(units) / 2 * (1 + Fraction(1, 100)):
            raise Invalid("steps differ")
        if off > max(units) / 2 * (1 - Fraction(1, 100)):
            raise Open("steps differ about as much as they are rounded")


# ---------------------------------------------------------------- B: formulas

def is_opaque(tree, inside=False):
    """Whether B3's field stage sees an opaque value: roots, logarithms, kinks, pi, nesting, other powers."""
    kind = tree[0]
    if kind == "const":
        return tree[1] == "pi" or inside
    if kind == "call":
        f = tree[1]
        if f == "square":
            return is_opaque(tree[2], inside)
        if f in KINKED | {"sqrt", "ln", "log", "log2", "log10", "softplus"} or inside:
            return True
        return any(is_opaque(t, True) for t in tree[2:])
    if kind == "^":
        exponent = tree[2][1] if tree[2][0] == "neg" else tree[2]
        if tree[1] == ("const", "e"):
            return inside or is_opaque(tree[2], True)
        return exponent[0] != "num" or exponent[1].denominator != 1 or is_opaque(tree[1], inside)
    return any(is_opaque(t, inside) for t in tree[1:] if isinstance(t, tuple))


def has_kink(tree):
    return any(t[0] == "call" and t[1] in KINKED for t in walk(tree))


def has_edge(tree):
    return any(t[0] == "call" and t[1] in ("sqrt", "ln", "log", "log2", "log10") or t[0] == "^" and t[2][0] not in ("num", "neg") for t in walk(tree))


def inline(tree, definitions):
    """The tree with intermediate names replaced by their formulas."""
    if tree[0] == "name" and tree[1] in definitions:
        return inline(definitions[tree[1]], definitions)
    return tuple(inline(t, definitions) if isinstance(t, tuple) else t for t in tree)


def points(domains, count, seed=1):
    """Points in the open domains, evenly spread, as exact binary fractions."""
    rng = random.Random(seed)
    orders = {n: rng.sample(range(count), count) for n in domains}
    for i in range(count):
        point = {}
        for name, (low, high) in domains.items():
            x = low + (high - low) * (orders[name][i] + rng.uniform(0.05, 0.95)) / count
            point[name] = (Fraction(x), 0.0, abs(x))
        yield point


class Comparison:
    """Key and answer at many points of the domain, with 60 digits. Only points where the key has a value count."""

    def __init__(self, key, answer, domains, count):
        self.count = count
        self.usable = self.undefined = self.different = self.clear = self.coarse = self.ill = 0
        self.largest = mpf(0)
        self.witness = None
        for point in points(domains, count):
            try:
                t, et, st = value(key, point)
            except Undefined:
                continue
            self.usable += 1
            try:
                s, es, ss = value(answer, point)
            except Undefined:
                self.undefined += 1
                self.witness = self.witness or point
                continue
            s, t = as_mp(s), as_mp(t)
            top = max(abs(s), abs(t))
            off = abs(s - t)
            if max(et, es) > 1e-4 * top:
                self.ill += 1
            if off <= mpf(10) ** -45 * max(st, ss, float(top)):
                continue
            self.different += 1
            self.witness = self.witness or point
            self.largest = max(self.largest, off / top)
            if off > 1e-8 * top + 100 * (et + es):
                self.clear += 1
                self.coarse += off > 1e-3 * top


def formula(key, text, domains, definitions=None, targets=()):
    """The verdicts that a formula answer may get. `key`: tree over the leaves `domains` and the `definitions`."""
    definitions = definitions or {}
    names = set(domains) | set(definitions)
    try:
        text = plain(text)
        refuse_foreign(text.replace("=", ""))
        parts = split_parts(text, targets)
        if len(parts) > 1:
            raise Open("steps in a formula")
        if compact(parts[0]).lower().lstrip("+-") in WORDS and parts[0] not in names:
            raise Invalid("a word")
        trees = readings(commas(parts[0], True), names, True)
    except (Invalid, RecursionError):
        return {INVALID}
    key = inline(key, definitions)
    return agreed([formula_verdict(key, inline(tree, definitions), domains) for tree in trees])


def formula_verdict(key, answer, domains):
    opaque = is_opaque(key) or is_opaque(answer)
    seen = Comparison(key, answer, domains, 40)
    plainly = max(seen.clear, seen.undefined) > 0.4 * seen.usable
    if not plainly and (has_kink(key) or has_kink(answer) or has_edge(answer) or seen.usable < 20):
        # What differs on a small part of the domain only.
        seen = Comparison(key, answer, domains, 400)
    count = seen.count
    if seen.usable < count / 5:
        raise Open("the key has few values")
    if seen.ill > seen.usable / 10 and opaque:
        raise Open("ill-conditioned")
    if not seen.different and not seen.undefined:
        return {CORRECT}
    lone = [t for t in walk(answer) if t[0] == "num" and "." in t[2]]
    rest = {INCORRECT}
    if len(lone) == 1:
        rest = rounded_constant(key, answer, lone[0], domains, seen)
    if not opaque:
        # Differences of rational functions of exponentials are certain, however small.
        return rest
    if seen.undefined >= 0.01 * seen.usable or seen.clear >= 0.1 * seen.usable:
        return rest
    if seen.coarse >= 0.01 * seen.usable and (has_kink(key) or has_kink(answer)):
        return rest
    return rest | {CORRECT}


def replaced(tree, old, new):
    return new if tree is old or tree == old else tuple(replaced(t, old, new) if isinstance(t, tuple) else t for t in tree)


def rounded_constant(key, answer, literal, domains, seen):
    """B3 stage 4: is the one decimal literal a rounded or cut-off form of a constant that would be right?"""
    if seen.undefined:
        return {INCORRECT}

    def off(c, point):
        s, t = value(replaced(answer, literal, ("num", as_fraction(mpf(c)), "c")), point)[0], value(key, point)[0]
        return as_mp(s) - as_mp(t)

    tried = list(points(domains, 24, seed=2))
    written = as_mp(literal[1])
    outcomes = set()
    for first in tried[:8]:
        try:
            if not off(written, first):
                continue
            c = mp.re(mp.findroot(lambda c: off(c, first), (written, written * mpf("1.01") + mpf("0.001"))))
            worst = max(abs(off(c, p)) / max(abs(as_mp(value(key, p)[0])), mpf(10) ** -30) for p in tried)
        except (Undefined, Open, ValueError, ZeroDivisionError, TypeError, OverflowError):
            outcomes |= {INCORRECT, IMPRECISE}
            continue
        if worst < 1e-20:
            return as_rounded(as_fraction(c), literal)
        outcomes |= {INCORRECT, IMPRECISE} if worst < 1e-2 else {INCORRECT}
    if seen.largest < 1e-3:
        outcomes.add(IMPRECISE)
    return outcomes | {INCORRECT}


def as_rounded(c, literal):
    """Whether a literal is the constant `c`, rounded or cut off at its last digit."""
    unit, size, written = literal_unit(literal), abs(c), abs(literal[1])
    error, margin = abs(c - literal[1]), unit / 10 ** 6
    if not written:
        return {IMPRECISE, INCORRECT}
    if abs(error - unit / 2) <= margin:
        return {IMPRECISE} if size > written else {IMPRECISE, INCORRECT}
    if abs(error - unit) <= margin and size > written:
        return {IMPRECISE, INCORRECT}
    return {IMPRECISE} if error < unit / 2 or error < unit and size > written else {INCORRECT}


# ---------------------------------------------------------------- models and derivatives

def model(text):
    """({leaf: value as Fraction}, {name: tree over earlier names}) of a scalar program."""
    leaves, definitions = {}, {}
    for line in re.split(r"[;\n]", text):
        line = line.split("#")[0].strip()
        if not line:
            continue
        name, expression = (p.strip() for p in line.split("=", 1))
        tree = parse(expression, [*leaves, *definitions])
        if tree[0] == "num" or tree[0] == "neg" and tree[1][0] == "num":
            leaves[name] = value(tree, {})[0]
        else:
            definitions[name] = tree
    return leaves, definitions


def n(k):
    return ("num", Fraction(k), str(k)) if k >= 0 else ("neg", ("num", Fraction(-k), str(-k)))


def times(a, b):
    if a == n(0) or b == n(0):
        return n(0)
    return b if a == n(1) else a if b == n(1) else ("*", a, b)


def plus(a, b):
    return b if a == n(0) else a if b == n(0) else ("+", a, b)


def local(function, *u):
    """The slope of a function in its first argument."""
    a = u[0]
    c = lambda f: ("call", f, a)
    return {
        "exp": lambda: c("exp"), "ln": lambda: ("/", n(1), a), "log": lambda: ("/", n(1), a),
        "sqrt": lambda: ("/", n(1), ("*", n(2), c("sqrt"))), "sin": lambda: c("cos"), "cos": lambda: ("neg", c("sin")),
        "tan": lambda: ("+", n(1), ("^", c("tan"), n(2))), "sinh": lambda: c("cosh"), "cosh": lambda: c("sinh"),
        "tanh": lambda: ("-", n(1), ("^", c("tanh"), n(2))), "sigmoid": lambda: ("*", c("sigmoid"), ("-", n(1), c("sigmoid"))),
        "softplus": lambda: c("sigmoid"), "relu": lambda: c("step"), "abs": lambda: c("sign"), "sign": lambda: n(0), "step": lambda: n(0),
        "square": lambda: ("*", n(2), a),
    }[function]()


def derivative(tree, name):
    """The derivative of a tree by a name, other names held fixed."""
    kind = tree[0]
    if kind in ("num", "const"):
        return n(0)
    if kind == "name":
        return n(1 if tree[1] == name else 0)
    if kind == "neg":
        d = derivative(tree[1], name)
        return d if d == n(0) else ("neg", d)
    if kind == "call" and tree[1] in TWO:
        f, a, b = tree[1:]
        da, db = derivative(a, name), derivative(b, name)
        if f == "leaky_relu":
            if db != n(0):
                raise Open("a variable share")
            return times(("+", b, ("*", ("-", n(1), b), ("call", "step", a))), da)
        first, second = ("-", a, b), ("-", b, a)
        if f == "min":
            first, second = second, first
        half = lambda u: ("/", ("+", n(1), ("call", "sign", u)), n(2))
        return plus(times(half(first), da), times(half(second), db))
    if kind == "call":
        return times(local(tree[1], tree[2]), derivative(tree[2], name))
    a, b = tree[1], tree[2]
    da, db = derivative(a, name), derivative(b, name)
    if kind == "+":
        return plus(da, db)
    if kind == "-":
        return da if db == n(0) else ("neg", db) if da == n(0) else ("-", da, db)
    if kind == "*":
        return plus(times(da, b), times(a, db))
    if kind == "/":
        left = n(0) if da == n(0) else ("/", da, b)
        right = n(0) if db == n(0) else ("/", times(a, db), ("^", b, n(2)))
        return left if right == n(0) else ("neg", right) if left == n(0) else ("-", left, right)
    if db == n(0):
        if da == n(0):
            return n(0)
        if b[0] != "num":
            return times(("*", b, ("^", a, ("-", b, n(1)))), da)
        lower = ("num", b[1] - 1, str(b[1] - 1))
        return times(("*", b, a if b[1] == 2 else ("^", a, lower)), da)
    if da == n(0):
        return times(("*", tree, ("call", "log", a)), db)
    raise Open("a variable base and exponent")


def total_derivative(of, wrt, definitions):
    """d(of)/d(wrt) through the definitions, written with intermediate names."""
    if of == wrt:
        return n(1)
    if of not in definitions:
        return n(0)
    tree, result = definitions[of], n(0)
    for parent in dict.fromkeys(t[1] for t in walk(tree) if t[0] == "name"):
        through = total_derivative(parent, wrt, definitions)
        if through != n(0):
            result = plus(result, times(derivative(tree, parent), through))
    return result


DERIVATIVE = re.compile(r"\b[d∂]\(?(\w+)\)?/[d∂]\(?(\w+)\)?")


def key_tree(key, leaves, definitions):
    """A key over a model: an expression in which derivatives may stand."""
    slopes = {}

    def named(m):
        slopes[f"slope{len(slopes)}"] = total_derivative(m[1], m[2], definitions)
        return f"slope{len(slopes) - 1}"

    text = DERIVATIVE.sub(named, key)
    return inline(parse(text, [*leaves, *definitions, *slopes]), slopes)


def model_number(key, leaves, definitions):
    """(value, error bound) of a key at the model's own values."""
    tree = inline(key_tree(key, leaves, definitions), definitions)
    v, e, _ = value(tree, {name: (v, 0.0 if v.denominator == 1 else U * abs(float(v)), abs(float(v))) for name, v in leaves.items()})
    return v, e


# ---------------------------------------------------------------- sign and choice

SIGNS = {"+": 1, "-": -1, "0": 0, "positive": 1, "negative": -1, "zero": 0, "up": 1, "down": -1, "plus": 1, "minus": -1}


def sign(key, text):
    """A sign, a word for one, or a number counted by its sign."""
    v, zero, _ = key_value(key)
    if len(zero) > 1:
        raise Open("nearly zero")
    wanted = 0 if True in zero else 1 if v > 0 else -1
    try:
        text = plain(text)
        if text.lower() in SIGNS:
            found = SIGNS[text.lower()]
        else:
            refuse_foreign(text)
            if re.fullmatch(r"[^\W\d_ ]+( [^\W\d_ ]+)*", text) and text not in ("e", "pi"):
                raise Invalid("a word")
            (_, s, e), = number_readings(commas(text, False))
            if s and abs(s) <= 32 * Fraction(e):
                raise Open("nearly zero")
            found = (s > 0) - (s < 0)
    except Invalid:
        return {INVALID}
    return {CORRECT if found == wanted else INCORRECT}
