#include <math.h>
#include <string.h>

#include "CReference.h"

enum { N = digitsBatch, I = digitsInputs, H = digitsHidden, C = digitsClasses };

// Where each matrix starts in the parameters and in the gradient.
enum { W1 = 0, B1 = W1 + I * H, W2 = B1 + H, B2 = W2 + H * C };

/// Turns a row of scores into their softmax less the one-hot of `right`, over the batch; returns
/// the cross-entropy.
static double crossEntropy(double scores[C], int right) {
  double largest = scores[0], sum = 0;
  for (int c = 1; c < C; c++) largest = scores[c] > largest ? scores[c] : largest;
  double loss = -(scores[right] - largest);
  for (int c = 0; c < C; c++) {
    scores[c] = exp(scores[c] - largest);
    sum += scores[c];
  }
  for (int c = 0; c < C; c++) scores[c] = (scores[c] / sum - (c == right)) / N;
  return loss + log(sum);
}

double digitsGradient(const double *restrict images, const int *restrict classes,
                      const double *restrict p, double *restrict g) {
  double h[N][H], d[N][H], scores[N][C];
  double loss = 0;
  memset(g, 0, digitsParameterCount * sizeof(double));

  // A row of the output stays in the first cache while all of W1 goes by in the second.
  for (int i = 0; i < N; i++) {
    memcpy(h[i], p + B1, sizeof h[i]);
    for (int k = 0; k < I; k++)
      for (int j = 0; j < H; j++) h[i][j] += images[i * I + k] * p[W1 + k * H + j];
    for (int j = 0; j < H; j++) h[i][j] = h[i][j] > 0 ? h[i][j] : 0;
  }

  for (int i = 0; i < N; i++) {
    memcpy(scores[i], p + B2, sizeof scores[i]);
    for (int k = 0; k < H; k++)
      for (int c = 0; c < C; c++) scores[i][c] += h[i][k] * p[W2 + k * C + c];
    loss += crossEntropy(scores[i], classes[i]);

    for (int c = 0; c < C; c++) g[B2 + c] += scores[i][c];
    for (int k = 0; k < H; k++) {
      double upstream = 0;
      for (int c = 0; c < C; c++) {
        g[W2 + k * C + c] += h[i][k] * scores[i][c];
        upstream += scores[i][c] * p[W2 + k * C + c];
      }
      d[i][k] = h[i][k] > 0 ? upstream : 0;
    }
    for (int k = 0; k < H; k++) g[B1 + k] += d[i][k];
  }

  // A row of W1's gradient stays in the first cache while d goes by in the second.
  for (int k = 0; k < I; k++)
    for (int i = 0; i < N; i++)
      for (int j = 0; j < H; j++) g[W1 + k * H + j] += images[i * I + k] * d[i][j];
  return loss / N;
}

double trainDigits(const double *images, const int *classes, long steps, double rate,
                   double *parameters, double *gradient) {
  double loss = 0;
  for (long step = 0; step < steps; step++) {
    loss = digitsGradient(images, classes, parameters, gradient);
    for (int i = 0; i < digitsParameterCount; i++) parameters[i] -= rate * gradient[i];
  }
  return loss;
}
