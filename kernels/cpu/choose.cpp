#include "kernels/cpu/table.h"

#include <cstring>
#if defined(__x86_64__)
#include <cpuid.h>
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
#endif
bool always() { return true; }

const Variant kVariants[] = {
#if defined(__x86_64__)
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
    static const char* const names[] = { "avx512-vnni", "avx-vnni", "avx512", "avx2", "scalar", nullptr };
#else
    static const char* const names[] = { "scalar", nullptr };
#endif
    return names;
}

} // namespace sillok::kernels
