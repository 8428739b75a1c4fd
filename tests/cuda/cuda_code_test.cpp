// What nvcc made of the kernels: nothing spilled, registers within what lets enough blocks run, and the instructions that they were written for.
#include "tests/support/check.h"
#include "tests/support/fixtures.h"
#include "tests/support/paths.h"

#include <map>
#include <regex>

using namespace sillok::test;

namespace {

struct Kernel {
    int registers = 0;
    int spilledBytes = 0;
};

/// By "name for sm_90a", out of what ptxas said.
std::map<std::string, Kernel> compiledKernels()
{
    std::map<std::string, Kernel> kernels;
    const std::regex begins("Compiling entry function '.*entryINS1_[0-9]+([A-Za-z0-9]+?)ENS1_.*' for '(sm_[0-9a-z]+)'"), takes("Used ([0-9]+) registers"),
        spills("([0-9]+) bytes spill stores, ([0-9]+) bytes spill loads");
    std::string name;
    for (const std::string& line : lines(readText(programPath("/../kernels/cuda_library.ptxas.txt")))) {
        std::smatch found;
        if (std::regex_search(line, found, begins))
            name = found[1].str() + " for " + found[2].str();
        else if (std::regex_search(line, found, spills))
            kernels[name].spilledBytes += std::stoi(found[1]) + std::stoi(found[2]);
        else if (std::regex_search(line, found, takes))
            kernels[name].registers = std::stoi(found[1]);
    }
    return kernels;
}

/// The PTX of one kernel.
std::string ptxOf(const std::string& ptx, const std::string& kernel)
{
    const std::regex begins("\\.entry [^\\n]*entryINS1_[0-9]+" + kernel + "ENS1_");
    std::smatch found;
    if (!std::regex_search(ptx, found, begins))
        return {};
    const auto from = static_cast<size_t>(found.position());
    const size_t next = ptx.find(".entry ", from + 10);
    return ptx.substr(from, next == std::string::npos ? next : next - from);
}

/// Aloud, where the build has no CUDA compiler.
bool withoutCompiler()
{
    if (!readText(programPath("/../kernels/cuda_library.ptxas.txt")).empty())
        return false;
    skip("this build has no CUDA compiler: nothing was looked at");
    return true;
}

} // namespace

SILLOK_TEST(nothingIsSpilledAndRegistersAreWithinLimits)
{
    if (withoutCompiler())
        return;
    // 65,536 registers are shared by a multiprocessor's threads: blocks of 128 with 128 registers run four at a time, those of 256 with 64 as well.
    const std::map<std::string, int> limits { { "AttendTiles256", 255 }, { "AttendTiles128", 168 }, { "AttendTiles64", 128 }, { "AttendSplit", 128 },
        { "MatmulFine", 128 }, { "MatmulCoarse", 128 }, { "MatvecRounded", 128 }, { "MatvecValues", 128 }, { "Expand", 96 }, { "Lookup", 96 } };
    const auto kernels = compiledKernels();
    CHECK(kernels.size() >= 2 * 21);
    for (const auto& [name, kernel] : kernels) {
        const auto limit = limits.find(name.substr(0, name.find(' ')));
        const int most = limit == limits.end() ? 64 : limit->second;
        if (kernel.spilledBytes > 0 || kernel.registers > most || kernel.registers == 0)
            report(__FILE__, __LINE__,
                name + ": " + std::to_string(kernel.registers) + " registers (at most " + std::to_string(most) + "), " + std::to_string(kernel.spilledBytes) + " bytes spilled");
    }
    std::printf("  %zu kernels looked at\n", kernels.size());
}

SILLOK_TEST(kernelsUseTheInstructionsTheyWereWrittenFor)
{
    if (withoutCompiler())
        return;
    const struct {
        const char* kernel;
        const char* instruction;
    } wanted[] = {
        { "MatvecRounded", "dp4a" },
        { "MatvecRounded", "ld.global.nc.L1::no_allocate.v4.u32" },
        { "MatvecValues", "ld.global.nc.L1::no_allocate.v4.u32" },
        { "MatmulCoarse", "mma.sync.aligned.m16n8k16" },
        { "MatmulFine", "mma.sync.aligned.m16n8k16" },
        { "AttendTiles64", "mma.sync.aligned.m16n8k16" },
        { "AttendTiles128", "mma.sync.aligned.m16n8k16" },
        { "AttendTiles256", "mma.sync.aligned.m16n8k16" },
        { "AttendSplit", "ld.global.nc.v4" },
    };
    const std::string ptx = readText(programPath("/../kernels/cuda_library.ptx"));
    for (const auto& one : wanted)
        if (ptxOf(ptx, one.kernel).find(one.instruction) == std::string::npos)
            report(__FILE__, __LINE__, std::string(one.kernel) + " has no " + one.instruction);
    CHECK(ptxOf(ptx, "Add").find("mma.sync") == std::string::npos); // the search finds one kernel, not all
}

SILLOK_TEST_MAIN
