// letters.h - How the letters of a workbook's cells look, as far as it decides whether somebody sees them.
#pragma once

#include "engine/documents/containers/xml.h"
#include "engine/documents/hidden_letters.h"

#include <string>
#include <vector>

namespace sillok::documents::xlsx {

/// One format of cells.
struct CellLook {
    LetterLook letters;
    bool filled = false;    ///< with another colour than white
};

/// A piece of a text with a look of its own.
struct TextRun {
    std::string text;
    bool ownLook = false;   ///< else it looks as its cell does
    LetterLook look;
};

/// The looks of cells by the number that cells carry. `whiteLight`: hasWhiteLight of the theme. source ECMA-376 part 1, 18.8 (styles)
std::vector<CellLook> readCellLooks(const pugi::xml_node& styles, bool whiteLight);

/// The pieces of a string item; how it is read aloud (phonetic runs) is left out. source ECMA-376 part 1, 18.4
std::vector<TextRun> textRuns(const pugi::xml_node& item, bool whiteLight);

/// The letters of `runs` that somebody sees in a cell; the others are added to `hiddenCharacters`. `onFill`: what the sheet puts below its
/// cells may be something else than white.
std::string seenText(const std::vector<TextRun>& runs, const CellLook& cell, bool onFill, int& hiddenCharacters);

/// Whether a table, a condition or a picture may colour the cells of the sheet.
bool isColoured(const pugi::xml_node& sheet);

} // namespace sillok::documents::xlsx
