// op_fixture.h - Random operands for the tests of ops, and how near a result must be.
#pragma once

#include "kernels/cpu/table.h"
#include "kernels/half.h"
#include "tests/support/check.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <random>

namespace sillok::test {

using namespace sillok::kernels;

inline std::vector<const CpuTable*> tablesOfThisMachine()
{
    std::vector<const CpuTable*> tables;
    for (const char* const* name = cpuTableNames(); *name; ++name) {
        const CpuChoice choice = chooseCpuTable(*name);
        if (choice.table)
            tables.push_back(choice.table);
        else
            std::printf("  SKIP: %s: %s\n", *name, choice.reason);
    }
    return tables;
}

inline std::vector<float> randomFloats(int64_t count, float spread, unsigned seed)
{
    std::mt19937 engine(seed);
    std::normal_distribution<float> normal(0.0f, spread);
    std::vector<float> values(static_cast<size_t>(count));
    for (float& value : values)
        value = normal(engine);
    return values;
}

/// Random bytes whose half-precision scales are ordinary numbers.
inline std::vector<uint8_t> randomBlocks(WeightType type, int64_t count, unsigned seed)
{
    std::mt19937 engine(seed);
    const BlockShape shape = blockShape(type);
    std::vector<uint8_t> bytes(static_cast<size_t>(count / shape.elements * shape.bytes));
    for (uint8_t& byte : bytes)
        byte = static_cast<uint8_t>(engine());
    const auto putHalf = [&](size_t at) {
        const uint16_t half = halfOfFloat(0.01f + 0.02f * static_cast<float>(engine() % 1000) / 1000.0f);
        std::memcpy(bytes.data() + at, &half, sizeof half);
    };
    for (size_t at = 0; at < bytes.size(); at += static_cast<size_t>(shape.bytes)) {
        switch (type) {
        case WeightType::F32: {
            const float value = static_cast<float>(static_cast<int>(engine() % 2001) - 1000) / 1000.0f;
            std::memcpy(bytes.data() + at, &value, sizeof value);
            break;
        }
        case WeightType::BF16:
            bytes[at + 1] = static_cast<uint8_t>(0x3E | (engine() % 2) << 7);
            break;
        case WeightType::Q6_K:
            putHalf(at + offsetof(BlockQ6_K, d));
            break;
        case WeightType::Q2_K:
            putHalf(at + offsetof(BlockQ2_K, d));
            putHalf(at + offsetof(BlockQ2_K, dmin));
            break;
        case WeightType::Q3_K:
            putHalf(at + offsetof(BlockQ3_K, d));
            break;
        case WeightType::MXFP4:
            bytes[at] = static_cast<uint8_t>(118 + engine() % 8);
            break;
        case WeightType::Q4_1:
        case WeightType::Q5_1:
        case WeightType::Q4_K:
        case WeightType::Q5_K:
            putHalf(at);
            putHalf(at + 2);
            break;
        default:
            putHalf(at);
        }
    }
    return bytes;
}

constexpr WeightType kTypes[] = { WeightType::F32, WeightType::F16, WeightType::BF16, WeightType::Q4_0, WeightType::Q4_1, WeightType::Q5_0,
    WeightType::Q5_1, WeightType::Q8_0, WeightType::Q2_K, WeightType::Q3_K, WeightType::Q4_K, WeightType::Q5_K, WeightType::Q6_K,
    WeightType::IQ4_NL, WeightType::IQ4_XS, WeightType::MXFP4 };

inline double worst(const std::vector<float>& a, const std::vector<float>& b)
{
    double most = 0;
    for (size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
        const double distance = std::abs(static_cast<double>(a[i]) - static_cast<double>(b[i]));
        if (std::isnan(distance))
            return 1e300; // max() would pass over it
        most = std::max(most, distance);
    }
    return a.size() == b.size() ? most : 1e300;
}

inline double magnitude(const std::vector<float>& a)
{
    double most = 0;
    for (const float value : a)
        most = std::max(most, std::abs(static_cast<double>(value)));
    return most;
}

inline void checkNear(const std::vector<float>& got, const std::vector<float>& want, double limit, const std::string& what)
{
    const double distance = worst(got, want);
    if (!(distance <= limit * std::max(1.0, magnitude(want))))
        report(__FILE__, __LINE__, what + ": off by " + std::to_string(distance) + ", limit " + std::to_string(limit));
}

} // namespace sillok::test
