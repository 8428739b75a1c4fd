// chunker.h - A document cut into passages along its own structure.
#pragma once

#include "engine/documents/document.h"

#include <string>
#include <vector>

namespace sillok::retrieval {

/// One piece of a document that can be an answer. `text` is exactly plainText[start, end) of the document.
struct Passage {
    std::string headingPath;   ///< "제3장 배차와 운행 > 제12조(근무시간 외 사용)"; empty before the first heading
    std::string context;       ///< words it is found by although they stand elsewhere: table caption, unit, column names
    int page = 0;              ///< where it begins, counted from 1; 0: unknown
    int64_t start = 0;         ///< code points in the plain text
    int64_t end = 0;
    std::string text;
};

/// Sizes in code points, white space not counted. Korean: one syllable is one.
struct ChunkSizes {
    int target = 600;     ///< a passage is closed when the next block would carry it beyond
    int most = 1000;      ///< longer blocks are cut at sentence ends
    int least = 60;       ///< shorter leftovers join their neighbour inside the section
};

inline constexpr const char* kHeadingSeparator = " > ";

/// Never mixes two sections: chapter, article, annex or heading begins a new passage. No overlap. A table row carries caption and
/// column names in `context`; a question and its answer stay together.
/// exact  passages are in order; together they cover every block that is not white space only.
/// cost   linear.
std::vector<Passage> chunk(const documents::Document& document, const ChunkSizes& sizes = {});

} // namespace sillok::retrieval
