// small_pdf.h - PDFs of one page, made by hand.
#pragma once

#include <QString>

#include <string>
#include <vector>

namespace sillok::test {

/// The objects, numbered from 1, as a file; the first is the catalogue.
inline std::string pdfFrom(const std::vector<std::string>& objects)
{
    std::string pdf = "%PDF-1.4\n", table;
    for (size_t i = 0; i < objects.size(); ++i) {
        table += QString::asprintf("%010zu 00000 n \n", pdf.size()).toStdString();
        pdf += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
    }
    const std::string start = std::to_string(pdf.size()), count = std::to_string(objects.size() + 1);
    return pdf + "xref\n0 " + count + "\n0000000000 65535 f \n" + table + "trailer<</Size " + count + "/Root 1 0 R>>\nstartxref\n" + start + "\n%%EOF\n";
}

/// One page of `width` x `height` points with this content; its font is F1. `pageEntries` are added to the page's own.
inline std::string pdfWithFont(const std::string& content, int width, int height, const std::string& font = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    const std::string& pageEntries = {})
{
    return pdfFrom({ "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R" + pageEntries + "/MediaBox[0 0 " + std::to_string(width) + " " + std::to_string(height) + "]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        "<</Length " + std::to_string(content.size()) + ">>stream\n" + content + "\nendstream", font });
}

} // namespace sillok::test
