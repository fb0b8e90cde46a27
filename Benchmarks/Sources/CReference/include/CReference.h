#ifndef C_REFERENCE_H
#define C_REFERENCE_H

// The workloads as a C programmer writes them who knows the formulas: no graph, no tape, gradients
// derived by hand. Everything is compiled with -O3 -march=native, in strict IEEE arithmetic: sums
// keep their order, so only what is independent can go into SIMD lanes.

// W1a: c = (x*y + z)^2.

enum { squareLeafCount = 3 };

/// Computes c and its gradient.
///
/// leaves and gradient: x, y, z.
double squareGradient(const double *restrict leaves, double *restrict gradient);

/// Evaluates the gradient at each of pointCount points in turn, repetitions times in all, and
/// returns the sum of all its entries, so that no evaluation can be left out.
double repeatSquare(const double *points, long pointCount, long repetitions);

// W1b: a2 = sigmoid(w2 * sigmoid(w1 * x + b1) + b2), loss 0.5 * (y - a2)^2.

enum { sigmoidNetLeafCount = 6 };

/// Computes the loss and its gradient.
///
/// leaves and gradient: x, y, w1, b1, w2, b2.
double sigmoidNetGradient(const double *restrict leaves, double *restrict gradient);

/// As repeatSquare.
double repeatSigmoidNet(const double *points, long pointCount, long repetitions);

// W2: v = x, then rounds times v = sin(tanh(a*v + b)), four ops each.

enum { chainLeafCount = 3 };

/// Computes the last v and its gradient.
///
/// leaves and gradient: x, a, b. stored: room for two numbers a round, one for two ops.
double chainGradient(const double *restrict leaves, long rounds, double *restrict stored,
                     double *restrict gradient);

// W3: a 2-16-16-1 ReLU net on 100 points with labels -1 and 1.
// loss = mean(max(0, 1 - label * score)) + 1e-4 * sum(p^2) over all parameters.

enum {
  moonsPointCount = 100,
  moonsInputs = 2,
  moonsHidden = 16,
  moonsParameterCount = 2 * 16 + 16 + 16 * 16 + 16 + 16 + 1
};

/// Computes the loss and its gradient.
///
/// points: 100 rows of 2. parameters and gradient: W1 (2 rows of 16), b1, W2 (16 rows of 16), b2,
/// W3 (16 rows of 1), b3.
double moonsGradient(const double *points, const double *labels, const double *parameters,
                     double *gradient);

/// Trains for steps full-batch steps at the rates 1 - 0.9 * k / steps; returns the last loss.
double trainMoons(const double *points, const double *labels, long steps, double *parameters);

// W4: a 784-128-10 ReLU net, softmax cross-entropy, mean over a batch of 64.

enum {
  digitsBatch = 64,
  digitsInputs = 784,
  digitsHidden = 128,
  digitsClasses = 10,
  digitsParameterCount = 784 * 128 + 128 + 128 * 10 + 10
};

/// Computes the loss and its gradient.
///
/// images: 64 rows of 784. classes: 64 numbers from 0 to 9. parameters and gradient: W1 (784 rows
/// of 128), b1, W2 (128 rows of 10), b2.
double digitsGradient(const double *images, const int *classes, const double *parameters,
                      double *gradient);

/// Takes steps steps of descent on the one batch; returns the last loss.
///
/// gradient: room for one number a parameter.
double trainDigits(const double *images, const int *classes, long steps, double rate,
                   double *parameters, double *gradient);

#endif
