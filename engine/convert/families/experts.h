// experts.h - What the families with experts share.
#pragma once

#include "engine/convert/families/families.h"

namespace sillok::convert {

struct ExpertSizes {
    uint32_t count = 0;
    uint32_t used = 0;
    uint32_t feedForward = 0; ///< of one expert
    uint32_t shared = 0; ///< experts that every token meets, stored as one
    uint32_t dense = 0; ///< first layers without experts
};

/// error  Damaged: a number is missing, or they do not fit each other
Result<ExpertSizes> readExperts(const Config& config);
void writeExpertKeys(Recipe& recipe, const ExpertSizes& e);
/// The same with the keys of a router that scores each expert by itself, or by groups. gatingFunction: 1 softmax, 2 sigmoid
void writeRouterKeys(Recipe& recipe, const ExpertSizes& e, uint32_t gatingFunction);
/// The feed-forward part of one layer.
Result<void> addExpertLayer(Recipe& recipe, uint32_t layer, const ExpertSizes& e);

} // namespace sillok::convert
