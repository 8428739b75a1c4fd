// recognised_page.h - Text that was recognised in the picture of a page: words with their places and how sure the recognition is.
#pragma once

#include "app/workers/page_image.h"

#include <string>
#include <vector>

namespace sillok::app {

inline constexpr int kMaxRecognisedWords = 40'000;
inline constexpr int kMaxImagePages = 2'000;

struct RecognisedWord {
    std::string text;            ///< valid UTF-8 without spaces, never empty
    int confidence = 0;          ///< percent
    PageBox box;                 ///< on the page as it was given, also when it had to be turned
};

struct RecognisedLine {
    std::vector<RecognisedWord> words;   ///< never empty
};

/// A page without any word has no line.
struct RecognisedPage {
    int pages = 1;               ///< of the image file; 1 for a picture that was given as pixels
    int turnedDegrees = 0;       ///< clockwise, what made the page upright: 0, 90, 180 or 270
    int confidence = 0;          ///< percent: of its words, each as heavy as it is long; 0 without words
    std::vector<RecognisedLine> lines;
};

} // namespace sillok::app
