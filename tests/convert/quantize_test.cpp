// Our blocks beside another program's: the same source rows, the error of each; and blocks that must hold a value exactly.
#include "engine/convert/quantize.h"
#include "kernels/half.h"
#include "kernels/matmul.h"
#include "tests/support/check.h"
#include "tests/support/fixtures.h"

#include <cmath>
#include <cstring>
#include <limits>
#include <random>

using namespace sillok;
using namespace sillok::test;
using kernels::WeightType;

namespace {

constexpr WeightType kTypes[] = { WeightType::F32, WeightType::F16, WeightType::BF16, WeightType::Q4_0, WeightType::Q4_1, WeightType::Q5_0,
    WeightType::Q5_1, WeightType::Q8_0, WeightType::Q4_K, WeightType::Q5_K, WeightType::Q6_K };

std::vector<float> floats(const std::string& path)
{
    const std::string bytes = readText(path);
    std::vector<float> values(bytes.size() / sizeof(float));
    std::memcpy(values.data(), bytes.data(), values.size() * sizeof(float));
    return values;
}

double rmsError(const std::vector<float>& source, size_t first, const double* got, size_t count)
{
    double squares = 0;
    for (size_t i = 0; i < count; ++i)
        squares += std::pow(got[i] - static_cast<double>(source[first + i]), 2);
    return std::sqrt(squares / static_cast<double>(count));
}

std::vector<double> expanded(WeightType type, const void* row, size_t count)
{
    std::vector<double> values(count);
    kernels::expandReference(type, row, static_cast<int64_t>(count), values.data());
    return values;
}

std::string encoded(WeightType type, const float* x, size_t count)
{
    std::string out(static_cast<size_t>(kernels::rowBytes(type, static_cast<int64_t>(count))), '\x55');
    return convert::encode(type, x, static_cast<int64_t>(count), out.data()) ? out : std::string();
}

} // namespace

SILLOK_TEST(errorsStayNearTheReferenceProgram)
{
    const std::string shared = sharedDir();
    if (shared.empty())
        return skip("SILLOK_SHARED has no fixtures: no quantiser was compared");
    const std::string folder = shared + "/fixtures/models/quant/";
    const std::vector<float> source = floats(folder + "source.f32");
    int compared = 0;
    std::printf("  type   row  our rms error  their rms error  ratio  bytes\n");
    for (const std::string& line : lines(readText(folder + "index.tsv"))) {
        const auto column = columns(line);
        if (column.size() < 8 || column[0] == "type")
            continue;
        const auto type = static_cast<WeightType>(std::stoul(column[1]));
        if (!convert::canEncode(type))
            continue;
        const size_t rows = std::stoul(column[4]), cols = std::stoul(column[5]);
        REQUIRE(source.size() == rows * cols);
        const std::string theirs = readText(folder + column[6]);
        const auto rowBytes = static_cast<size_t>(kernels::rowBytes(type, static_cast<int64_t>(cols)));
        double ourSquares = 0, theirSquares = 0;
        for (size_t r = 0; r < rows; ++r) {
            const std::string ours = encoded(type, source.data() + r * cols, cols);
            REQUIRE(ours.size() == rowBytes);
            const double our = rmsError(source, r * cols, expanded(type, ours.data(), cols).data(), cols);
            const double their = rmsError(source, r * cols, expanded(type, theirs.data() + r * rowBytes, cols).data(), cols);
            const bool same = ours == theirs.substr(r * rowBytes, rowBytes);
            std::printf("  %-5s  %zu    %.6g    %.6g    %.4f  %s\n", column[0].c_str(), r, our, their, our / their, same ? "same" : "");
            CHECK(our <= 1.02 * their);
            ourSquares += our * our;
            theirSquares += their * their;
        }
        CHECK(ourSquares <= 1.02 * 1.02 * theirSquares);
        ++compared;
    }
    CHECK_EQUAL(compared, 10); // every type that we write but F32
}

SILLOK_TEST(zerosAndConstantsSurvive)
{
    for (const WeightType type : kTypes)
        for (const float value : { 0.0f, 0.25f, -0.25f, 1e-30f }) {
            const std::vector<float> row(512, value);
            const std::string blocks = encoded(type, row.data(), row.size());
            REQUIRE(!blocks.empty());
            for (const double got : expanded(type, blocks.data(), row.size()))
                CHECK(std::abs(got - static_cast<double>(value)) <= 0.01 * std::abs(static_cast<double>(value)) + 1e-8);
        }
}

SILLOK_TEST(aLonelyOutlierDoesNotBreakItsBlock)
{
    std::mt19937 engine(3);
    std::normal_distribution<float> normal;
    std::vector<float> row(256);
    for (float& value : row)
        value = normal(engine) * 0.02f;
    row[77] = -3.0f;
    for (const WeightType type : kTypes) {
        const std::string blocks = encoded(type, row.data(), row.size());
        const auto got = expanded(type, blocks.data(), row.size());
        CHECK(std::abs(got[77] + 3.0) < 0.2);
    }
}

SILLOK_TEST(whatIsNoNumberIsRefused)
{
    for (const WeightType type : kTypes)
        for (const float bad : { std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity() }) {
            std::vector<float> row(256, 1.0f);
            row[200] = bad;
            CHECK(encoded(type, row.data(), row.size()).empty());
        }
    const std::vector<float> large(256, 70000.0f);
    CHECK(encoded(WeightType::F16, large.data(), large.size()).empty());
    CHECK(!encoded(WeightType::BF16, large.data(), large.size()).empty());
    CHECK(!convert::canEncode(WeightType::Q2_K) && !convert::encode(WeightType::Q2_K, large.data(), 256, nullptr));
}

SILLOK_TEST_MAIN
