"""Models with known answers: random ones from a seed, every pair of ops, and edge cases by hand.

    python3 generate.py [--seed N] [--count N]     prints all models with their kind

A model expects one of
    "value"   finite values and gradients: the program must print them
    "error"   nothing finite exists: the program must say so and exit 65
    "either"  the language's definition is open or doubles barely suffice: the right answer or a
              clear error, never a wrong number
"""

import argparse
import random
from dataclasses import dataclass, field

from mpmath import mp, mpf

from reference import NotFinite, Program, Reference, Undefined, Unreadable


@dataclass
class Model:
    name: str
    kind: str
    text: str
    expect: str = "value"
    line: int = None            # where an expected error is
    note: str = ""              # why "either", or what is special
    libraries: bool = True      # whether PyTorch and autograd should agree
    reference: object = field(default=None, repr=False)


# ---------------------------------------------------------------- by hand

def by_hand():
    models = []

    def value(kind, text, note="", libraries=True):
        models.append(Model(f"{kind} {len(models)}", kind, text, "value", None, note, libraries))

    def error(text, line, note=""):
        models.append(Model(f"error {len(models)}", "error", text, "error", line, note, False))

    def either(text, note):
        models.append(Model(f"open {len(models)}", "open", text, "either", None, note, False))

    # The seeds (curriculum.md 1).
    for text in [
        "x = 2; u = x*3; y = u + 5",
        "x = 1.5; w1 = 2; w2 = 3; h = x*w1; y = h*w2",
        "x = 2; w = 1.5; z = x*w; a = relu(z)",
        "x = 2; w = 1.5; a = sigmoid(x*w)",
        "x = 3; w = 2; y = w*x; loss = (y - 10)^2",
        "x = 1.0; target = 0.5; w1 = 1.2; w2 = -0.8\nh = tanh(w1*x)\ny = w2*h\nL = 0.5*(y - target)^2",
        "x = 3; y = 2; z = -1; a = x*y; b = a + z; c = b^2",
        "x = 0.5; y = 1; W1 = 0.4; b1 = 0.3; W2 = 0.7; b2 = 0.2\nz1 = W1*x + b1\na1 = sigmoid(z1)\n"
        "z2 = W2*a1 + b2\na2 = sigmoid(z2)\nL = 0.5*(a2 - y)^2",
        "x = 2; z = (x^2 + 1)^3",
        "x = 2; w = 0.5; k = w*x; y = sigmoid(k)",
        "x = [1, 2]; W1 = [[0.4, -0.1], [-0.5, 0.2], [0.3, 0.3]]; b1 = [0.1, 0.3, -1]; W2 = [[1, -2, 0.5]]; "
        "b2 = [0.1]; t = [0.5]; z1 = W1 @ x + b1; a1 = relu(z1); y = W2 @ a1 + b2; L = 0.5*sum((y - t)^2)",
        "X = [[1, 2], [3, 4], [5, 6]]; W = [[1], [-1]]; b = [0.5]; Y = [[0], [0], [0]]; P = X @ W + b; "
        "L = 0.5*sum((P - Y)^2)",
        "z = [1, 2, 3]; y = [1, 0, 0]; L = cross_entropy(z, y)",
    ]:
        value("seed", text)

    # Corners, with the conventions of design.md 3.
    for text in [
        "x = 0; y = relu(x) + 3*x",
        "x = 0; y = leaky_relu(x, 0.1)",
        "x = 0; share = 0.25; y = leaky_relu(x, share) + 2*share",
        "x = -0.0; y = abs(x) + x",
        "x = 0; y = 5*abs(x)",
        "v = [-1, 0, 2]; y = sum(relu(v) * [3, 5, 7])",
        "v = [-1, 0, 2]; y = sum(abs(v) * [3, 5, 7])",
        "a = 2; b = 2; y = max(a, b)",
        "a = 2; b = 2; y = 3*min(a, b) + a",
        "v = [1, 4, 4]; y = max(v)",
        "v = [1, 1, 4, 1]; y = 6*min(v)",
        "M = [[3, 1], [3, 3]]; y = max(M)",
        "v = [1, 2, 3]; w = [3, 2, 1]; y = sum(max(v, w) * [1, 10, 100])",
        "v = [1, 2, 3]; c = 2; y = sum(min(v, c) * [1, 10, 100])",
        "M = [[0, 1], [-1, 0]]; b = [0, 0]; y = sum(relu(M + b) * [[1, 2], [3, 4]])",
        "a = 3; y = max(a, 3) * 2",
    ]:
        value("corner", text)
    value("corner", "x = 2; y = max(x, x)", "both operands are one node")
    value("corner", "x = 0; y = sign(x) + x")
    value("corner", "x = -3; v = [0, 5]; y = sign(x)*x + sum(sign(v)*v)")
    value("corner", "x = 0; y = sin(x)/(1 + abs(x)) + relu(x)^2")

    # Stable forms: the plain formulas overflow or lose every digit here.
    stable = "doubles suffice with the right formula; the plain one loses digits, as in PyTorch"
    for text in [
        "x = 800; y = sigmoid(x)", "x = -800; y = sigmoid(x)",
        "x = 800; y = tanh(x)", "x = -800; y = tanh(x)",
        "x = 800; y = softplus(x)", "x = -800; y = softplus(x)",
        "v = [800, -800, 799]; y = logsumexp(v)", "v = [-800, -801, -900]; y = logsumexp(v)",
        "v = [800, 0, -800]; y = sum(softmax(v) * [1, 2, 3])",
        "v = [1000, 1001, 999.5]; w = [1, -2, 3]; y = dot(softmax(v), w)",
        "s = [800, 799, 0]; t = [0, 1, 0]; y = cross_entropy(s, t)",
        "s = [800, 0]; y = cross_entropy(s, [0, 1])",
        "M = [[800, 1], [-800, 2], [0, 0]]; y = sum(logsumexp(M))",
        "M = [[500, 501], [-800, -799]]; t = [[0, 1], [1, 0]]; y = cross_entropy(M, t)",
        "x = 1e6; y = softplus(x) + sigmoid(x) + tanh(x)",
        "x = 1e300; y = tanh(x) + sigmoid(-x)",
        "v = [1e300, 0]; y = logsumexp(v)",
        "v = [0]; y = logsumexp(v) + softmax(v)[0]",
    ]:
        value("saturated", text)
    for text in [
        "x = 20; y = tanh(x)", "x = -9; y = tanh(x)", "x = 100; y = tanh(x)", "x = 300; y = tanh(x)",
        "x = 1e-9; y = tanh(x)", "x = 40; y = sigmoid(x)", "x = 300; y = sigmoid(x)",
        "x = -40; y = softplus(x)", "x = -300; y = softplus(x)", "x = -700; y = sigmoid(x)",
        "v = [40, 0]; y = softmax(v)[0]", "v = [0, 50, 10]; y = softmax(v)[1]",
        "v = [-300, 0, 300]; y = softmax(v)[2]",
        "s = [30, 0, 0]; t = [1, 0, 0]; y = cross_entropy(s, t)",
        "M = [[50, 0], [0, 60]]; t = [[1, 0], [0, 1]]; y = cross_entropy(M, t)",
        "M = [[35, 0, 1], [0, 45, 2]]; c = [[1, 2, 3], [4, 5, 6]]; y = sum(softmax(M) * c)",
        "w = 30; x = 1; b = -2; y = 1e12*tanh(w*x + b)",
        "x = -50; y = log(sigmoid(x))", "x = -30; y = log(softplus(x))",
        "s = [[700, -7], [1, 2]]; y = cross_entropy(s, [[0, 1], [1, 0]]) + sum(logsumexp(s))",
    ]:
        value("digits", text, stable, libraries=False)

    # Large, small and many orders of magnitude.
    for text in [
        "a = 1e150; b = 1e-150; c = 3; y = a*b*c",
        "a = 1e-100; b = 2e-100; y = (a/b)^2",
        "a = 1e200; b = 1e100; y = a/b",
        "v = [1e-8, 1, 1e8]; y = dot(v, v)",
        "v = [1e-150, 1e150, 1]; w = [1e150, 1e-150, 1]; y = dot(v, w)",
        "x = 1e-300; y = 2*x + 1e-300", "x = 5e-324; y = x + 1", "x = 1.7976931348623157e308; y = x/2",
        "x = 2.2250738585072014e-308; y = x*1e10",
        "x = 1e-160; y = sqrt(x)", "x = 1e300; y = log(x)", "x = 1e-300; y = log(x)",
        "x = 700; y = exp(x)", "x = -700; y = exp(x)", "x = -1000; y = exp(x)",
        "x = 1e10; y = sin(x) + cos(x)", "x = 1e22; y = sin(x)", "x = 3.141592653589793; y = sin(x)",
        "x = 1.5707963267948966; y = cos(x)",
        "x = 10; y = x^300", "x = 1e-5; y = x^60", "x = 1.0000001; y = x^10000000",
        "a = 123456789.123; b = 1e-9; c = -1e5; y = a*b + a*c + b/c",
        "x = 1e100; y = (x^3)^(1/3)",
        "x = 0.1; y = ((((x*1e60)*1e60)*1e-60)*1e-60)*1e100",
    ]:
        value("magnitude", text)
    value("magnitude", "x = 1e-200; y = 1e-250*(1/x)", "the local slope -1e400 has no double, the gradient does",
          libraries=False)
    models[-1].expect = "either"
    value("magnitude", "x = 1e-120; y = 1e-300/x^2", "x^3 underflows inside a plain quotient rule", libraries=False)
    models[-1].expect = "either"
    value("magnitude", "x = 1e200; y = 1e200/x", "x*x overflows inside a plain quotient rule", libraries=False)
    value("magnitude", "x = 1e-170; a = 1e-170; y = a/x", "x*x underflows inside a plain quotient rule",
          libraries=False)

    # Powers.
    for text in [
        "x = -2; y = x^3", "x = -2; y = x^2", "x = -1.5; y = x^-3", "x = -2; y = x**4",
        "x = 0; y = x^2", "x = 0; y = x^1", "x = 0; y = x^0 + x", "x = 0; y = x^3 + 2*x", "x = 5; y = x^0",
        "x = -3; y = x^2.0", "x = -7; y = x^1", "x = 4; y = x^0.5", "x = 4; y = x^-0.5", "x = 8; y = x^(1/3)",
        "x = 2; y = x^0.1", "x = 2; p = 3; y = x^p", "x = 0.3; p = -2.5; y = x^p", "x = 2; y = x^x",
        "p = 0.5; y = 2^p", "a = 2; b = 3; c = 0.5; y = a^b^c", "x = 3; y = 2^-x", "x = 3; y = -x^2",
        "x = 3; y = (-x)^2", "x = 2; y = -x^-2", "x = 1; p = 5; y = x^p", "x = 2; p = 0; y = x^p",
        "v = [1, 2, 3]; p = [3, 2, 1]; y = sum(v^p)", "v = [1, -2, 3]; y = sum(v^3)",
        "v = [1, 2, 3]; p = 1.5; y = sum(v^p)", "p = [1, 2, -1]; b = 2; y = sum(b^p)",
        "x = -2; n = 1 + 2; y = x^n", "x = -2; n = 3; y = x^stop(n)", "x = 0; n = 2; y = x^n",
        "M = [[1, 2], [3, 4]]; y = sum(M^[2, 3])", "x = -1; y = x^1000001", "x = 1e-3; y = x^-7",
    ]:
        value("power", text)
    value("power", "x = 0; y = x^1.5 + x", "slope 0 from the right, none from the left", libraries=False)

    # Reading.
    for text in [
        "x=2;y=x*3", "  x   =  2  ;\t y\t=\tx * 3  ", "x = 2\ny = x*3\n", "\n\n# a comment\nx = 2 # two\n\n;;y = x*3;\n",
        "x = 2 # ; z = 5\ny = x # + 1\n# last", "x = 2\r\ny = x^2\r\n", "x = .5; y = 1.*x + 1.e1 + 2E+3*x + 1e-3",
        "θ = 0.5; w₁ = 2; y = w₁*sin(θ)", "α_1 = 2; Δx = 3; ñ = α_1*Δx; 名 = ñ^2", "_ = 2; _a1 = _*3; y = _a1 + _",
        "lambda = 2; if = 3; class = lambda*if", "e = 2; E = 3; y = 2*e + 1e1*E", "x = +3; y = -x + +x*2",
        "x = 2; y = x - -x*3", "x = 2; y = x--x", "x = 2; y = - - x + 3*x", "a = 8; b = 4; c = 2; y = a/b/c - a-b-c",
        "a = 8; b = 4; c = 2; y = a/b*c", "a = 8; b = 4; c = 2; y = a - b + c", "x = 2; y = 2*-x", "x = 2; y = 2/-x^2",
        "dx = 0.5; dy = 2; y = dy/dx", "x = 3; y = ((((x))))", "x = 3; z = x; y = z*x", "x = 3; y = x",
        "x = 1000000; y = x*1000000000000", "x = 0.1; y = x + 0.2", "x = 00012.50; y = 2*x",
        "long_name_that_goes_on_and_on_and_on_1234567890 = 2\ny = long_name_that_goes_on_and_on_and_on_1234567890^2",
        "x = 2; y = exp ( x ) + max ( x , 1 )", "v = [ 1 ,2,  3 ] ; y = v [ 1 ] * 2",
        "x = 123456789012345678901234567890; y = x/3", "x = 0.1234567890123456789012345; y = 3*x",
        "x = 2; y = 1 - x - 1 - x*2 - 3", "x = 2.5; y = " + "+".join(["x"] * 60),
        "x = 0.5; y = " + "sin(" * 30 + "x" + ")" * 30, "x = 2; y = " + "(" * 60 + "x" + ")" * 60 + "*3",
        "# é ∂ 🙂 comments may hold anything = ( [\nx = 2; y = x^2",
    ]:
        value("reading", text)

    # Literals, lists, indexing.
    for text in [
        "v = [1, -2, +3, 1e-3, -.5]; y = sum(v*v)", "M = [[1, -2], [-3e0, 4]]; y = sum(M*M)", "v = [7]; y = v[0]^2",
        "M = [[7]]; y = M[0][0]^2", "v = [1, 2, 3]; y = v[0]*v[1] + v[-1]^2", "v = [1, 2, 3]; y = v[-3]*v[2]",
        "W = [[1, 2], [3, 4]]; y = W[1][0]*W[0][1] + W[-1][-1]^2", "W = [[1, 2], [3, 4]]; r = W[1]; y = dot(r, r)",
        "W = [[1, 2], [3, 4], [5, 6]]; y = sum(W[0]*W[2]) + (W @ [1, 1])[1]", "x = 2; y = 3; v = [x, 2*y, x*y]; z = sum(v*v)",
        "x = 2; M = [[x, 1], [x^2, 3]]; y = M[0][0]*M[1][1] - M[0][1]*M[1][0]", "x = 3; y = [x, x^2, x^3][1]",
        "x = 2; v = [x, x, x]; y = dot(v, v)", "a = 1; b = 2; y = sum(T([[a, b], [b, a*b]]) @ [1, 10])",
        "v = [1, 2]; y = (v + [3, 4])[1] * (2*v)[0]", "x = 1; v = [x, 5]; w = [v[1]*x, v[0]]; y = dot(v, w)",
        "θ = 0.3; R = [[cos(θ), -sin(θ)], [sin(θ), cos(θ)]]; p = [2, 1]; q = R @ p; y = q[0]^2*q[1]",
        "v = [2, 3, 4]; y = v[0]^v[1]/v[2]", "x = 4; v = [-x, - 2, +x]; y = dot(v, v)",
    ]:
        value("lists", text)

    # Broadcasting.
    for text in [
        "s = 2; v = [1, 2, 3]; y = sum((s*v + s)^2)", "s = 2; M = [[1, 2], [3, 4]]; y = sum((M - s)^2/s)",
        "M = [[1, 2, 3], [4, 5, 6]]; b = [0.1, 0.2, 0.3]; y = sum((M + b)^2)", "M = [[1, 2], [3, 4]]; b = [2, 3]; y = sum(b/M) + sum(M/b)",
        "c = [[1], [2], [3]]; r = [[4, 5]]; y = sum((c*r)^2)", "c = [[1], [2]]; r = [[3, 4, 5]]; y = sum(sin(c + r)*(c - r))",
        "c = [[1], [2], [3]]; v = [4, 5]; y = sum(exp((c - v)/4))", "c = [[1], [2], [3]]; M = [[1, 2], [3, 4], [5, 6]]; y = sum(M^c)",
        "v = [1, 2, 3]; one = [2]; y = sum(v*one)", "s = [[2]]; M = [[1, 2], [3, 4]]; v = [5, 6]; y = sum(s*M + s*v)",
        "M = [[1, 5], [3, 2]]; b = [2, 3]; y = sum(max(M, b)*[[1, 2], [3, 4]])", "c = [[1], [4]]; r = [[2, 3]]; y = sum(min(c, r)^2)",
        "s = 2; v = [1, 2]; y = sum(s^v) + sum(v^s)", "r = [[1, 2, 3]]; M = [[1, 2, 3], [4, 5, 6]]; y = mean(r*M - 2)",
    ]:
        value("broadcast", text)

    # Products of matrices and lists.
    for text in [
        "A = [[1, 2], [3, 4]]; x = [5, 6]; y = sum((A @ x)^2)", "A = [[1, 2], [3, 4], [5, 6]]; x = [1, -1, 2]; y = sum((x @ A)^2)",
        "u = [1, 2, 3]; v = [4, 5, 6]; y = (u @ v)^2", "A = [[1, 2, 3], [4, 5, 6]]; B = [[1, 0], [2, -1], [0, 3]]; y = sum((A @ B)^2)",
        "A = [[1, 4], [0, 2]]; x = [1, 1]; y = dot(x, A @ x)", "A = [[1, 2], [3, 4]]; y = sum(A @ A @ A)", "A = [[1, 2], [3, 4]]; y = sum(A @ T(A))",
        "A = [[1, 2, 3]]; B = [[4], [5], [6]]; y = (A @ B)[0][0]*sum(B @ A)", "x = [1, 2]; A = [[2, 1], [1, 3]]; y = x @ A @ x",
        "A = [[1, 2], [3, 4]]; x = [1, 2]; y = sum(2*A @ x)", "x = [1, 2]; y = sum(T([[1, 2], [3, 4], [5, 6]]) @ [1, 2, 3] * x)",
        "W = [[1, 2], [3, -1]]; x = [2, 5]; u = [1, -2]; y = dot(u, W @ x)", "v = [3, 4]; y = sqrt(dot(v, v))", "v = [3, 4]; y = sqrt(v @ v)",
        "A = [[2, 1], [1, 3]]; d = A[0][0]*A[1][1] - A[0][1]*A[1][0]; y = log(d)",
    ]:
        value("matrix", text)

    # Rebinding, forks, chains.
    for text in [
        "c = 1; c = c + 1; c = c*c", "x = 3; c = x; c = c + 1; c = c*x; y = c^2", "w = 2; x = 3; g = 2*(w*x - 1)*x; w = w - 0.1*g; y = w*x",
        "x = 2; y = x^2; x = y + 1; z = x*y", "h = 1; h = tanh(h); h = tanh(2*h); h = tanh(3*h); y = h + h^2",
        "v = [1, 2]; v = v*v; v = v + [1, 1]; y = dot(v, v)", "x = 1; y = x; y = y + x; y = y + y", "a = 1.5; b = a + a; c = b + b; d = c*b*a",
        "x = 2; a = x*x; b = a*x; c = a*b; y = a + b + c + x", "a = -4; b = 2; c = a + b; d = a*b + b^3; c = c + (c + 1); c = c + (1 + c + (-a)); "
        "d = d + (d*2 + relu(b + a)); d = d + (3*d + relu(b - a)); e = c - d; f = e^2; g = f/2; g = g + 10/f",
        "x = 1; s = stop(x); y = s*x", "x = 2; y = stop(x^2)*x + stop(3)*x", "x = 2; w = 3; h = w*x; y = (h - stop(h))*5 + stop(h)^2*w",
        "v = [1, 2, 3]; y = sum(v*stop(softmax(v)))", "x = 2; y = stop(x)", "x = 2; z = 5; y = x^2", "x = 2; y = x*0", "x = 2; y = x - x", "x = 3; y = x/x",
        "v = [0, 0.5, 0.1]; s = softmax(v); y = sum(s)", "v = [1, 2]; m = mean(v); y = sum(v - m)", "y = 3", "x = -2", "x = 5; y = 2 + 3",
        "x = 2; y = sqrt(0) + x", "x = 2; y = x + 0*5", "x = 2; dead = exp(x); y = x^2",
    ]:
        value("graph", text)
    value("graph", "x = 0.7\ny = x\n" + "".join(f"y = {s}\n" for _ in range(100) for s in
          ["y*1.01", "y + 0.1", "tanh(y)", "sin(y)"]) + "z = y^2")
    value("graph", "x = 1.001; y = x; " + "; ".join(["y = y*x"] * 600))
    value("graph", "x = 1; y = x; " + "; ".join(["y = y + y"] * 200) + "; y = y*1e-60")
    value("graph", "x = 0.3\n" + "".join(f"a{i} = sin({i + 1}*x)\n" for i in range(100)) + "y = "
          + " + ".join(f"a{i}" for i in range(100)))
    value("graph", "w = 0.5; x = 2\n" + "".join(f"h{i} = sigmoid(w*{'x' if i == 0 else f'h{i - 1}'})\n" for i in range(40)) + "L = (h39 - 1)^2")
    value("graph", "v = [" + ", ".join(str(round(0.37 * i - 5, 2)) for i in range(60)) + "]; y = mean(square(v)) + logsumexp(v) + v[-1]")
    value("graph", "A = [" + ", ".join("[" + ", ".join(str((3 * i + 5 * j) % 7 - 3) for j in range(8)) + "]" for i in range(8))
          + "]; x = [1, 2, 3, 4, 5, 6, 7, 8]; y = sum(tanh((A @ x)/20)*x)")
    # Two-layer nets on a batch.
    value("net", "X = [[0.5, -1], [1, 2], [-0.3, 0.8]]; W1 = [[0.2, -0.4, 0.1], [0.7, 0.3, -0.6]]; b1 = [0.1, 0, -0.1]\n"
          "W2 = [[0.5, -0.2], [0.3, 0.9], [-0.7, 0.4]]; b2 = [0, 0.05]; t = [[1, 0], [0, 1], [1, 0]]\n"
          "H = tanh(X @ W1 + b1)\nS = H @ W2 + b2\nL = cross_entropy(S, t) + 0.01*sum(square(W1)) + 0.01*sum(W2^2)")
    value("net", "x = [1, -2, 3]; W = [[0.1, 0.2, 0.3], [-0.1, 0.5, 0.2]]; b = [0.3, -0.2]; t = [0, 1]\n"
          "z = W @ x + b; p = softmax(z); L = -sum(t*log(p))")
    value("net", "x = [1, 2, 4, 7]; m = mean(x); d = x - m; s = mean(d^2); n = d/sqrt(s + 1e-5); g = [1, 2, 3, 4]; y = dot(n, g)")

    # Nothing finite exists.
    for text, line in [
        ("x = 0\ny = log(x)", 2), ("x = -1\ny = log(x)\nz = y + 1", 2), ("x = 1; z = 0\ny = x/z", 2), ("x = 3\n\ny = 1/(x - 3)", 3),
        ("x = 0\ny = sqrt(x)", 2), ("x = -1\ny = sqrt(x)", 2), ("x = 1000\ny = exp(x)", 2), ("x = -2\ny = x^0.5", 2), ("x = 0\ny = x^-1", 2),
        ("x = 0\ny = x^0.5", 2), ("x = 1\nu = x - 1\ny = sqrt(u^2)", 3), ("v = [0, 0]\ny = sqrt(dot(v, v))", 2), ("v = [1, 0, 2]\ny = sum(log(v))", 2),
        ("v = [1, 2]; w = [1, 0]\ny = sum(v/w)", 2), ("M = [[1, 2], [3, -4]]\ny = sum(sqrt(M))", 2), ("x = 1e200\ny = x*x", 2), ("x = 1e308\ny = x + x", 2),
        ("x = -1e308\ny = x - 1e308", 2), ("v = [1e200, 1]\ny = dot(v, v)", 2), ("v = [1e308, 1e308]\ny = sum(v)", 2), ("x = 10\ny = x^400", 2),
        ("x = 1e-200\ny = 1/x^2", 2), ("x = 2\ny = 0/0 + x", 2), ("x = 1\nh = log(x - 1)\ny = 0*h", 2), ("x = 1000\ny = exp(x)/exp(999)", 2),
        ("A = [[1e200]]; x = [1e200]\ny = sum(A @ x)", 2), ("x = -8\ny = x^(1/3)", 2), ("x = 1e160\ny = square(x)", 2), ("x = 0; p = -1\ny = x^p", 2),
        ("θ = -1\nw₁ = 2\ny = w₁*log(θ)", 3), ("x = 1\nx = x - 1\nx = log(x)", 3), ("v = [0, 1]\ny = sqrt(v)[0] + v[1]", 2),
        ("x = 0\ny = 1/x - 1/x", 2), ("x = -5.5\ny = log(log(x))", 2),
    ]:
        error(text, line)
    error("x = 1e-200\ny = 1/x", None, "the value 1e200 exists, the gradient -1e400 does not")
    error("x = 1e-250; a = 1e250\nb = a*x\ny = b*a\nz = y/x", None, "overflow of a value or slope, depending on the order")

    # Where the definition is open.
    either("x = 0; y = 0*sqrt(x)", "0 times an infinite slope: error or 0")
    either("x = 0; y = stop(sqrt(x)) + x", "a root at 0 whose slope nobody asks for")
    either("x = 0; dead = sqrt(x); y = x + 1", "an infinite slope at a node the output does not use")
    either("x = 0; dead = log(x); y = x + 1", "an undefined value at a node the output does not use")
    either("x = -2; n = 3; y = x^n", "a leaf as exponent of a negative base: value -8, dy/dx 12, dy/dn does not exist")
    either("x = 0; n = 0; y = x^n + x", "0^0 with a leaf as exponent")
    either("w = 2; y = w^2; w = 3; z = y*w", "two literals bound to one name: two leaves, one key")
    either("v = [1, 2]; w = [3, 4]; M = [v, w]; y = sum(M @ [1, 10])", "a list of lists by name (NumPy stacks)")
    either("v = [1, 2]; y = dot(T(v), v)", "T of a list (NumPy: itself)")
    either("x = 3; y = T(x) + sum(x) + mean(x) + max(x)", "reductions and T of a number (NumPy: itself)")
    either("v = [1,\n  2]\ny = sum(v)", "a line end inside brackets (Python goes on)")
    either("x = (3); y = x^2", "a literal in brackets: leaf or constant")
    either("x = - -3; y = x^2", "a literal with two signs: leaf or constant")
    either("v = [1, 2, 3]; y = v[1 + 1]", "a computed index")
    either("M = [[2]]; y = M^2", "an output of one entry that is no number")
    either("A = [[1, 2], [3, 4]]; y = sum(dot(A, A))", "dot of matrices (NumPy: the matrix product)")
    either("v = [1, 2, 3]; w = [0.1, 0.2, 0.3]; y = sum(leaky_relu(v - 2, w))", "a list as share")
    either("v = [1, 2]; t = [0.25, 0.75]; M = [[1, 2], [3, 4]]; y = cross_entropy(M, t)", "one target for all rows")
    either("x = 2; y = logsumexp(x) + softmax(x)", "softmax and logsumexp of a number")
    either("x = 40; s = sigmoid(x); y = log(1 - s)", "finite, but 1 - s is 0 in doubles")
    either("x = 1e-200; y = x*x*1e300", "x*x underflows in doubles; the value is 1e-100")
    either("x = 5; y = 1e400*0 + x", "a literal without a double")
    return models


