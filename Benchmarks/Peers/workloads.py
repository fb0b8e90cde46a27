"""The workloads' data, as Sources/Benchmarks makes it, and the way peers report."""

import json
import math
import sys
import time


class SplitMix64:
    """Source: Steele, Lea and Flood, Fast Splittable Pseudorandom Number Generators (2014)."""

    def __init__(self, seed):
        self.state = seed

    def number(self, low, high):
        mask = (1 << 64) - 1
        self.state = (self.state + 0x9E3779B97F4A7C15) & mask
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & mask
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & mask
        z ^= z >> 31
        return low + (high - low) * ((z >> 11) * 2.0**-53)

    def numbers(self, count, low, high):
        return [self.number(low, high) for _ in range(count)]


def square_points(count=1024):
    random = SplitMix64(1)
    return [random.numbers(3, -2, 2) for _ in range(count)]


def sigmoid_net_points(count=1024):
    random = SplitMix64(2)
    return [random.numbers(6, -2, 2) for _ in range(count)]


def chain_leaves():
    """x, a and b, where the slope of a round is -1, so that nothing dies or explodes."""
    t = math.tanh(0.8)
    a = -1 / (math.cos(t) * (1 - t * t))
    return [0.45, a, 0.8 - a * math.sin(t)]


def moons():
    """Points, labels and the parameters W1, W2, W3; the biases start at 0."""
    random = SplitMix64(3)
    points, labels = [], []
    for i in range(100):
        angle = math.pi * random.number(0, 1)
        x, y = math.cos(angle), math.sin(angle)
        if i % 2 == 1:
            x, y = 1 - x, 0.5 - y
        points.append([x + random.number(-0.1, 0.1), y + random.number(-0.1, 0.1)])
        labels.append(1.0 if i % 2 == 0 else -1.0)
    weights = [random.numbers(count, -1, 1) for count in (2 * 16, 16 * 16, 16)]
    return points, labels, weights


def digits():
    """Images, classes and the parameters W1 and W2; the biases start at 0."""
    random = SplitMix64(4)
    images = random.numbers(64 * 784, 0, 1)
    classes = [int(random.number(0, 10)) for _ in range(64)]
    first = random.numbers(784 * 128, -1 / 28, 1 / 28)
    second = random.numbers(128 * 10, -0.1, 0.1)
    return images, classes, first, second


def arguments():
    """The number of rounds and the workloads asked for; all of them if none is named."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    return rounds, set(sys.argv[2:]) or {"W1a", "W1b", "W2", "W3", "W4"}


def seconds(work, rounds):
    """The time of each round, after one that is not counted."""
    work()
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return times


def report(system, workload, metric, unit, samples, result):
    """One JSON line; `result` is a number that every system must agree on."""
    line = dict(
        system=system, workload=workload, metric=metric, unit=unit, samples=samples, result=result
    )
    print(json.dumps(line), flush=True)
