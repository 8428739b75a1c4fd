// table.h - The whole CPU surface: one function per op, for one instruction set. Each computes a part of the op, so that threads can share
// it.
#pragma once

#include "kernels/attention.h"
#include "kernels/byte_dot.h"
#include "kernels/elementwise.h"
#include "kernels/matmul.h"
#include "kernels/rms_norm.h"
#include "kernels/rope.h"
#include "kernels/rounded.h"
#include "kernels/softmax.h"

namespace sillok::kernels {

/// Multiplies what is in registers, `rounds` times, and says how many multiply-adds that were: the limit of what a thread can do when nothing has to
/// be fetched. sink: three floats, of which the first is written, so that no compiler leaves the work out.
using Peak = int64_t (*)(int64_t rounds, float* sink);

/// Stored weights times rounded activations. The number that one (row, token) gives does not depend on how many are computed together.
struct RoundedProducts {
    bool (*multiplies)(WeightType, int64_t rows, int64_t cols) = nullptr; ///< null: nothing
    int64_t group = 1; ///< tokens that are rounded together
    int64_t (*bytes)(int64_t tokens, int64_t cols) = nullptr; ///< of rounded activations
    void (*round)(const RoundArgs&, int64_t groupBegin, int64_t groupEnd) = nullptr;
    /// args.x is not read; `rounded` holds what round() made of it. scratch: scratchBytes(), 64-byte aligned, one per thread.
    void (*matmul)(const MatmulArgs&, std::byte* rounded, int64_t rowBegin, int64_t rowEnd, std::byte* scratch) = nullptr;
    int64_t (*scratchBytes)(int64_t cols) = nullptr;
    Peak peak = nullptr; ///< of the instructions that multiply here
};

struct CpuTable {
    const char* name; ///< "scalar", "avx2", "avx512", "avx-vnni", "avx512-vnni", "avx512-amx"
    void (*matmul)(const MatmulArgs&, int64_t rowBegin, int64_t rowEnd);
    void (*lookup)(const LookupArgs&, int64_t tokenBegin, int64_t tokenEnd);
    void (*rmsNorm)(const RmsNormArgs&, int64_t rowBegin, int64_t rowEnd);
    void (*rope)(const RopeArgs&, int64_t tokenBegin, int64_t tokenEnd);
    /// One key-value head of attentionBlock() tokens after the other; task = block * kvHeads + head. scratch: attentionScratch() floats.
    void (*attention)(const AttentionArgs&, int64_t taskBegin, int64_t taskEnd, float* scratch);
    void (*cacheStore)(const CacheStoreArgs&, int64_t tokenBegin, int64_t tokenEnd);
    void (*softmax)(const SoftmaxArgs&, int64_t rowBegin, int64_t rowEnd);
    void (*swiglu)(const SwigluArgs&, int64_t begin, int64_t end);
    void (*add)(const AddArgs&, int64_t begin, int64_t end);
    void (*layerNorm)(const LayerNormArgs&, int64_t rowBegin, int64_t rowEnd);
    void (*gelu)(const GeluArgs&, int64_t begin, int64_t end);
    void (*scale)(const ScaleArgs&, int64_t begin, int64_t end);
    void (*copyRows)(const CopyRowsArgs&, int64_t rowBegin, int64_t rowEnd);
    void (*byteDot)(const ByteDotArgs&, int64_t rowBegin, int64_t rowEnd);
    Peak floatPeak;

    // What neither of these multiplies is left to matmul().
    RoundedProducts rounded {}; ///< to eight bits, see rounded.h
    RoundedProducts prompt {};  ///< to bf16, for the tokens of a prompt alone; nothing: as the others
};

/// What this processor can do with what was compiled in.
struct CpuChoice {
    const CpuTable* table; ///< null: the forced name is unknown, or the processor lacks it
    const char* reason; ///< why it is null, or why a slower table was taken; null otherwise
};

/// The fastest table that this processor runs, or the forced one. An old processor gets "scalar" and a reason, never an illegal
/// instruction. needs  forced: null or "" for free choice
CpuChoice chooseCpuTable(const char* forced);

/// All names compiled in, fastest first, null at the end; also those that this processor cannot run.
const char* const* cpuTableNames();

const CpuTable& scalarTable();
#if defined(__x86_64__)
const CpuTable& avx2Table();
const CpuTable& avxVnniTable();
const CpuTable& avx512Table();
const CpuTable& avx512VnniTable();
const CpuTable& avx512AmxTable();
#endif

} // namespace sillok::kernels
