// hidden_letters.h - Letters that a document holds and does not show: so small, or so white, that nobody sees them.
#pragma once

#include <cstdint>

namespace sillok::documents {

inline constexpr uint32_t kWhite = 0xFFFFFF;
inline constexpr int kTinyCentipoints = 100;   ///< one point; the smallest print is four

/// How one run of letters looks.
struct LetterLook {
    int heightCentipoints = 1000;
    uint32_t color = 0;                        ///< red, green and blue, a byte each
    bool shaded = false;                       ///< on a colour of its own

    /// `onFill`: what lies below may be something else than white paper: a filled cell, box or page, or a picture behind the text.
    bool hides(bool onFill) const { return heightCentipoints <= kTinyCentipoints || (color == kWhite && !shaded && !onFill); }
};

} // namespace sillok::documents
