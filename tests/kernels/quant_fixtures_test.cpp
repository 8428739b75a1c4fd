// Block bytes written by another program to the floats that it reads back from them, for every type and CPU variant.
#include "kernels/cpu/table.h"
#include "tests/support/check.h"
#include "tests/support/fixtures.h"

#include <cmath>
#include <cstring>

using namespace sillok::kernels;
using namespace sillok::test;

namespace {

std::vector<float> floats(const std::string& path)
{
    const std::string bytes = readText(path);
    std::vector<float> values(bytes.size() / sizeof(float));
    std::memcpy(values.data(), bytes.data(), values.size() * sizeof(float));
    return values;
}

} // namespace

SILLOK_TEST(blocksExpandToTheirPublishedFloats)
{
    const std::string shared = sharedDir();
    if (shared.empty())
        return skip("SILLOK_SHARED has no fixtures: no block layout was compared");
    const std::string folder = shared + "/fixtures/models/quant/";
    const std::vector<float> activation = floats(folder + "activation.f32");
    int types = 0;
    const std::vector<std::string> index = lines(readText(folder + "index.tsv"));
    REQUIRE(index.size() > 1);
    for (size_t i = 1; i < index.size(); ++i) {
        const auto column = columns(index[i]);
        REQUIRE(column.size() >= 8);
        const auto type = static_cast<WeightType>(std::stoul(column[1]));
        if (blockShape(type).elements == 0)
            continue;
        CHECK_EQUAL(blockShape(type).elements, std::stoll(column[2]));
        CHECK_EQUAL(blockShape(type).bytes, std::stoll(column[3]));
        const int64_t rows = std::stoll(column[4]), cols = std::stoll(column[5]);
        const std::string blocks = readText(folder + column[6]);
        const std::vector<float> want = floats(folder + column[7]);
        REQUIRE(static_cast<int64_t>(want.size()) == rows * cols && static_cast<int64_t>(blocks.size()) == rows * rowBytes(type, cols));
        ++types;
        std::vector<double> reference(static_cast<size_t>(cols));
        for (int64_t r = 0; r < rows; ++r) {
            expandReference(type, blocks.data() + r * rowBytes(type, cols), cols, reference.data());
            for (int64_t c = 0; c < cols; ++c) {
                const double wanted = static_cast<double>(want[static_cast<size_t>(r * cols + c)]);
                CHECK(std::abs(reference[static_cast<size_t>(c)] - wanted) <= 1e-6 * std::abs(wanted) + 1e-7);
            }
        }
        const std::vector<std::string> dots = columns(column.at(8), ' ');
        for (const char* const* name = cpuTableNames(); *name; ++name) {
            const CpuTable* table = chooseCpuTable(*name).table;
            if (!table)
                continue;
            std::vector<float> y(static_cast<size_t>(rows));
            const MatmulArgs args { blocks.data(), type, nullptr, activation.data(), y.data(), rows, cols, 1, cols, rows };
            table->matmul(args, 0, rows);
            REQUIRE(static_cast<int64_t>(dots.size()) == rows);
            for (int64_t r = 0; r < rows; ++r) {
                const double wanted = std::stod(dots[static_cast<size_t>(r)]);
                double terms = 0;
                for (int64_t c = 0; c < cols; ++c)
                    terms += std::abs(static_cast<double>(want[static_cast<size_t>(r * cols + c)])
                        * static_cast<double>(activation[static_cast<size_t>(c)]));
                CHECK(std::abs(static_cast<double>(y[static_cast<size_t>(r)]) - wanted) <= 1e-6 * terms + 1e-7);
            }
        }
    }
    std::printf("  %d tensor types compared\n", types);
    CHECK_EQUAL(types, 15); // every type of WeightType but F32, which has no blocks
}

SILLOK_TEST_MAIN
