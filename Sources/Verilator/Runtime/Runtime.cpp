// The C++ that every model is compiled with: the part of the C interface that does not depend on the design.
//
// The generated part before it (Shim.swift) includes the model's header, defines `Model`, `port_addresses` and how clocks are
// driven. All loops over cycles are here, so that a testbench may hand over a million cycles in one call.
#include <atomic>
#include <cstdarg>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <string>

// What this file and the host take for granted of Verilator's insides. A version that changed it is refused here, with a message.
static_assert(sizeof(CData) == 1 && sizeof(SData) == 2 && sizeof(IData) == 4 && sizeof(QData) == 8 && sizeof(EData) == 4,
              "hwgen: this Verilator stores ports otherwise than the host reads them; run 'make setup' for a known version");

namespace {

// What the design reported on this thread since the last look. Rare, so the fast path is one load of `events`.
enum Kind : int32_t { kNone = 0, kAssertion = 1, kFinish = 2, kStop = 3, kFatal = 4, kInternal = 5, kWaveform = 6 };
struct Report {
  int32_t kind = kNone;
  int32_t line = 0;
  uint64_t cycle = 0;
  const char* file = "";
  const char* message = "";
  std::string fileText, messageText;
};
struct Inbox {
  std::string printed;  // the last whole line that the design printed
  Report report;
};
std::atomic<int> events{0};
Inbox& inbox() { static thread_local Inbox one; return one; }

void post(int32_t kind, const char* file, int line, const char* message) {
  Inbox& box = inbox();
  if (box.report.kind == kNone) {  // the first one counts
    box.report.kind = kind;
    box.report.line = line;
    box.report.fileText = file ? file : "";
    box.report.messageText = message && *message ? message : box.printed;
    events.fetch_add(1, std::memory_order_relaxed);
  }
  box.printed.clear();
}

// The model cannot go on: an exception leaves its evaluation.
struct ModelIsDead {};

struct Handle {
  VerilatedContext context;
  Model model{&context, "TOP"};
  uint64_t cycle = 0;
  Report report;
  bool dead = false;
#ifdef HWGEN_TRACE
  HwgenTrace* trace = nullptr;
  uint64_t time = 0;
#endif
};

// Takes over what was reported; true when something was.
bool collect(Handle* h) {
  Report& r = inbox().report;
  if (r.kind == kNone) return false;  // another thread's
  if (h->report.kind == kNone) {
    h->report = r;
    h->report.cycle = h->cycle;
    h->report.file = h->report.fileText.c_str();
    h->report.message = h->report.messageText.c_str();
  }
  r.kind = kNone;
  events.fetch_sub(1, std::memory_order_relaxed);
  return true;
}
inline bool failed(Handle* h) {
  return __builtin_expect(events.load(std::memory_order_relaxed) != 0, 0) && collect(h);
}

#ifdef HWGEN_TRACE
inline void dump(Handle* h) { if (h->trace && h->trace->isOpen()) h->trace->dump(h->time); }
// Ends the waveform; false if it could not be written. A writer that failed half-way is left: its own end would fail, too.
bool close_trace(Handle* h) {
  HwgenTrace* trace = h->trace;
  h->trace = nullptr;
  if (!trace) return true;
  if (h->dead) return false;
  const bool whole = trace->isOpen();  // the writer of VCD closes itself when the file takes no more
  try { trace->close(); } catch (const ModelIsDead&) { inbox().report.kind = kNone; events.fetch_sub(1); return false; }
  delete trace;
  if (inbox().report.kind != kWaveform) return whole;
  inbox().report.kind = kNone;
  events.fetch_sub(1);
  return false;
}
#endif

// The rising edge; inputs stand as they are. Afterwards the clocks are high.
inline void rise(Handle* h, uint32_t mask) {
#ifdef HWGEN_TRACE
  // New inputs appear in the waveform at the falling edge, where they change nothing else.
  if (h->trace) { evaluate(h->model); h->time += 5; dump(h); h->time += 5; }
#endif
  clocks_rise(h->model, mask);
  evaluate(h->model);
  h->cycle += mask & 1;
#ifdef HWGEN_TRACE
  dump(h);
#endif
}
// The falling edge when no input has changed since the rising one.
inline void fall(Handle* h) {
  clocks_fall(h->model);
#ifndef HWGEN_SKIP_FALL
  evaluate(h->model);
#endif
}
// The falling edge together with new inputs.
inline void fall_and_settle(Handle* h) {
  clocks_fall(h->model);
  evaluate(h->model);
}

struct Part { uint8_t* address; int64_t bytes; };
struct Record { const Part* parts; int64_t count; int64_t bytes; };

inline void move(uint8_t* to, const uint8_t* from, int64_t bytes) {
  switch (bytes) {
    case 1: *to = *from; break;
    case 2: memcpy(to, from, 2); break;
    case 4: memcpy(to, from, 4); break;
    case 8: memcpy(to, from, 8); break;
    case 16: memcpy(to, from, 16); break;
    case 64: memcpy(to, from, 64); break;
    default: memcpy(to, from, size_t(bytes));
  }
}
inline void put(const Record& r, const uint8_t* from) {
  for (int64_t i = 0; i < r.count; i++) { move(r.parts[i].address, from, r.parts[i].bytes); from += r.parts[i].bytes; }
}
inline void get(const Record& r, uint8_t* to) {
  for (int64_t i = 0; i < r.count; i++) { move(to, r.parts[i].address, r.parts[i].bytes); to += r.parts[i].bytes; }
}

struct Channel {
  uint8_t* valid;
  uint8_t* ready;
  Record payload;
  uint8_t* buffer;
  int64_t count;      // records to move
  int64_t position;   // records moved
  int64_t waiting;    // cycles in which this side was willing and the model was not
  uint64_t random;    // state of the stall generator
  uint64_t stall;     // of 65,536 cycles, in how many this side holds back
  int64_t offered;    // 1 while valid or ready is held
};
inline bool stalls(Channel& c) {
  if (c.stall == 0) return false;
  c.random += 0x9E3779B97F4A7C15u;  // SplitMix64
  uint64_t z = c.random;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return ((z ^ (z >> 31)) & 0xFFFF) < c.stall;
}

// One cycle of all channels: offer, settle, see what fires, edge. Returns the number of records moved.
inline int64_t transfer_cycle(Handle* h, Channel* in, int64_t ins, Channel* out, int64_t outs) {
  for (int64_t i = 0; i < ins; i++) {
    Channel& c = in[i];
    if (!c.offered && c.position < c.count && !stalls(c)) {
      put(c.payload, c.buffer + c.position * c.payload.bytes);
      c.offered = 1;
    }
    *c.valid = uint8_t(c.offered);
  }
  for (int64_t i = 0; i < outs; i++) {
    Channel& c = out[i];
    *c.ready = uint8_t(c.offered = c.position < c.count && !stalls(c));
  }
  fall_and_settle(h);
  int64_t moved = 0;
  for (int64_t i = 0; i < ins; i++) {
    Channel& c = in[i];
    if (!c.offered) continue;
    if (*c.ready & 1) { c.position++; c.offered = 0; moved++; } else c.waiting++;
  }
  for (int64_t i = 0; i < outs; i++) {
    Channel& c = out[i];
    if (!c.offered) continue;
    if (*c.valid & 1) { get(c.payload, c.buffer + c.position * c.payload.bytes); c.position++; moved++; } else c.waiting++;
  }
  rise(h, 1);
  return moved;
}

}  // namespace

