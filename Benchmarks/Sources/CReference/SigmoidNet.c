#include <math.h>

#include "CReference.h"

static double sigmoid(double x) { return 1 / (1 + exp(-x)); }

// One call an evaluation: see Square.c.
__attribute__((noinline)) double sigmoidNetGradient(const double *restrict leaves,
                                              double *restrict gradient) {
  double x = leaves[0], y = leaves[1];
  double w1 = leaves[2], b1 = leaves[3], w2 = leaves[4], b2 = leaves[5];
  double a1 = sigmoid(w1 * x + b1);
  double a2 = sigmoid(w2 * a1 + b2);
  double error = y - a2;

  double dz2 = -error * a2 * (1 - a2);
  double dz1 = dz2 * w2 * a1 * (1 - a1);
  gradient[0] = dz1 * w1;
  gradient[1] = error;
  gradient[2] = dz1 * x;
  gradient[3] = dz1;
  gradient[4] = dz2 * a1;
  gradient[5] = dz2;
  return 0.5 * error * error;
}

double repeatSigmoidNet(const double *points, long pointCount, long repetitions) {
  double checksum = 0;
  double gradient[sigmoidNetLeafCount];
  for (long done = 0, point = 0; done < repetitions; done++) {
    sigmoidNetGradient(points + point * sigmoidNetLeafCount, gradient);
    checksum += gradient[0] + gradient[1] + gradient[2] + gradient[3] + gradient[4] + gradient[5];
    point = point + 1 == pointCount ? 0 : point + 1;
  }
  return checksum;
}
