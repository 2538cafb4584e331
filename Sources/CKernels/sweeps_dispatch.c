// Runs the block sweeps on the instruction set that the kernels chose (see dispatch.c).

#include "CKernels.h"

#include <string.h>

#define DECLARE(set)                                                                               \
  void bw_##set##_pool_drain(int, const bw_pools *, const double *, double *);                     \
  void bw_##set##_pool_weigh(int, const bw_pools *, const double *, const double *, double         \
      *);                                                                                          \
  void bw_##set##_step_slots(int, const bw_slots *, const double *, double *, const double         \
      *, double *, double *);                                                                      \
  void bw_##set##_step_rows(int, const bw_rows *, const double *, double *, const double *,        \
      const double *, double *, double *, double *);                                               \
  void bw_##set##_relax_slots(int, const bw_slots *, const bw_pools *, const double *,             \
      double *, double *, double *);                                                               \
  void bw_##set##_relax_rows(int, const bw_rows *, const double *, double *, const double *,       \
      const double *, double *, double *, double *);                                               \
  void bw_##set##_shift_rows(int, size_t, const double *, const double *, double *);

DECLARE(baseline)
#if defined(__x86_64__)
DECLARE(v3)
DECLARE(v4)
#endif

// A name ends in the level of the set: "x86-64-v4", "x86-64-v3"; "baseline" has none.
static char level(void) {
  const char *name = bw_instruction_set();
  return name[strlen(name) - 1];
}

#if defined(__x86_64__)
#define RUN(name, ...)                                                                             \
  switch (level()) {                                                                               \
    case '4': bw_v4_##name(__VA_ARGS__); break;                                                    \
    case '3': bw_v3_##name(__VA_ARGS__); break;                                                    \
    default: bw_baseline_##name(__VA_ARGS__); break;                                               \
  }
#else
#define RUN(name, ...) bw_baseline_##name(__VA_ARGS__);
#endif

void bw_pool_drain(int width, const bw_pools *p, const double *x, double *drain) {
  RUN(pool_drain, width, p, x, drain)
}

void bw_pool_weigh(int width, const bw_pools *p, const double *inverse, const double *x,
                    double *felt) {
  RUN(pool_weigh, width, p, inverse, x, felt)
}

void bw_step_slots(int width, const bw_slots *s, const double *felt, double *x, const double
                   *weight, double *total, double *fall) {
  RUN(step_slots, width, s, felt, x, weight, total, fall)
}

void bw_step_rows(int width, const bw_rows *r, const double *x, double *next, const double *other,
                  const double *weight, double *total, double *both, double *fall) {
  RUN(step_rows, width, r, x, next, other, weight, total, both, fall)
}

void bw_relax_slots(int width, const bw_slots *s, const bw_pools *p, const double *inverse, double
                    *felt, double *x, double *change) {
  RUN(relax_slots, width, s, p, inverse, felt, x, change)
}

void bw_relax_rows(int width, const bw_rows *r, const double *floor, double *x, const double
                   *left, const double *left_mode, double *pull, double *mass, double *change) {
  RUN(relax_rows, width, r, floor, x, left, left_mode, pull, mass, change)
}

void bw_shift_rows(int width, size_t nodes, const double *mode, const double *amount, double *x) {
  RUN(shift_rows, width, nodes, mode, amount, x)
}
