// round.h - Activations to eight bits in the layout of kernels/rounded.h.
#pragma once

#include "kernels/rounded.h"

#include <immintrin.h>
#include <stdint.h>

namespace sillok::kernels::SILLOK_VARIANT {
namespace {

struct RoundedBlock {
    __m256i q;
    float d;
    int32_t sums[2]; ///< of the first and the last 16 q
};

#if defined(SILLOK_SIMD_AVX512)

inline int32_t sumOfBytes(__m128i q)
{
    return _mm512_reduce_add_epi32(_mm512_cvtepi8_epi32(q));
}

inline RoundedBlock roundBlock(const float* x)
{
    __m512 low = _mm512_loadu_ps(x), high = _mm512_loadu_ps(x + 16);
    low = _mm512_maskz_mov_ps(_mm512_cmp_ps_mask(low, low, _CMP_ORD_Q), low);
    high = _mm512_maskz_mov_ps(_mm512_cmp_ps_mask(high, high, _CMP_ORD_Q), high);
    const float most = _mm512_reduce_max_ps(_mm512_max_ps(_mm512_abs_ps(low), _mm512_abs_ps(high)));
    const __m512 steps = _mm512_set1_ps(most > 0 ? 127.0f / most : 0.0f);
    const __m512i a = _mm512_cvtps_epi32(_mm512_mul_ps(low, steps)), b = _mm512_cvtps_epi32(_mm512_mul_ps(high, steps));
    const __m128i lowBytes = _mm512_cvtsepi32_epi8(a), highBytes = _mm512_cvtsepi32_epi8(b);
    return { _mm256_set_m128i(highBytes, lowBytes), most / 127.0f, { sumOfBytes(lowBytes), sumOfBytes(highBytes) } };
}

#else

inline float largestOf(__m256 a)
{
    __m128 most = _mm_max_ps(_mm256_castps256_ps128(a), _mm256_extractf128_ps(a, 1));
    most = _mm_max_ps(most, _mm_movehl_ps(most, most));
    return _mm_cvtss_f32(_mm_max_ss(most, _mm_movehdup_ps(most)));
}

inline int32_t sumOfWords(__m128i a)
{
    a = _mm_add_epi32(a, _mm_shuffle_epi32(a, 0x4E));
    return _mm_cvtsi128_si32(_mm_add_epi32(a, _mm_shuffle_epi32(a, 0xB1)));
}

inline RoundedBlock roundBlock(const float* x)
{
    __m256 v[4], most = _mm256_setzero_ps();
    for (int i = 0; i < 4; ++i) {
        const __m256 loaded = _mm256_loadu_ps(x + 8 * i);
        v[i] = _mm256_and_ps(loaded, _mm256_cmp_ps(loaded, loaded, _CMP_ORD_Q));
        most = _mm256_max_ps(most, _mm256_andnot_ps(_mm256_set1_ps(-0.0f), v[i]));
    }
    const float largest = largestOf(most);
    const __m256 steps = _mm256_set1_ps(largest > 0 ? 127.0f / largest : 0.0f);
    __m256i n[4];
    for (int i = 0; i < 4; ++i)
        n[i] = _mm256_cvtps_epi32(_mm256_mul_ps(v[i], steps));
    const __m256i packed = _mm256_packs_epi16(_mm256_packs_epi32(n[0], n[1]), _mm256_packs_epi32(n[2], n[3]));
    const __m256i q = _mm256_permutevar8x32_epi32(packed, _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7));
    const __m256i sums = _mm256_madd_epi16(_mm256_maddubs_epi16(_mm256_set1_epi8(1), q), _mm256_set1_epi16(1));
    return { q, largest / 127.0f, { sumOfWords(_mm256_castsi256_si128(sums)), sumOfWords(_mm256_extracti128_si256(sums, 1)) } };
}

#endif

/// Where the values of one block of a group of `count` tokens lie.
struct RoundedPlaces {
    std::byte* block;
    int64_t count;

    int8_t* q(int64_t token) const { return reinterpret_cast<int8_t*>(block) + token * kRoundedBlock; }
    float* scales() const { return reinterpret_cast<float*>(block + count * kRoundedBlock); }
    float* scaledSums() const { return scales() + count; }
    int32_t* offsets() const { return reinterpret_cast<int32_t*>(scaledSums() + count); }
    int32_t* firstOffsets() const { return offsets() + count; }
    int32_t* lastOffsets() const { return firstOffsets() + count; }
};

/// Groups groupBegin to groupEnd of kRoundedGroup tokens each.
void roundRows(const RoundArgs& a, int64_t groupBegin, int64_t groupEnd)
{
    for (int64_t group = groupBegin; group < groupEnd; ++group) {
        const int64_t first = group * kRoundedGroup;
        const int64_t count = a.tokens - first < kRoundedGroup ? a.tokens - first : kRoundedGroup;
        std::byte* start = a.out + roundedBytes(first, a.cols);
        for (int64_t t = 0; t < count; ++t) {
            const float* x = a.x + (first + t) * a.xStride;
            for (int64_t b = 0; b < a.cols / kRoundedBlock; ++b) {
                const RoundedPlaces places { start + b * count * kRoundedBlockBytes, count };
                const RoundedBlock block = roundBlock(x + b * kRoundedBlock);
                const int32_t sum = block.sums[0] + block.sums[1];
                _mm256_storeu_si256(reinterpret_cast<__m256i*>(places.q(t)), block.q);
                places.scales()[t] = block.d;
                places.scaledSums()[t] = block.d * static_cast<float>(sum);
                places.offsets()[t] = -128 * sum;
                places.firstOffsets()[t] = -128 * block.sums[0];
                places.lastOffsets()[t] = -128 * block.sums[1];
            }
        }
    }
}

} // namespace
} // namespace sillok::kernels::SILLOK_VARIANT
