// Large pages under big arrays, and big arrays given back; wishes that a system may ignore.

#include "CKernels.h"

#if defined(__linux__)
#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>
#endif

void bw_large_pages(void *base, size_t bytes) {
#if defined(__linux__) && defined(MADV_HUGEPAGE)
  const uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
  const uintptr_t first = ((uintptr_t)base + page - 1) / page * page;
  const uintptr_t end = ((uintptr_t)base + bytes) / page * page;
  if (end > first) madvise((void *)first, end - first, MADV_HUGEPAGE);
#else
  (void)base;
  (void)bytes;
#endif
}

void bw_give_back_freed(size_t bytes) {
#if defined(__linux__) && defined(M_MMAP_THRESHOLD)
  mallopt(M_MMAP_THRESHOLD, (int)bytes);
#else
  (void)bytes;
#endif
}
