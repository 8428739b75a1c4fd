// half.h - 16-bit floats as the plain code reads and writes them; vector code uses instructions of its own.
#pragma once

#include <cstdint>
#include <cstring>

namespace sillok::kernels {

inline float floatOfBits(uint32_t bits)
{
    float value;
    std::memcpy(&value, &bits, sizeof value);
    return value;
}

inline uint32_t bitsOfFloat(float value)
{
    uint32_t bits;
    std::memcpy(&bits, &value, sizeof bits);
    return bits;
}

/// IEEE binary16 to f32, exact. source IEEE 754-2008, section 3.4
inline float floatOfHalf(uint16_t half)
{
    const uint32_t sign = static_cast<uint32_t>(half & 0x8000u) << 16;
    const uint32_t exponent = (half >> 10) & 0x1Fu;
    const uint32_t fraction = half & 0x3FFu;
    if (exponent == 0x1F)
        return floatOfBits(sign | 0x7F800000u | (fraction << 13));
    if (exponent == 0) // zero and subnormals: fraction x 2^-24
        return floatOfBits(sign | bitsOfFloat(static_cast<float>(fraction) * 0x1p-24f));
    return floatOfBits(sign | ((exponent + 112) << 23) | (fraction << 13));
}

/// f32 to IEEE binary16, nearest even.
inline uint16_t halfOfFloat(float value)
{
    const uint32_t bits = bitsOfFloat(value);
    const uint32_t sign = (bits >> 16) & 0x8000u;
    const uint32_t magnitude = bits & 0x7FFFFFFFu;
    if (magnitude >= 0x7F800000u) // infinity, NaN
        return static_cast<uint16_t>(sign | 0x7C00u | (magnitude > 0x7F800000u ? 0x200u : 0u));
    if (magnitude >= 0x477FF000u) // rounds to 2^16 or more
        return static_cast<uint16_t>(sign | 0x7C00u);
    if (magnitude < 0x38800000u) { // below 2^-14: adding 0.5 lets the float unit round at 2^-24
        const uint32_t rounded = bitsOfFloat(floatOfBits(magnitude) + 0.5f) - bitsOfFloat(0.5f);
        return static_cast<uint16_t>(sign | rounded);
    }
    const uint32_t odd = (magnitude >> 13) & 1u;
    return static_cast<uint16_t>(sign | ((magnitude - 0x38000000u + 0xFFFu + odd) >> 13));
}

/// f32 to bfloat16, nearest even.
inline uint16_t bf16OfFloat(float value)
{
    const uint32_t bits = bitsOfFloat(value);
    if ((bits & 0x7FFFFFFFu) > 0x7F800000u) // NaN stays one
        return static_cast<uint16_t>(bits >> 16 | 0x40u);
    return static_cast<uint16_t>((bits + 0x7FFFu + (bits >> 16 & 1u)) >> 16);
}

/// bfloat16 to f32, exact.
inline float floatOfBf16(uint16_t bits) { return floatOfBits(static_cast<uint32_t>(bits) << 16); }

} // namespace sillok::kernels
