#ifndef BREAKWATER_CHIGHS_H
#define BREAKWATER_CHIGHS_H

/* The part of HiGHS's C interface (highs_c_api.h of version 1.5 and later) that is called here.
   The library is loaded while the program runs, so that the program works without it. */

typedef struct HighsInterface HighsInterface;

/* Loads a library whose integers have 32 bits. Null where it cannot be used; then `reason`, of
   `room` bytes, says why. A library stays loaded until the program ends. */
const HighsInterface *highs_load(const char *path, char *reason, int room);

/* Three numbers with points, such as 1.15.1. */
const char *highs_version(const HighsInterface *highs);

/* A model and its end. */
void *highs_create(const HighsInterface *highs);
void highs_destroy(const HighsInterface *highs, void *model);

/* Options; 0 where they are taken. */
int highs_set_flag(const HighsInterface *highs, void *model, const char *option, int value);
int highs_set_whole(const HighsInterface *highs, void *model, const char *option, int value);
int highs_set_real(const HighsInterface *highs, void *model, const char *option, double value);
int highs_set_text(const HighsInterface *highs, void *model, const char *option, const char *value);

/* A program to minimise, its matrix by columns; `whole` has 1 for each integer column, or is null. */
int highs_pass(const HighsInterface *highs, void *model, int columns, int rows, int entries,
               const double *costs, const double *lower, const double *upper,
               const double *row_lower, const double *row_upper, const int *starts,
               const int *places, const double *values, const int *whole);

/* Changes of a program. */
int highs_add_rows(const HighsInterface *highs, void *model, int rows, const double *lower,
                   const double *upper, int entries, const int *starts, const int *places,
                   const double *values);
int highs_delete_rows(const HighsInterface *highs, void *model, int count, const int *rows);
int highs_set_bounds(const HighsInterface *highs, void *model, int columns, const double *lower,
                     const double *upper);

/* Solves from the last basis, or, once that is forgotten, anew. */
int highs_run(const HighsInterface *highs, void *model);
int highs_forget(const HighsInterface *highs, void *model);

/* What became of it: a kHighsModelStatus, the point with its multipliers, a ray that proves that
   there is no point (1 where there is one), figures by their name. */
int highs_status(const HighsInterface *highs, const void *model);
int highs_solution(const HighsInterface *highs, const void *model, double *values,
                   double *reduced, double *sums, double *multipliers);
int highs_ray(const HighsInterface *highs, const void *model, double *ray);
double highs_figure(const HighsInterface *highs, const void *model, const char *name);

#endif
