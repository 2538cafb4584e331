#ifndef BREAKWATER_CZLIB_SHIM_H
#define BREAKWATER_CZLIB_SHIM_H

#include <zlib.h>

// `inflateInit2` is a macro, which Swift does not see. 15 + 16: the largest window, a gzip header.
static inline int bw_inflate_gzip_init(z_stream *stream) { return inflateInit2(stream, 15 + 16); }

// The same without any header, as members of a ZIP archive are packed.
static inline int bw_inflate_raw_init(z_stream *stream) { return inflateInit2(stream, -15); }

#endif
