// scalar.cpp - The ops for any processor: no instruction beyond the compiler's baseline.
#define SILLOK_VARIANT scalar
#include "kernels/cpu/generic/all.h"

namespace sillok::kernels {

const CpuTable& scalarTable()
{
    static constexpr CpuTable table = scalar::tableNamed("scalar");
    return table;
}

} // namespace sillok::kernels
