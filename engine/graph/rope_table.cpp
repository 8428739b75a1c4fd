#include "engine/graph/rope_table.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace sillok::graph {

namespace {

/// The pair whose wave turns `turns` times inside the original window.
double pairOfTurns(const RopeParameters& p, double turns)
{
    return p.rotated * std::log(p.originalContext / (turns * 2 * std::numbers::pi)) / (2 * std::log(p.base));
}

/// YaRN: fast pairs keep their frequency, slow ones are stretched, a ramp lies between.
void stretch(const RopeParameters& p, std::vector<double>& frequencies)
{
    constexpr double kFastTurns = 32.0, kSlowTurns = 1.0;
    const double low = std::max(0.0, std::floor(pairOfTurns(p, kFastTurns)));
    const double high = std::min(p.rotated - 1.0, std::ceil(pairOfTurns(p, kSlowTurns)));
    for (size_t i = 0; i < frequencies.size(); ++i) {
        const double ramp = std::clamp((static_cast<double>(i) - low) / std::max(0.001, high - low), 0.0, 1.0);
        const double keep = 1.0 - ramp;
        frequencies[i] = frequencies[i] / p.factor * (1 - keep) + frequencies[i] * keep;
    }
}

} // namespace

RopeTable::RopeTable(const RopeParameters& p, const float* factors)
    : m_frequencies(p.rotated / 2)
    , m_magnitude(p.attentionFactor)
{
    for (size_t i = 0; i < m_frequencies.size(); ++i) {
        m_frequencies[i] = std::pow(p.base, -2.0 * static_cast<double>(i) / p.rotated);
        if (factors)
            m_frequencies[i] /= static_cast<double>(factors[i]);
    }
    if (p.scaling == RopeScaling::Linear)
        for (double& frequency : m_frequencies)
            frequency /= p.factor;
    if (p.scaling == RopeScaling::Yarn && p.factor > 1)
        stretch(p, m_frequencies);
}

void RopeTable::fill(uint32_t firstPosition, uint32_t count, float* cosines, float* sines) const
{
    for (uint32_t t = 0; t < count; ++t)
        for (const double frequency : m_frequencies) {
            const double angle = static_cast<double>(firstPosition + t) * frequency;
            *cosines++ = static_cast<float>(std::cos(angle) * m_magnitude);
            *sines++ = static_cast<float>(std::sin(angle) * m_magnitude);
        }
}

} // namespace sillok::graph
