// pdf_layout_fuzz.cpp - libFuzzer entry: any bytes as a PDF whose pages' text is what its own letters say, and as one page's drawing.
#include "engine/documents/pdf/layout.h"

#include "engine/base/text.h"
#include "tests/fuzz/require.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace {

using namespace sillok;
using namespace sillok::documents;

void checkPage(pdf::File& file, pdf::Fonts& fonts, const pdf::Page& page)
{
    const pdf::Marks marks = pdf::marksOf(file, fonts, page);
    fuzz::require(marks.glyphs.size() <= pdf::kMaxGlyphs && marks.rulings.size() <= pdf::kMaxRulings);
    std::string text;
    for (const pdf::Glyph& glyph : marks.glyphs)
        appendUtf8(text, glyph.letter != 0 ? glyph.letter : U'?');
    const pdf::PageText parted = pdf::arranged(text, marks);
    fuzz::require(isValidUtf8(parted.text) && parted.hiddenCharacters >= 0);
    for (const pdf::PageTable& table : parted.tables) {
        fuzz::require(table.at <= parted.text.size() && table.table.columns >= 2);
        for (const auto& row : table.table.rows) {
            for (const Cell& cell : row)
                fuzz::require(cell.column >= 0 && cell.column + cell.columnSpan <= table.table.columns && cell.rowSpan >= 1);
        }
    }
}

void checkFile(Bytes bytes)
{
    auto file = pdf::File::open(bytes);
    if (!file.ok())
        return;
    pdf::Fonts fonts;
    const std::vector<int> pages = file->pages();
    for (size_t i = 0; i < pages.size() && i < 4; ++i)
        checkPage(*file, fonts, file->page(pages[i]));
    for (const pdf::Bookmark& bookmark : pdf::bookmarksOf(*file, pages))
        fuzz::require(isValidUtf8(bookmark.title) && bookmark.level >= 1 && bookmark.level <= 9 && bookmark.page >= 1);
}

} // namespace

/// The first byte chooses: a whole file, or what one page is drawn with.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    if (size < 2)
        return 0;
    const std::string rest(reinterpret_cast<const char*>(data + 1), size - 1);
    if (data[0] % 2 == 0) {
        checkFile(asBytes(rest));
        return 0;
    }
    checkFile(asBytes("1 0 obj<</Pages 2 0 R>>endobj\n2 0 obj<</Kids[3 0 R]>>endobj\n3 0 obj<</Contents 4 0 R/Resources<</Font<</F1 5 0 R>>/XObject<</X 4 0 R>>>>>>endobj\n"
                      "5 0 obj<</Subtype/Type1>>endobj\n4 0 obj<</Subtype/Form>>stream\n"
        + rest + "\nendstream\nendobj\ntrailer<</Root 1 0 R>>"));
    return 0;
}
