"""An independent reader and evaluator of the model language, at any precision.

Nothing here differentiates: gradients are central differences of values computed with mpmath,
so they share no code and no method with the engine under test.

    program = Program("x = 3; y = x^2")
    result = Reference(program)
    result.values["y"], result.gradients["x"]

Conventions at corners (design.md 3) need no slopes either. At the point itself every op with a
corner decides which branch it is on; in the differences it stays on that branch. So relu at
exactly 0 is the function 0, abs at 0 is 0, and a tie of max is the mean of the tied entries.
"""

import random
import unicodedata

import numpy as np
from mpmath import mp, mpf

LARGEST_DOUBLE = (2 - mpf(2) ** -52) * mpf(2) ** 1023
SMALLEST_NORMAL = mpf(2) ** -1022
SMALLEST_DOUBLE = mpf(2) ** -1074

UNARY = ["exp", "log", "sqrt", "sin", "cos", "tanh", "sigmoid", "softplus", "relu", "abs", "square",
         "sign", "sum", "mean", "T", "softmax", "logsumexp", "stop"]
ARITY = {name: (1,) for name in UNARY} | {
    "leaky_relu": (2,), "max": (1, 2), "min": (1, 2), "dot": (2,), "cross_entropy": (2,)}


class Unreadable(Exception):
    """The text is no program: syntax, an unknown name, shapes that do not fit."""

    def __init__(self, message, line=None, column=None):
        super().__init__(message, line, column)
        self.message, self.line, self.column = message, line, column

    def __str__(self):
        return f"{self.message} (line {self.line}, column {self.column})"


class NotFinite(Exception):
    """A value or slope does not exist or has no double."""

    def __init__(self, reason, node):
        super().__init__(reason, node)
        self.reason, self.node = reason, node

    def __str__(self):
        return f"{self.reason} in '{self.node.name or self.node.op}' (line {self.node.line})"


# ---------------------------------------------------------------- reading

def tokens(text):
    """(kind, text, line, column) of every token; columns count characters from 1."""
    result, i, line, start = [], 0, 1, 0
    while i < len(text):
        c, column, first = text[i], i - start + 1, i
        if c == "#":
            while i < len(text) and text[i] != "\n":
                i += 1
        elif c in "\n;":
            result.append(("end", c, line, column))
            i += 1
            if c == "\n":
                line, start = line + 1, i
        elif c.isspace():
            i += 1
        elif c in "0123456789" or (c == "." and text[i + 1:i + 2].isdecimal()):
            def digits(i):
                while i < len(text) and text[i] in "0123456789":
                    i += 1
                return i
            i = digits(i)
            if text[i:i + 1] == ".":
                i = digits(i + 1)
            if text[i:i + 1] in ("e", "E"):
                j = i + 2 if text[i + 1:i + 2] in ("+", "-") else i + 1
                if digits(j) > j:
                    i = digits(j)
            result.append(("number", text[first:i], line, column))
        elif c == "_" or is_letter(c):
            while i < len(text) and (text[i] in "_0123456789₀₁₂₃₄₅₆₇₈₉" or is_letter(text[i])):
                i += 1
            result.append(("name", text[first:i], line, column))
        elif text.startswith("**", i):
            result.append(("symbol", "^", line, column))
            i += 2
        elif c in "+-*/^@()[],=":
            result.append(("symbol", c, line, column))
            i += 1
        else:
            raise Unreadable(f"unexpected {c!r}", line, column)
    result.append(("end", "", line, len(text) - start + 1))
    return result


def is_letter(c):
    return unicodedata.category(c)[0] == "L"


