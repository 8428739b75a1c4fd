#include "app/workers/page_fonts.h"

#include "app/workers/pdf_file.h"
#include "engine/base/file.h"

#include <cstdio>
#include <dlfcn.h>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace sillok::app {

namespace {

constexpr uint64_t kMaxFontBytes = 384u << 20; // of address space; a page's own needs stay well below what the seal leaves beside it

using Open = FILE* (*)(const char*, const char*);

/// Which files the library opened, then what is kept of them.
struct Fonts {
    bool watching = false;
    std::vector<std::string> opened;
    std::map<std::string, MappedFile, std::less<>> kept;
};

Fonts& fonts()
{
    static Fonts all;
    return all;
}

FILE* openFont(const char* path, const char* mode)
{
    static const auto next = reinterpret_cast<Open>(dlsym(RTLD_NEXT, "fopen64"));
    Fonts& all = fonts();
    if (all.watching)
        all.opened.emplace_back(path);
    const auto kept = all.kept.find(std::string_view(path));
    if (kept == all.kept.end())
        return next(path, mode);
    const Bytes bytes = kept->second.bytes();
    return fmemopen(const_cast<uint8_t*>(bytes.data()), bytes.size(), "rb");
}

/// A page with three syllables in a font that it does not bring along.
std::string pageInFont(const std::string& name)
{
    const std::string content = "BT /F1 9 Tf 9 9 Td <B0A1B3AAB4D9> Tj ET";
    return pdfOf({ "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 50 20]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        "<</Length " + std::to_string(content.size()) + ">>stream\n" + content + "\nendstream",
        "<</Type/Font/Subtype/Type0/BaseFont/" + name + "/Encoding/KSCms-UHC-H/DescendantFonts[6 0 R]>>",
        "<</Type/Font/Subtype/CIDFontType2/BaseFont/" + name + "/CIDSystemInfo<</Registry(Adobe)/Ordering(Korea1)/Supplement 1>>/FontDescriptor 7 0 R>>",
        "<</Type/FontDescriptor/FontName/" + name + "/Flags 6/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 800/Descent -200/StemV 80>>" });
}

/// Stays: the library forgets the fonts of the machine when its last document closes.
struct Sample {
    explicit Sample(const std::string& font) : bytes(pageInFont(font)), file(asBytes(bytes)) { file.pdf().render(0, QSize(50, 20)); }

    std::string bytes;
    PdfFile file;
};

/// The fallback fonts were opened last.
void keepAll()
{
    Fonts& all = fonts();
    uint64_t total = 0;
    for (auto path = all.opened.rbegin(); path != all.opened.rend(); ++path) {
        if (all.kept.contains(*path))
            continue;
        auto mapped = MappedFile::open(*path);
        if (!mapped.ok() || mapped->bytes().empty() || mapped->bytes().size() > kMaxFontBytes - total)
            continue;
        total += mapped->bytes().size();
        all.kept.emplace(*path, std::move(*mapped));
    }
    all.opened.clear();
}

} // namespace

void keepFontsInMemory()
{
    fonts().watching = true;
    static const Sample kSamples[] = { Sample("HYGoThic-Medium"), Sample("HYGoThic-Medium,Bold"), Sample("HYSMyeongJo-Medium") };
    fonts().watching = false;
    keepAll();
}

} // namespace sillok::app

/// Stands before the C library's: libraries of this program that open a file by name come here.
extern "C" __attribute__((visibility("default"))) FILE* fopen64(const char* path, const char* mode) { return sillok::app::openFont(path, mode); }
