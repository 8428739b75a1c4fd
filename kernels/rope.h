// rope.h - Turns pairs of a head's values by an angle that grows with the token's position.
#pragma once

#include <cstdint>

namespace sillok::kernels {

/// Which values form a pair: (0,1) (2,3) ..., or (0, half) (1, half + 1) ...
enum class RopePairs : uint8_t { Adjacent, Halves };

/// For pair i of every head of token t: (a, b) becomes (a cos - b sin, a sin + b cos).
///
/// shape   x: [tokens, heads, width] f32, tokens `stride` apart, in place; cosines, sines: [tokens, rotated / 2] f32.
/// needs   rotated even, 0 <= rotated <= width; values behind `rotated` stay.
/// exact   within 1e-6 relative of ropeReference.
/// cost    reads and writes tokens x heads x rotated x 4 B.
/// source  Su et al. 2021, RoFormer, section 3.4.2; the pairing is the model family's.
struct RopeArgs {
    float* x;
    const float* cosines;
    const float* sines;
    int64_t tokens;
    int64_t heads;
    int64_t width;
    int64_t rotated;
    int64_t stride;
    RopePairs pairs;
};

void ropeReference(const RopeArgs& args);

} // namespace sillok::kernels
