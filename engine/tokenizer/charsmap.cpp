#include "engine/tokenizer/charsmap.h"

#include "engine/base/text.h"

#include <algorithm>
#include <vector>

namespace sillok {

namespace {

/// Keys that end on one way from the root; the library's buffer holds as many.
constexpr int kMaxKeysOnAWay = 32;
constexpr uint32_t kMaxKeyBytes = 256;

Error damaged(const char* what) { return fail(ErrorCode::Damaged, std::string("vocabulary: precompiled_charsmap ") + what); }

// Fields of one unit of the array.
uint32_t labelOf(uint32_t unit) { return unit & ((1u << 31) | 0xFFu); }
bool hasLeaf(uint32_t unit) { return (unit >> 8 & 1) == 1; }
uint32_t offsetOf(uint32_t unit) { return (unit >> 10) << ((unit & (1u << 9)) >> 6); }
uint32_t valueOf(uint32_t unit) { return unit & 0x7FFFFFFF; }

/// Walks every way through the array that some text can take. A unit is entered once: what lies below it does not depend on the way.
class Walk {
public:
    Walk(std::vector<uint32_t> units, std::string_view texts)
        : m_units(std::move(units))
        , m_texts(texts)
        , m_below(m_units.size())
    {
    }

    Result<void> run()
    {
        SILLOK_CHECK(enter(0));
        while (!m_path.empty()) {
            Step& step = m_path.back();
            if (step.nextByte > 255) {
                SILLOK_CHECK(leave());
                continue;
            }
            const uint32_t byte = step.nextByte++;
            const uint32_t child = step.base ^ byte;
            if (labelOf(m_units[child]) != byte)
                continue;
            if (m_below[child].state == State::Open)
                return damaged("goes round");
            if (m_below[child].state == State::Done) {
                SILLOK_CHECK(join(m_below[child]));
            } else {
                SILLOK_CHECK(enter(child));
            }
        }
        return {};
    }

private:
    enum class State : uint8_t { New, Open, Done };
    struct Below {
        State state = State::New;
        uint16_t keys = 0; ///< most keys on one way, this unit's own included
        uint16_t bytes = 0; ///< longest way
    };
    struct Step {
        uint32_t unit;
        uint32_t base;
        uint32_t nextByte;
    };

    Result<void> enter(uint32_t unit)
    {
        const uint32_t base = unit ^ offsetOf(m_units[unit]);
        if ((base | 0xFF) >= m_units.size())
            return damaged("points outside its array");
        m_below[unit].state = State::Open;
        // The library looks for keys of at least one byte: what ends at the root is never read.
        if (unit != 0 && hasLeaf(m_units[unit])) {
            SILLOK_CHECK(checkText(valueOf(m_units[base])));
            m_below[unit].keys = 1;
        }
        m_path.push_back({ unit, base, 0 });
        return {};
    }

    Result<void> leave()
    {
        const uint32_t unit = m_path.back().unit;
        m_path.pop_back();
        m_below[unit].state = State::Done;
        return m_path.empty() ? Result<void>() : join(m_below[unit]);
    }

    /// What lies below a child counts for the unit at the end of the path.
    Result<void> join(const Below& child)
    {
        Below& own = m_below[m_path.back().unit];
        const int leaf = m_path.back().unit != 0 && hasLeaf(m_units[m_path.back().unit]) ? 1 : 0;
        own.keys = std::max<uint16_t>(own.keys, static_cast<uint16_t>(child.keys + leaf));
        own.bytes = std::max<uint16_t>(own.bytes, static_cast<uint16_t>(child.bytes + 1));
        if (own.keys > kMaxKeysOnAWay || own.bytes > kMaxKeyBytes)
            return damaged("holds overlong keys");
        return {};
    }

    Result<void> checkText(uint32_t offset) const
    {
        if (offset >= m_texts.size())
            return damaged("points outside its texts");
        const std::string_view text = m_texts.substr(offset, m_texts.find('\0', offset) - offset);
        if (text.size() > kMaxKeyBytes || !isValidUtf8(text))
            return damaged("replaces a character by what is not text");
        return {};
    }

    std::vector<uint32_t> m_units;
    std::string_view m_texts;
    std::vector<Below> m_below;
    std::vector<Step> m_path;
};

} // namespace

Result<void> checkCharsmap(Bytes table)
{
    if (table.empty())
        return {};
    if (table.size() > kMaxCharsmapBytes)
        return fail(ErrorCode::Unsafe, "vocabulary: precompiled_charsmap of " + std::to_string(table.size()) + " bytes");
    ByteReader in(table);
    SILLOK_TRY(const auto arrayBytes, in.number<uint32_t>());
    if (arrayBytes == 0 || arrayBytes % sizeof(uint32_t) != 0 || arrayBytes >= in.left())
        return damaged("contradicts its length");
    std::vector<uint32_t> units(arrayBytes / sizeof(uint32_t));
    SILLOK_TRY(const Bytes array, in.take(arrayBytes));
    std::memcpy(units.data(), array.data(), arrayBytes);
    SILLOK_TRY(const Bytes texts, in.take(in.left()));
    if (texts.back() != 0)
        return damaged("ends inside a text");
    return Walk(std::move(units), asText(texts)).run();
}

} // namespace sillok
