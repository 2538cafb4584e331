// Chooses the widest instruction set that the processor has, once, at the first call.

#include "CKernels.h"

#define KERNEL(returns, name, parameters, arguments) returns(*name) parameters;
typedef struct {
#include "kernels.list"
  const char *title;
} Kernels;
#undef KERNEL

#define KERNEL(returns, name, parameters, arguments) returns bw_baseline_##name parameters;
#include "kernels.list"
#undef KERNEL
#define KERNEL(returns, name, parameters, arguments) bw_baseline_##name,
static const Kernels baseline = {
#include "kernels.list"
    "baseline"};
#undef KERNEL

#if defined(__x86_64__)
#define KERNEL(returns, name, parameters, arguments)                                               \
  returns bw_v3_##name parameters;                                                                 \
  returns bw_v4_##name parameters;
#include "kernels.list"
#undef KERNEL
#define KERNEL(returns, name, parameters, arguments) bw_v3_##name,
static const Kernels v3 = {
#include "kernels.list"
    "x86-64-v3"};
#undef KERNEL
#define KERNEL(returns, name, parameters, arguments) bw_v4_##name,
static const Kernels v4 = {
#include "kernels.list"
    "x86-64-v4"};
#undef KERNEL

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

const char *bw_instruction_set(void) { return kernels()->title; }

#define KERNEL(returns, name, parameters, arguments)                                               \
  returns bw_##name parameters { return kernels()->name arguments; }
#include "kernels.list"
#undef KERNEL
