// simd.h - A small vector of floats, the same for every instruction set; compiled anew inside each variant's own namespace.
//
// The file that includes it defines SILLOK_VARIANT (its namespace) and one of SILLOK_SIMD_AVX512, SILLOK_SIMD_AVX2 or none (four lanes of
// whatever the compiler's baseline offers). Only headers without functions of external linkage may be included by variants: an inline
// function compiled with AVX could be the copy that the linker keeps for everybody.
#pragma once

#include "kernels/cpu/table.h"

#include <stdint.h>
#if defined(SILLOK_SIMD_AVX512) || defined(SILLOK_SIMD_AVX2)
#include <immintrin.h>
#endif

// What is small and repeated is written out at compile time, so that it stays in registers.
#define SILLOK_INLINE __attribute__((always_inline)) inline
#define SILLOK_STEP __attribute__((always_inline)) // of a lambda

namespace sillok::kernels::SILLOK_VARIANT {
namespace {

template <int value> struct Constant {
    constexpr operator int() const { return value; }
};

/// f(Constant<0>), f(Constant<1>) ... f(Constant<count - 1>)
template <int count, int from = 0, typename F> SILLOK_INLINE void repeat(const F& f)
{
    if constexpr (from < count) {
        f(Constant<from> {});
        repeat<count, from + 1>(f);
    }
}

#if defined(SILLOK_SIMD_AVX512)

constexpr int kWidth = 16;
struct Vec {
    __m512 v;
};
inline Vec load(const float* p) { return { _mm512_loadu_ps(p) }; }
inline void store(float* p, Vec a) { _mm512_storeu_ps(p, a.v); }
inline Vec set(float a) { return { _mm512_set1_ps(a) }; }
inline Vec operator+(Vec a, Vec b) { return { _mm512_add_ps(a.v, b.v) }; }
inline Vec operator-(Vec a, Vec b) { return { _mm512_sub_ps(a.v, b.v) }; }
inline Vec operator*(Vec a, Vec b) { return { _mm512_mul_ps(a.v, b.v) }; }
inline Vec operator/(Vec a, Vec b) { return { _mm512_div_ps(a.v, b.v) }; }
inline Vec fma(Vec a, Vec b, Vec c) { return { _mm512_fmadd_ps(a.v, b.v, c.v) }; }
inline Vec max(Vec a, Vec b) { return { _mm512_max_ps(a.v, b.v) }; }
inline Vec min(Vec a, Vec b) { return { _mm512_min_ps(a.v, b.v) }; }
inline float sum(Vec a) { return _mm512_reduce_add_ps(a.v); }
inline float largest(Vec a) { return _mm512_reduce_max_ps(a.v); }
inline Vec loadHalf(const uint16_t* p) { return { _mm512_cvtph_ps(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(p))) }; }
inline void storeHalf(uint16_t* p, Vec a)
{
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(p), _mm512_cvtps_ph(a.v, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC));
}
inline Vec loadBf16(const uint16_t* p)
{
    return { _mm512_castsi512_ps(_mm512_slli_epi32(_mm512_cvtepu16_epi32(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(p))), 16)) };
}
inline Vec loadSigned(const int8_t* p)
{
    return { _mm512_cvtepi32_ps(_mm512_cvtepi8_epi32(_mm_loadu_si128(reinterpret_cast<const __m128i*>(p)))) };
}
/// Each byte & mask, as a float.
inline Vec loadMasked(const uint8_t* p, int mask)
{
    const __m512i bytes = _mm512_cvtepu8_epi32(_mm_loadu_si128(reinterpret_cast<const __m128i*>(p)));
    return { _mm512_cvtepi32_ps(_mm512_and_si512(bytes, _mm512_set1_epi32(mask))) };
}
/// `value` where the lane's bit is set, else 0.
inline Vec whereBit(uint32_t bits, float value) { return { _mm512_maskz_mov_ps(static_cast<__mmask16>(bits), _mm512_set1_ps(value)) }; }
/// 2^n for the whole numbers that `shifted` holds in its low bits, see exp().
inline Vec powerOfTwo(Vec shifted, Vec magic)
{
    const __m512i n = _mm512_sub_epi32(_mm512_castps_si512(shifted.v), _mm512_castps_si512(magic.v));
    return { _mm512_castsi512_ps(_mm512_slli_epi32(_mm512_add_epi32(n, _mm512_set1_epi32(127)), 23)) };
}

#elif defined(SILLOK_SIMD_AVX2)

