// font.h - What the codes of a PDF's font mean and how wide they are.
#pragma once

#include "engine/documents/pdf/file.h"

#include <map>

namespace sillok::documents::pdf {

class Font {
public:
    Font() = default;
    /// Reads the font's dictionary and its /ToUnicode.
    Font(File& file, const Object& dictionary);

    struct Letter {
        std::u32string text;    ///< empty when the file does not say it
        double width = 0;       ///< of the size that the text is set in
        bool space = false;     ///< a single byte 32: word spacing is added
    };
    /// The letter of the code at `at`, which moves behind it. needs at < codes.size()
    Letter take(std::string_view codes, size_t& at) const;
    size_t entries() const { return m_letters.size() + m_widths.size(); }

private:
    void readToUnicode(File& file, const Object& reference);
    void addRange(uint32_t first, uint32_t last, const Object& target, size_t& room);
    void readWidths(File& file, const Object& dictionary);
    void readCompositeWidths(File& file, const Object& dictionary);

    bool m_composite = false;
    bool m_mixed = false;       ///< codes of one byte and, from 0x81 on, of two: Korean standards
    bool m_codesAreLetters = false; ///< UTF-16 of two bytes
    double m_scale = 0.001;
    double m_otherWidth = 500;
    std::unordered_map<uint32_t, std::u32string> m_letters;
    std::unordered_map<uint32_t, double> m_widths;
};

/// The fonts of a document, each read once as long as there is room.
class Fonts {
public:
    /// Forgets all when they have become many; fonts that were given before are gone then.
    void beginPage();
    /// Null when the page has more fonts than there is room for. The dictionary stays where it is as long as the file.
    const Font* font(File& file, const Object& dictionary);

private:
    std::map<const Object*, Font> m_fonts;
    size_t m_entries = 0;
};

} // namespace sillok::documents::pdf
