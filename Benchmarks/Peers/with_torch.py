"""The workloads in PyTorch, eager, float64, one thread: python3 with_torch.py [ROUNDS [W…]]"""

import torch

from workloads import (
    arguments, chain_leaves, digits, moons, report, seconds, sigmoid_net_points, square_points,
)

SYSTEM = "PyTorch"


def leaves_of(numbers):
    return [torch.tensor(number, requires_grad=True) for number in numbers]


def square_gradient(point):
    x, y, z = leaves = leaves_of(point)
    ((x * y + z) ** 2).backward()
    return sum(leaf.grad.item() for leaf in leaves)


def sigmoid_net_gradient(point):
    x, y, w1, b1, w2, b2 = leaves = leaves_of(point)
    a2 = torch.sigmoid(w2 * torch.sigmoid(w1 * x + b1) + b2)
    (0.5 * (y - a2) ** 2).backward()
    return sum(leaf.grad.item() for leaf in leaves)


def chain_gradient(operations):
    x, a, b = leaves = leaves_of(chain_leaves())
    v = x
    for _ in range(operations // 4):
        v = torch.sin(torch.tanh(a * v + b))
    v.backward()
    return sum(leaf.grad.item() for leaf in leaves)


def parameter(numbers, *shape):
    return torch.tensor(numbers).reshape(shape).requires_grad_()


def descend(loss, parameters, rate):
    loss.backward()
    with torch.no_grad():
        for p in parameters:
            p -= rate * p.grad
            p.grad = None
    return loss.item()


def train_moons(steps):
    """The work, and the list that takes the loss of each step."""
    points, labels, (first, second, third) = moons()
    x, y = torch.tensor(points), torch.tensor(labels).reshape(100, 1)
    w1, w2, w3 = parameter(first, 2, 16), parameter(second, 16, 16), parameter(third, 16, 1)
    b1, b2, b3 = (parameter([0.0] * n, n) for n in (16, 16, 1))
    parameters = [w1, b1, w2, b2, w3, b3]
    losses = []

    def work():
        for k in range(steps):
            score = torch.relu(torch.relu(x @ w1 + b1) @ w2 + b2) @ w3 + b3
            loss = torch.relu(1 - y * score).mean()
            loss = loss + 1e-4 * sum((p * p).sum() for p in parameters)
            losses.append(descend(loss, parameters, 1 - 0.9 * k / steps))

    return work, losses


def train_digits(steps):
    """As train_moons."""
    images, classes, first, second = digits()
    x, y = torch.tensor(images).reshape(64, 784), torch.tensor(classes)
    w1, w2 = parameter(first, 784, 128), parameter(second, 128, 10)
    b1, b2 = parameter([0.0] * 128, 128), parameter([0.0] * 10, 10)
    losses = []

    def work():
        for _ in range(steps):
            scores = torch.relu(x @ w1 + b1) @ w2 + b2
            loss = torch.nn.functional.cross_entropy(scores, y)
            losses.append(descend(loss, [w1, b1, w2, b2], 0.1))

    return work, losses


def main():
    torch.set_num_threads(1)
    torch.set_default_dtype(torch.float64)
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
        work, losses = train_moons(100)
        times = seconds(work, rounds)
        report(SYSTEM, "W3", "100 steps", "ms", [time * 1e3 for time in times], losses[0])
    if "W4" in wanted:
        work, losses = train_digits(50)
        times = seconds(work, rounds)
        report(SYSTEM, "W4", "steps", "1/s", [50 / time for time in times], losses[0])


main()
