// lanes.h - A panel's vectors: one lane of 32 bits for each row, sixteen of them with AVX-512 and eight without.
//
// The file that includes it may define SILLOK_DOTS_ANY_BYTE: the processor multiplies any unsigned by any signed byte without loss
// (vpdpbusd). Without it pairs are added in 16 bits, and weights are kept small enough for that.
#pragma once

#include "kernels/cpu/simd.h"

namespace sillok::kernels::SILLOK_VARIANT {
namespace {

#if defined(SILLOK_DOTS_ANY_BYTE)
constexpr bool kDotsAnyByte = true;
#else
constexpr bool kDotsAnyByte = false;
#endif

#if defined(SILLOK_SIMD_AVX512)

constexpr int kPanelRows = 16;
constexpr int kPanelsAtOnce = 2; ///< what the registers hold, times six tokens
using Floats = __m512;
using Words = __m512i;
SILLOK_INLINE Words wordsAt(const void* p) { return _mm512_load_si512(p); }
SILLOK_INLINE Floats floatsAt(const void* p) { return _mm512_load_ps(p); }
SILLOK_INLINE void put(std::byte* at, Words value) { _mm512_store_si512(at, value); }
SILLOK_INLINE void put(std::byte* at, Floats value) { _mm512_store_ps(at, value); }
SILLOK_INLINE Words allWords(int32_t value) { return _mm512_set1_epi32(value); }
SILLOK_INLINE Words allBytes(int value) { return _mm512_set1_epi8(static_cast<char>(value)); }
SILLOK_INLINE Floats allFloats(float value) { return _mm512_set1_ps(value); }
SILLOK_INLINE Words both(Words a, Words b) { return _mm512_and_si512(a, b); }
SILLOK_INLINE Words either(Words a, Words b) { return _mm512_or_si512(a, b); }
SILLOK_INLINE Words unlike(Words a, Words b) { return _mm512_xor_si512(a, b); }
template <int bits> SILLOK_INLINE Words up(Words a) { return _mm512_slli_epi32(a, bits); }
template <int bits> SILLOK_INLINE Words down(Words a) { return _mm512_srli_epi32(a, bits); }
template <int bits> SILLOK_INLINE Words downSigned(Words a) { return _mm512_srai_epi32(a, bits); }
SILLOK_INLINE Words up(Words a, int bits) { return _mm512_sll_epi32(a, _mm_cvtsi32_si128(bits)); }
SILLOK_INLINE Words down(Words a, int bits) { return _mm512_srl_epi32(a, _mm_cvtsi32_si128(bits)); }
SILLOK_INLINE Floats asFloats(Words a) { return _mm512_cvtepi32_ps(a); }
SILLOK_INLINE Floats multiply(Floats a, Floats b) { return _mm512_mul_ps(a, b); }
SILLOK_INLINE Floats plus(Floats a, Floats b) { return _mm512_add_ps(a, b); }
SILLOK_INLINE Floats plusProduct(Floats sum, Floats a, Floats b) { return _mm512_fmadd_ps(a, b, sum); }
SILLOK_INLINE Floats minusProduct(Floats sum, Floats a, Floats b) { return _mm512_fnmadd_ps(a, b, sum); }
/// Halves in the low 16 bits of every lane.
SILLOK_INLINE Floats floatsOfHalves(Words a) { return _mm512_cvtph_ps(_mm512_cvtepi32_epi16(a)); }
/// The lanes whose bit is set; the others are 0 or stay.
SILLOK_INLINE Floats someFloats(const float* p, uint32_t lanes) { return _mm512_maskz_loadu_ps(static_cast<__mmask16>(lanes), p); }
SILLOK_INLINE void putSome(float* p, uint32_t lanes, Floats a) { _mm512_mask_storeu_ps(p, static_cast<__mmask16>(lanes), a); }
SILLOK_INLINE Words lowPairs(Words a, Words b) { return _mm512_unpacklo_epi32(a, b); }
SILLOK_INLINE Words highPairs(Words a, Words b) { return _mm512_unpackhi_epi32(a, b); }
SILLOK_INLINE Words lowHalves(Words a, Words b) { return _mm512_unpacklo_epi64(a, b); }
SILLOK_INLINE Words highHalves(Words a, Words b) { return _mm512_unpackhi_epi64(a, b); }
#if defined(SILLOK_DOTS_ANY_BYTE)
SILLOK_INLINE Words plusDots(Words sum, Words w, Words x) { return _mm512_dpbusd_epi32(sum, w, x); }
#endif

#else

constexpr int kPanelRows = 8;
constexpr int kPanelsAtOnce = 1;
using Floats = __m256;
using Words = __m256i;
SILLOK_INLINE Words wordsAt(const void* p) { return _mm256_load_si256(static_cast<const __m256i*>(p)); }
SILLOK_INLINE Floats floatsAt(const void* p) { return _mm256_load_ps(static_cast<const float*>(p)); }
SILLOK_INLINE void put(std::byte* at, Words value) { _mm256_store_si256(reinterpret_cast<__m256i*>(at), value); }
SILLOK_INLINE void put(std::byte* at, Floats value) { _mm256_store_ps(reinterpret_cast<float*>(at), value); }
SILLOK_INLINE Words allWords(int32_t value) { return _mm256_set1_epi32(value); }
SILLOK_INLINE Words allBytes(int value) { return _mm256_set1_epi8(static_cast<char>(value)); }
SILLOK_INLINE Floats allFloats(float value) { return _mm256_set1_ps(value); }
SILLOK_INLINE Words both(Words a, Words b) { return _mm256_and_si256(a, b); }
SILLOK_INLINE Words either(Words a, Words b) { return _mm256_or_si256(a, b); }
SILLOK_INLINE Words unlike(Words a, Words b) { return _mm256_xor_si256(a, b); }
template <int bits> SILLOK_INLINE Words up(Words a) { return _mm256_slli_epi32(a, bits); }
template <int bits> SILLOK_INLINE Words down(Words a) { return _mm256_srli_epi32(a, bits); }
template <int bits> SILLOK_INLINE Words downSigned(Words a) { return _mm256_srai_epi32(a, bits); }
SILLOK_INLINE Words up(Words a, int bits) { return _mm256_sll_epi32(a, _mm_cvtsi32_si128(bits)); }
SILLOK_INLINE Words down(Words a, int bits) { return _mm256_srl_epi32(a, _mm_cvtsi32_si128(bits)); }
SILLOK_INLINE Floats asFloats(Words a) { return _mm256_cvtepi32_ps(a); }
SILLOK_INLINE Floats multiply(Floats a, Floats b) { return _mm256_mul_ps(a, b); }
SILLOK_INLINE Floats plus(Floats a, Floats b) { return _mm256_add_ps(a, b); }
SILLOK_INLINE Floats plusProduct(Floats sum, Floats a, Floats b) { return _mm256_fmadd_ps(a, b, sum); }
SILLOK_INLINE Floats minusProduct(Floats sum, Floats a, Floats b) { return _mm256_fnmadd_ps(a, b, sum); }
SILLOK_INLINE Floats floatsOfHalves(Words a)
{
    const __m256i low = _mm256_and_si256(a, _mm256_set1_epi32(0xFFFF));
    const __m256i packed = _mm256_permute4x64_epi64(_mm256_packus_epi32(low, low), 0x08);
    return _mm256_cvtph_ps(_mm256_castsi256_si128(packed));
}
SILLOK_INLINE __m256i lanesOf(uint32_t lanes)
{
    const __m256i bits = _mm256_set_epi32(128, 64, 32, 16, 8, 4, 2, 1);
    return _mm256_cmpeq_epi32(_mm256_and_si256(_mm256_set1_epi32(static_cast<int32_t>(lanes)), bits), bits);
}
SILLOK_INLINE Floats someFloats(const float* p, uint32_t lanes) { return _mm256_maskload_ps(p, lanesOf(lanes)); }
SILLOK_INLINE void putSome(float* p, uint32_t lanes, Floats a) { _mm256_maskstore_ps(p, lanesOf(lanes), a); }
SILLOK_INLINE Words lowPairs(Words a, Words b) { return _mm256_unpacklo_epi32(a, b); }
SILLOK_INLINE Words highPairs(Words a, Words b) { return _mm256_unpackhi_epi32(a, b); }
SILLOK_INLINE Words lowHalves(Words a, Words b) { return _mm256_unpacklo_epi64(a, b); }
SILLOK_INLINE Words highHalves(Words a, Words b) { return _mm256_unpackhi_epi64(a, b); }
#if defined(SILLOK_DOTS_ANY_BYTE)
SILLOK_INLINE Words plusDots(Words sum, Words w, Words x) { return _mm256_dpbusd_avx_epi32(sum, w, x); }
#else
/// Sums of two neighbouring products in 16 bits; of signed weights by moving their sign to x.
SILLOK_INLINE Words plusPairs(Words sum, Words w, Words x) { return _mm256_add_epi16(sum, _mm256_maddubs_epi16(w, x)); }
SILLOK_INLINE Words pairsOfSigned(Words w, Words x) { return _mm256_maddubs_epi16(_mm256_abs_epi8(w), _mm256_sign_epi8(x, w)); }
SILLOK_INLINE Words plusWidened(Words sum, Words pairs) { return _mm256_add_epi32(sum, _mm256_madd_epi16(pairs, _mm256_set1_epi16(1))); }
#endif

#endif

SILLOK_INLINE Words masked(Words a, int mask) { return both(a, allBytes(mask)); }
/// (a & mask) | (b & otherMask)
SILLOK_INLINE Words merged(Words a, int mask, Words b, int otherMask) { return either(masked(a, mask), masked(b, otherMask)); }

} // namespace
} // namespace sillok::kernels::SILLOK_VARIANT
