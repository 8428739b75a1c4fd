#include "engine/documents/hwp/doc_info.h"

#include <algorithm>
#include <optional>

namespace sillok::documents::hwp {

namespace {

constexpr size_t kHeadBytes = 12;   // attributes, width, distance, character shape
constexpr int kOldLevels = 7;       // three more follow in newer files

/// A level's format: its head, then a text with its length in front. Moves `at` behind it.
NumberLevel numberLevel(Bytes payload, size_t& at)
{
    const auto attributes = field<uint32_t>(payload, at);
    const size_t units = field<uint16_t>(payload, at + kHeadBytes);
    NumberLevel level { utf16Field(payload, at + kHeadBytes + 2, units), numberFormatName(attributes >> 5 & 0xF), 1 };
    at += kHeadBytes + 2 + units * 2;
    return level;
}

int firstNumber(Bytes payload, size_t at)
{
    return static_cast<int>(std::clamp<uint32_t>(field<uint32_t>(payload, at), 1, kMaxFirstNumber));
}

void addNumbering(DocInfo& info, const std::string& id, Bytes payload)
{
    std::array<NumberLevel, kLevels> levels;
    size_t at = 0;
    for (size_t i = 0; i < kOldLevels; ++i)
        levels[i] = numberLevel(payload, at);
    at += sizeof(uint16_t); // the first level's number again
    for (size_t i = 0; i < kOldLevels; ++i, at += sizeof(uint32_t))
        levels[i].start = firstNumber(payload, at);
    for (size_t i = kOldLevels; i < kLevels && at < payload.size(); ++i)
        levels[i] = numberLevel(payload, at);
    for (size_t i = kOldLevels; i < kLevels; ++i, at += sizeof(uint32_t))
        levels[i].start = firstNumber(payload, at);
    for (int i = 0; i < kLevels; ++i)
        info.numberings.setLevel(id, i, std::move(levels[static_cast<size_t>(i)]));
}

ParagraphStyle paragraphStyle(Bytes payload)
{
    constexpr size_t kLevelAt = 54; // newer files repeat the level here, as three bits hold only the first seven
    const auto attributes = field<uint32_t>(payload, 0);
    const uint32_t level = std::max(attributes >> 25 & 7, field<uint32_t>(payload, kLevelAt));
    return { static_cast<HeadKind>(attributes >> 23 & 3), static_cast<int>(std::min<uint32_t>(level, kLevels - 1)),
        std::to_string(field<uint16_t>(payload, 30)) };
}

/// Colours are stored blue first; all ones is none.
std::optional<uint32_t> colorAt(Bytes payload, size_t at)
{
    constexpr uint32_t kNone = 0xFFFFFFFF;
    const auto value = at + sizeof(uint32_t) <= payload.size() ? field<uint32_t>(payload, at) : kNone;
    return value == kNone ? std::nullopt : std::optional((value & 0xFF) << 16 | (value & 0xFF00) | (value >> 16 & 0xFF));
}

LetterLook letterLook(Bytes payload, const DocInfo& info)
{
    constexpr size_t kHeightAt = 42, kColorAt = 52, kShadeAt = 60, kFillAt = 68;
    LetterLook look;
    if (payload.size() >= kHeightAt + sizeof(int32_t))
        look.heightCentipoints = field<int32_t>(payload, kHeightAt);
    look.color = colorAt(payload, kColorAt).value_or(0);
    look.shaded = colorAt(payload, kShadeAt).value_or(kWhite) != kWhite || isFilled(info, field<uint16_t>(payload, kFillAt));
    return look;
}

/// A plain colour, or a picture or a gradient.
bool isFillSeen(Bytes payload)
{
    constexpr size_t kKindAt = 32, kColorAt = 36;
    const auto kind = field<uint32_t>(payload, kKindAt);
    return (kind & ~1u) != 0 || ((kind & 1) != 0 && colorAt(payload, kColorAt).value_or(kWhite) != kWhite);
}

} // namespace

const char* numberFormatName(uint32_t format)
{
    constexpr std::array<const char*, 11> kNames { "DIGIT", "CIRCLED_DIGIT", "ROMAN_CAPITAL", "ROMAN_SMALL", "LATIN_CAPITAL", "LATIN_SMALL",
        "CIRCLED_LATIN_CAPITAL", "CIRCLED_LATIN_SMALL", "HANGUL_SYLLABLE", "CIRCLED_HANGUL_SYLLABLE", "HANGUL_JAMO" };
    return format < kNames.size() ? kNames[format] : "DIGIT";
}

DocInfo parseDocInfo(const std::vector<Record>& records)
{
    DocInfo info;
    int numberings = 0, bullets = 0;
    for (const Record& record : records) {
        if (record.tag == Tag::BorderFill)
            info.fills.push_back(isFillSeen(record.payload));
        else if (record.tag == Tag::CharacterShape)
            info.letters.push_back(letterLook(record.payload, info));
        else if (record.tag == Tag::ParagraphShape)
            info.paragraphs.push_back(paragraphStyle(record.payload));
        else if (record.tag == Tag::Numbering)
            addNumbering(info, std::to_string(++numberings), record.payload);
        else if (record.tag == Tag::Bullet)
            info.numberings.setBullet(std::to_string(++bullets), utf16Field(record.payload, kHeadBytes, 1));
    }
    return info;
}

} // namespace sillok::documents::hwp
