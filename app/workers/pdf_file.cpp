#include "app/workers/pdf_file.h"

#include <cstdio>

namespace sillok::app {

namespace {

constexpr int kMaxPages = 20'000;

} // namespace

PdfFile::PdfFile(Bytes bytes, std::string_view password)
    : m_bytes(QByteArray::fromRawData(reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size())))
    , m_buffer(&m_bytes)
    , m_hasPassword(!password.empty())
{
    if (m_hasPassword)
        m_pdf.setPassword(QString::fromUtf8(password.data(), static_cast<qsizetype>(password.size())));
    m_buffer.open(QIODevice::ReadOnly);
    m_pdf.load(&m_buffer);
}

Result<void> PdfFile::check() const
{
    switch (m_pdf.error()) {
    case QPdfDocument::Error::None: break;
    case QPdfDocument::Error::IncorrectPassword: return m_hasPassword ? fail(ErrorCode::WrongKey, "another password") : fail(ErrorCode::NeedsPassword, "a PDF with a password");
    case QPdfDocument::Error::UnsupportedSecurityScheme: return fail(ErrorCode::Unsupported, "a PDF with a security scheme that is not supported");
    default: return fail(ErrorCode::Damaged, "opening a PDF");
    }
    if (m_pdf.status() != QPdfDocument::Status::Ready || m_pdf.pageCount() <= 0)
        return fail(ErrorCode::Damaged, "a PDF without readable pages");
    if (m_pdf.pageCount() > kMaxPages)
        return fail(ErrorCode::Unsafe, "a PDF with more than 20000 pages");
    return {};
}

std::string pdfOf(const std::vector<std::string>& objects)
{
    std::string pdf = "%PDF-1.4\n", table;
    char entry[32];
    for (size_t i = 0; i < objects.size(); ++i) {
        std::snprintf(entry, sizeof entry, "%010zu 00000 n \n", pdf.size());
        table += entry;
        pdf += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
    }
    const std::string start = std::to_string(pdf.size());
    const std::string count = std::to_string(objects.size() + 1);
    return pdf + "xref\n0 " + count + "\n0000000000 65535 f \n" + table + "trailer<</Size " + count + "/Root 1 0 R>>\nstartxref\n" + start + "\n%%EOF\n";
}

} // namespace sillok::app