class Parser:
    """Text to syntax trees: ("number", text), ("name", s), ("call", f, args), ("list", entries),
    ("index", base, whole number), ("negate", a) and (operator, a, b), each ending in its place."""

    def __init__(self, text):
        self.tokens, self.at = tokens(text), 0

    def statements(self):
        result = []
        while self.at < len(self.tokens):
            kind, name, line, column = self.tokens[self.at]
            self.at += 1
            if kind == "end":
                continue
            if kind != "name":
                raise Unreadable("expected a name", line, column)
            self.expect("=")
            tree = self.sum()
            if self.peek()[0] != "end":
                raise Unreadable(f"unexpected {self.peek()[1]!r}", *self.peek()[2:])
            result.append((name, tree, line, column))
        if not result:
            raise Unreadable("no statement", 1, 1)
        return result

    def peek(self):
        return self.tokens[self.at]

    def take(self, *symbols):
        kind, text, *place = self.peek()
        if kind == "symbol" and text in symbols:
            self.at += 1
            return text, tuple(place)
        return None

    def expect(self, symbol):
        if not self.take(symbol):
            raise Unreadable(f"expected {symbol!r}", *self.peek()[2:])

    def sum(self):
        return self.left_to_right(self.product, "+", "-")

    def product(self):
        return self.left_to_right(self.unary, "*", "/", "@")

    def left_to_right(self, operand, *symbols):
        left = operand()
        while found := self.take(*symbols):
            left = (found[0], left, operand(), found[1])
        return left

    def unary(self):
        if found := self.take("-"):
            return ("negate", self.unary(), found[1])
        if self.take("+"):
            return self.unary()
        base = self.postfix()
        if found := self.take("^"):
            return ("^", base, self.unary(), found[1])  # right-associative; 2^-x is allowed
        return base

    def postfix(self):
        base = self.atom()
        while found := self.take("["):
            base = ("index", base, self.sum(), found[1])
            self.expect("]")
        return base

    def atom(self):
        kind, text, *place = self.peek()
        place = tuple(place)
        self.at += 1
        if kind == "number":
            return ("number", text, place)
        if kind == "name":
            if self.take("("):
                return ("call", text, self.entries(")"), place)
            return ("name", text, place)
        if (kind, text) == ("symbol", "("):
            inner = self.sum()
            self.expect(")")
            return inner
        if (kind, text) == ("symbol", "["):
            return ("list", self.entries("]"), place)
        raise Unreadable(f"unexpected {text!r}", *place)

    def entries(self, closing):
        result = []
        if self.take(closing):
            return result
        while True:
            result.append(self.sum())
            if not self.take(","):
                self.expect(closing)
                return result


def literal(tree):
    """The double, list or list of lists that a literal stands for; None for anything else."""
    kind = tree[0]
    if kind == "number":
        return float(tree[1])  # the double nearest to the text
    if kind == "negate":
        inner = literal(tree[1])
        return -inner if isinstance(inner, float) else None
    if kind == "list":
        entries = [literal(entry) for entry in tree[1]]
        return None if not entries or any(entry is None for entry in entries) else entries
    return None


class Node:
    """A step of the computation: an op applied to earlier nodes, or a leaf or constant (op None)."""

    def __init__(self, op, operands=(), detail=None, name=None, line=None, column=None):
        self.op, self.operands, self.detail = op, tuple(operands), detail
        self.name, self.line, self.column = name, line, column
        self.active = False  # whether a slope by some leaf flows through it