# ---------------------------------------------------------------- every pair of ops

# Each op with the shape its operand must have ("any" is elementwise) and the shape it gives back.
# X is the operand, v and M are lists and matrices of constants, p a further leaf.
OUTER = [
    ("negate", "-X"), ("add.left", "X + p"), ("add.right", "p + X"), ("subtract.left", "X - p"), ("subtract.right", "p - X"),
    ("multiply.left", "X*p"), ("multiply.right", "p*X"), ("divide.left", "X/p"), ("divide.right", "p/X"),
    ("power.whole", "X^3"), ("power.negative", "X^-2"), ("power.base", "X^p"), ("power.exponent", "p^X"),
    ("exp", "exp(X)"), ("log", "log(X)"), ("sqrt", "sqrt(X)"), ("sin", "sin(X)"), ("cos", "cos(X)"), ("tanh", "tanh(X)"),
    ("sigmoid", "sigmoid(X)"), ("softplus", "softplus(X)"), ("relu", "relu(X)"), ("leaky_relu.x", "leaky_relu(X, 0.1)"),
    ("abs", "abs(X)"), ("square", "square(X)"), ("sign", "sign(X)"), ("max.left", "max(X, p)"), ("max.right", "max(p, X)"), ("min.left", "min(X, p)"),
    ("min.right", "min(p, X)"), ("stop", "stop(X)*p"),
    ("leaky_relu.share", "leaky_relu(-2*p, S)"),
    ("max", "max(L)"), ("min", "min(L)"), ("sum", "sum(L)"), ("mean", "mean(L)"), ("dot.left", "dot(V, v)"), ("dot.right", "dot(v, V)"),
    ("matmul.vector", "V @ M"), ("matmul.matrix", "M @ V"), ("matmul.vectors", "V @ v"), ("T", "T(N)"), ("index", "V[1]"), ("index.row", "N[-1]"),
    ("softmax", "softmax(V)"), ("softmax.matrix", "softmax(N)"), ("logsumexp", "logsumexp(V)"), ("logsumexp.matrix", "logsumexp(N)"),
    ("cross_entropy.scores", "cross_entropy(V, [0, 1])"), ("cross_entropy.target", "cross_entropy(v, V)"),
    ("cross_entropy.matrix", "cross_entropy(N, [[0, 1], [1, 0]])"), ("list", "[S, 2*S]"), ("list.matrix", "[[S, 1], [2, S]]"),
]
ELEMENTWISE = [(n, t) for n, t in OUTER if "X" in t]
REDUCTIONS = [("max", "max(A)"), ("min", "min(A)"), ("sum", "sum(A)"), ("mean", "mean(A)"), ("dot", "dot(A, v)"),
              ("matmul", "A @ v"), ("index", "A[0]"), ("logsumexp", "logsumexp(A)"), ("cross_entropy", "cross_entropy(A, [1, 0])")]
