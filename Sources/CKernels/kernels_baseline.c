// The kernels for the least that the platform has.

#pragma clang diagnostic ignored "-Wpsabi"
#define BW(name) bw_baseline_##name
#include "kernels.inc"
#include "events.inc"