class Program:
    """A text as nodes in order of computation.

    `names`: name -> its last node. `leaves`: name -> node of the last literal bound to it.
    `hidden_leaves`: names that had more than one literal, so their key in a result is ambiguous."""

    def __init__(self, text):
        self.text, self.nodes, self.names, self.leaves = text, [], {}, {}
        self.hidden_leaves, self.output = set(), None
        for name, tree, line, column in Parser(text).statements():
            value = literal(tree)
            if value is not None:
                node = self.add(Node(None, detail=value, name=name, line=line, column=column))
                self.nodes[node].active = True
                if name in self.leaves:
                    self.hidden_leaves.add(name)
                self.leaves[name] = node
            else:
                self.line = line
                node = self.build(tree)
                if self.nodes[node].name is None:
                    self.nodes[node].name = name
            self.names[name] = node
            self.output = name

    def add(self, node):
        node.active = any(self.nodes[i].active for i in node.operands) and node.op not in ("stop", "sign")
        self.nodes.append(node)
        return len(self.nodes) - 1

    def build(self, tree):
        kind, place = tree[0], tree[-1]

        def node(op, trees, detail=None):
            operands = [self.build(tree) for tree in trees]
            return self.add(Node(op, operands, detail, line=place[0], column=place[1]))

        if kind == "number":
            return self.add(Node(None, detail=float(tree[1]), line=place[0], column=place[1]))
        if kind == "name":
            if tree[1] not in self.names:
                raise Unreadable(f"unknown name {tree[1]!r}", *place)
            return self.names[tree[1]]
        if kind == "call":
            if len(tree[2]) not in ARITY.get(tree[1], ()):
                raise Unreadable(f"no function {tree[1]!r} of {len(tree[2])}", *place)
            return node(tree[1], tree[2])
        if kind == "list":
            if not tree[1]:
                raise Unreadable("empty list", *place)
            return node("list", tree[1])
        if kind == "index":
            index = literal(tree[2])
            if not isinstance(index, float) or index != int(index):
                raise Unreadable("an index is a whole number", *place)
            return node("index", [tree[1]], int(index))
        if kind == "negate":
            return node("negate", [tree[1]])
        return node(kind, [tree[1], tree[2]])


# ---------------------------------------------------------------- values

def array(value):
    """A 0-, 1- or 2-dimensional array of mpf."""
    if isinstance(value, float):
        value = mpf(value)
    elif isinstance(value, list):
        if len({len(row) if isinstance(row, list) else 0 for row in value}) > 1:
            raise ValueError("ragged list")
        convert = lambda v: [convert(entry) for entry in v] if isinstance(v, list) else mpf(v)
        value = convert(value)
    return np.array(value, dtype=object)


def each(function, *arrays):
    """Elementwise with NumPy's broadcasting; always an array, also for numbers."""
    result = np.frompyfunc(function, len(arrays), 1)(*arrays)
    return result if isinstance(result, np.ndarray) else array(result)


class Undefined(Exception):
    pass


def log(x):
    if x <= 0:
        raise Undefined("log of a number that is not positive")
    return mp.log(x)


def sqrt(x):
    if x < 0:
        raise Undefined("root of a negative number")
    return mp.sqrt(x)


def divide(x, y):
    if y == 0:
        raise Undefined("division by zero")
    return x / y


def power(x, p, base, exponent):
    if base == 0 and exponent > 0 and not mp.isint(exponent):
        # 0^1.5: its slope by the base is 0 (from the right, where it exists).
        if exponent < 1:
            return mpf(0) if x == 0 else sqrt(-1)
        return mpf(0)
    if x == 0:
        if p < 0:
            raise Undefined("division by zero")
        return mpf(1) if p == 0 else mpf(0)
    if x < 0 and not mp.isint(p):
        raise Undefined("fractional power of a negative number")
    return mp.power(x, int(p)) if mp.isint(p) and abs(p) < 10**6 else mp.power(x, p)


def sigmoid(x):
    return 1 / (1 + mp.exp(-x))


def softplus(x):
    return mp.log1p(mp.exp(x)) if x < 0 else x + mp.log1p(mp.exp(-x))


def sign(x):
    return mpf((x > 0) - (x < 0))


def logsumexp_of(entries):
    top = max(entries)
    return top + mp.log(mp.fsum(mp.exp(entry - top) for entry in entries))


def by_rows(function, x):
    """Applies a function of a list to a vector, or to each row of a matrix."""
    if x.ndim == 1:
        return array(function(list(x)))
    if x.ndim == 2:
        return np.array([function(list(row)) for row in x], dtype=object)
    raise ValueError("a list is needed")


def log_softmax_of(entries):
    total = logsumexp_of(entries)
    return [entry - total for entry in entries]