constexpr int kWidth = 8;
struct Vec {
    __m256 v;
};
inline Vec load(const float* p) { return { _mm256_loadu_ps(p) }; }
inline void store(float* p, Vec a) { _mm256_storeu_ps(p, a.v); }
inline Vec set(float a) { return { _mm256_set1_ps(a) }; }
inline Vec operator+(Vec a, Vec b) { return { _mm256_add_ps(a.v, b.v) }; }
inline Vec operator-(Vec a, Vec b) { return { _mm256_sub_ps(a.v, b.v) }; }
inline Vec operator*(Vec a, Vec b) { return { _mm256_mul_ps(a.v, b.v) }; }
inline Vec operator/(Vec a, Vec b) { return { _mm256_div_ps(a.v, b.v) }; }
inline Vec fma(Vec a, Vec b, Vec c) { return { _mm256_fmadd_ps(a.v, b.v, c.v) }; }
inline Vec max(Vec a, Vec b) { return { _mm256_max_ps(a.v, b.v) }; }
inline Vec min(Vec a, Vec b) { return { _mm256_min_ps(a.v, b.v) }; }
inline float sum(Vec a)
{
    __m128 half = _mm_add_ps(_mm256_castps256_ps128(a.v), _mm256_extractf128_ps(a.v, 1));
    half = _mm_add_ps(half, _mm_movehl_ps(half, half));
    return _mm_cvtss_f32(_mm_add_ss(half, _mm_movehdup_ps(half)));
}
inline float largest(Vec a)
{
    __m128 half = _mm_max_ps(_mm256_castps256_ps128(a.v), _mm256_extractf128_ps(a.v, 1));
    half = _mm_max_ps(half, _mm_movehl_ps(half, half));
    return _mm_cvtss_f32(_mm_max_ss(half, _mm_movehdup_ps(half)));
}
inline Vec loadHalf(const uint16_t* p) { return { _mm256_cvtph_ps(_mm_loadu_si128(reinterpret_cast<const __m128i*>(p))) }; }
inline void storeHalf(uint16_t* p, Vec a)
{
    _mm_storeu_si128(reinterpret_cast<__m128i*>(p), _mm256_cvtps_ph(a.v, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC));
}
inline Vec loadBf16(const uint16_t* p)
{
    return { _mm256_castsi256_ps(_mm256_slli_epi32(_mm256_cvtepu16_epi32(_mm_loadu_si128(reinterpret_cast<const __m128i*>(p))), 16)) };
}
inline Vec loadSigned(const int8_t* p)
{
    return { _mm256_cvtepi32_ps(_mm256_cvtepi8_epi32(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(p)))) };
}
inline Vec loadMasked(const uint8_t* p, int mask)
{
    const __m256i bytes = _mm256_cvtepu8_epi32(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(p)));
    return { _mm256_cvtepi32_ps(_mm256_and_si256(bytes, _mm256_set1_epi32(mask))) };
}
inline Vec whereBit(uint32_t bits, float value)
{
    const __m256i lane = _mm256_setr_epi32(1, 2, 4, 8, 16, 32, 64, 128);
    const __m256i set = _mm256_cmpeq_epi32(_mm256_and_si256(_mm256_set1_epi32(static_cast<int>(bits)), lane), lane);
    return { _mm256_and_ps(_mm256_castsi256_ps(set), _mm256_set1_ps(value)) };
}
inline Vec powerOfTwo(Vec shifted, Vec magic)
{
    const __m256i n = _mm256_sub_epi32(_mm256_castps_si256(shifted.v), _mm256_castps_si256(magic.v));
    return { _mm256_castsi256_ps(_mm256_slli_epi32(_mm256_add_epi32(n, _mm256_set1_epi32(127)), 23)) };
}

#else

constexpr int kWidth = 4;
struct Vec {
    float v[4];
};

