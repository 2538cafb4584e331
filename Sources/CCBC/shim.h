#ifndef BREAKWATER_CCBC_SHIM_H
#define BREAKWATER_CCBC_SHIM_H

#include <coin/Cbc_C_Interface.h>
#include <coin/Clp_C_Interface.h>

#endif
