#include "CReferenceNarrow.h"

#define moonsGradient moonsGradientNarrow
#define trainMoons trainMoonsNarrow
#include "../CReference/Moons.c"