def cross_entropy(scores, onehot):
    if scores.shape != onehot.shape or scores.ndim == 0:
        raise ValueError("cross_entropy needs two lists of one shape")
    total = -mp.fsum((onehot * by_rows(log_softmax_of, scores)).flat)
    return total / len(scores) if scores.ndim == 2 else total


def extreme(x, at, pick):
    """The largest or smallest entry: the mean of those that are it at the point itself."""
    best = pick(at.flat)
    chosen = [entry for entry, base in zip(x.flat, at.flat) if base == best]
    return mp.fsum(chosen) / len(chosen)


def extreme_of_two(pick):
    def function(a, b, base_a, base_b):
        if base_a == base_b:
            return (a + b) / 2
        return a if pick(base_a, base_b) == base_a else b
    return function


def dot(a, b):
    if a.ndim != 1 or a.shape != b.shape:
        raise ValueError("dot needs two lists of one length")
    return mp.fsum(a * b)


def evaluate(op, detail, x, at):
    """The value of an op at operands `x`; `at` are the operands at the point itself, which decide
    the branch of ops with corners and the value of `stop`."""
    a = x[0]
    if op == "+": return each(lambda p, q: p + q, *x)
    if op == "-": return each(lambda p, q: p - q, *x)
    if op == "*": return each(lambda p, q: p * q, *x)
    if op == "/": return each(divide, *x)
    if op == "^": return each(power, *x, *at)
    if op == "@": return np.array(a @ x[1], dtype=object)
    if op == "negate": return each(lambda p: -p, a)
    if op == "exp": return each(mp.exp, a)
    if op == "log": return each(log, a)
    if op == "sqrt": return each(sqrt, a)
    if op == "sin": return each(mp.sin, a)
    if op == "cos": return each(mp.cos, a)
    if op == "tanh": return each(mp.tanh, a)
    if op == "sigmoid": return each(sigmoid, a)
    if op == "softplus": return each(softplus, a)
    if op == "square": return each(lambda p: p * p, a)
    if op == "relu": return each(lambda p, base: p if base > 0 else mpf(0), a, at[0])
    if op == "leaky_relu":
        return each(lambda p, share, base: p if base > 0 else share * p, a, x[1], at[0])
    if op == "abs": return each(lambda p, base: sign(base) * p, a, at[0])
    if op == "sign": return each(sign, at[0])
    if op in ("max", "min"):
        pick = {"max": max, "min": min}[op]
        if len(x) == 1:
            return array(extreme(a, at[0], pick))
        return each(extreme_of_two(pick), *x, *at)
    if op == "sum": return array(mp.fsum(a.flat))
    if op == "mean": return array(mp.fsum(a.flat) / a.size)
    if op == "dot": return array(dot(*x))
    if op == "T": return a.T
    if op == "index":
        if a.ndim == 0:
            raise ValueError("a number has no entries")
        return np.array(a[detail], dtype=object)
    if op == "list":
        if len({entry.shape for entry in x}) > 1:
            raise ValueError("ragged list")
        return np.array([entry.tolist() for entry in x], dtype=object)
    if op == "softmax": return by_rows(lambda row: [mp.exp(v) for v in log_softmax_of(row)], a)
    if op == "logsumexp": return by_rows(logsumexp_of, a)
    if op == "cross_entropy": return array(cross_entropy(*x))
    if op == "stop": return at[0]
    raise AssertionError(op)


def corner(op, at):
    """Whether an op stands on a corner: True, False, or None where 'corner' is open to taste."""
    if op in ("relu", "leaky_relu", "abs"):
        return any(v == 0 for v in at[0].flat)
    if op in ("max", "min"):
        if len(at) == 2:
            tie = any(p == q for p, q in np.broadcast(*at))
            return None if tie and at[0] is at[1] else tie
        best = {"max": max, "min": min}[op](at[0].flat)
        return sum(v == best for v in at[0].flat) > 1
    if op == "sign":
        return None if any(v == 0 for v in at[0].flat) else False
    return False