extern "C" int hwgen_print(const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  va_list again;
  va_copy(again, arguments);
  int length = vsnprintf(nullptr, 0, format, arguments);
  va_end(arguments);
  if (length > 0) {
    std::string text(size_t(length) + 1, '\0');
    vsnprintf(&text[0], text.size(), format, again);
    text.resize(size_t(length));
    // Standard output belongs to the host's own results.
    if (text.find("%Error") == std::string::npos && text.find("%Fatal") == std::string::npos) fputs(text.c_str(), stderr);
    inbox().printed = text;
  }
  va_end(again);
  return length;
}
void vl_finish(const char* file, int line, const char*) { inbox().printed.clear(); post(kFinish, file, line, nullptr); }
void vl_stop(const char* file, int line, const char*) {
  const std::string& said = inbox().printed;
  int32_t kind = said.find("%Error") != std::string::npos ? kAssertion : said.find("%Fatal") != std::string::npos ? kFatal : kStop;
  if (kind == kStop) inbox().printed.clear();
  post(kind, file, line, nullptr);
}
void vl_stop_maybe(const char* file, int line, const char* hierarchy, bool) { vl_stop(file, line, hierarchy); }
void vl_warn(const char*, int, const char*, const char*) {}
void std::hwgen_abort() {
  post(kWaveform, "", 0, "the waveform's file does not take what is written to it");
  throw ModelIsDead{};
}
void vl_fatal(const char* file, int line, const char*, const char* message) {
  // The writer of VCD closes its file after this and goes on; an exception would leave it open.
  if (message && std::strncmp(message, "VerilatedVcd::", 14) == 0) {
    const char* reason = std::strstr(message, ": ");
    return post(kWaveform, "", 0, reason ? reason + 2 : message);
  }
  post(kInternal, file, line, message);
  throw ModelIsDead{};
}

