// Included after the hooks in a model: sign extension as shifts, which the compiler turns into one instruction and
// vectorizes; it does not see through Verilator's own spelling. Arguments as there: bits above `bits` are zero.
#include "verilated.h"
static inline IData hwgen_extend(int bits, IData value) { return IData(int32_t(value << (32 - bits)) >> (32 - bits)); }
static inline QData hwgen_extend(int bits, QData value) { return QData(int64_t(value << (64 - bits)) >> (64 - bits)); }
#define VL_EXTENDS_II(to, from, value) hwgen_extend(from, IData(value))
#define VL_EXTENDS_QI(to, from, value) hwgen_extend(from, QData(value))
#define VL_EXTENDS_QQ(to, from, value) hwgen_extend(from, QData(value))

