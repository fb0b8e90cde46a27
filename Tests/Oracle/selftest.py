"""Is the reference right? Three witnesses that share nothing with it:

1. every op's gradient against a closed form, or mpmath's own numerical `diff` of a closed form;
2. known results at corners, and points where nothing finite exists;
3. how programs read: the same text run by Python itself, with NumPy, must give the same values.
"""

import ast
import keyword
import re

import numpy as np
from mpmath import mp, mpf

import generate
from reference import NotFinite, Reference, Undefined, Unreadable

SOFT = lambda v: [mp.exp(x) / sum(mp.exp(u) for u in v) for x in v]

# Op: program with leaves x (and y), the same as a function of mpf; numbers only.
NUMBERS = {
    "+": ("x + y", lambda x, y: x + y), "-": ("x - y", lambda x, y: x - y), "*": ("x*y", lambda x, y: x * y),
    "/": ("x/y", lambda x, y: x / y), "^": ("x^y", lambda x, y: mp.exp(y * mp.log(x))), "^3": ("x^3 + 0*y", lambda x, y: x * x * x),
    "^-2": ("x^-2 + 0*y", lambda x, y: 1 / (x * x)), "^0.5": ("x^0.5 + y", lambda x, y: mp.sqrt(x) + y),
    "negate": ("-x*y", lambda x, y: -x * y), "exp": ("exp(x*y)", lambda x, y: mp.e ** (x * y)), "log": ("log(x*y)", lambda x, y: mp.ln(x) + mp.ln(y)),
    "sqrt": ("sqrt(x*y)", lambda x, y: (x * y) ** mpf("0.5")), "sin": ("sin(x*y)", lambda x, y: mp.sin(x * y)),
    "cos": ("cos(x*y)", lambda x, y: mp.sin(mp.pi / 2 - x * y)), "tanh": ("tanh(x*y)", lambda x, y: 1 - 2 / (mp.exp(2 * x * y) + 1)),
    "sigmoid": ("sigmoid(x - y)", lambda x, y: mp.exp(x) / (mp.exp(x) + mp.exp(y))), "softplus": ("softplus(x - y)", lambda x, y: mp.ln(1 + mp.exp(x - y))),
    "relu": ("relu(x) + relu(-y)", lambda x, y: x), "leaky_relu": ("leaky_relu(-x, y)", lambda x, y: -x * y),
    "abs": ("abs(x)*abs(-y)", lambda x, y: x * y), "square": ("square(x - y)", lambda x, y: (x - y) ** 2), "sign": ("sign(-x)*y", lambda x, y: -y),
    "max": ("max(x, x + y)*x", lambda x, y: (x + y) * x), "min": ("min(x, x + y)*y", lambda x, y: x * y),
    "max over": ("max([x, 0, x + y])", lambda x, y: x + y), "min over": ("min([x, 9, x + y])", lambda x, y: x),
    "sum": ("sum([x, x*y, y])", lambda x, y: x + x * y + y), "mean": ("mean([[x, x*y], [y, 1]])", lambda x, y: (x + x * y + y + 1) / 4),
    "dot": ("dot([x, y], [y, x*x])", lambda x, y: x * y + y * x * x), "@": ("([[x, y], [1, x]] @ [y, x])[1]*x", lambda x, y: (y + x * x) * x),
    "v@M": ("([x, 2] @ [[x, y], [1, x]])[1]", lambda x, y: x * y + 2 * x), "M@M": ("([[x, y]] @ [[y], [x]])[0][0]", lambda x, y: 2 * x * y),
    "v@v": ("[x, y] @ [x, 3]", lambda x, y: x * x + 3 * y), "T": ("T([[x, y], [x*y, 1]])[0][1]*x", lambda x, y: x * y * x),
    "index": ("[x, y, x*y][-1]", lambda x, y: x * y), "softmax": ("softmax([x, y, x*y])[2]", lambda x, y: SOFT([x, y, x * y])[2]),
    "softmax rows": ("softmax([[x, y], [1, x]])[1][0]", lambda x, y: SOFT([mpf(1), x])[0]),
    "logsumexp": ("logsumexp([x, y, 1])", lambda x, y: mp.ln(mp.exp(x) + mp.exp(y) + mp.e)),
    "logsumexp rows": ("logsumexp([[x, y], [1, x]])[1]", lambda x, y: mp.ln(mp.e + mp.exp(x))),
    "cross_entropy": ("cross_entropy([x, y], [0.25, 0.75])", lambda x, y: -(mp.ln(SOFT([x, y])[0]) + 3 * mp.ln(SOFT([x, y])[1])) / 4),
    "cross_entropy target": ("cross_entropy([1, 2], [x, y])", lambda x, y: -(x * mp.ln(SOFT([mpf(1), mpf(2)])[0]) + y * mp.ln(SOFT([mpf(1), mpf(2)])[1]))),
    "cross_entropy rows": ("cross_entropy([[x, y], [y, x*x]], [[1, 0], [0, 1]])", lambda x, y: -(mp.ln(SOFT([x, y])[0]) + mp.ln(SOFT([y, x * x])[1])) / 2),
    "stop": ("stop(x*y)*x", None),
}

