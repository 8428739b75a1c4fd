// rope_table.h - The angles of rotation: one frequency per pair, computed once; cosines and sines per position.
#pragma once

#include "engine/graph/model.h"

namespace sillok::graph {

class RopeTable {
public:
    RopeTable() = default;
    /// factors: [rotated / 2] or null.
    /// source  RoFormer section 3.4.2; YaRN (Peng et al. 2023) section 3.2 with beta 32 and 1; proven by golden-logits llama-yarn, -linear,
    /// -freqs
    RopeTable(const RopeParameters& parameters, const float* factors);

    /// Fills cosines and sines of `count` positions. shape [count, rotated / 2] each
    void fill(uint32_t firstPosition, uint32_t count, float* cosines, float* sines) const;
    size_t pairs() const { return m_frequencies.size(); }

private:
    std::vector<double> m_frequencies;
    double m_magnitude = 1.0;
};

} // namespace sillok::graph