LISTS = [("matmul", "M @ A"), ("softmax", "softmax(A)"), ("list", "[A[0], A[1]*A[0]]"), ("index", "[A, A][0]")]
MATRICES = [("matmul", "B @ M"), ("T", "T(B)"), ("softmax", "softmax(B)"), ("list", "[[B[0][0], B[1][0]], [1, B[1][1]]]")]


def pairs(seed):
    """One model per inner op; in it, one statement per outer op, with leaves of its own, so that a
    wrong gradient names its pair. Every outer op at every operand, around every inner op."""
    source = random.Random(f"pairs {seed}")
    inners = [(n, t, None) for n, t in ELEMENTWISE]
    inners += [(n, t, "number") for n, t in REDUCTIONS]
    inners += [(n, t, "list") for n, t in LISTS if n != "index"] + [(n, t, "matrix") for n, t in MATRICES]
    models, missing = [], []
    for number, (inner, inner_text, gives) in enumerate(inners):
        lines, terms = ["v = [0.7, -1.3]; M = [[0.6, 1.1], [-0.4, 0.9]]"], []
        for k, (outer, outer_text) in enumerate(OUTER):
            block = pair(source, k, inner_text, gives, outer_text)
            if block is None:
                missing.append((outer, inner))
            else:
                lines += block
                terms.append(f"y{k}")
        text = "\n".join(lines) + "\nL = " + " + ".join(terms)
        models.append(Model(f"pairs {inner} {number}", "pairs", text, note=f"every op of {inner_text}"))
    return models, missing


