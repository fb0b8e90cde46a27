#include <math.h>

#include "CReference.h"

// Of the four values of a round the way back needs two: v, which a multiplies, and tanh's t, which
// gives 1 - t^2 for tanh and cos(t) for sin.
double chainGradient(const double *restrict leaves, long rounds, double *restrict stored,
                     double *restrict gradient) {
  double x = leaves[0], a = leaves[1], b = leaves[2];
  double v = x;
  for (long round = 0; round < rounds; round++) {
    double t = tanh(a * v + b);
    stored[2 * round] = v;
    stored[2 * round + 1] = t;
    v = sin(t);
  }

  double dv = 1, da = 0, db = 0;
  for (long round = rounds - 1; round >= 0; round--) {
    double t = stored[2 * round + 1];
    double du = dv * cos(t) * (1 - t * t);
    da += du * stored[2 * round];
    db += du;
    dv = du * a;
  }
  gradient[0] = dv;
  gradient[1] = da;
  gradient[2] = db;
  return v;
}