template <typename Each> inline Vec lanes(Each each)
{
    Vec out;
    for (int i = 0; i < kWidth; ++i)
        out.v[i] = each(i);
    return out;
}
inline float bitsToFloat(uint32_t bits)
{
    float value;
    __builtin_memcpy(&value, &bits, sizeof value);
    return value;
}
inline uint32_t floatToBits(float value)
{
    uint32_t bits;
    __builtin_memcpy(&bits, &value, sizeof bits);
    return bits;
}
inline Vec load(const float* p)
{
    return lanes([p](int i) { return p[i]; });
}
inline void store(float* p, Vec a)
{
    for (int i = 0; i < kWidth; ++i)
        p[i] = a.v[i];
}
inline Vec set(float a)
{
    return lanes([a](int) { return a; });
}
inline Vec operator+(Vec a, Vec b)
{
    return lanes([&](int i) { return a.v[i] + b.v[i]; });
}
inline Vec operator-(Vec a, Vec b)
{
    return lanes([&](int i) { return a.v[i] - b.v[i]; });
}
inline Vec operator*(Vec a, Vec b)
{
    return lanes([&](int i) { return a.v[i] * b.v[i]; });
}
inline Vec operator/(Vec a, Vec b)
{
    return lanes([&](int i) { return a.v[i] / b.v[i]; });
}
inline Vec fma(Vec a, Vec b, Vec c)
{
    return lanes([&](int i) { return a.v[i] * b.v[i] + c.v[i]; });
}
inline Vec max(Vec a, Vec b)
{
    return lanes([&](int i) { return a.v[i] > b.v[i] ? a.v[i] : b.v[i]; });
}
inline Vec min(Vec a, Vec b)
{
    return lanes([&](int i) { return a.v[i] < b.v[i] ? a.v[i] : b.v[i]; });
}
inline float sum(Vec a) { return (a.v[0] + a.v[2]) + (a.v[1] + a.v[3]); }
inline float largest(Vec a)
{
    float most = a.v[0];
    for (int i = 1; i < kWidth; ++i)
        most = a.v[i] > most ? a.v[i] : most;
    return most;
}
inline float halfToFloat(uint16_t half)
{
    const uint32_t sign = static_cast<uint32_t>(half & 0x8000u) << 16;
    const uint32_t exponent = (half >> 10) & 0x1Fu, fraction = half & 0x3FFu;
    if (exponent == 0x1F)
        return bitsToFloat(sign | 0x7F800000u | (fraction << 13));
    if (exponent == 0)
        return bitsToFloat(sign | floatToBits(static_cast<float>(fraction) * 0x1p-24f));
    return bitsToFloat(sign | ((exponent + 112) << 23) | (fraction << 13));
}
inline uint16_t floatToHalf(float value)
{
    const uint32_t bits = floatToBits(value), sign = (bits >> 16) & 0x8000u, magnitude = bits & 0x7FFFFFFFu;
    if (magnitude >= 0x477FF000u)
        return static_cast<uint16_t>(sign | 0x7C00u | (magnitude > 0x7F800000u ? 0x200u : 0u));
    if (magnitude < 0x38800000u)
        return static_cast<uint16_t>(sign | (floatToBits(bitsToFloat(magnitude) + 0.5f) - floatToBits(0.5f)));
    return static_cast<uint16_t>(sign | ((magnitude - 0x38000000u + 0xFFFu + ((magnitude >> 13) & 1u)) >> 13));
}
inline Vec loadHalf(const uint16_t* p)
{
    return lanes([p](int i) { return halfToFloat(p[i]); });
}
inline void storeHalf(uint16_t* p, Vec a)
{
    for (int i = 0; i < kWidth; ++i)
        p[i] = floatToHalf(a.v[i]);
}
inline Vec loadBf16(const uint16_t* p)
{
    return lanes([p](int i) { return bitsToFloat(static_cast<uint32_t>(p[i]) << 16); });
}
inline Vec loadSigned(const int8_t* p)
{
    return lanes([p](int i) { return static_cast<float>(p[i]); });
}
inline Vec loadMasked(const uint8_t* p, int mask)
{
    return lanes([p, mask](int i) { return static_cast<float>(p[i] & mask); });
}
inline Vec whereBit(uint32_t bits, float value)
{
    return lanes([bits, value](int i) { return (bits >> i & 1u) != 0 ? value : 0.0f; });
}
inline Vec powerOfTwo(Vec shifted, Vec magic)
{
    return lanes([&](int i) { return bitsToFloat((floatToBits(shifted.v[i]) - floatToBits(magic.v[i]) + 127u) << 23); });
}

#endif

/// e^x. Values below -87 give about 1e-38, above 88 about 1e38.
/// exact  2e-7 relative
/// source Cody and Waite 1980: x = n ln 2 + r with ln 2 in two parts, |r| <= 0.35, Taylor to r^7; 1.5 x 2^23 rounds to a whole n
inline Vec exp(Vec x)
{
    x = min(max(x, set(-87.0f)), set(88.0f));
    const Vec magic = set(12582912.0f);
    const Vec shifted = fma(x, set(1.44269504f), magic);
    const Vec n = shifted - magic;
    Vec r = fma(n, set(-0.693359375f), x);
    r = fma(n, set(2.12194440e-4f), r);
    Vec p = set(1.0f / 5040.0f);
    constexpr float kFactors[] = { 1.0f / 720.0f, 1.0f / 120.0f, 1.0f / 24.0f, 1.0f / 6.0f, 0.5f, 1.0f, 1.0f };
    for (const float factor : kFactors)
        p = fma(p, r, set(factor));
    return p * powerOfTwo(shifted, magic);
}

/// A partial vector: lanes behind `count` hold `fill`. For tails.
inline Vec loadSome(const float* p, int64_t count, float fill)
{
    float lane[kWidth];
    for (int i = 0; i < kWidth; ++i)
        lane[i] = i < count ? p[i] : fill;
    return load(lane);
}
inline void storeSome(float* p, int64_t count, Vec a)
{
    float lane[kWidth];
    store(lane, a);
    for (int64_t i = 0; i < count; ++i)
        p[i] = lane[i];
}
/// A whole vector where there is one, else a partial one.
inline Vec loadUpTo(const float* p, int64_t count, float fill) { return count >= kWidth ? load(p) : loadSome(p, count, fill); }
inline void storeUpTo(float* p, int64_t count, Vec a) { count >= kWidth ? store(p, a) : storeSome(p, count, a); }
/// One half as a float.
inline float half(uint16_t bits)
{
#if defined(SILLOK_SIMD_AVX512) || defined(SILLOK_SIMD_AVX2)
    return _mm_cvtss_f32(_mm_cvtph_ps(_mm_cvtsi32_si128(bits)));
#else
    return halfToFloat(bits);
#endif
}

} // namespace
} // namespace sillok::kernels::SILLOK_VARIANT
