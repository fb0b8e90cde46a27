#include <string.h>

#include "CReference.h"

enum { N = moonsPointCount, I = moonsInputs, H = moonsHidden };

static const double decay = 1e-4;

// Where each matrix starts in the parameters and in the gradient.
enum { W1 = 0, B1 = W1 + I * H, W2 = B1 + H, B2 = W2 + H * H, W3 = B2 + H, B3 = W3 + H };

// The innermost loops run along rows: their entries are independent, so strict arithmetic leaves
// them to SIMD. Only the score, a dot product, has to be added up one by one.

/// out = relu(in @ weights + bias), for rows of in of the given width.
static void layer(const double *restrict in, int width, const double *restrict weights,
                  const double *restrict bias, double out[restrict N][H]) {
  for (int i = 0; i < N; i++) {
    double row[H];
    memcpy(row, bias, sizeof row);
    for (int k = 0; k < width; k++)
      for (int j = 0; j < H; j++) row[j] += in[i * width + k] * weights[k * H + j];
    for (int j = 0; j < H; j++) out[i][j] = row[j] > 0 ? row[j] : 0;
  }
}

/// weights += transpose(in) @ upstream, bias += the sum of upstream's rows.
static void layerGradient(const double *restrict in, int width, double upstream[restrict N][H],
                          double *restrict weights, double *restrict bias) {
  for (int i = 0; i < N; i++) {
    for (int k = 0; k < width; k++)
      for (int j = 0; j < H; j++) weights[k * H + j] += in[i * width + k] * upstream[i][j];
    for (int j = 0; j < H; j++) bias[j] += upstream[i][j];
  }
}

double moonsGradient(const double *restrict points, const double *restrict labels,
                     const double *restrict p, double *restrict g) {
  double h1[N][H], h2[N][H], d1[N][H], d2[N][H];
  double loss = 0;

  layer(points, I, p + W1, p + B1, h1);
  layer(&h1[0][0], H, p + W2, p + B2, h2);

  double squares = 0;
  for (int i = 0; i < moonsParameterCount; i++) {
    squares += p[i] * p[i];
    g[i] = 2 * decay * p[i];
  }

  for (int i = 0; i < N; i++) {
    double score = p[B3];
    for (int j = 0; j < H; j++) score += h2[i][j] * p[W3 + j];
    double margin = 1 - labels[i] * score;
    double dscore = 0;
    if (margin > 0) {
      loss += margin;
      dscore = -labels[i] / N;
    }
    g[B3] += dscore;
    for (int j = 0; j < H; j++) {
      g[W3 + j] += dscore * h2[i][j];
      d2[i][j] = h2[i][j] > 0 ? dscore * p[W3 + j] : 0;
    }
  }

  // d1 = d2 @ transpose(W2), with W2 turned once so that the innermost loop runs along its rows.
  double turned[H][H];
  for (int k = 0; k < H; k++)
    for (int j = 0; j < H; j++) turned[j][k] = p[W2 + k * H + j];
  for (int i = 0; i < N; i++) {
    double row[H] = {0};
    for (int j = 0; j < H; j++)
      for (int k = 0; k < H; k++) row[k] += d2[i][j] * turned[j][k];
    for (int k = 0; k < H; k++) d1[i][k] = h1[i][k] > 0 ? row[k] : 0;
  }

  layerGradient(&h1[0][0], H, d2, g + W2, g + B2);
  layerGradient(points, I, d1, g + W1, g + B1);
  return loss / N + decay * squares;
}

double trainMoons(const double *points, const double *labels, long steps, double *parameters) {
  double gradient[moonsParameterCount];
  double loss = 0;
  for (long k = 0; k < steps; k++) {
    loss = moonsGradient(points, labels, parameters, gradient);
    double rate = 1 - 0.9 * (double)k / (double)steps;
    for (int i = 0; i < moonsParameterCount; i++) parameters[i] -= rate * gradient[i];
  }
  return loss;
}
