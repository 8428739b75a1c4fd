// reference.cpp - Every op once more, slow and plain in f64: the oracle of the tests, and the text to read first.
#include "kernels/attention.h"
#include "kernels/byte_dot.h"
#include "kernels/elementwise.h"
#include "kernels/half.h"
#include "kernels/matmul.h"
#include "kernels/rms_norm.h"
#include "kernels/rope.h"
#include "kernels/rounded.h"
#include "kernels/softmax.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

namespace sillok::kernels {

namespace {

template <typename Block> const Block* blockAt(const void* row, int64_t index) { return static_cast<const Block*>(row) + index; }

double half(Half bits) { return static_cast<double>(floatOfHalf(bits)); }

int nibble(const uint8_t* qs, int i) { return i < 16 ? qs[i] & 15 : qs[i - 16] >> 4; }
int fifthBit(const uint8_t* qh, int i) { return (qh[i / 8] >> (i % 8) & 1) << 4; }

struct ScaleMin {
    int scale;
    int min;
};

/// Six-bit scale and min of sub-block s (0 to 7).
ScaleMin scaleMin(const uint8_t* packed, int s)
{
    if (s < 4)
        return { packed[s] & 63, packed[s + 4] & 63 };
    return { (packed[s + 4] & 15) | (packed[s - 4] >> 6) << 4, (packed[s + 4] >> 4) | (packed[s] >> 6) << 4 };
}

/// Low two bits of element i where 32 bytes hold four runs of 32.
int twoBits(const uint8_t* qs, int i) { return qs[i / 128 * 32 + i % 32] >> (2 * (i / 32 % 4)) & 3; }

double valueQ2K(const BlockQ2_K& b, int i)
{
    const uint8_t scale = b.scales[i / 16];
    return half(b.d) * (scale & 15) * twoBits(b.qs, i) - half(b.dmin) * (scale >> 4);
}

double valueQ3K(const BlockQ3_K& b, int i)
{
    const int s = i / 16;
    const int low = s < 8 ? b.scales[s] & 15 : b.scales[s - 8] >> 4;
    const int scale = (low | (b.scales[8 + s % 4] >> (2 * (s / 4)) & 3) << 4) - 32;
    const int q = (twoBits(b.qs, i) | (b.hmask[i % 32] >> (i / 32) & 1) << 2) - 4;
    return half(b.d) * scale * q;
}

double valueQ4K(const BlockQ4_K& b, int i)
{
    const int s = i / 32;
    const uint8_t byte = b.qs[s / 2 * 32 + i % 32];
    const ScaleMin k = scaleMin(b.scales, s);
    return half(b.d) * k.scale * (s % 2 == 0 ? byte & 15 : byte >> 4) - half(b.dmin) * k.min;
}

double valueQ5K(const BlockQ5_K& b, int i)
{
    const int s = i / 32;
    const uint8_t byte = b.qs[s / 2 * 32 + i % 32];
    const int q = (s % 2 == 0 ? byte & 15 : byte >> 4) + ((b.qh[i % 32] >> s & 1) << 4);
    const ScaleMin k = scaleMin(b.scales, s);
    return half(b.d) * k.scale * q - half(b.dmin) * k.min;
}

double valueQ6K(const BlockQ6_K& b, int i)
{
    const int part = i / 128, quarter = i % 128 / 32, l = i % 32;
    const uint8_t low = b.ql[part * 64 + (quarter % 2) * 32 + l];
    const int high = b.qh[part * 32 + l] >> (2 * quarter) & 3;
    const int q = ((quarter < 2 ? low & 15 : low >> 4) | high << 4) - 32;
    return half(b.d) * b.scales[i / 16] * q;
}

double valueIq4Xs(const BlockIq4Xs& b, int i)
{
    const int s = i / 32;
    const int low = b.scalesLow[s / 2] >> (4 * (s % 2)) & 15;
    const int high = b.scalesHigh >> (2 * s) & 3;
    return half(b.d) * ((low | high << 4) - 32) * kIq4Values[nibble(b.qs + s * 16, i % 32)];
}

/// Element i of a row.
double element(WeightType type, const void* row, int64_t i)
{
    const int64_t in = blockShape(type).elements;
    const int64_t block = i / in;
    const int at = static_cast<int>(i % in);
    switch (type) {
    case WeightType::F32:
        return static_cast<double>(static_cast<const float*>(row)[i]);
    case WeightType::F16:
        return half(static_cast<const Half*>(row)[i]);
    case WeightType::BF16:
        return static_cast<double>(floatOfBf16(static_cast<const uint16_t*>(row)[i]));
    case WeightType::Q4_0: {
        const auto* b = blockAt<BlockQ4_0>(row, block);
        return half(b->d) * (nibble(b->qs, at) - 8);
    }
    case WeightType::Q4_1: {
        const auto* b = blockAt<BlockQ4_1>(row, block);
        return half(b->d) * nibble(b->qs, at) + half(b->m);
    }
    case WeightType::Q5_0: {
        const auto* b = blockAt<BlockQ5_0>(row, block);
        return half(b->d) * (nibble(b->qs, at) + fifthBit(b->qh, at) - 16);
    }
    case WeightType::Q5_1: {
        const auto* b = blockAt<BlockQ5_1>(row, block);
        return half(b->d) * (nibble(b->qs, at) + fifthBit(b->qh, at)) + half(b->m);
    }
    case WeightType::Q8_0: {
        const auto* b = blockAt<BlockQ8_0>(row, block);
        return half(b->d) * b->qs[at];
    }
    case WeightType::Q2_K:
        return valueQ2K(*blockAt<BlockQ2_K>(row, block), at);
    case WeightType::Q3_K:
        return valueQ3K(*blockAt<BlockQ3_K>(row, block), at);
    case WeightType::Q4_K:
        return valueQ4K(*blockAt<BlockQ4_K>(row, block), at);
    case WeightType::Q5_K:
        return valueQ5K(*blockAt<BlockQ5_K>(row, block), at);
    case WeightType::Q6_K:
        return valueQ6K(*blockAt<BlockQ6_K>(row, block), at);
    case WeightType::IQ4_NL: {
        const auto* b = blockAt<BlockIq4Nl>(row, block);
        return half(b->d) * kIq4Values[nibble(b->qs, at)];
    }
    case WeightType::IQ4_XS:
        return valueIq4Xs(*blockAt<BlockIq4Xs>(row, block), at);
    case WeightType::MXFP4: {
        const auto* b = blockAt<BlockMxfp4>(row, block);
        return std::ldexp(kMxfp4Values[nibble(b->qs, at)], b->exponent - 128);
    }
    }
    return 0;
}

const void* rowAt(WeightType type, const void* table, int64_t row, int64_t cols)
{
    return static_cast<const uint8_t*>(table) + row * rowBytes(type, cols);
}

/// Rows of a Q8_0 cache are whole blocks, so that an index over all rows finds its block.
double cachedValue(CacheType type, const void* cache, int64_t index)
{
    constexpr WeightType kStoredAs[] = { WeightType::F32, WeightType::F16, WeightType::BF16, WeightType::Q8_0 };
    return element(kStoredAs[static_cast<int>(type)], cache, index);
}

/// Where dimension c of a key lies among the elements of its cache; not for Q8_0.
int64_t keyIndex(int64_t row, int64_t width, int64_t c) { return (row / kKeyBlock * width + c) * kKeyBlock + row % kKeyBlock; }

/// `row` counts positions over all heads: capacity is a multiple of the block.
double cachedKey(CacheType type, const void* cache, int64_t row, int64_t width, int64_t c)
{
    if (type != CacheType::Q8_0)
        return cachedValue(type, cache, keyIndex(row, width, c));
    const auto& block = static_cast<const BlockKeysQ8*>(cache)[row / kKeyBlock * (width / 32) + c / 32];
    return half(block.d[row % kKeyBlock]) * block.qs[c % 32][row % kKeyBlock];
}

void storeBlock(const float* x, BlockQ8_0& block)
{
    float most = 0;
    for (int i = 0; i < 32; ++i)
        most = std::max(most, std::abs(x[i]));
    block.d = halfOfFloat(most / 127.0f);
    for (int i = 0; i < 32; ++i)
        block.qs[i] = static_cast<int8_t>(most > 0 ? std::lround(static_cast<double>(x[i]) * 127.0 / static_cast<double>(most)) : 0);
}

void storeOne(CacheType type, void* cache, int64_t to, const float* from)
{
    switch (type) {
    case CacheType::F32:
        static_cast<float*>(cache)[to] = *from;
        return;
    case CacheType::F16:
        static_cast<Half*>(cache)[to] = halfOfFloat(*from);
        return;
    case CacheType::BF16:
        static_cast<uint16_t*>(cache)[to] = bf16OfFloat(*from);
        return;
    case CacheType::Q8_0:
        if (to % 32 == 0)
            storeBlock(from, static_cast<BlockQ8_0*>(cache)[to / 32]);
    }
}

/// A block of 32 dimensions of one key.
void storeKeyBlock(const float* x, BlockKeysQ8& block, int64_t lane)
{
    BlockQ8_0 alone;
    storeBlock(x, alone);
    block.d[lane] = alone.d;
    for (int i = 0; i < 32; ++i)
        block.qs[i][lane] = alone.qs[i];
}

double capped(double value, double cap) { return cap > 0 ? cap * std::tanh(value / cap) : value; }

void softmaxF64(std::vector<double>& scores)
{
    const double largest = *std::max_element(scores.begin(), scores.end());
    double sum = 0;
    for (double& score : scores)
        sum += score = std::exp(score - largest);
    for (double& score : scores)
        score /= sum;
}

} // namespace

void expandReference(WeightType type, const void* row, int64_t cols, double* out)
{
    for (int64_t c = 0; c < cols; ++c)
        out[c] = element(type, row, c);
}

void matmulReference(const MatmulArgs& a)
{
    std::vector<double> weights(static_cast<size_t>(a.cols));
    for (int64_t r = 0; r < a.rows; ++r) {
        expandReference(a.type, rowAt(a.type, a.weight, r, a.cols), a.cols, weights.data());
        for (int64_t t = 0; t < a.tokens; ++t) {
            double sum = a.bias ? static_cast<double>(a.bias[r]) : 0.0;
            for (int64_t c = 0; c < a.cols; ++c)
                sum += weights[static_cast<size_t>(c)] * static_cast<double>(a.x[t * a.xStride + c]);
            a.y[t * a.yStride + r] = static_cast<float>(sum);
        }
    }
}

void matmulRoundedReference(const MatmulArgs& a)
{
    std::vector<float> rounded(static_cast<size_t>(a.tokens * a.cols));
    for (int64_t t = 0; t < a.tokens; ++t)
        for (int64_t first = 0; first < a.cols; first += kRoundedBlock) {
            const float* x = a.x + t * a.xStride + first;
            float most = 0;
            for (int64_t i = 0; i < kRoundedBlock; ++i)
                most = std::isnan(x[i]) ? most : std::max(most, std::abs(x[i]));
            const float steps = most > 0 ? 127.0f / most : 0.0f;
            for (int64_t i = 0; i < kRoundedBlock; ++i)
                rounded[static_cast<size_t>(t * a.cols + first + i)] = std::isnan(x[i]) ? 0.0f : std::nearbyint(x[i] * steps) * (most / 127.0f);
        }
    MatmulArgs same = a;
    same.x = rounded.data();
    same.xStride = a.cols;
    matmulReference(same);
}

void lookupReference(const LookupArgs& a)
{
    for (int64_t t = 0; t < a.tokens; ++t)
        for (int64_t c = 0; c < a.cols; ++c)
            a.y[t * a.cols + c] = static_cast<float>(element(a.type, rowAt(a.type, a.table, a.ids[t], a.cols), c));
}

void rmsNormReference(const RmsNormArgs& a)
{
    for (int64_t r = 0; r < a.rows; ++r) {
        const float* x = a.x + r * a.stride;
        double squares = 0;
        for (int64_t c = 0; c < a.cols; ++c)
            squares += static_cast<double>(x[c]) * static_cast<double>(x[c]);
        const double scale = 1.0 / std::sqrt(squares / static_cast<double>(a.cols) + static_cast<double>(a.eps));
        for (int64_t c = 0; c < a.cols; ++c)
            a.y[r * a.stride + c] = static_cast<float>(static_cast<double>(x[c]) * scale * static_cast<double>(a.weight[c]));
    }
}

void layerNormReference(const LayerNormArgs& a)
{
    const double cols = static_cast<double>(a.cols);
    for (int64_t r = 0; r < a.rows; ++r) {
        const std::vector<double> x(a.x + r * a.stride, a.x + r * a.stride + a.cols);
        double mean = 0, variance = 0;
        for (const double value : x)
            mean += value / cols;
        for (const double value : x)
            variance += (value - mean) * (value - mean) / cols;
        const double scale = 1.0 / std::sqrt(variance + static_cast<double>(a.eps));
        for (int64_t c = 0; c < a.cols; ++c)
            a.y[r * a.stride + c] = static_cast<float>(
                (x[static_cast<size_t>(c)] - mean) * scale * static_cast<double>(a.weight[c]) + static_cast<double>(a.bias[c]));
    }
}

void ropeReference(const RopeArgs& a)
{
    const int64_t half = a.rotated / 2;
    for (int64_t t = 0; t < a.tokens; ++t)
        for (int64_t h = 0; h < a.heads; ++h)
            for (int64_t i = 0; i < half; ++i) {
                float* head = a.x + t * a.stride + h * a.width;
                float& first = head[a.pairs == RopePairs::Adjacent ? 2 * i : i];
                float& second = head[a.pairs == RopePairs::Adjacent ? 2 * i + 1 : i + half];
                const double x = static_cast<double>(first), y = static_cast<double>(second);
                const double c = static_cast<double>(a.cosines[t * half + i]), s = static_cast<double>(a.sines[t * half + i]);
                first = static_cast<float>(x * c - y * s);
                second = static_cast<float>(x * s + y * c);
            }
}

void attentionReference(const AttentionArgs& a)
{
    for (int64_t t = 0; t < a.tokens; ++t) {
        const auto [first, last] = sightOf(a, t);
        for (int64_t h = 0; h < a.heads; ++h) {
            const int64_t base = h / (a.heads / a.kvHeads) * a.capacity;
            const float* q = a.q + (t * a.heads + h) * a.keyWidth;
            std::vector<double> scores;
            for (int64_t j = first; j <= last; ++j) {
                double dot = 0;
                for (int64_t c = 0; c < a.keyWidth; ++c)
                    dot += static_cast<double>(q[c]) * cachedKey(a.type, a.keys, base + j, a.keyWidth, c);
                scores.push_back(capped(dot * static_cast<double>(a.scale), static_cast<double>(a.softCap)));
            }
            softmaxF64(scores);
            for (int64_t c = 0; c < a.valueWidth; ++c) {
                double sum = 0;
                for (int64_t j = first; j <= last; ++j)
                    sum += scores[static_cast<size_t>(j - first)] * cachedValue(a.type, a.values, (base + j) * a.valueWidth + c);
                a.y[(t * a.heads + h) * a.valueWidth + c] = static_cast<float>(sum);
            }
        }
    }
}

void cacheStoreReference(const CacheStoreArgs& a)
{
    for (int64_t t = 0; t < a.tokens; ++t)
        for (int64_t h = 0; h < a.heads; ++h)
            for (int64_t c = 0; c < a.width; ++c) {
                const int64_t row = h * a.capacity + a.firstPosition + t;
                const float* from = a.x + (t * a.heads + h) * a.width + c;
                if (a.form == CacheForm::Values)
                    storeOne(a.type, a.cache, row * a.width + c, from);
                else if (a.type != CacheType::Q8_0)
                    storeOne(a.type, a.cache, keyIndex(row, a.width, c), from);
                else if (c % 32 == 0)
                    storeKeyBlock(from, static_cast<BlockKeysQ8*>(a.cache)[row / kKeyBlock * (a.width / 32) + c / 32], row % kKeyBlock);
            }
}

void softmaxReference(const SoftmaxArgs& a)
{
    for (int64_t r = 0; r < a.rows; ++r) {
        std::vector<double> row(a.x + r * a.cols, a.x + (r + 1) * a.cols);
        softmaxF64(row);
        for (int64_t c = 0; c < a.cols; ++c)
            a.x[r * a.cols + c] = static_cast<float>(row[static_cast<size_t>(c)]);
    }
}

void byteDotReference(const ByteDotArgs& a, int64_t rowBegin, int64_t rowEnd)
{
    for (int64_t r = rowBegin; r < rowEnd; ++r) {
        int64_t sum = 0;
        for (int64_t c = 0; c < a.cols; ++c)
            sum += int64_t { a.query[c] } * int64_t { a.rows[r * a.cols + c] };
        a.out[r] = static_cast<int32_t>(sum);
    }
}

void swigluReference(const SwigluArgs& a)
{
    for (int64_t i = 0; i < a.count; ++i) {
        const double gate = static_cast<double>(a.gate[i]);
        a.y[i] = static_cast<float>(gate / (1.0 + std::exp(-gate)) * static_cast<double>(a.up[i]));
    }
}

void geluReference(const GeluArgs& a)
{
    for (int64_t i = 0; i < a.count; ++i) {
        const double x = static_cast<double>(a.gate[i]);
        const double turn = a.form == GeluForm::Tanh ? std::tanh(std::sqrt(2 / std::numbers::pi) * (x + 0.044715 * x * x * x))
                                                     : std::erf(x / std::numbers::sqrt2);
        a.y[i] = static_cast<float>(0.5 * x * (1 + turn) * (a.up ? static_cast<double>(a.up[i]) : 1.0));
    }
}

void scaleReference(const ScaleArgs& a)
{
    for (int64_t i = 0; i < a.count; ++i)
        a.x[i] = static_cast<float>(capped(static_cast<double>(a.scale) * static_cast<double>(a.x[i]), static_cast<double>(a.cap)));
}

void copyRowsReference(const CopyRowsArgs& a)
{
    for (int64_t r = 0; r < a.rows; ++r)
        for (int64_t c = 0; c < a.cols; ++c)
            a.y[r * a.yStride + c] = a.x[r * a.xStride + c];
}

void addReference(const AddArgs& a)
{
    for (int64_t i = 0; i < a.count; ++i)
        a.y[i] = static_cast<float>(static_cast<double>(a.y[i]) + static_cast<double>(a.scale) * static_cast<double>(a.x[i]));
}

} // namespace sillok::kernels