def pair(source, k, inner_text, gives, outer_text):
    """Statements of outer(inner(leaf)) at a point where both are finite and well-conditioned."""
    wanted = {"V": "list", "N": "matrix", "S": "number", "X": None, "L": "list"}
    letter = next(c for c in outer_text if c in wanted)
    shape = wanted[letter] or gives or "list"
    a, z = f"a{k}", f"z{k}"
    for attempt in range(150):
        number = lambda: repr(round(source.choice([-1, 1]) * source.uniform(0.2, 2.5), 3))
        lists = lambda: f"[{number()}, {number()}]"
        matrix = lambda: f"[{lists()}, {lists()}]"
        if gives is None:
            leaf = {"number": number, "list": lists, "matrix": matrix}[shape]()
            statements = [f"{a} = {leaf}"]
        else:
            statements = [f"{a} = {matrix() if gives == 'matrix' else lists()}"]
        p = f"p{k}"
        statements.append(f"{p} = {abs(float(number()))}")
        inner = inner_text.replace("X", "#").replace("A", a).replace("B", a).replace("#", a)
        inner = fix_parameter(inner, p)
        statements.append(f"{z} = {inner}")
        operand = z
        if gives is not None and gives != shape:
            convert = {("number", "list"): f"[{z}, 0.5*{z}^2]", ("number", "matrix"): f"[[{z}, 1], [2, {z}]]",
                       ("list", "number"): f"{z}[1]", ("list", "matrix"): f"[[{z}[0], 1], [{z}[1], 2]]",
                       ("matrix", "number"): f"{z}[1][0]", ("matrix", "list"): f"{z}[1]"}[gives, shape]
            if letter == "L":
                operand = z if gives != "number" else convert
            elif letter == "X":
                operand = z
            else:
                operand = convert
        body = outer_text.replace(letter, "#", 99) if letter != "L" else outer_text.replace("L", "#")
        body = fix_parameter(body, p).replace("#", f"({operand})" if operand.startswith("-") else operand)
        statements.append(f"o{k} = {body}")
        for finish in (f"y{k} = o{k}", f"y{k} = dot(o{k}, [0.8, -1.7])", f"y{k} = sum(o{k}*[[0.8, -1.7], [0.3, 1.9]])"):
            # A name for a name is an alias: multiply so that every statement is a step.
            finish = finish.replace(f"= o{k}", f"= 1.5*o{k}") if "dot" not in finish and "sum" not in finish else finish
            text = "v = [0.7, -1.3]; M = [[0.6, 1.1], [-0.4, 0.9]]\n" + "\n".join(statements + [finish])
            try:
                reference = Reference(text, roundings=2)
            except Unreadable:
                continue
            except (NotFinite, Undefined, OverflowError):
                break
            if sound(reference, 1e4):
                return statements + [finish]
            break
    return None


