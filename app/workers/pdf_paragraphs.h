// pdf_paragraphs.h - Lines of PDF pages joined to paragraphs.
#pragma once

#include "engine/documents/document.h"

#include <string>
#include <vector>

namespace sillok::app {

/// Appends the paragraphs of all pages as blocks; `pages` is the text of each page as the PDF library gives it.
///
/// A line joins the one before it unless that one ended a sentence or was short, or this one starts a numbered, bulleted or headed
/// item (제3조, 1., 가., ①, □, ○, -, ※). Page numbers go; a line that stands at the head or foot of half of the pages stays once.
/// Spaces that the layout put into "제 3 조" and before a full stop go.
void appendPdfPages(const std::vector<std::string>& pages, documents::Document& document);

} // namespace sillok::app
