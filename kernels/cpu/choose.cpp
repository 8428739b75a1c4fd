#include "kernels/cpu/table.h"

#include <cstring>
#if defined(__x86_64__)
#include <cpuid.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

namespace sillok::kernels {

namespace {

struct Variant {
    const char* name;
    const CpuTable& (*table)();
    bool (*runsHere)();
};

#if defined(__x86_64__)
// source  Intel Software Developer's Manual volume 2A, CPUID leaf 1, ECX bit 29. Not every compiler's check knows it by name.
bool hasF16c()
{
    unsigned a = 0, b = 0, c = 0, d = 0;
    return __get_cpuid(1, &a, &b, &c, &d) != 0 && (c >> 29 & 1u) != 0;
}

// The compiler's check also asks whether the operating system saves the wide registers.
bool hasAvx2() { return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && hasF16c(); }
bool hasAvx512()
{
    return hasAvx2() && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl")
        && __builtin_cpu_supports("avx512dq");
}
// source  the same manual, leaf 7, subleaf 1, EAX bit 4.
bool hasAvxVnni()
{
    unsigned a = 0, b = 0, c = 0, d = 0;
    return hasAvx2() && __get_cpuid_count(7, 1, &a, &b, &c, &d) != 0 && (a >> 4 & 1u) != 0;
}
bool hasAvx512Vnni() { return hasAvx512() && __builtin_cpu_supports("avx512vnni"); }
/// The tile unit's registers are large, so the system gives them to a process only when it asks.
/// source  the same manual, leaf 7, EDX bits 22 (bf16 in tiles) and 24 (tiles); Linux, arch_prctl: ARCH_REQ_XCOMP_PERM of state 18
bool hasAmx()
{
    constexpr long kAskForState = 0x1023, kTileData = 18;
    unsigned a = 0, b = 0, c = 0, d = 0;
    const bool there = hasAvx512Vnni() && __builtin_cpu_supports("avx512bf16") && __get_cpuid_count(7, 0, &a, &b, &c, &d) != 0 && (d >> 22 & 5u) == 5u;
    return there && syscall(SYS_arch_prctl, kAskForState, kTileData) == 0;
}
#endif
bool always() { return true; }

const Variant kVariants[] = {
#if defined(__x86_64__)
    { "avx512-amx", avx512AmxTable, hasAmx },
    { "avx512-vnni", avx512VnniTable, hasAvx512Vnni },
    { "avx-vnni", avxVnniTable, hasAvxVnni },
    { "avx512", avx512Table, hasAvx512 },
    { "avx2", avx2Table, hasAvx2 },
#endif
    { "scalar", scalarTable, always },
};

} // namespace

CpuChoice chooseCpuTable(const char* forced)
{
    if (!forced || *forced == '\0') {
        for (const Variant& variant : kVariants)
            if (variant.runsHere())
                return { &variant.table(), variant.runsHere == always ? "this processor has no AVX2: the slow path runs" : nullptr };
    }
    for (const Variant& variant : kVariants)
        if (forced && std::strcmp(forced, variant.name) == 0)
            return variant.runsHere() ? CpuChoice { &variant.table(), nullptr } : CpuChoice { nullptr, "this processor cannot run it" };
    return { nullptr, "no such CPU variant" };
}

const char* const* cpuTableNames()
{
#if defined(__x86_64__)
    static const char* const names[] = { "avx512-amx", "avx512-vnni", "avx-vnni", "avx512", "avx2", "scalar", nullptr };
#else
    static const char* const names[] = { "scalar", nullptr };
#endif
    return names;
}

} // namespace sillok::kernels
