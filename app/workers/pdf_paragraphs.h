// pdf_paragraphs.h - Lines of a PDF page joined to paragraphs.
#pragma once

#include "engine/documents/document.h"

#include <string_view>

namespace sillok::app {

/// Appends the page's paragraphs as blocks. A line joins the one before it unless that one ended a sentence or was short,
/// or this one starts a numbered, bulleted or headed item (제3조, 1., 가., ①, □, ○, -, ※).
void appendPdfPage(std::string_view text, int page, documents::Document& document);

} // namespace sillok::app