def branch(op, at):
    """What an op with corners decides at the point, to tell whether rounding changes it."""
    if op in ("relu", "leaky_relu", "abs", "sign"):
        return tuple(sign(v) for v in at[0].flat)
    if op in ("max", "min"):
        if len(at) == 2:
            return tuple(sign(p - q) for p, q in np.broadcast(*at))
        best = {"max": max, "min": min}[op](at[0].flat)
        return tuple(v == best for v in at[0].flat)
    return ()


ELEMENTWISE = {"+", "-", "*", "/", "^", "max", "min", "leaky_relu"}
ADDING_UP = {"sum", "mean", "dot", "@", "cross_entropy"}


class Rounding:
    """Random relative errors of at most 2^-53 in every result of every op, in everything that is
    added up inside one, and in every contribution of a result to an operand's slope: what a
    computation in doubles may suffer, forward and backward. The same errors in every evaluation,
    so that differences see a slightly different smooth function, not noise.

    Leaves are not touched: a program gets them exactly, and sin(1e22) has one right slope."""

    def __init__(self, seed):
        self.seed = seed
        self.cache = {}

    def spread(self, value, key):
        if key not in self.cache:
            source = random.Random(f"{self.seed} {key}")
            self.cache[key] = [(mpf(source.uniform(-1, 1)), mpf(source.uniform(-1, 1)))
                               for _ in range(value.size)]
        if value.size != len(self.cache[key]):
            raise AssertionError("shape changed")
        flat = [v if v == 0 else v * (1 + mpf(2) ** -53 * p) + SMALLEST_DOUBLE * q
                for v, (p, q) in zip(value.flat, self.cache[key])]
        result = np.empty(value.size, dtype=object)
        result[:] = flat
        return result.reshape(value.shape)


    def lean(self, moved, base, key):
        """Moves each entry a little less or more than asked: an error of the slope, not the value."""
        moved, base = np.asarray(moved, dtype=object), np.asarray(base, dtype=object)
        if key not in self.cache:
            source = random.Random(f"{self.seed} {key}")
            self.cache[key] = [1 + mpf(2) ** -53 * mpf(source.uniform(-1, 1)) for _ in range(base.size)]
        result = np.empty(base.size, dtype=object)
        result[:] = [b + (m - b) * factor for m, b, factor in zip(moved.flat, base.flat, self.cache[key])]
        return result.reshape(base.shape)


class Run:
    """The values of a program at a precision; and, from there, at points nearby."""

    def __init__(self, program, rounding=None):
        self.program, self.rounding = program, rounding
        self.values = []
        for i, node in enumerate(program.nodes):
            if node.op is None:
                self.values.append(self.guard(node, lambda: array(node.detail)))
            else:
                at = [self.values[j] for j in node.operands]
                self.values.append(self.guard(node, lambda: self.apply(i, at, at)))

    def guard(self, node, compute):
        try:
            value = compute()
            if any(abs(v) > LARGEST_DOUBLE for v in value.flat):
                raise NotFinite("overflow", node)
            return value
        except Undefined as error:
            raise NotFinite(str(error), node) from None
        except (ValueError, IndexError) as error:
            raise Unreadable(str(error), node.line, node.column) from None

    def apply(self, i, x, at):
        node = self.program.nodes[i]
        # T, index, list, stop and such move numbers without rounding them.
        exact = node.op in ("T", "index", "list", "stop", "negate", "relu", "abs", "sign", "max", "min")
        if self.rounding and node.op in ADDING_UP:
            x = [self.rounding.spread(v, (i, k)) for k, v in enumerate(x)]
            at = [self.rounding.spread(v, (i, k)) for k, v in enumerate(at)]
        if self.rounding and node.op in ELEMENTWISE:
            x, at = np.broadcast_arrays(*x), np.broadcast_arrays(*at)
        if self.rounding:
            x = [self.rounding.lean(v, base, (i, k, "slope")) for k, (v, base) in enumerate(zip(x, at))]
        value = evaluate(node.op, node.detail, x, at)
        return self.rounding.spread(value, i) if self.rounding and not exact else value

    def output_with(self, leaf, entry, value, dependents):
        """The output when one entry of one leaf is something else."""
        moved = dict()
        changed = self.values[leaf].copy()
        changed[entry] = value
        moved[leaf] = changed
        for i in dependents:
            operands = self.program.nodes[i].operands
            moved[i] = self.apply(i, [moved.get(j, self.values[j]) for j in operands]
                                  if any(j in moved for j in operands) else
                                  [self.values[j] for j in operands],
                                  [self.values[j] for j in operands])
        output = self.program.names[self.program.output]
        return moved.get(output, self.values[output])[()]

    def slope(self, leaf, entry, dependents, step):
        x = self.values[leaf][entry]
        h = step * (abs(x) if x != 0 else 1)
        if not dependents and leaf != self.program.names[self.program.output]:
            return mpf(0)
        up = self.output_with(leaf, entry, x + h, dependents)
        down = self.output_with(leaf, entry, x - h, dependents)
        return (up - down) / (2 * h)


