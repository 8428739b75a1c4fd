// extension.cpp - Apart from the writers: policies name formats too, and need none of them.
#include "app/export/writers.h"

namespace sillok::app {

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
