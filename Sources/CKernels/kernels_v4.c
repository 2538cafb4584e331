// The kernels for x86-64-v4.

#if defined(__x86_64__)
#include <immintrin.h>

#pragma clang diagnostic ignored "-Wpsabi"
#pragma clang attribute push(__attribute__((target("arch=x86-64-v4"))), apply_to = function)
#define BW(name) bw_v4_##name
#define BW_PACKS
#include "kernels.inc"
#include "events.inc"
#pragma clang attribute pop
#endif
