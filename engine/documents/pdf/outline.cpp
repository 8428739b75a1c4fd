#include "engine/documents/pdf/outline.h"

#include "engine/base/text.h"
#include "engine/documents/clean_text.h"
#include "engine/documents/pdf/align.h"

#include <algorithm>
#include <map>

namespace sillok::documents::pdf {

namespace {

constexpr int kMaxLevel = 9;
constexpr int kMaxNamesDepth = 16;
constexpr size_t kMaxNames = 50'000;
constexpr size_t kMostTitleBytes = 1'024;
constexpr size_t kMostBefore = 12; ///< bytes of a number before the words of a bookmark
constexpr size_t kMostAhead = 16;  ///< bookmarks that may be missing on their page before one that is there

/// source  PDF 32000-1 7.9.2.2: UTF-16 with its mark, UTF-8 with its mark, or one byte a letter
std::string textOf(const std::string& bytes)
{
    std::string text;
    if (bytes.starts_with("\xEF\xBB\xBF"))
        return bytes.substr(3);
    if (!bytes.starts_with("\xFE\xFF")) {
        for (const char byte : bytes)
            appendUtf8(text, static_cast<uint8_t>(byte));
        return text;
    }
    for (size_t i = 2; i + 1 < bytes.size(); i += 2) {
        const auto unit = [&](size_t at) { return static_cast<char32_t>(static_cast<uint8_t>(bytes[at]) << 8 | static_cast<uint8_t>(bytes[at + 1])); };
        char32_t letter = unit(i);
        if (letter >= 0xD800 && letter < 0xDC00 && i + 3 < bytes.size()) {
            letter = 0x10000 + ((letter - 0xD800) << 10) + (unit(i + 2) - 0xDC00);
            i += 2;
        }
        appendUtf8(text, letter);
    }
    return text;
}

class Bookmarks {
public:
    Bookmarks(File& file, const std::vector<int>& pages) : m_file(file)
    {
        for (size_t i = 0; i < pages.size(); ++i)
            m_pages.emplace(pages[i], static_cast<int>(i) + 1);
        names(m_file.entry(m_file.entry(m_file.catalogue(), "Names"), "Dests"), 0);
    }

    std::vector<Bookmark> all()
    {
        follow(m_file.entry(m_file.catalogue(), "Outlines"), 1);
        return std::move(m_found);
    }

private:
    void names(const Object& node, int depth)
    {
        if (depth > kMaxNamesDepth || m_names.size() > kMaxNames)
            return;
        const std::vector<Object>& pairs = m_file.entry(node, "Names").items;
        for (size_t i = 0; i + 1 < pairs.size() && m_names.size() <= kMaxNames; i += 2)
            m_names.emplace(pairs[i].text, &pairs[i + 1]);
        for (const Object& kid : m_file.entry(node, "Kids").items) {
            if (kid.kind == Object::Kind::Reference && m_seen.insert(kid.integer()).second)
                names(m_file.resolved(kid), depth + 1);
        }
    }

    void follow(const Object& parent, int level)
    {
        const Object* next = parent.find("First");
        while (next && next->kind == Object::Kind::Reference && m_seen.insert(next->integer()).second && m_found.size() < kMaxBookmarks) {
            const Object& item = m_file.resolved(*next);
            const int page = pageOf(item);
            int removed = 0;
            std::string title = page > 0 ? cleanTitle(textOf(m_file.entry(item, "Title").text.substr(0, kMostTitleBytes)), removed) : std::string();
            if (!title.empty())
                m_found.push_back({ std::move(title), std::min(level, kMaxLevel), page });
            if (level < kMaxNamesDepth)
                follow(item, level + 1);
            next = item.find("Next");
        }
    }

