#define _GNU_SOURCE
#include "CSampler.h"

#include <stddef.h>
#include <string.h>

#if defined(__linux__) && (defined(__x86_64__) || defined(__aarch64__))

#include <link.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/time.h>
#include <ucontext.h>

#define MOST_LIBRARIES 256
#define MOST_SEGMENTS 512

// Written before the timer starts; the handler only reads them.
static struct {
  uintptr_t begin, end;
  int library;
} segments[MOST_SEGMENTS];
static int segment_count, library_count;
static char paths[MOST_LIBRARIES][512];
static atomic_uint_fast64_t counts[MOST_LIBRARIES + 1];
static struct sigaction previous;

static void sample(int number, siginfo_t *info, void *context) {
  (void)number;
  (void)info;
  const ucontext_t *state = context;
#if defined(__x86_64__)
  uintptr_t place = (uintptr_t)state->uc_mcontext.gregs[REG_RIP];
#else
  uintptr_t place = (uintptr_t)state->uc_mcontext.pc;
#endif
  int library = MOST_LIBRARIES;
  for (int i = 0; i < segment_count; i++) {
    if (place >= segments[i].begin && place < segments[i].end) {
      library = segments[i].library;
      break;
    }
  }
  atomic_fetch_add_explicit(&counts[library], 1, memory_order_relaxed);
}

static int add_library(struct dl_phdr_info *info, size_t size, void *data) {
  (void)size;
  (void)data;
  if (library_count == MOST_LIBRARIES) return 1;
  strncpy(paths[library_count], info->dlpi_name ? info->dlpi_name : "", sizeof paths[0] - 1);
  for (int i = 0; i < info->dlpi_phnum && segment_count < MOST_SEGMENTS; i++) {
    if (info->dlpi_phdr[i].p_type != PT_LOAD || !(info->dlpi_phdr[i].p_flags & PF_X)) continue;
    uintptr_t begin = info->dlpi_addr + info->dlpi_phdr[i].p_vaddr;
    segments[segment_count].begin = begin;
    segments[segment_count].end = begin + info->dlpi_phdr[i].p_memsz;
    segments[segment_count].library = library_count;
    segment_count++;
  }
  library_count++;
  return 0;
}

int hws_start(int64_t microseconds) {
  segment_count = library_count = 0;
  memset(paths, 0, sizeof paths);
  for (int i = 0; i <= MOST_LIBRARIES; i++) atomic_store(&counts[i], 0);
  dl_iterate_phdr(add_library, NULL);
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_sigaction = sample;
  action.sa_flags = SA_SIGINFO | SA_RESTART;
  sigemptyset(&action.sa_mask);
  if (sigaction(SIGPROF, &action, &previous) != 0) return 0;
  struct timeval step = {microseconds / 1000000, microseconds % 1000000};
  struct itimerval timer = {step, step};
  if (setitimer(ITIMER_PROF, &timer, NULL) != 0) {
    sigaction(SIGPROF, &previous, NULL);
    return 0;
  }
  return 1;
}

void hws_stop(void) {
  struct itimerval none;
  memset(&none, 0, sizeof none);
  setitimer(ITIMER_PROF, &none, NULL);
  // A signal that is still on its way would end the process under the default action.
  struct sigaction ignore;
  memset(&ignore, 0, sizeof ignore);
  ignore.sa_handler = SIG_IGN;
  sigaction(SIGPROF, &ignore, NULL);
}

int64_t hws_libraries(void) { return library_count; }
const char *hws_path(int64_t library) { return library >= 0 && library < library_count ? paths[library] : ""; }
uint64_t hws_samples(int64_t library) {
  return library >= 0 && library < library_count ? atomic_load(&counts[library]) : atomic_load(&counts[MOST_LIBRARIES]);
}

#else

int hws_start(int64_t microseconds) {
  (void)microseconds;
  return 0;
}
void hws_stop(void) {}
int64_t hws_libraries(void) { return 0; }
const char *hws_path(int64_t library) {
  (void)library;
  return "";
}
uint64_t hws_samples(int64_t library) {
  (void)library;
  return 0;
}

#endif
