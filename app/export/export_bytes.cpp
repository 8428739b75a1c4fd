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

} // namespace sillok::app
