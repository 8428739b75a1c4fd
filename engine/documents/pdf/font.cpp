#include "engine/documents/pdf/font.h"

#include <algorithm>
#include <cmath>

namespace sillok::documents::pdf {

namespace {

constexpr uint32_t kMaxRange = 0xFFFF;
constexpr double kMaxWidth = 10'000;
constexpr size_t kRoomBetweenPages = 300'000; ///< entries of fonts, about 60 bytes each
constexpr size_t kRoom = 1'000'000;
constexpr uint64_t kStepsPerEntry = 10;

uint32_t codeOf(std::string_view bytes)
{
    uint32_t code = 0;
    for (const char byte : bytes.substr(0, 4))
        code = code << 8 | static_cast<uint8_t>(byte);
    return code;
}

std::u32string fromUtf16(std::string_view bytes)
{
    std::u32string text;
    for (size_t i = 0; i + 1 < bytes.size() && text.size() < 16; i += 2) {
        char32_t unit = codeOf(bytes.substr(i, 2));
        if (unit >= 0xD800 && unit < 0xDC00 && i + 3 < bytes.size()) {
            unit = 0x10000 + ((unit - 0xD800) << 10) + (codeOf(bytes.substr(i + 2, 2)) - 0xDC00);
            i += 2;
        }
        text += unit;
    }
    return text;
}

bool isOneOf(std::string_view name, std::initializer_list<std::string_view> parts)
{
    return std::ranges::any_of(parts, [&](std::string_view part) { return name.find(part) != std::string_view::npos; });
}

double widthOf(const Object& value) { return std::clamp(value.number, -kMaxWidth, kMaxWidth); }

} // namespace

Font::Font(File& file, const Object& dictionary)
{
    m_composite = file.entry(dictionary, "Subtype").is(Object::Kind::Name, "Type0");
    const std::string encoding = file.entry(dictionary, "Encoding").text;
    m_mixed = m_composite && isOneOf(encoding, { "KSC", "GBK", "GB-", "RKSJ", "ETen", "B5pc" });
    m_codesAreLetters = m_composite && isOneOf(encoding, { "UCS2", "UTF16" });
    if (const Object* map = dictionary.find("ToUnicode"))
        readToUnicode(file, *map);
    if (m_composite)
        readCompositeWidths(file, dictionary);
    else
        readWidths(file, dictionary);
}

/// source  PDF 32000-1 9.10.3: bfchar and bfrange
void Font::readToUnicode(File& file, const Object& reference)
{
    const std::string map = file.stream(reference).value_or(std::string());
    if (!file.spend(map.size()))
        return;
    Lexer lexer(map);
    std::vector<Object> operands;
    size_t room = 2 * size_t { kMaxRange };
    while (const auto object = lexer.next()) {
        if (object->kind != Object::Kind::Operator) {
            operands.push_back(*object);
            continue;
        }
        if (object->text == "endbfchar") {
            for (size_t i = 0; i + 1 < operands.size(); i += 2)
                m_letters[codeOf(operands[i].text)] = fromUtf16(operands[i + 1].text);
        } else if (object->text == "endbfrange") {
            for (size_t i = 0; i + 2 < operands.size(); i += 3)
                addRange(codeOf(operands[i].text), codeOf(operands[i + 1].text), operands[i + 2], room);
        }
        operands.clear();
    }
}

/// `target` names the letter of the first code, or of every one.
void Font::addRange(uint32_t first, uint32_t last, const Object& target, size_t& room)
{
    std::u32string letters = fromUtf16(target.text);
    for (uint32_t code = first; code <= last && code >= first && room > 0; ++code, --room) {
        if (target.kind == Object::Kind::Array && code - first < target.items.size())
            letters = fromUtf16(target.items[code - first].text);
        m_letters[code] = letters;
        if (target.kind != Object::Kind::Array && !letters.empty())
            ++letters.back();
    }
}

void Font::readWidths(File& file, const Object& dictionary)
{
    if (const Object& matrix = file.entry(dictionary, "FontMatrix"); matrix.items.size() == 6)
        m_scale = std::abs(std::clamp(matrix.items[0].number, -1.0, 1.0));
    const int first = file.entry(dictionary, "FirstChar").integer();
    const Object& widths = file.entry(dictionary, "Widths");
    for (size_t i = 0; i < widths.items.size() && i < 256; ++i)
        m_widths[static_cast<uint32_t>(first) + static_cast<uint32_t>(i)] = widthOf(file.resolved(widths.items[i]));
}

/// source  PDF 32000-1 9.7.4.3: "first [w w w]" or "first last w"
void Font::readCompositeWidths(File& file, const Object& dictionary)
{
    const Object& descendants = file.entry(dictionary, "DescendantFonts");
    m_otherWidth = 1000;
    if (descendants.items.empty())
        return;
    const Object& font = file.resolved(descendants.items.front());
    if (const Object& width = file.entry(font, "DW"); width.kind == Object::Kind::Number)
        m_otherWidth = widthOf(width);
    const std::vector<Object>& widths = file.entry(font, "W").items;
    size_t room = 2 * size_t { kMaxRange };
    for (size_t i = 0; i + 1 < widths.size();) {
        const auto first = static_cast<uint32_t>(widths[i].integer());
        const Object& second = file.resolved(widths[i + 1]);
        if (second.kind == Object::Kind::Array) {
            for (size_t k = 0; k < second.items.size() && room > 0; ++k, --room)
                m_widths[first + static_cast<uint32_t>(k)] = widthOf(second.items[k]);
            i += 2;
        } else if (i + 2 < widths.size()) {
            const auto last = std::min(static_cast<uint32_t>(second.integer()), kMaxRange);
            for (uint32_t code = first; code <= last && room > 0; ++code, --room)
                m_widths[code] = widthOf(widths[i + 2]);
            i += 3;
        } else {
            break;
        }
    }
}

Font::Letter Font::take(std::string_view codes, size_t& at) const
{
    const bool two = m_composite && at + 1 < codes.size() && (!m_mixed || static_cast<uint8_t>(codes[at]) > 0x80);
    const uint32_t code = codeOf(codes.substr(at, two ? 2 : 1));
    at += two ? 2 : 1;
    Letter letter;
    letter.space = !two && code == ' ';
    const auto width = m_widths.find(code);
    const bool half = m_mixed && !two && width == m_widths.end();
    letter.width = (width != m_widths.end() ? width->second : half ? m_otherWidth / 2 : m_otherWidth) * m_scale;
    if (const auto found = m_letters.find(code); found != m_letters.end())
        letter.text = found->second;
    else if (m_codesAreLetters || (!two && code >= ' ' && code < 0x7F && (!m_composite || m_mixed)))
        letter.text = std::u32string(1, code);
    return letter;
}

void Fonts::beginPage()
{
    if (m_entries > kRoomBetweenPages) {
        m_fonts.clear();
        m_entries = 0;
    }
}

const Font* Fonts::font(File& file, const Object& dictionary)
{
    auto found = m_fonts.find(&dictionary);
    if (found == m_fonts.end() && m_entries < kRoom) {
        found = m_fonts.emplace(&dictionary, Font(file, dictionary)).first;
        m_entries += found->second.entries() + 1;
        file.spend(kStepsPerEntry * found->second.entries());
    }
    return found == m_fonts.end() ? nullptr : &found->second;
}

} // namespace sillok::documents::pdf
