"""The workloads in micrograd, one Value an operation: python3 with_micrograd.py [ROUNDS [W…]]"""

import math
import sys

from micrograd.engine import Value

from workloads import (
    arguments, chain_leaves, moons, report, seconds, sigmoid_net_points, square_points,
)

SYSTEM = "micrograd"


def unary(operand, data, derivative, name):
    """micrograd has neither tanh nor sin nor exp: they are added as its own relu is written."""
    out = Value(data, (operand,), name)

    def _backward():
        operand.grad += derivative * out.grad

    out._backward = _backward
    return out


def sigmoid(v):
    s = 1 / (1 + math.exp(-v.data))
    return unary(v, s, s * (1 - s), "sigmoid")


def tanh(v):
    t = math.tanh(v.data)
    return unary(v, t, 1 - t * t, "tanh")


def sin(v):
    return unary(v, math.sin(v.data), math.cos(v.data), "sin")


def square_gradient(point):
    x, y, z = leaves = [Value(number) for number in point]
    ((x * y + z) ** 2).backward()
    return sum(leaf.grad for leaf in leaves)


def sigmoid_net_gradient(point):
    x, y, w1, b1, w2, b2 = leaves = [Value(number) for number in point]
    a2 = sigmoid(w2 * sigmoid(w1 * x + b1) + b2)
    (0.5 * (y - a2) ** 2).backward()
    return sum(leaf.grad for leaf in leaves)


def chain_gradient(operations):
    x, a, b = [Value(number) for number in chain_leaves()]
    v = x
    for _ in range(operations // 4):
        v = sin(tanh(a * v + b))
    v.backward()
    return x.grad + a.grad + b.grad


class Net:
    def __init__(self):
        self.points, self.labels, weights = moons()
        first, second, third = ([Value(w) for w in each] for each in weights)
        self.weights = [
            [first[k * 16:k * 16 + 16] for k in range(2)],
            [second[k * 16:k * 16 + 16] for k in range(16)],
            [third[k:k + 1] for k in range(16)],
        ]
        self.biases = [[Value(0.0) for _ in row[0]] for row in self.weights]
        self.parameters = first + second + third + [b for each in self.biases for b in each]

    def score(self, point):
        row = point
        for weights, bias in zip(self.weights, self.biases):
            row = [
                sum((weights[k][j] * row[k] for k in range(len(row))), bias[j])
                for j in range(len(bias))
            ]
            if len(row) > 1:
                row = [v.relu() for v in row]
        return row[0]

    def step(self, rate):
        losses = [(1 - y * self.score(x)).relu() for x, y in zip(self.points, self.labels)]
        loss = sum(losses) * (1 / len(losses)) + 1e-4 * sum(p * p for p in self.parameters)
        for p in self.parameters:
            p.grad = 0
        loss.backward()
        for p in self.parameters:
            p.data -= rate * p.grad
        return loss.data


def main():
    # backward() recurses once a node.
    sys.setrecursionlimit(100_000)
    rounds, wanted = arguments()
    for workload, points, gradient in (
        ("W1a", square_points(), square_gradient),
        ("W1b", sigmoid_net_points(), sigmoid_net_gradient),
    ):
        if workload in wanted:
            times = seconds(lambda: [gradient(point) for point in points], rounds)
            samples = [len(points) / time / 1e6 for time in times]
            report(SYSTEM, workload, "evaluations", "M/s", samples, gradient(points[0]))
    if "W2" in wanted:
        operations = 10**4
        times = seconds(lambda: chain_gradient(operations), rounds)
        samples = [time / operations * 1e9 for time in times]
        report(SYSTEM, "W2", "an op of 10^4", "ns", samples, chain_gradient(operations))
    if "W3" in wanted:
        # A step takes a second: three of them stand for 100.
        times = seconds(lambda: Net().step(1), 3)
        report(SYSTEM, "W3", "100 steps", "ms", [time * 1e5 for time in times], Net().step(1))


main()
