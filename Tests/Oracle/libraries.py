"""The same programs in PyTorch and in HIPS autograd, both in doubles, where they can be imported.

Their gradients come from their own backward passes; only the reading of the text is ours."""

try:
    import torch
except ImportError:
    torch = None

try:
    import autograd
    import autograd.numpy as anp
    from autograd.tracer import getval
except ImportError:
    autograd = None


class TorchOps:
    name = "PyTorch"

    def constant(self, value):
        return torch.tensor(value, dtype=torch.float64)

    def apply(self, op, detail, x):
        a = x[0]
        b = x[1] if len(x) > 1 else None
        if op == "^":
            # With a number as exponent PyTorch takes no slope by it (which would be log of the base).
            return torch.pow(a, b if b.requires_grad or b.ndim else b.item())
        if op == "@": return torch.matmul(a, b)
        if op == "relu": return torch.relu(a)
        if op == "leaky_relu": return torch.where(a > 0, a, b * a)
        if op in ("max", "min"):
            if b is None:
                return torch.amax(a) if op == "max" else torch.amin(a)
            return (torch.maximum if op == "max" else torch.minimum)(a, b)
        if op == "T": return a.mT if a.ndim == 2 else a
        if op == "list": return torch.stack(list(x))
        if op == "softplus": return torch.logaddexp(a, torch.zeros_like(a))
        if op == "softmax": return torch.softmax(a, -1)
        if op == "logsumexp": return torch.logsumexp(a, -1)
        if op == "cross_entropy": return -(b * torch.log_softmax(a, -1)).sum(-1).mean()
        if op == "stop": return a.detach()
        if op == "dot": return torch.dot(a, b)
        if op in ("exp", "log", "sqrt", "sin", "cos", "tanh", "sigmoid", "abs", "square", "sign", "sum", "mean"):
            return getattr(torch, op)(a)
        return arithmetic(op, detail, a, b)

    def run(self, program):
        leaves = {name: self.constant(program.nodes[i].detail).requires_grad_() for name, i in program.leaves.items()}
        output = evaluate(self, program, leaves)
        names = list(leaves)
        if not output.requires_grad:
            found = [None] * len(names)
        else:
            found = torch.autograd.grad(output, [leaves[name] for name in names], allow_unused=True)
        return output.item(), {name: (torch.zeros_like(leaves[name]) if g is None else g).tolist()
                               for name, g in zip(names, found)}


class AutogradOps:
    name = "HIPS autograd"

    def constant(self, value):
        return anp.array(value, dtype=float)

    def apply(self, op, detail, x):
        a = x[0]
        b = x[1] if len(x) > 1 else None
        if op == "^": return a ** b
        if op == "@": return anp.matmul(a, b)
        if op == "relu": return anp.where(a > 0, a, 0.0 * a)
        if op == "leaky_relu": return anp.where(a > 0, a, b * a)
        if op in ("max", "min"):
            if b is None:
                return anp.max(a) if op == "max" else anp.min(a)
            return (anp.maximum if op == "max" else anp.minimum)(a, b)
        if op == "T": return anp.transpose(a)
        if op == "list": return anp.stack(list(x))
        if op == "sigmoid": return 0.5 * (anp.tanh(0.5 * a) + 1)
        if op == "softplus": return anp.logaddexp(a, 0.0)
        if op == "softmax": return anp.exp(self.log_softmax(a))
        if op == "logsumexp": return self.log_sum_exp(a)[..., 0]
        if op == "cross_entropy": return -anp.mean(anp.sum(b * self.log_softmax(a), axis=-1))
        if op == "stop": return getval(a)
        if op in ("exp", "log", "sqrt", "sin", "cos", "tanh", "abs", "square", "sign", "sum", "mean"):
            return getattr(anp, op)(a)
        if op == "dot": return anp.dot(a, b)
        return arithmetic(op, detail, a, b)

    def log_sum_exp(self, a):
        top = anp.max(getval(a), axis=-1, keepdims=True)
        return top + anp.log(anp.sum(anp.exp(a - top), axis=-1, keepdims=True))

    def log_softmax(self, a):
        return a - self.log_sum_exp(a)

    def run(self, program):
        names = list(program.leaves)
        point = [self.constant(program.nodes[program.leaves[name]].detail) for name in names]
        function = lambda values: evaluate(self, program, dict(zip(names, values))) + 0.0
        with anp.errstate(all="ignore"):
            value, found = autograd.value_and_grad(function)(point)
        return float(value), {name: g.tolist() for name, g in zip(names, found)}


def arithmetic(op, detail, a, b):
    if op == "+": return a + b
    if op == "-": return a - b
    if op == "*": return a * b
    if op == "/": return a / b
    if op == "negate": return -a
    if op == "index": return a[detail]
    raise AssertionError(op)


def evaluate(ops, program, leaves):
    by_node = {program.leaves[name]: value for name, value in leaves.items()}
    values = []
    for i, node in enumerate(program.nodes):
        if node.op is None:
            values.append(by_node.get(i, ops.constant(node.detail) if i not in by_node else None))
        else:
            values.append(ops.apply(node.op, node.detail, [values[j] for j in node.operands]))
    return values[program.names[program.output]]


def available():
    found = ([TorchOps()] if torch else []) + ([AutogradOps()] if autograd else [])
    missing = ([] if torch else ["PyTorch"]) + ([] if autograd else ["HIPS autograd"])
    return found, missing