# (decimal digits, exponent of the relative step). The error of a difference is about h^2 plus
# 10^-digits / h. The first is what most models need; the later ones serve slopes as small as
# tanh's at 800 and points that need smaller steps.
LEVELS = [(80, 25), (160, 50), (480, 100), (1000, 200), (2000, 300)]
ROUNDINGS = 3


class Reference:
    """Values and gradients of a program, each with how much rounding to doubles may move it."""

    def __init__(self, program, roundings=ROUNDINGS, gradients=True):
        if isinstance(program, str):
            program = Program(program)
        self.program = program
        with mp.workdps(LEVELS[0][0]):
            run = Run(program)
            at = lambda node: [run.values[j] for j in node.operands]
            self.corners = [corner(n.op, at(n)) for n in program.nodes]
            self.check_slopes(run)
            self.values = {name: run.values[i] for name, i in program.names.items()}
            self.value = self.values[program.output]
            if self.value.ndim != 0:
                raise Unreadable(f"the output has shape {self.value.shape}")
            self.largest = max(abs(v) for value in run.values for v in value.flat)
            runs = []
            self.fragile = False  # rounding changes a branch or leaves a domain
            for seed in range(roundings):
                try:
                    rounded = Run(program, Rounding(seed))
                except (NotFinite, Undefined):
                    self.fragile = True
                    continue
                if any(branch(n.op, at(n)) != branch(n.op, [rounded.values[j] for j in n.operands])
                       for n in program.nodes):
                    self.fragile = True
                runs.append(rounded)
            self.value_noise = {
                name: each(lambda *v: max([abs(u - v[0]) for u in v[1:]], default=mpf(0)),
                           run.values[i], *[r.values[i] for r in runs])
                for name, i in program.names.items()}
        self.gradients, self.noise = {}, {}
        if not gradients:
            return
        levels = {}
        needed = self.ancestors(program.names[program.output])
        for name, leaf in program.leaves.items():
            dependents = self.dependents(leaf, needed)
            shape = run.values[leaf].shape
            self.gradients[name] = np.empty(shape, dtype=object)
            self.noise[name] = np.empty(shape, dtype=object)
            for entry in np.ndindex(shape):
                slope = self.settled(leaf, entry, dependents, levels, run)
                self.gradients[name][entry] = slope
                with mp.workdps(LEVELS[0][0]):
                    step = mpf(10) ** -LEVELS[0][1]
                    noise = mpf(0)
                    for rounded in runs:
                        try:
                            noise = max(noise, abs(rounded.slope(leaf, entry, dependents, step)
                                                   - slope))
                        except Undefined:
                            self.fragile = True
                    # Below this the difference is that of the first level, not of rounding.
                    self.noise[name][entry] = mpf(0) if noise < mpf(10) ** -45 * (
                        abs(self.value[()]) + abs(slope) + 1) else noise

    def check_slopes(self, run):
        """Slopes that do not exist although a symmetric difference may: roots at 0."""
        needed = self.ancestors(self.program.names[self.program.output])
        for i, node in enumerate(self.program.nodes):
            if i not in needed or not node.operands:
                continue
            x = [run.values[j] for j in node.operands]
            moves = [self.program.nodes[j].active for j in node.operands]
            if node.op == "sqrt" and moves[0] and any(v == 0 for v in x[0].flat):
                raise NotFinite("a root has no slope at 0", node)
            if node.op == "^":
                for base, exponent in np.broadcast(*x):
                    if moves[0] and base == 0 and 0 < exponent < 1:
                        raise NotFinite("a root has no slope at 0", node)
                    if moves[1] and (base < 0 or base == 0 and exponent <= 0):
                        raise NotFinite("no slope by the exponent here", node)

    def ancestors(self, output):
        """Nodes through which slopes reach the output."""
        needed = {output}
        for i in range(output, -1, -1):
            if i in needed and self.program.nodes[i].op not in ("stop", "sign"):
                needed.update(self.program.nodes[i].operands)
        return needed

    def dependents(self, leaf, needed):
        reached, result = {leaf}, []
        for i, node in enumerate(self.program.nodes):
            if i in needed and any(j in reached for j in node.operands):
                reached.add(i)
                result.append(i)
        return result

    def settled(self, leaf, entry, dependents, levels, first):
        """The slope once two levels agree to 30 digits, or both say 'smaller than any double'."""
        previous = None
        for digits, exponent in LEVELS:
            with mp.workdps(digits):
                if digits not in levels:
                    levels[digits] = first if digits == LEVELS[0][0] else Run(self.program)
                try:
                    slope = levels[digits].slope(leaf, entry, dependents, mpf(10) ** -exponent)
                except Undefined as error:
                    slope, problem = None, str(error)
                if previous is not None and slope is not None:
                    tiny, size = mpf(10) ** -330, first.values[leaf][entry]
                    # What the digits can tell apart: the largest number around, over the step.
                    blur = self.largest * mpf(10) ** (exponent + 5 - digits) / (abs(size) or 1)
                    settled = (abs(slope - previous) <= mpf(10) ** -30 * abs(slope)
                               and blur <= mpf(10) ** -20 * abs(slope))
                    if not dependents or settled or max(abs(slope), abs(previous), blur) < tiny:
                        if abs(slope) > LARGEST_DOUBLE:
                            raise NotFinite("the gradient overflows", self.program.nodes[leaf])
                        return mpf(0) if abs(slope) < tiny else slope
                previous = slope
        node = self.program.nodes[leaf]
        raise NotFinite("no slope" if slope is None else "the difference does not settle", node)

    def tolerance(self, value, noise):
        """What a right program may be off by.

        1e-9 of the value; or, where that is larger,
        * 64 times what rounding every intermediate result and contribution to a double moves the
          value (measured by `Rounding`, three times, so a safe margin is needed: it matters only
          where a result is the difference of nearly equal numbers, for example an exact 0 left
          over from cancellation; in all else it is near 1e-14 of the value);
        * the smallest normal double, 2.2e-308, below which doubles have no relative precision."""
        return max(mpf("1e-9") * abs(value), 64 * noise, SMALLEST_NORMAL)

    def has_corner(self):
        """True or False; None where it is open whether a node counts as a corner."""
        needed = self.ancestors(self.program.names[self.program.output])
        found = [c for i, c in enumerate(self.corners)]
        # Where no slope flows a corner is none: the largest of constants that tie, for example.
        nodes = self.program.nodes
        inside = [c for i, c in enumerate(self.corners) if i in needed and nodes[i].active]
        if True in inside:
            return True
        return None if None in found or True in found else False


def plain(value):
    """An array as numbers for printing and JSON."""
    if isinstance(value, np.ndarray) and value.ndim:
        return [plain(v) for v in value]
    return mp.nstr(value[()] if isinstance(value, np.ndarray) else value, 60)
