#include "CReference.h"

// One evaluation is one call, as it is for a library that gets its inputs one by one. Inlined, the
// loop below would be turned into SIMD over the inputs, which is another workload.
__attribute__((noinline)) double squareGradient(const double *restrict leaves,
                                              double *restrict gradient) {
  double x = leaves[0], y = leaves[1], z = leaves[2];
  double s = x * y + z;
  double ds = 2 * s;
  gradient[0] = ds * y;
  gradient[1] = ds * x;
  gradient[2] = ds;
  return s * s;
}

double repeatSquare(const double *points, long pointCount, long repetitions) {
  double checksum = 0;
  double gradient[squareLeafCount];
  for (long done = 0, point = 0; done < repetitions; done++) {
    squareGradient(points + point * squareLeafCount, gradient);
    checksum += gradient[0] + gradient[1] + gradient[2];
    point = point + 1 == pointCount ? 0 : point + 1;
  }
  return checksum;
}
