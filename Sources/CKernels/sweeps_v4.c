// The block sweeps for x86-64-v4.

#if defined(__x86_64__)
#pragma clang diagnostic ignored "-Wpsabi"
#pragma clang attribute push(__attribute__((target("arch=x86-64-v4"))), apply_to = function)
#define BW(name) bw_v4_##name
#include "sweeps.inc"
#pragma clang attribute pop
#endif