def fix_parameter(text, p):
    """Puts the further leaf's name for the letter p, not inside words such as exp."""
    result, word = "", ""
    for c in text + "\0":
        if c.isalnum() or c == "_":
            word += c
        else:
            result += (p if word == "p" else word) + c
            word = ""
    return result[:-1]


def sound(reference, largest=1e8):
    """Whether doubles determine the answer: no branch hangs on rounding, nothing is lost to
    cancellation, nothing is too large or within a hair of a corner."""
    if reference.fragile:
        return False
    for name, value in reference.values.items():
        top = max(abs(v) for v in value.flat)
        if top > largest or any(64 * n > mpf("1e-11") * max(abs(v), top / 1000)
                                for v, n in zip(value.flat, reference.value_noise[name].flat)):
            return False
    top = max((abs(g) for value in reference.gradients.values() for g in value.flat), default=mpf(0))
    if top > largest:
        return False
    top = max(top, abs(reference.value[()]))  # an exact 0 left over from cancellation is welcome
    return all(64 * n <= max(mpf("1e-11") * abs(g), mpf("1e-12") * top)
               for name, value in reference.gradients.items()
               for g, n in zip(value.flat, reference.noise[name].flat))


# ---------------------------------------------------------------- random models

NAMES = ["x", "y", "z", "w", "b", "h", "u", "k", "a1", "w_2", "θ", "w₁", "β", "λ", "Δ", "out", "Loss", "x₀", "ж", "_q", "e", "d", "dz", "grad",
         "bias", "p", "q", "r", "t", "hidden", "scores", "é"]


