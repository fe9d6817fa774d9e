// Preloaded into a program (LD_PRELOAD), this makes the system run out of something, or ends the program
// at a step. The environment says which, as words of GOSET_FAULTS:
//
//   kill=N      killed (SIGKILL) right after the Nth change of the file system
//   nospace=N   from the Nth change or write on, the disk is full
//   threads=N   there are N threads, beside the first
//
// A change is a call that makes, links, renames, removes or syncs a file or directory.
#undef _FILE_OFFSET_BITS  // it would give one function the name of another
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>

namespace {

// Programs that goset starts have no faults.
long wanted(const char* name) {
  if (strncmp(program_invocation_short_name, "goset", 5) != 0) return -1;
  const char* const faults = getenv("GOSET_FAULTS");
  const char* const found = faults ? strstr(faults, name) : nullptr;
  return found ? atol(found + strlen(name)) : -1;
}

std::atomic<long> changes = 0;
std::atomic<long> writes = 0;
std::atomic<long> threads = 0;

template <typename Function>
Function next(const char* name) {
  return reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}

bool is_full() {
  static const long limit = wanted("nospace=");
  return limit >= 0 && ++writes >= limit;
}

// changed counts a change that was made, which may be the last.
template <typename Result>
Result changed(Result result) {
  static const long last = wanted("kill=");
  if (last >= 0 && ++changes == last) {
    kill(getpid(), SIGKILL);
    while (true) pause();
  }
  return result;
}

int fail_as_full() {
  errno = ENOSPC;
  return -1;
}

}  // namespace

// A change that needs room on the disk.
#define GROWS(name, types, arguments)                    \
  extern "C" int name types {                            \
    if (is_full()) return fail_as_full();                \
    return changed(next<int(*) types>(#name) arguments); \
  }
// One that does not.
#define CHANGES(name, types, arguments)                  \
  extern "C" int name types {                            \
    return changed(next<int(*) types>(#name) arguments); \
  }

GROWS(link, (const char* from, const char* to), (from, to))
GROWS(symlink, (const char* from, const char* to), (from, to))
GROWS(mkdir, (const char* path, mode_t mode), (path, mode))
GROWS(mkdirat, (int at, const char* path, mode_t mode), (at, path, mode))
GROWS(mkostemps, (char* path, int ending, int flags), (path, ending, flags))
GROWS(mkostemps64, (char* path, int ending, int flags), (path, ending, flags))
CHANGES(rename, (const char* from, const char* to), (from, to))
CHANGES(unlink, (const char* path), (path))
CHANGES(unlinkat, (int at, const char* path, int flags), (at, path, flags))
CHANGES(rmdir, (const char* path), (path))
CHANGES(fsync, (int file), (file))
CHANGES(syncfs, (int file), (file))

#define OPENS(name, first, arguments)                                                \
  extern "C" int name(first const char* path, int flags, ...) {                      \
    va_list more;                                                                    \
    va_start(more, flags);                                                           \
    const mode_t mode = (flags & O_CREAT) != 0 ? va_arg(more, mode_t) : 0;           \
    va_end(more);                                                                    \
    const bool makes = (flags & O_CREAT) != 0;                                       \
    if (makes && is_full()) return fail_as_full();                                   \
    const int file = next<int (*)(first const char*, int, mode_t)>(#name) arguments; \
    return makes ? changed(file) : file;                                             \
  }
#define NOTHING
#define DIRECTORY int at,

OPENS(open, NOTHING, (path, flags, mode))
OPENS(open64, NOTHING, (path, flags, mode))
OPENS(openat, DIRECTORY, (at, path, flags, mode))
OPENS(openat64, DIRECTORY, (at, path, flags, mode))

extern "C" ssize_t write(int file, const void* bytes, size_t size) {
  // What is not a file, as a terminal or a pipe, is not on the disk.
  struct stat status {};
  if (size > 0 && fstat(file, &status) == 0 && S_ISREG(status.st_mode) && is_full()) {
    return fail_as_full();
  }
  return next<ssize_t (*)(int, const void*, size_t)>("write")(file, bytes, size);
}

extern "C" int pthread_create(pthread_t* thread, const pthread_attr_t* attributes,
                              void* (*run)(void*), void* argument) {
  static const long limit = wanted("threads=");
  if (limit >= 0 && ++threads > limit) return EAGAIN;
  return next<int (*)(pthread_t*, const pthread_attr_t*, void* (*)(void*), void*)>(
      "pthread_create")(thread, attributes, run, argument);
}
