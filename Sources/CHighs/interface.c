#include "CHighs.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Function types as highs_c_api.h has them, with HighsInt as int. */
struct HighsInterface {
  const char *(*version)(void);
  void *(*create)(void);
  void (*destroy)(void *);
  int (*size_of_int)(const void *);
  int (*set_flag)(void *, const char *, int);
  int (*set_whole)(void *, const char *, int);
  int (*set_real)(void *, const char *, double);
  int (*set_text)(void *, const char *, const char *);
  int (*pass_lp)(void *, int, int, int, int, int, double, const double *, const double *,
                 const double *, const double *, const double *, const int *, const int *,
                 const double *);
  int (*pass_mip)(void *, int, int, int, int, int, double, const double *, const double *,
                  const double *, const double *, const double *, const int *, const int *,
                  const double *, const int *);
  int (*add_rows)(void *, int, const double *, const double *, int, const int *, const int *,
                  const double *);
  int (*delete_rows)(void *, int, const int *);
  int (*set_bounds)(void *, int, int, const double *, const double *);
  int (*run)(void *);
  int (*forget)(void *);
  int (*zero_clocks)(const void *);
  int (*status)(const void *);
  int (*solution)(const void *, double *, double *, double *, double *);
  int (*ray)(const void *, int *, double *);
  int (*figure)(const void *, const char *, double *);
};

/* Looks a function up; what is missing is counted, and the first of it named. */
static void find(void *library, const char *name, void *into, int *missing, const char **first) {
  void *symbol = dlsym(library, name);
  if (!symbol && !(*missing)++) *first = name;
  memcpy(into, &symbol, sizeof symbol);
}

static int find_all(void *library, HighsInterface *highs, const char **first) {
  int missing = 0;
#define FIND(field, name) find(library, "Highs_" name, &highs->field, &missing, first)
  FIND(version, "version");
  FIND(create, "create");
  FIND(destroy, "destroy");
  FIND(size_of_int, "getSizeofHighsInt");
  FIND(set_flag, "setBoolOptionValue");
  FIND(set_whole, "setIntOptionValue");
  FIND(set_real, "setDoubleOptionValue");
  FIND(set_text, "setStringOptionValue");
  FIND(pass_lp, "passLp");
  FIND(pass_mip, "passMip");
  FIND(add_rows, "addRows");
  FIND(delete_rows, "deleteRowsBySet");
  FIND(set_bounds, "changeColsBoundsByRange");
  FIND(run, "run");
  FIND(forget, "clearSolver");
  FIND(zero_clocks, "zeroAllClocks");
  FIND(status, "getModelStatus");
  FIND(solution, "getSolution");
  FIND(ray, "getDualRay");
  FIND(figure, "getDoubleInfoValue");
#undef FIND
  return missing;
}

static const HighsInterface *refuse(HighsInterface *highs, void *library, char *reason, int room,
                                    const char *words, const char *more) {
  snprintf(reason, (size_t)room, "%s%s", words, more);
  if (library) dlclose(library);
  free(highs);
  return NULL;
}

/* Whether its integers have 32 bits, as the arrays that are handed over do. */
static int has_short_integers(const HighsInterface *highs) {
  void *model = highs->create();
  int is_short = model && highs->size_of_int(model) == 4;
  if (model) highs->destroy(model);
  return is_short;
}

const HighsInterface *highs_load(const char *path, char *reason, int room) {
  HighsInterface *highs = calloc(1, sizeof *highs);
  if (!highs) return refuse(highs, NULL, reason, room, "there is no memory", "");
  void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (!library) {
    const char *words = dlerror();
    return refuse(highs, NULL, reason, room, words ? words : "it cannot be opened", "");
  }
  const char *first = "";
  if (find_all(library, highs, &first))
    return refuse(highs, library, reason, room, "it has no function ", first);
  if (!has_short_integers(highs))
    return refuse(highs, library, reason, room, "its integers have 64 bits", "");
  return highs;
}

const char *highs_version(const HighsInterface *highs) { return highs->version(); }

void *highs_create(const HighsInterface *highs) { return highs->create(); }

void highs_destroy(const HighsInterface *highs, void *model) { highs->destroy(model); }

int highs_set_flag(const HighsInterface *highs, void *model, const char *option, int value) {
  return highs->set_flag(model, option, value);
}

int highs_set_whole(const HighsInterface *highs, void *model, const char *option, int value) {
  return highs->set_whole(model, option, value);
}

int highs_set_real(const HighsInterface *highs, void *model, const char *option, double value) {
  return highs->set_real(model, option, value);
}

int highs_set_text(const HighsInterface *highs, void *model, const char *option,
                   const char *value) {
  return highs->set_text(model, option, value);
}

int highs_pass(const HighsInterface *highs, void *model, int columns, int rows, int entries,
               const double *costs, const double *lower, const double *upper,
               const double *row_lower, const double *row_upper, const int *starts,
               const int *places, const double *values, const int *whole) {
  /* kHighsMatrixFormatColwise and kHighsObjSenseMinimize are 1. */
  if (!whole)
    return highs->pass_lp(model, columns, rows, entries, 1, 1, 0, costs, lower, upper, row_lower,
                          row_upper, starts, places, values);
  return highs->pass_mip(model, columns, rows, entries, 1, 1, 0, costs, lower, upper, row_lower,
                         row_upper, starts, places, values, whole);
}

int highs_add_rows(const HighsInterface *highs, void *model, int rows, const double *lower,
                   const double *upper, int entries, const int *starts, const int *places,
                   const double *values) {
  return highs->add_rows(model, rows, lower, upper, entries, starts, places, values);
}

int highs_delete_rows(const HighsInterface *highs, void *model, int count, const int *rows) {
  return highs->delete_rows(model, count, rows);
}

int highs_set_bounds(const HighsInterface *highs, void *model, int columns, const double *lower,
                     const double *upper) {
  return highs->set_bounds(model, 0, columns - 1, lower, upper);
}

int highs_run(const HighsInterface *highs, void *model) {
  /* A limit of time counts from the first run of a model unless its clocks are set back. */
  highs->zero_clocks(model);
  return highs->run(model);
}

int highs_forget(const HighsInterface *highs, void *model) { return highs->forget(model); }

int highs_status(const HighsInterface *highs, const void *model) { return highs->status(model); }

int highs_solution(const HighsInterface *highs, const void *model, double *values,
                   double *reduced, double *sums, double *multipliers) {
  return highs->solution(model, values, reduced, sums, multipliers);
}

int highs_ray(const HighsInterface *highs, const void *model, double *ray) {
  int has_ray = 0;
  return highs->ray(model, &has_ray, ray) == 0 && has_ray;
}

double highs_figure(const HighsInterface *highs, const void *model, const char *name) {
  double value = 0;
  return highs->figure(model, name, &value) == 0 ? value : 0.0 / 0.0;
}