class Writer:
    """Builds one random model, statement by statement; each statement is kept only if its values
    are finite and moderate."""

    def __init__(self, source):
        self.source = source
        self.m, self.n = source.choice([2, 3]), source.choice([2, 3, 4])
        self.style = source.choice(["lines", "semicolons", "mixed", "odd"])
        self.names = source.sample(NAMES, len(NAMES))
        self.statements, self.pool = [], {}
        self.scale = source.choice([1, 1, 1, 1, 10, 0.1, 100, 1e-3])

    # Literals.

    def number(self):
        s = self.source
        value = s.choice([lambda: s.randint(-5, 5) or 2, lambda: round(s.uniform(-3, 3), s.randint(1, 4)) or 0.5,
                          lambda: s.uniform(-2, 2), lambda: s.choice([-1, 1]) * 10 ** s.uniform(-1, 1)])() * self.scale
        text = s.choice([repr(value), f"{value:.3g}", f"{value:.4e}", f"{value:.2f}"])
        return text if float(text) != 0 else "1.25"

    def literal(self, shape):
        if not shape:
            return self.number()
        blank = self.source.choice(["", " ", "  "]) if self.style == "odd" else " "
        return "[" + f",{blank}".join(self.literal(shape[1:]) for _ in range(shape[0])) + "]"

    # Expressions of a shape.

    def named(self, shape):
        fitting = [name for name, s in self.pool.items() if s == shape]
        return self.source.choice(fitting) if fitting else None

    def other_shape(self):
        return self.source.choice([(), (self.n,), (self.m,), (self.m, self.n), (self.n, self.m)])

    def expression(self, shape, depth):
        s = self.source
        if depth <= 0 or s.random() < 0.12:
            name = self.named(shape)
            if name and s.random() < 0.93:
                return name
            if not shape:
                return repr(abs(round(s.uniform(0.2, 3), 2)))
            if depth <= 0:
                number = self.named(())
                spread = f"({number}*{self.literal(shape)})" if number and s.random() < 0.7 else self.literal(shape)
                return name or spread
        sub = lambda shape: self.expression(shape, depth - 1)
        atom = lambda shape: self.wrapped(sub(shape))
        choices = [
            (4, lambda: f"{s.choice(['sin', 'cos', 'tanh', 'sigmoid', 'softplus', 'relu', 'abs', 'square'])}({sub(shape)})"),
            (1, lambda: f"exp({sub(shape)})"), (1, lambda: f"log({sub(shape)})"), (1, lambda: f"sqrt({sub(shape)})"),
            (0.3, lambda: f"sign({sub(shape)})"), (0.4, lambda: f"stop({sub(shape)})"),
            (0.6, lambda: f"leaky_relu({sub(shape)}, {s.choice(['0.1', '0.01', sub(())])})"),
            (0.8, lambda: f"-{atom(shape)}"),
            (5, lambda: self.binary(shape, depth)),
            (1.5, lambda: f"{atom(shape)}^{s.choice(['2', '3', '2', '-1', '-2', '0.5', '1.5', '1', '4', '-0.5'])}"),
            (0.5, lambda: f"{atom(shape)}**{atom(())}"),
            (1, lambda: f"{s.choice(['max', 'min'])}({sub(shape)}, {sub(s.choice([shape, ()]))})"),
        ]
        if not shape:
            k = (s.choice([self.m, self.n]),)
            choices += [
                (3, lambda: f"{s.choice(['sum', 'mean', 'max', 'min'])}({sub(self.other_shape_list())})"),
                (1, lambda: f"dot({sub(k)}, {sub(k)})"), (1, lambda: f"{atom(k)} @ {atom(k)}"),
                (1, lambda: f"{self.base(k, depth)}[{s.randrange(-k[0], k[0])}]"),
                (0.7, lambda: f"{self.base((self.m, self.n), depth)}[{s.randrange(-self.m, self.m)}][{s.randrange(-self.n, self.n)}]"),
                (1, lambda: f"logsumexp({sub(k)})"), (0.6, lambda: f"cross_entropy({sub(k)}, {self.onehot(k[0])})"),
                (0.3, lambda: f"cross_entropy({sub(k)}, softmax({sub(k)}))"),
                (0.4, lambda: f"cross_entropy({sub((self.m, self.n))}, [{', '.join(self.onehot(self.n) for _ in range(self.m))}])"),
            ]
        elif len(shape) == 1:
            k = s.choice([2, 3])
            j = s.choice([self.m, self.n])
            choices += [
                (1.5, lambda: f"{atom((*shape, j))} @ {atom((j,))}"), (1, lambda: f"{atom((j,))} @ {atom((j, *shape))}"),
                (1, lambda: f"softmax({sub(shape)})"), (0.7, lambda: f"logsumexp({sub((*shape, k))})"),
                (0.8, lambda: f"{self.base((j, *shape), depth)}[{s.randrange(-j, j)}]"),
                (1, lambda: "[" + ", ".join(self.expression((), depth - 1) for _ in range(shape[0])) + "]"),
            ]
        else:
            j = s.choice([self.m, self.n])
            choices += [
                (1.5, lambda: f"{atom((shape[0], j))} @ {atom((j, shape[1]))}"), (1, lambda: f"T({sub(shape[::-1])})"),
                (1, lambda: f"softmax({sub(shape)})"),
                (0.5, lambda: "[" + ", ".join("[" + ", ".join(self.expression((), min(1, depth - 1)) for _ in range(shape[1])) + "]"
                                              for _ in range(shape[0])) + "]"),
            ]
        weights, makers = zip(*choices)
        return s.choices(makers, weights)[0]()

    def other_shape_list(self):
        return self.source.choice([(self.n,), (self.m,), (self.m, self.n), (self.n, self.m), (self.m, 1)])

    def onehot(self, n):
        hot = self.source.randrange(n)
        return "[" + ", ".join("1" if i == hot else "0" for i in range(n)) + "]"

    def binary(self, shape, depth):
        s = self.source
        partners = [shape, ()]
        if len(shape) == 2:
            partners += [(shape[1],), (1, shape[1]), (shape[0], 1)]
        left, right = shape, s.choice(partners)
        if len(shape) == 2 and s.random() < 0.15:
            left, right = (shape[0], 1), (1, shape[1])
        if s.random() < 0.4:
            left, right = right, left
        op = s.choices(["+", "-", "*", "/"], [3, 3, 4, 1.5])[0]
        blank = s.choice(["", " "]) if self.style == "odd" else s.choice([" ", " ", ""])
        a, b = (self.expression(x, depth - 1) for x in (left, right))
        if op != "+" or s.random() < 0.2:
            a, b = self.wrapped(a) if op in "*/" else a, self.wrapped(b)
        return f"{a}{blank}{op}{blank}{b}"

    def base(self, shape, depth):
        inner = self.expression(shape, depth - 1)
        return inner if inner.replace("_", "a").isalnum() else f"({inner})"

    def wrapped(self, text):
        simple = all(c.isalnum() or c in "_.₀₁₂" for c in text)
        return text if simple else f"({text})"

    # Statements.

    def attempt(self, name, text, shape):
        """Adds a statement if the program so far stays finite and moderate."""
        try:
            program = Program(";".join([*self.statements, f"{name} = {text}", "last = sum(%s)" % name]))
            reference = Reference(program, roundings=0, gradients=False)
        except (NotFinite, Unreadable, Undefined, OverflowError):
            return False
        value = reference.values[name]
        if value.shape != shape or any(abs(v) > 1e4 * max(1, self.scale) or v != 0 and abs(v) < 1e-7 for v in value.flat):
            return False
        self.statements.append(f"{name} = {text}")
        self.pool[name] = shape
        return True

    def fresh(self):
        return self.names.pop()

    def write(self, steps):
        s = self.source
        shapes = [(), *(shape for shape in [(), (self.n,), (self.m,), (self.m, self.n), (self.n, self.m)]
                        if s.random() < 0.6)]
        if s.random() < 0.25:
            shapes += [(self.m, 1), (1, self.n)]
        if s.random() < 0.25:
            shapes = [()] * s.randint(1, 4)  # numbers only
        s.shuffle(shapes)
        scalar = all(shape == () for shape in shapes)
        for shape in shapes:
            self.attempt(self.fresh(), self.literal(shape), shape)
        for _ in range(steps):
            shape = () if scalar and s.random() < 0.8 else self.other_shape()
            for _ in range(40):
                rebound = [n for n in self.pool] if s.random() < 0.2 else []
                name = s.choice(rebound) if rebound else self.names[-1]
                if self.attempt(name, self.expression(shape, s.choice([1, 2, 2, 3])), shape):
                    if not rebound:
                        self.names.pop()
                    break
        self.finish()
        return self.text()

    def finish(self):
        """An output that depends on everything so far that is not used yet."""
        s = self.source
        program = Program(";".join(self.statements))
        used = {i for node in program.nodes for i in node.operands}
        loose = [name for name in self.pool if program.names[name] not in used] or [s.choice(list(self.pool))]
        terms = []
        for name in loose:
            shape = self.pool[name]
            if not shape:
                terms.append(s.choice([name, f"{name}^2", f"2*{name}", f"sin({name})"]))
            else:
                terms.append(s.choice([f"sum({name}*{self.literal(shape)})", f"mean({name}^2)", f"sum({name})", f"max({name})"]))
        name = self.fresh()
        self.statements.append(f"{name} = " + s.choice([" + ", " - ", " + "]).join(terms))

    def text(self):
        s = self.source
        if self.style == "lines":
            return "\n".join(self.statements) + s.choice(["", "\n"])
        if self.style == "semicolons":
            return "; ".join(self.statements)
        result = ""
        for statement in self.statements:
            if self.style == "odd":
                result += s.choice(["", " ", "\t", "\n", "# θ = 3; a comment\n", ";"])
                result += statement.replace(" = ", s.choice([" = ", "=", "   =\t", "= "]), 1)
                result += s.choice([";", "\n", " ;\n", " # why not = 2\n", ";;", "\r\n", "   \n\n"])
            else:
                result += statement + s.choice(["; ", "\n", "\n", "  # next\n"])
        return result


