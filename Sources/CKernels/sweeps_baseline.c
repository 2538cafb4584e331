// The block sweeps for the least that the platform has.

#pragma clang diagnostic ignored "-Wpsabi"
#define BW(name) bw_baseline_##name
#include "sweeps.inc"
