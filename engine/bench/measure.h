// measure.h - What a figure of speed needs beside it: memory bandwidth of the moment, foreign load, peak memory.
#pragma once

#include "kernels/cpu/table.h"

#include <cstdint>
#include <vector>

namespace sillok::bench {

struct Spread {
    double median = 0;
    double least = 0;
    double most = 0;
};
/// needs at least one value
Spread spreadOf(std::vector<double> values);

/// GB/s that `threads` threads read from memory together; best of a few passes over 256 MiB.
double readBandwidth(uint32_t threads);

/// Multiply-adds a second (in thousand millions) that `threads` threads do together with the instructions of the table, when nothing has to be
/// fetched; 0: it has no such instructions.
struct Peaks {
    double floats = 0;
    double bytes = 0; ///< of rounded activations
    double prompt = 0; ///< of a prompt's own, where they differ
};
Peaks measurePeaks(const kernels::CpuTable& table, uint32_t threads);

/// Processor time of the machine and of this process; two of them give the share that others took between them.
class CpuClock {
public:
    static CpuClock now();
    /// Share of all processors that other processes used since `earlier`, 0 to 1; -1 where the system does not say.
    double otherShareSince(const CpuClock& earlier) const;

private:
    double m_busySeconds = -1; ///< of all processors
    double m_allSeconds = 0; ///< busy and idle
    double m_ownSeconds = 0;
};

/// Peak resident memory of this process. source proc(5), VmHWM
double peakRssMib();

} // namespace sillok::bench
