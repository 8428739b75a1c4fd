// page_image.h - A page as a picture, and a place on it.
#pragma once

#include <cstdint>
#include <vector>

namespace sillok::app {

inline constexpr int kMaxPageWidth = 4096;
inline constexpr int kMaxPagePixels = 16 << 20;
inline constexpr int kMaxQuoteBytes = 64 << 10;
inline constexpr int kMaxPageBoxes = 4096;

/// Rows from the top without gaps, four bytes a pixel: blue, green, red, 255 (what QImage calls Format_RGB32).
struct PageImage {
    int width = 0;
    int height = 0;
    std::vector<uint8_t> pixels;
};

/// A rectangle on a page in shares of the page's width and height (0 to 1), from its left top corner.
struct PageBox {
    double left = 0;
    double top = 0;
    double width = 0;
    double height = 0;
};

} // namespace sillok::app