    int pageOf(const Object& item)
    {
        const Object* target = &m_file.entry(item, "Dest");
        if (target->kind == Object::Kind::Null)
            target = &m_file.entry(m_file.entry(item, "A"), "D");
        if (target->kind == Object::Kind::String || target->kind == Object::Kind::Name) {
            const auto named = m_names.find(target->text);
            target = named != m_names.end() ? &m_file.resolved(*named->second) : &m_file.entry(m_file.entry(m_file.catalogue(), "Dests"), target->text);
        }
        if (target->kind == Object::Kind::Dictionary)
            target = &m_file.entry(*target, "D");
        if (target->kind != Object::Kind::Array || target->items.empty() || target->items.front().kind != Object::Kind::Reference)
            return 0;
        const auto page = m_pages.find(target->items.front().integer());
        return page == m_pages.end() ? 0 : page->second;
    }

    File& m_file;
    std::map<int, int> m_pages;
    std::map<std::string, const Object*> m_names;
    std::set<int> m_seen;
    std::vector<Bookmark> m_found;
};

/// What is compared: everything but white space, and where each byte of it stands.
struct Key {
    std::string letters;
    std::vector<size_t> ends;   ///< of each letter, in the text

    explicit Key(std::string_view text)
    {
        for (size_t at = 0; at < text.size();) {
            const CodePoint point = codePointAt(text, at);
            if (!isWhiteSpace(point.value)) {
                letters += text.substr(at, point.length);
                ends.resize(letters.size(), at + point.length);
            }
            at += point.length;
        }
    }
};

/// How many bytes of the block are the heading; 0 when it is not.
size_t headingLength(std::string_view block, const Key& key, const Key& title)
{
    if (title.letters.empty())
        return 0;
    if (key.letters.starts_with(title.letters)) {
        const size_t end = key.ends[title.letters.size() - 1];
        return end == block.size() || block[end] == ' ' ? end : 0;
    }
    return key.letters.ends_with(title.letters) && key.letters.size() - title.letters.size() <= kMostBefore ? block.size() : 0;
}

/// The bookmarks of one page, found in its blocks in their order.
class PageBookmarks {
public:
    void add(const Bookmark& bookmark) { m_waiting.push_back({ &bookmark, Key(bookmark.title) }); }

    /// Takes the headings that a block begins with off it and appends them to `blocks`.
    void takeHeadings(Block& block, std::vector<Block>& blocks)
    {
        for (size_t taken = 0; taken < kMostAhead && !block.text.empty(); ++taken) {
            const Key key(block.text);
            size_t length = 0, which = m_next;
            for (; which < std::min(m_waiting.size(), m_next + kMostAhead); ++which) {
                if ((length = headingLength(block.text, key, m_waiting[which].title)) > 0)
                    break;
            }
            if (length == 0)
                return;
            m_next = which + 1;
            const int level = m_waiting[which].bookmark->level;
            blocks.push_back({ .kind = BlockKind::Heading, .text = block.text.substr(0, length), .headingLevel = level, .page = block.page });
            block.text.erase(0, block.text.find_first_not_of(' ', length));
        }
    }

private:
    struct Waiting {
        const Bookmark* bookmark;
        Key title;
    };
    std::vector<Waiting> m_waiting;
    size_t m_next = 0;
};

} // namespace

std::vector<Bookmark> bookmarksOf(File& file, const std::vector<int>& pages) { return Bookmarks(file, pages).all(); }

void makeHeadings(const std::vector<Bookmark>& bookmarks, Document& document)
{
    std::map<int, PageBookmarks> pages;
    for (const Bookmark& bookmark : bookmarks)
        pages[bookmark.page].add(bookmark);
    std::vector<Block> blocks;
    for (Block& block : document.blocks) {
        const auto page = pages.find(block.page);
        if (page != pages.end() && block.table < 0 && block.kind == BlockKind::Paragraph)
            page->second.takeHeadings(block, blocks);
        if (!block.text.empty())
            blocks.push_back(std::move(block));
    }
    document.blocks = std::move(blocks);
}

} // namespace sillok::documents::pdf
