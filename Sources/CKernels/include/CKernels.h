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
/// `usual`, at most m, is how many are compared with every element before it looks whether more are
/// needed: it changes the time, not the counts.
int64_t bw_count_below(const double *x, size_t n, const double *thresholds, size_t m, size_t usual,
                       int32_t *counts);

/// One uniform on (0, 1) for each trial from `trial`, which is even, to trial + n - 1, at one draw:
/// trials 2b and 2b + 1 share the block at counter (stream, b, draw).
void bw_philox_range(uint64_t key, uint64_t stream, uint32_t trial, uint32_t draw, size_t n,
                     double *u);

/// Lays out events from the counts of `width` trials: round r holds the trials with more than r
/// events, ascending, from slot[start[r]] to slot[start[r + 1] - 1]. Returns the number of rounds.
/// `slot` has room for the events, `width` and 8 more, `start` for one more than the largest count;
/// `left` has room for `width` and 8 more and is for the kernel's own use.
size_t bw_lay_out(const int32_t *counts, size_t width, int32_t *slot, size_t *start, int32_t *left);

/// The first uniform at (trial[slot[e]], round) for every event of every round of a layout.
void bw_philox_events(uint64_t key, uint64_t stream, const uint32_t *trial, const int32_t *slot,
                      const size_t *start, size_t rounds, double *first);

/// total[slot[e]] += x[e] and largest[slot[e]] = max(largest[slot[e]], x[e]), in order.
void bw_deposit(const int32_t *slot, const double *x, size_t n, double *total, double *largest);

/// Sums of x - x[0] and of its squares; returns how many x are positive.
int64_t bw_moments(const double *x, size_t n, double *sum, double *squares);

/// total[i] += x[i].
void bw_add(const double *x, size_t n, double *total);

/// x[i] = counts[i].
void bw_widen(const int32_t *counts, size_t n, double *x);

/// A quantile from rows of polynomials: `QuantileTable` of `Sampling` says how they are laid out.
/// x[i] is the value at u[i]; where the table has none, x[i] = u[i] and i is put into `missed`,
/// which holds n. Returns the number missed. `x` may be `u`; 1 <= octaves <= 1000.
size_t bw_table_quantile(const double *u, const double *rows, uint32_t octaves, double *x,
                         uint32_t *missed, size_t n);

/// y = A x for a block of eight columns; A in compressed rows of `rows` + 1 `starts`. Row r of a block
/// is the eight numbers at 8 r. The entries of a row are added in their order.
void bw_csr_block(size_t rows, const int64_t *starts, const int32_t *columns, const double *values,
                  const double *x, double *y);

/// One Gauss-Seidel sweep for (I - A) x = c on a block of eight columns. `inverse` holds 1 / (1 - a_ii);
/// a column whose `active` is 0 (else -1) keeps its bits; `residual` takes each column's largest
/// |c + A x - x| met on the way.
void bw_gauss_seidel_block(size_t rows, const int64_t *starts, const int32_t *columns,
                           const double *values, const double *inverse, const double *c,
                           const int64_t *active, double *x, double *residual);

/// One day of a recursion with limits, n a multiple of 8: state = clip(state + forcing, 0, 1)
/// (forcing may be null), total += state, peak = max(peak, state), and where state exceeds fraction f
/// of three of its peak so far, its mark, at f n + element, becomes `day`. Returns 1 if anything was clipped.
int bw_clipped_day(size_t n, double *state, const double *forcing, double *total, double *peak,
                   const double *fractions, int32_t day, int32_t *marks);

/// For each element four words of 64 independent Bernoulli trials, the trials 256 batch to
/// 256 batch + 255 of its stream: a bit is set with probability (limit + 1) 2^-64, exactly. Word w
/// is number 4 batch + w of the stream; bits of a uniform are compared with the limit from the top
/// until all its 64 trials are decided, and bits 2b and 2b + 1 from the top come from the Philox
/// block at counter (stream, word number, b).
void bw_bernoulli_words(uint64_t key, const uint64_t *streams, const uint64_t *limits, size_t n,
                        uint32_t batch, uint64_t *words);

/// Hands four words of fresh bits along n links of one node. Link i lets pass what its four words
/// have set; what its target has not seen joins the target's seen and pending bits (states: four
/// words seen, four words pending a node) and sets the target's bit in `active`.
void bw_spread_words(const uint64_t *fresh, const uint64_t *words, const int32_t *targets,
                     size_t n, uint64_t *states, uint64_t *active);

/// Asks for large pages under memory that nothing has been written to yet; does nothing where the
/// system has none.
void bw_large_pages(void *base, size_t bytes);

/// Has blocks of at least so many bytes given back to the system when they are freed; does nothing
/// where the system's allocator cannot be told.
void bw_give_back_freed(size_t bytes);

/// The instruction set that runs: "x86-64-v4", "x86-64-v3" or "baseline".
const char *bw_instruction_set(void);

/// Forces an instruction set for tests: 0 baseline, 3 v3, 4 v4. Returns 0 where it cannot run.
int bw_force_instruction_set(int level);

#endif