#define HWGEN_API extern "C" __attribute__((visibility("default")))
// Runs `body`; a model that cannot go on is reported at once and on every later call.
#define HWGEN_GUARD(h, result, body) \
  if (__builtin_expect((h)->dead, 0)) return result; \
  try { body } catch (const ModelIsDead&) { (h)->dead = true; collect(h); return result; }

HWGEN_API int64_t hwgen_version() { return HWGEN_INTERFACE_VERSION; }
HWGEN_API int64_t hwgen_channel_size() { return int64_t(sizeof(Channel)); }

HWGEN_API void* hwgen_create() {
  Handle* h = new Handle;
  h->context.fatalOnError(false);
#ifdef HWGEN_TRACE
  h->context.traceEverOn(true);
#endif
  // Settled with the clock low: else whether the first rising edge counts depends on flags.
  try { clocks_fall(h->model); resets_idle(h->model); h->model.eval(); failed(h); } catch (const ModelIsDead&) { h->dead = true; collect(h); }
  return h;
}
HWGEN_API void hwgen_destroy(Handle* h) {
#ifdef HWGEN_TRACE
  close_trace(h);
#endif
  // Scopes unregister with the thread's context, which may be that of a model of this library that is gone.
  Verilated::threadContextp(&h->context);
  delete h;
}
HWGEN_API const uint64_t* hwgen_cycle(Handle* h) { return &h->cycle; }
HWGEN_API void hwgen_ports(Handle* h, void** addresses) { port_addresses(h->model, addresses); }

// The first report since the last `hwgen_forgive`, or nullptr. Its first five members are what the host reads.
HWGEN_API const Report* hwgen_report(Handle* h) { return h->report.kind == kNone ? nullptr : &h->report; }
HWGEN_API void hwgen_forgive(Handle* h) { if (!h->dead) h->report.kind = kNone; }

