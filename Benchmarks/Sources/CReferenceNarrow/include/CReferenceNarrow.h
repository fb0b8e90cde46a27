#ifndef C_REFERENCE_NARROW_H
#define C_REFERENCE_NARROW_H

// W3 again, the same source compiled for 256-bit vectors. With -march=native alone clang 21 turns
// its loops of 16 into 512-bit code on AVX-512 machines that is three times slower.

/// As trainMoons in CReference.
double trainMoonsNarrow(const double *points, const double *labels, long steps,
                        double *parameters);

#endif
