// Chooses the widest instruction set that the processor has, once, at the first call.

#include "CKernels.h"

#define DECLARE(set)                                                                               \
  void bw_##set##_philox_uniforms(uint64_t, uint64_t, const uint32_t *, const uint32_t *, size_t,  \
                                  double *, double *);                                             \
  void bw_##set##_normal_quantile(const double *, double *, size_t);                               \
  void bw_##set##_exp(const double *, double *, size_t);                                           \
  void bw_##set##_log(const double *, double *, size_t);                                           \
  void bw_##set##_lognormal(const double *, double, double, double *, size_t);                     \
  int64_t bw_##set##_count_below(const double *, size_t, const double *, size_t, int32_t *);       \
  void bw_##set##_philox_range(uint64_t, uint64_t, uint32_t, uint32_t, size_t, double *);         \
  void bw_##set##_bernoulli_words(uint64_t, const uint64_t *, const uint64_t *, size_t, uint32_t,  \
                                  uint64_t *);                                                     \
  void bw_##set##_spread_words(const uint64_t *, const uint64_t *, const int32_t *, size_t,        \
                               uint64_t *, uint64_t *);

#define TABLE(set, title)                                                                          \
  {bw_##set##_philox_uniforms, bw_##set##_normal_quantile, bw_##set##_exp, bw_##set##_log,         \
   bw_##set##_lognormal, bw_##set##_count_below, bw_##set##_philox_range,                           \
   bw_##set##_bernoulli_words, bw_##set##_spread_words, title}

typedef struct {
  void (*philox_uniforms)(uint64_t, uint64_t, const uint32_t *, const uint32_t *, size_t, double *,
                          double *);
  void (*normal_quantile)(const double *, double *, size_t);
  void (*exp)(const double *, double *, size_t);
  void (*log)(const double *, double *, size_t);
  void (*lognormal)(const double *, double, double, double *, size_t);
  int64_t (*count_below)(const double *, size_t, const double *, size_t, int32_t *);
  void (*philox_range)(uint64_t, uint64_t, uint32_t, uint32_t, size_t, double *);
  void (*bernoulli_words)(uint64_t, const uint64_t *, const uint64_t *, size_t, uint32_t,
                          uint64_t *);
  void (*spread_words)(const uint64_t *, const uint64_t *, const int32_t *, size_t, uint64_t *,
                       uint64_t *);
  const char *name;
} Kernels;

DECLARE(baseline)
static const Kernels baseline = TABLE(baseline, "baseline");

#if defined(__x86_64__)
DECLARE(v3)
DECLARE(v4)
static const Kernels v3 = TABLE(v3, "x86-64-v3");
static const Kernels v4 = TABLE(v4, "x86-64-v4");

static int has_v3(void) {
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") &&
         __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2");
}

static int has_v4(void) {
  return has_v3() && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
         __builtin_cpu_supports("avx512cd") && __builtin_cpu_supports("avx512dq") &&
         __builtin_cpu_supports("avx512vl");
}
#endif

static const Kernels *best(void) {
#if defined(__x86_64__)
  if (has_v4()) return &v4;
  if (has_v3()) return &v3;
#endif
  return &baseline;
}

// Every thread that finds it empty writes the same pointer, so a relaxed atomic is enough.
static _Atomic(const Kernels *) chosen;

static const Kernels *kernels(void) {
  const Kernels *k = __c11_atomic_load(&chosen, __ATOMIC_RELAXED);
  if (!k) {
    k = best();
    __c11_atomic_store(&chosen, k, __ATOMIC_RELAXED);
  }
  return k;
}

int bw_force_instruction_set(int level) {
  const Kernels *k = 0;
  if (level == 0) k = &baseline;
#if defined(__x86_64__)
  if (level == 3 && has_v3()) k = &v3;
  if (level == 4 && has_v4()) k = &v4;
#endif
  if (!k) return 0;
  __c11_atomic_store(&chosen, k, __ATOMIC_RELAXED);
  return 1;
}

const char *bw_instruction_set(void) { return kernels()->name; }

void bw_philox_uniforms(uint64_t key, uint64_t stream, const uint32_t *trial,
                        const uint32_t *draw, size_t n, double *first, double *second) {
  kernels()->philox_uniforms(key, stream, trial, draw, n, first, second);
}

void bw_normal_quantile(const double *u, double *z, size_t n) { kernels()->normal_quantile(u, z, n); }

void bw_exp(const double *x, double *y, size_t n) { kernels()->exp(x, y, n); }

void bw_log(const double *x, double *y, size_t n) { kernels()->log(x, y, n); }

void bw_lognormal(const double *u, double mu, double sigma, double *x, size_t n) {
  kernels()->lognormal(u, mu, sigma, x, n);
}

int64_t bw_count_below(const double *x, size_t n, const double *thresholds, size_t m,
                       int32_t *counts) {
  return kernels()->count_below(x, n, thresholds, m, counts);
}

void bw_philox_range(uint64_t key, uint64_t stream, uint32_t trial, uint32_t draw, size_t n,
                     double *u) {
  kernels()->philox_range(key, stream, trial, draw, n, u);
}

void bw_bernoulli_words(uint64_t key, const uint64_t *streams, const uint64_t *limits, size_t n,
                        uint32_t batch, uint64_t *words) {
  kernels()->bernoulli_words(key, streams, limits, n, batch, words);
}

void bw_spread_words(const uint64_t *fresh, const uint64_t *words, const int32_t *targets,
                     size_t n, uint64_t *states, uint64_t *active) {
  kernels()->spread_words(fresh, words, targets, n, states, active);
}
