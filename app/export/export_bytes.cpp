#include "app/export/writers.h"

namespace sillok::app {

Result<std::string> exportBytes(const ExportDocument& document, ExportFormat format)
{
    switch (format) {
    case ExportFormat::Hwpx: return hwpxBytes(document);
    case ExportFormat::Docx: return docxBytes(document);
    case ExportFormat::Pdf: return pdfBytes(document);
    case ExportFormat::Markdown: return markdownBytes(document);
    case ExportFormat::Html: return htmlBytes(document);
    }
    return fail(ErrorCode::BadArgument, "an unknown format");
}

const char* extensionOf(ExportFormat format)
{
    switch (format) {
    case ExportFormat::Hwpx: return "hwpx";
    case ExportFormat::Docx: return "docx";
    case ExportFormat::Pdf: return "pdf";
    case ExportFormat::Markdown: return "md";
    case ExportFormat::Html: return "html";
    }
    return "";
}

} // namespace sillok::app
