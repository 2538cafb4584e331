// Sweeps over a sparse graph with many right-hand sides side by side.
//
// Every array over nodes holds `8 * width` lanes a node (width 1, 2 or 4): lane b of node j is at
// [j * 8 * width + b]. Each lane is a problem of its own and its bits do not depend on its
// neighbours, on the width, or on the instruction set. Sums run over a row in the order of the row.
// Rows of indices are read up to 32 entries past their end (a prefetch): pad them.

#ifndef BREAKWATER_BLOCKSWEEPS_H
#define BREAKWATER_BLOCKSWEEPS_H

#include <stddef.h>
#include <stdint.h>

/// Rows of slots: node j owns slots [node_slot[j], node_slot[j + 1]), each a run of entries. All
/// slots but the last are sums of share times value; the last is the greatest of share times value.
typedef struct {
  size_t nodes;
  const int32_t *node_slot;
  const int32_t *slot_start;
  const int32_t *source;
  const double *share;
} bw_slots;

/// Rows of plain sums: row i is [start[i], start[i + 1]).
typedef struct {
  size_t nodes;
  const int32_t *start;
  const int32_t *source;
  const double *share;
} bw_rows;

/// A pool for every node: pool[j], with the node's strength in it.
typedef struct {
  size_t nodes;
  const int32_t *pool;
  const double *strength;
} bw_pools;

/// drain[pool[j]] += strength[j] * x[j], nodes ascending; `drain` is not cleared first.
void bw_pool_drain(int width, const bw_pools *p, const double *x, double *drain);

/// felt[j] = min(1, strength[j] * inverse[pool[j]]) * x[j].
void bw_pool_weigh(int width, const bw_pools *p, const double *inverse, const double *x,
                   double *felt);

/// One step of x[j] = min(1, max(x[j], greatest slot of j over felt)), nodes ascending.
/// Adds weight[j] * x[j] to total and keeps the largest (1 - old) - (1 - new) in `fall`.
void bw_step_slots(int width, const bw_slots *s, const double *felt, double *x,
                   const double *weight, double *total, double *fall);

/// One step of next[i] = min(1, max(x[i], row i over x)), rows ascending. Adds weight[i] * next[i]
/// to total and weight[i] * max(other[i], next[i]) to both; `fall` as in bw_step_slots.
void bw_step_rows(int width, const bw_rows *r, const double *x, double *next, const double *other,
                  const double *weight, double *total, double *both, double *fall);

/// A Gauss-Seidel sweep of the same slots, nodes descending: felt[j] is renewed as in
/// bw_pool_weigh as soon as x[j] is. Keeps the largest new - old in `change`.
void bw_relax_slots(int width, const bw_slots *s, const bw_pools *p, const double *inverse,
                    double *felt, double *x, double *change);

/// A Gauss-Seidel sweep of x[i] = min(1, max(floor[i], row i over x)), rows ascending. Keeps the
/// largest |new - old| in `change`, adds left[i] * x[i] to `pull`, and left_mode[i] to `mass`
/// where x[i] > 0.
void bw_relax_rows(int width, const bw_rows *r, const double *floor, double *x, const double *left,
                   const double *left_mode, double *pull, double *mass, double *change);

/// x[i] += amount * mode[i] where x[i] > 0; one amount a lane.
void bw_shift_rows(int width, size_t nodes, const double *mode, const double *amount, double *x);

#endif