# Programs with gradients worked out by hand.
KNOWN = [
    ("x = 3; y = 5; z = stop(x*y)*x", {"x": 15, "y": 0}), ("x = 0; y = relu(x)", {"x": 0}), ("x = 0; y = leaky_relu(x, 0.25)", {"x": 0.25}),
    ("x = 0; y = abs(x)", {"x": 0}), ("a = 2; b = 2; y = max(a, b)", {"a": 0.5, "b": 0.5}), ("v = [1, 4, 4]; y = max(v)", {"v": [0, 0.5, 0.5]}),
    ("v = [4, 4, 4, 4, 5]; y = min(v)", {"v": [0.25, 0.25, 0.25, 0.25, 0]}), ("x = 2; y = max(x, x)", {"x": 1}), ("x = 0; y = sign(x)*3", {"x": 0}),
    ("x = 3; y = -x^2", {"x": -6}), ("a = 2; b = 3; y = a^b^2", {"a": 9 * 2 ** 8}), ("x = 2; y = x**3", {"x": 12}), ("x = 2; y = 3 - 2 - x", {"x": -1}),
    ("x = 1; c = x + 1; c = c*c; x = c*x; y = x*3", {"x": 24}), ("w = 2; g = 3; w = w - 0.5*g; y = w^2", {"w": 1, "g": -0.5}),
    ("M = [[1, 2], [3, 4]]; b = [1, 1]; y = sum(M*b + b)", {"M": [[1, 1], [1, 1]], "b": [6, 8]}),
    ("c = [[1], [2]]; r = [[3, 4, 5]]; y = sum(c*r)", {"c": [[12], [12]], "r": [[3, 3, 3]]}), ("c = [[1], [2]]; v = [3, 4]; y = sum(c*v)", {"c": [[7], [7]], "v": [3, 3]}),
    ("x = 0; y = x^2 + x^1 + x^0", {"x": 1}), ("x = -2; y = x^3", {"x": 12}), ("x = 800; y = sigmoid(x)", {"x": 0}), ("x = 0; y = x^1.5", {"x": 0}),
    ("W = [[1, 2], [3, 4]]; y = W[1][0]*W[-1][-1]", {"W": [[0, 0], [4, 3]]}), ("v = [800, -800]; y = logsumexp(v)", {"v": [1, 0]}), ("y = 7", {"y": 1}),
]
NOTHING_FINITE = ["x = 0; y = log(x)", "x = 0; y = 1/x", "x = 0; y = sqrt(x)", "x = 1; y = sqrt((x - 1)^2)", "x = 1000; y = exp(x)", "x = -2; y = x^0.5",
                  "x = 0; y = x^0.5", "x = -2; n = 3; y = x^n", "x = 1e-200; y = 1/x"]


def close(a, b, digits=30):
    return abs(a - b) <= mpf(10) ** -digits * max(1, abs(b))


def gradients(complain):
    count = 0
    for op, (text, function) in NUMBERS.items():
        for x, y in [(0.7, 1.3), (2.5, 0.4), (0.1, 3.0)]:
            result = Reference(f"x = {x}; y = {y}; out = {text}")
            if function is None:
                continue
            with mp.workdps(60):
                point = (mpf(x), mpf(y))
                found = (result.value[()], result.gradients["x"][()], result.gradients["y"][()])
                right = (function(*point), mp.diff(function, point, (1, 0)), mp.diff(function, point, (0, 1)))
                count += 1
                if not all(close(a, b, 25) for a, b in zip(found, right)):
                    complain(f"{op} at {x}, {y}: {found} and {right}")
    return count


def known(complain):
    for text, right in KNOWN:
        result = Reference(text)
        for name, value in right.items():
            found = result.gradients[name].astype(float)
            if not np.array_equal(found, np.array(value, dtype=float)) and not np.allclose(found, np.array(value, dtype=float), rtol=1e-15, atol=1e-300):
                complain(f"{text}: d/d{name} is {found.tolist()}, not {value}")
    for text in NOTHING_FINITE:
        try:
            complain(f"{text}: {Reference(text).gradients}, though nothing finite exists")
        except NotFinite:
            pass
    return len(KNOWN) + len(NOTHING_FINITE)


