// elements.h - What the elements of HTML mean for reading.
#pragma once

#include <string_view>

namespace sillok::documents::html {

enum class Role : unsigned char {
    Inline,     ///< and every unknown element
    Block,      ///< begins a new line
    Paragraph,  ///< p: ends by itself before another block
    Heading,
    List,       ///< ul, ol
    Item,       ///< li
    Term,       ///< dt, dd
    Table,
    TableGroup, ///< thead, tbody, tfoot
    Row,
    Cell,       ///< td, th
    Caption,    ///< of a table or a figure
    Preformatted,
    Empty,      ///< never has an end: br, img ...
    Left        ///< left out with everything inside: scripts, what only programs see
};

Role roleOf(std::string_view name);

/// 1 to 6 of "h1" to "h6". needs  a heading's name
inline int headingLevel(std::string_view name) { return name[1] - '0'; }

} // namespace sillok::documents::html
