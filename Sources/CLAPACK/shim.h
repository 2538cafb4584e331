#ifndef BREAKWATER_CLAPACK_SHIM_H
#define BREAKWATER_CLAPACK_SHIM_H

#include <cblas.h>
// The complex types of LAPACKE are macros that Swift cannot import and that we do not use.
#define LAPACK_COMPLEX_STRUCTURE
#include <lapacke.h>

// `lapack_int` is a macro in lapacke.h; Swift needs a type.
typedef lapack_int LapackInt;

// Ends the threads of OpenBLAS's own pool; a build without threads has no such function.
// Thread pools start when the library is loaded, before any code of a program, and each idle thread
// spins for 2^28 cycles (a tenth of a second) before it sleeps.
extern int blas_thread_shutdown_(void) __attribute__((weak));

static inline void breakwater_end_blas_threads(void) {
  if (blas_thread_shutdown_) blas_thread_shutdown_();
}

#endif
