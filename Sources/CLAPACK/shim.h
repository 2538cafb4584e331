#ifndef BREAKWATER_CLAPACK_SHIM_H
#define BREAKWATER_CLAPACK_SHIM_H

#include <cblas.h>
// The complex types of LAPACKE are macros that Swift cannot import and that we do not use.
#define LAPACK_COMPLEX_STRUCTURE
#include <lapacke.h>

// `lapack_int` is a macro in lapacke.h; Swift needs a type.
typedef lapack_int LapackInt;

#endif
