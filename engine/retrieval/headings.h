// headings.h - What a line announces: the numbering and signs of Korean official documents.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace sillok::retrieval {

/// How a line begins.
struct LineMark {
    enum class Kind : uint8_t {
        None,
        Section,     ///< chapter, article, annex: always begins a new passage
        Point,       ///< Ⅰ. 1. 가. □: a heading only when the line is short and not one of a list
        Item,        ///< 1) 가) (1) ① ○ - ※: belongs to what is above
        Question,    ///< Q. 문) 질문: begins a pair
        Answer       ///< A. 답): stays with its question
    };
    Kind kind = Kind::None;
    int rank = 0;          ///< smaller stands above; for Section and Point
    std::string label;     ///< for Section and Point: what goes into the heading path
};

/// needs one line in UTF-8.
LineMark markOf(std::string_view line);

inline constexpr int kRankStep = 10;    ///< rank of a heading of level n is n times this

} // namespace sillok::retrieval
