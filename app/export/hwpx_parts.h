// hwpx_parts.h - The parts of an OWPML package that are the same for every document.
#pragma once

#include <string>

namespace sillok::app::hwpx {

// Numbers of what header() defines, by which paragraphs name their look.
enum Characters : int { kBody = 0, kTitle = 1, kHeading = 2, kSmall = 3 };
enum Paragraphs : int { kJustified = 0, kCentred = 1, kIndented = 2 };
enum Borders : int { kNoBorder = 1, kCell = 2 };

/// All name spaces that sections and headers declare.
std::string nameSpaces();
std::string header();
/// Paper, margins and notes: A4 upright. Stands in the first run of a section.
std::string sectionProperties();
std::string version();
std::string settings();
std::string container();
std::string manifest();
/// needs  `title` escaped.
std::string contents(const std::string& title, const std::string& date);

} // namespace sillok::app::hwpx
