// The few kernels that SIMD pays for, in C because Swift has no run-time choice of instruction set.
//
// Each is written once, in `kernels.inc`, compiled for baseline x86-64 (or 64-bit Arm), x86-64-v3
// and x86-64-v4, and chosen at run time. All give the same bits as one another and as the plain
// Swift reference in `Sampling/KernelReference.swift`: no contraction, no reassociation, no
// library function whose result is not fixed by IEEE 754.
//
// n is a number of elements; buffers may be equal only where a comment says so.

#ifndef BREAKWATER_CKERNELS_H
#define BREAKWATER_CKERNELS_H

#include <stddef.h>
#include <stdint.h>

#include "BlockSweeps.h"

/// Two uniforms on (0, 1) for each element from one Philox4x32-10 block (Salmon et al. 2011).
/// The key is `key`; the counter of element i is (stream low, stream high, trial[i], draw[i]).
/// Each uniform is (k + 1/2) 2^-52 for 52 random bits k, so 1 - u is exact.
void bw_philox_uniforms(uint64_t key, uint64_t stream, const uint32_t *trial,
                        const uint32_t *draw, size_t n, double *first, double *second);

/// The standard normal quantile of u in (0, 1): algorithm AS 241, PPND16 (Wichura 1988),
/// relative error about 1e-16. `z` may be `u`.
void bw_normal_quantile(const double *u, double *z, size_t n);

/// e^x, relative error below 2.3e-16 where the result is normal; 0 below -745, infinity above 709.79.
/// `y` may be `x`.
void bw_exp(const double *x, double *y, size_t n);

/// The natural logarithm of a positive normal x, relative error below 2.3e-16. `y` may be `x`.
void bw_log(const double *x, double *y, size_t n);

/// exp(mu + sigma z(u)): a lognormal draw for each uniform. `x` may be `u`.
void bw_lognormal(const double *u, double mu, double sigma, double *x, size_t n);

/// counts[i] = the number of the m ascending thresholds below x[i]; returns the sum of the counts.
int64_t bw_count_below(const double *x, size_t n, const double *thresholds, size_t m,
                       int32_t *counts);

/// One uniform on (0, 1) for each trial from `trial`, which is even, to trial + n - 1, at one draw:
/// trials 2b and 2b + 1 share the block at counter (stream, b, draw).
void bw_philox_range(uint64_t key, uint64_t stream, uint32_t trial, uint32_t draw, size_t n,
                     double *u);

/// The instruction set that runs: "x86-64-v4", "x86-64-v3" or "baseline".
const char *bw_instruction_set(void);

/// Forces an instruction set for tests: 0 baseline, 3 v3, 4 v4. Returns 0 where it cannot run.
int bw_force_instruction_set(int level);

#endif
