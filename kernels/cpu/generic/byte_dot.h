// byte_dot.h - Products of bytes: four rows at a time, so that the query is read once for all of them.
#pragma once

#include "kernels/cpu/simd.h"

namespace sillok::kernels::SILLOK_VARIANT {
namespace {

#if defined(SILLOK_SIMD_AVX512) && defined(__AVX512VNNI__)

// The instruction wants bytes without a sign on one side: rows get 128 more, and the sums are taken back by it.
constexpr int kByteStep = 64;
constexpr int32_t kRowOffset = 128;
struct ByteSums {
    __m512i v;
};
using QueryBytes = __m512i;
inline ByteSums noSums() { return { _mm512_setzero_si512() }; }
inline QueryBytes widened(const int8_t* p) { return _mm512_loadu_si512(p); }
inline ByteSums plus(ByteSums sums, QueryBytes query, const int8_t* row)
{
    const __m512i raised = _mm512_xor_si512(_mm512_loadu_si512(row), _mm512_set1_epi8(-128));
    return { _mm512_dpbusd_epi32(sums.v, raised, query) };
}
inline int32_t total(ByteSums sums) { return _mm512_reduce_add_epi32(sums.v); }

#elif defined(SILLOK_SIMD_AVX512)

constexpr int kByteStep = 32;
constexpr int32_t kRowOffset = 0;
struct ByteSums {
    __m512i v;
};
using QueryBytes = __m512i;
inline ByteSums noSums() { return { _mm512_setzero_si512() }; }
inline QueryBytes widened(const int8_t* p) { return _mm512_cvtepi8_epi16(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(p))); }
inline ByteSums plus(ByteSums sums, QueryBytes query, const int8_t* row)
{
    return { _mm512_add_epi32(sums.v, _mm512_madd_epi16(query, widened(row))) };
}
inline int32_t total(ByteSums sums) { return _mm512_reduce_add_epi32(sums.v); }

#elif defined(SILLOK_SIMD_AVX2)

constexpr int kByteStep = 16;
constexpr int32_t kRowOffset = 0;
struct ByteSums {
    __m256i v;
};
using QueryBytes = __m256i;
inline ByteSums noSums() { return { _mm256_setzero_si256() }; }
inline QueryBytes widened(const int8_t* p) { return _mm256_cvtepi8_epi16(_mm_loadu_si128(reinterpret_cast<const __m128i*>(p))); }
inline ByteSums plus(ByteSums sums, QueryBytes query, const int8_t* row)
{
    return { _mm256_add_epi32(sums.v, _mm256_madd_epi16(query, widened(row))) };
}
inline int32_t total(ByteSums sums)
{
    __m128i half = _mm_add_epi32(_mm256_castsi256_si128(sums.v), _mm256_extracti128_si256(sums.v, 1));
    half = _mm_add_epi32(half, _mm_shuffle_epi32(half, 0x4E));
    return _mm_cvtsi128_si32(_mm_add_epi32(half, _mm_shuffle_epi32(half, 0xB1)));
}

#else

constexpr int kByteStep = 8;
constexpr int32_t kRowOffset = 0;
struct ByteSums {
    int32_t v;
};
using QueryBytes = const int8_t*;
inline ByteSums noSums() { return { 0 }; }
inline QueryBytes widened(const int8_t* p) { return p; }
inline ByteSums plus(ByteSums sums, QueryBytes query, const int8_t* row)
{
    for (int i = 0; i < kByteStep; ++i)
        sums.v += int32_t { query[i] } * int32_t { row[i] };
    return sums;
}
inline int32_t total(ByteSums sums) { return sums.v; }

#endif

/// What kRowOffset adds to every sum of whole steps.
inline int32_t offsetOf(const ByteDotArgs& a)
{
    int32_t sum = 0;
    for (int64_t c = 0; kRowOffset != 0 && c < a.cols / kByteStep * kByteStep; ++c)
        sum += a.query[c];
    return sum * kRowOffset;
}

template <int rows> SILLOK_INLINE void dotsOf(const ByteDotArgs& a, int64_t row, int32_t offset)
{
    const int8_t* first = a.rows + row * a.cols;
    ByteSums sums[rows];
    repeat<rows>([&](auto r) SILLOK_STEP { sums[r] = noSums(); });
    int64_t c = 0;
    for (; c + kByteStep <= a.cols; c += kByteStep) {
        const QueryBytes query = widened(a.query + c);
        repeat<rows>([&](auto r) SILLOK_STEP { sums[r] = plus(sums[r], query, first + r * a.cols + c); });
    }
    repeat<rows>([&](auto r) SILLOK_STEP {
        int32_t sum = total(sums[r]) - offset;
        for (int64_t rest = c; rest < a.cols; ++rest)
            sum += int32_t { a.query[rest] } * int32_t { first[r * a.cols + rest] };
        a.out[row + r] = sum;
    });
}

void byteDot(const ByteDotArgs& a, int64_t rowBegin, int64_t rowEnd)
{
    constexpr int kTogether = 4;
    const int32_t offset = offsetOf(a);
    int64_t row = rowBegin;
    for (; row + kTogether <= rowEnd; row += kTogether)
        dotsOf<kTogether>(a, row, offset);
    for (; row < rowEnd; ++row)
        dotsOf<1>(a, row, offset);
}

} // namespace
} // namespace sillok::kernels::SILLOK_VARIANT
