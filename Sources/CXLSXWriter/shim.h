#ifndef BREAKWATER_CXLSXWRITER_SHIM_H
#define BREAKWATER_CXLSXWRITER_SHIM_H

#include <xlsxwriter.h>

#endif