HWGEN_API int hwgen_evaluate(Handle* h) {
  HWGEN_GUARD(h, 1, { evaluate(h->model); return failed(h); })
}
HWGEN_API int hwgen_step(Handle* h, uint32_t mask) {
  HWGEN_GUARD(h, 1, { rise(h, mask); fall(h); return failed(h); })
}
HWGEN_API int hwgen_run(Handle* h, int64_t cycles) {
  HWGEN_GUARD(h, 1, {
    for (int64_t i = 0; i < cycles; i++) { rise(h, 1); fall(h); if (failed(h)) return 1; }
    return 0;
  })
}
// Per cycle: write a record, read a record (before the edge, settled, or after it), edge. Returns the cycles done.
HWGEN_API int64_t hwgen_run_records(
    Handle* h, int64_t cycles, const Record* drive, const uint8_t* stimuli, const Record* capture, uint8_t* observed, int before) {
  int64_t i = 0;
  HWGEN_GUARD(h, i, {
    for (; i < cycles; i++) {
      if (drive->count) put(*drive, stimuli + i * drive->bytes);
      if (capture->count && before) { evaluate(h->model); get(*capture, observed + i * capture->bytes); }
      rise(h, 1);
      fall(h);
      if (capture->count && !before) get(*capture, observed + i * capture->bytes);
      if (failed(h)) return i + 1;
    }
    return i;
  })
}
// The loop that a testbench in C++ would contain, as what the host is measured against.
HWGEN_API int64_t hwgen_plain_loop(Handle* h, int64_t cycles, const Record* drive, const uint8_t* stimuli) {
  for (int64_t i = 0; i < cycles; i++) {
    put(*drive, stimuli + i * drive->bytes);
    clocks_rise(h->model, 1);
    h->model.eval();
    clocks_fall(h->model);
    h->model.eval();
  }
  return cycles;
}
// Steps until the port's low 64 bits are `value`; returns the cycles that took, -1 when `maximum` did not suffice.
template <class Storage> int64_t step_until(Handle* h, const uint8_t* port, uint64_t value, int64_t maximum) {
  HWGEN_GUARD(h, -1, {
    for (int64_t i = 0;; i++) {
      Storage now;
      memcpy(&now, port, sizeof now);
      if (now == value) return i;
      if (i == maximum) return -1;
      rise(h, 1);
      fall(h);
      if (failed(h)) return -1;
    }
  })
}
HWGEN_API int64_t hwgen_step_until(Handle* h, const uint8_t* port, int64_t bytes, uint64_t value, int64_t maximum) {
  switch (bytes) {
    case 1: return step_until<uint8_t>(h, port, value, maximum);
    case 2: return step_until<uint16_t>(h, port, value, maximum);
    case 4: return step_until<uint32_t>(h, port, value, maximum);
    default: return step_until<uint64_t>(h, port, value, maximum);
  }
}
// Steps until `count` records have come from a stream whose ready is 1, or none did for `idle` cycles; returns how many.
HWGEN_API int64_t hwgen_collect(
    Handle* h, const uint8_t* valid, const Record* payload, uint8_t* observed, int64_t count, int64_t idle) {
  int64_t received = 0;
  HWGEN_GUARD(h, received, {
    for (int64_t quiet = 0; received < count && quiet < idle; quiet++) {
      if (*valid & 1) { get(*payload, observed + received++ * payload->bytes); quiet = -1; }
      rise(h, 1);
      fall(h);
      if (failed(h)) return received;
    }
    return received;
  })
}
// Moves records through channels until all have moved theirs, or `maximum` cycles passed, or nothing moved for `idle`
// cycles. Returns the cycles. At the end nothing is offered any more.
HWGEN_API int64_t hwgen_transfer(Handle* h, Channel* in, int64_t ins, Channel* out, int64_t outs, int64_t maximum, int64_t idle) {
  int64_t cycles = 0;
  HWGEN_GUARD(h, cycles, {
    int64_t left = 0;
    for (int64_t i = 0; i < ins; i++) left += in[i].count - in[i].position;
    for (int64_t i = 0; i < outs; i++) left += out[i].count - out[i].position;
    for (int64_t quiet = 0; left > 0 && cycles < maximum && quiet < idle; cycles++) {
      int64_t moved = transfer_cycle(h, in, ins, out, outs);
      left -= moved;
      quiet = moved ? 0 : quiet + 1;
      if (failed(h)) { cycles++; break; }
    }
    for (int64_t i = 0; i < ins; i++) { *in[i].valid = 0; in[i].offered = 0; }
    for (int64_t i = 0; i < outs; i++) { *out[i].ready = 0; out[i].offered = 0; }
    fall_and_settle(h);
    failed(h);
    return cycles;
  })
}

// A public variable's storage: address, dimensions (sizes of the unpacked ones, then the packed width). 0: not there.
HWGEN_API int hwgen_variable(Handle* h, const char* scope, const char* name, void** address, int64_t* sizes) {
  const VerilatedScope* s = h->context.scopeFind(scope);
  VerilatedVar* v = s ? s->varFind(name) : nullptr;
  if (!v || v->udims() < 1 || v->udims() > 2) return 0;
  *address = v->datap();
  sizes[0] = v->udims();
  sizes[1] = v->elements(1);
  sizes[2] = v->udims() > 1 ? v->elements(2) : 1;
  sizes[3] = int64_t(v->entSize());
  return 1;
}

HWGEN_API int hwgen_trace_open(Handle* h, const char* path) {
#ifdef HWGEN_TRACE
  if (h->trace) return 0;
  h->trace = new HwgenTrace;
  h->model.trace(h->trace, 99);
  h->trace->open(path);
  if (!h->trace->isOpen()) { delete h->trace; h->trace = nullptr; return 0; }
  dump(h);
  return 1;
#else
  (void)h; (void)path;
  return 0;
#endif
}
// 1 when the file is whole.
HWGEN_API int hwgen_trace_close(Handle* h) {
#ifdef HWGEN_TRACE
  if (!h->trace) return 1;
  HWGEN_GUARD(h, (close_trace(h), 0), {
    evaluate(h->model);
    h->time += 5;
    dump(h);
    return close_trace(h);
  })
#else
  (void)h;
  return 1;
#endif
}
HWGEN_API void hwgen_trace_flush(Handle* h) {
#ifdef HWGEN_TRACE
  if (h->trace) h->trace->flush();
#else
  (void)h;
#endif
}