# Python reads the program.

class Lists(ast.NodeTransformer):
    """Lists become arrays and whole numbers floats, as in the model language."""

    def visit_List(self, node):
        self.generic_visit(node)
        return ast.copy_location(ast.Call(ast.Name("_array", ast.Load()), [node], []), node)

    def visit_Subscript(self, node):
        node.value = self.visit(node.value)
        return node

    def visit_Constant(self, node):
        return ast.copy_location(ast.Constant(float(node.value)), node)


def log_softmax(v):
    shifted = v - np.max(v, axis=-1, keepdims=True)
    return shifted - np.log(np.sum(np.exp(shifted), axis=-1, keepdims=True))


def extreme(over, two):
    return lambda *v: over(v[0]) if len(v) == 1 else two(*v)


PYTHON = {
    "_array": lambda v: np.array(v, dtype=float), "exp": np.exp, "log": np.log, "sqrt": np.sqrt, "sin": np.sin, "cos": np.cos, "tanh": np.tanh,
    "sigmoid": lambda v: np.exp(-np.logaddexp(0, -v)), "softplus": lambda v: np.logaddexp(0, v), "relu": lambda v: np.maximum(v, 0),
    "leaky_relu": lambda v, share: np.where(np.asarray(v) > 0, v, share * v), "abs": np.abs, "square": np.square, "sign": np.sign,
    "max": extreme(np.max, np.maximum), "min": extreme(np.min, np.minimum), "sum": np.sum, "mean": np.mean, "dot": np.dot, "T": np.transpose,
    "softmax": lambda v: np.exp(log_softmax(v)), "logsumexp": lambda v: np.max(v, -1) + np.log(np.sum(np.exp(v - np.max(v, -1, keepdims=True)), -1)),
    "cross_entropy": lambda s, t: -np.mean(np.sum(t * log_softmax(s), -1)), "stop": lambda v: v,
}


def in_python(text):
    """The values of all names, or None if the text is not Python once ^ is **."""
    text = re.sub(r"#[^\n]*", "", text).replace("^", "**").replace("\r", "")
    text = re.sub(r"[₀-₉]", lambda m: "_sub" + str(ord(m[0]) - ord("₀")), text)
    lines = [line.strip() for line in re.split(r"[;\n]", text) if line.strip()]
    if any(keyword.iskeyword(line.split("=")[0].strip()) for line in lines):
        return None
    scope = dict(PYTHON)
    try:
        tree = ast.fix_missing_locations(Lists().visit(ast.parse("\n".join(lines))))
    except SyntaxError:
        return None
    with np.errstate(all="ignore"):
        exec(compile(tree, "model", "exec"), scope)
    return {re.sub(r"_sub(\d)", lambda m: chr(ord("₀") + int(m[1])), k): v for k, v in scope.items()
            if k not in PYTHON and k != "__builtins__"}


def reading(seed, count, complain):
    compared = unread = 0
    models = generate.random_models(seed, count) + [m for m in generate.by_hand() if m.expect == "value" and m.kind != "digits"]
    for model in models:
        values = in_python(model.text)
        if values is None:
            unread += 1
            continue
        compared += 1
        reference = model.reference or Reference(model.text, gradients=False)
        if set(values) != set(reference.values):
            complain(f"{model.text}\n  Python binds {sorted(values)}, we {sorted(reference.values)}")
        for name, right in reference.values.items():
            found = np.asarray(values.get(name), dtype=float)
            if found.shape != right.shape or not all(abs(mpf(float(a)) - b) <= reference.tolerance(b, n) for a, b, n in
                                                     zip(found.flat, right.flat, reference.value_noise[name].flat)):
                complain(f"{model.text}\n  {name}: Python {found.tolist()}, we {right.astype(float).tolist()}")
    return compared, unread


def run(seed):
    complaints = []

    def complain(text):
        complaints.append(text)
        print("WRONG", text)

    print(f"{gradients(complain)} points of {len(NUMBERS)} forms of ops against closed forms")
    print(f"{known(complain)} programs with gradients known by hand")
    print("%d programs read by Python too (%d more are no Python)" % reading(seed, 100, complain))
    print("the reference is right" if not complaints else f"{len(complaints)} complaints")
    return bool(complaints)
