// pdf_paragraphs.h - Lines of PDF pages joined to paragraphs.
#pragma once

#include "engine/documents/pdf/arrange.h"

#include <string>
#include <vector>

namespace sillok::app {

/// Appends the paragraphs of all pages and their tables as blocks.
///
/// A line joins the one before it unless that one ended a sentence or was short, or this one starts a numbered, bulleted or headed
/// item (제3조, 1., 가., ①, □, ○, -, ※). Page numbers go; a line that stands at the head or foot of half of the pages stays once.
/// Spaces that the layout put into "제 3 조" and before a full stop go.
void appendPdfPages(const std::vector<documents::pdf::PageText>& pages, documents::Document& document);

/// The same for pages without tables; `pages` is the text of each page as the PDF library or the recognition of scans gives it.
void appendPdfPages(const std::vector<std::string>& pages, documents::Document& document);

} // namespace sillok::app