def random_models(seed, count):
    """`count` models whose answers doubles determine. Model i depends on seed and i alone."""
    return [random_model(seed, i) for i in range(count)]


def random_model(seed, i):
    for attempt in range(1000):
        source = random.Random(f"{seed} {i} {attempt}")
        text = Writer(source).write(source.choice([2, 3, 4, 5, 6, 8, 10]))
        try:
            reference = Reference(text)
        except (NotFinite, Unreadable, Undefined, OverflowError):
            continue
        if sound(reference):
            flat = [g for value in reference.gradients.values() for g in value.flat]
            if any(g != 0 for g in flat):
                return Model(f"random {i} (seed {seed})", "random", text, reference=reference)
    raise RuntimeError(f"no sound model for seed {seed}, number {i}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=200)
    arguments = parser.parse_args()
    paired, missing = pairs(arguments.seed)
    models = random_models(arguments.seed, arguments.count) + paired + by_hand()
    for model in models:
        print(f"### {model.name}: {model.expect} {model.note}\n{model.text}\n")
    kinds = {}
    for model in models:
        kinds[model.kind] = kinds.get(model.kind, 0) + 1
    print(len(models), "models:", kinds)
    print(len(missing), "pairs without a finite point:", missing)


if __name__ == "__main__":
    main()
