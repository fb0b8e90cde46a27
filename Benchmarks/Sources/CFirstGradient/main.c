#include <stdio.h>

#include "CReference.h"

/// W6 at its fastest: a process that prints one gradient of the two-layer sigmoid net and ends.
int main(void) {
  double leaves[sigmoidNetLeafCount] = {0.5, 1, 0.3, -0.1, 0.8, 0.2};
  double gradient[sigmoidNetLeafCount];
  printf("loss = %.17g\n", sigmoidNetGradient(leaves, gradient));
  for (int leaf = 0; leaf < sigmoidNetLeafCount; leaf++) printf("%.17g\n", gradient[leaf]);
  return 0;
}
