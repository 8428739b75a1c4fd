// writers.h - An export document as the bytes of a file, made in memory.
#pragma once

#include "app/export/export_document.h"
#include "engine/base/result.h"

namespace sillok::app {

/// CommonMark; nothing in it is markup of the text's own: signs are escaped, so a viewer loads nothing that a text names.
std::string markdownBytes(const ExportDocument& document);

/// One page without any outside resource; its policy forbids a browser to load one.
std::string htmlBytes(const ExportDocument& document);

/// WordprocessingML. error  Internal: the archive could not be made. source ECMA-376 parts 1 and 2
Result<std::string> docxBytes(const ExportDocument& document);

/// OWPML. error  as docxBytes. source KS X 6101, and the parts that files of the fixtures have
Result<std::string> hwpxBytes(const ExportDocument& document);

/// A4, fonts embedded. needs  a QGuiApplication. error  Internal.
Result<std::string> pdfBytes(const ExportDocument& document);

/// Any of them.
Result<std::string> exportBytes(const ExportDocument& document, ExportFormat format);

/// "hwpx", "docx", "pdf", "md", "html"
const char* extensionOf(ExportFormat format);

/// Characters that mean something in XML and HTML as references; what XML cannot hold is left out.
std::string escapedXml(std::string_view text);

} // namespace sillok::app
