// formulas.h - What an embedded formula says, as the text that its author typed.
#pragma once

#include "engine/documents/containers/xml.h"
#include "engine/documents/containers/zip.h"

#include <string>

namespace sillok::documents::odf {

inline constexpr int kMostFormulas = 2000;    ///< read out of one file; the rest say nothing

/// Formulas are parts of their own, or MathML inside a drawing.
class Formulas {
public:
    explicit Formulas(ZipArchive& archive) : m_archive(archive) {}

    /// The note that LibreOffice keeps beside MathML ("a over b"), otherwise its letters and signs; empty for an object of another kind.
    std::string text(const pugi::xml_node& object);

private:
    ZipArchive& m_archive;
    int m_read = 0;
};

} // namespace sillok::documents::odf
