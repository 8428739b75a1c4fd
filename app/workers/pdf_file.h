// pdf_file.h - One PDF opened by QtPdf out of memory. Linked into sillok-reader alone.
#pragma once

#include "engine/base/bytes.h"

#include <QBuffer>
#include <QPdfDocument>

#include <string>
#include <vector>

namespace sillok::app {

/// Keeps a view of `bytes`; they must outlive it.
class PdfFile {
public:
    /// `password` empty: none is known.
    explicit PdfFile(Bytes bytes, std::string_view password = {});

    /// error  NeedsPassword, WrongKey: another password, Unsupported (security scheme), Damaged, Unsafe (too many pages)
    Result<void> check() const;
    QPdfDocument& pdf() { return m_pdf; }

private:
    QByteArray m_bytes;
    QBuffer m_buffer;
    QPdfDocument m_pdf;
    const bool m_hasPassword;
};

/// A PDF of these objects, numbered from 1; the first is the catalogue.
std::string pdfOf(const std::vector<std::string>& objects);

} // namespace sillok::app
