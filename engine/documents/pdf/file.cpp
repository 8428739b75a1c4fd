#include "engine/documents/pdf/file.h"

#include "engine/documents/containers/inflate.h"
#include "engine/documents/containers/zip.h"

#include <algorithm>
#include <cmath>

namespace sillok::documents::pdf {

namespace {

constexpr size_t kMaxObjects = 2'000'000;
constexpr size_t kMaxPages = 20'000;
constexpr int kMaxTreeDepth = 64;
constexpr int kMaxHops = 8;
constexpr size_t kMaxValues = 1'000'000; ///< kept in memory, one to two hundred bytes each
constexpr size_t kTextBytesPerValue = 64;
constexpr uint64_t kMaxStreamBytes = uint64_t { 64 } << 20;
constexpr uint64_t kMaxPackedBytes = uint64_t { 128 } << 20;
constexpr uint64_t kLeastSteps = 32'000'000, kStepsPerByte = 8, kMostSteps = 96'000'000; ///< a few seconds
constexpr uint64_t kBytesAtOnce = 16;    ///< that are searched or copied in the time of a step
const Object kNothing;

bool isDigit(char c) { return c >= '0' && c <= '9'; }

/// "12 0 " before `at`: the number, and where it begins.
std::optional<std::pair<int, size_t>> numberBefore(std::string_view bytes, size_t at)
{
    const auto back = [&](auto wanted) {
        const size_t end = at;
        while (at > 0 && end - at < 10 && wanted(bytes[at - 1]))
            --at;
        return end - at;
    };
    const auto space = [](char c) { return c == ' ' || c == '\r' || c == '\n' || c == '\t'; };
    if (back(space) == 0 || back(isDigit) == 0 || back(space) == 0)
        return std::nullopt;
    const size_t digits = back(isDigit);
    if (digits == 0 || digits > 8)
        return std::nullopt;
    int number = 0;
    for (size_t i = 0; i < digits; ++i)
        number = number * 10 + (bytes[at + i] - '0');
    return std::pair { number, at };
}

Box boxOf(const Object& corners, const Box& otherwise)
{
    if (corners.kind != Object::Kind::Array || corners.items.size() != 4)
        return otherwise;
    const double a = corners.items[0].number, b = corners.items[1].number, c = corners.items[2].number, d = corners.items[3].number;
    return { std::min(a, c), std::min(b, d), std::max(a, c), std::max(b, d) };
}

} // namespace

File::File(Bytes bytes)
    : m_bytes(asText(bytes))
    , m_steps(std::min(kLeastSteps + kStepsPerByte * bytes.size(), kMostSteps))
{
}

bool File::spend(uint64_t steps)
{
    const bool enough = steps < m_steps;
    m_steps = enough ? m_steps - steps : 0;
    return enough;
}

Result<File> File::open(Bytes bytes)
{
    File file(bytes);
    const size_t root = file.m_bytes.rfind("/Root");
    if (file.m_bytes.find("/Encrypt") != std::string_view::npos)
        return fail(ErrorCode::Unsupported, "places in an encrypted PDF");
    if (root == std::string_view::npos)
        return fail(ErrorCode::Damaged, "a PDF without a catalogue");
    file.m_root = file.parsed({ root + 5, -1 });
    file.findObjects();
    SILLOK_CHECK(file.openContainers());
    return file;
}

/// What comes later in the file replaces what came before.
void File::findObjects()
{
    for (size_t at = m_bytes.find("obj"); at != std::string_view::npos && m_places.size() < kMaxObjects; at = m_bytes.find("obj", at + 3)) {
        if (const auto number = numberBefore(m_bytes, at))
            m_places[number->first] = { at + 3, -1 };
    }
}

/// Objects that are packed together into streams.
Result<void> File::openContainers()
{
    std::vector<std::pair<size_t, int>> packed;
    for (const auto& [number, place] : m_places) {
        const std::string_view head = m_bytes.substr(place.offset, 400);
        if (head.substr(0, head.find("stream")).find("/ObjStm") != std::string_view::npos)
            packed.emplace_back(place.offset, number);
    }
    std::ranges::sort(packed);
    for (const auto& [offset, number] : packed) {
        Object reference { .kind = Object::Kind::Reference, .number = static_cast<double>(number) };
        const Object head = resolved(reference);
        const int count = entry(head, "N").integer(), first = entry(head, "First").integer();
        m_containers.push_back(stream(reference).value_or(std::string()));
        const std::string_view names = std::string_view(m_containers.back()).substr(0, static_cast<size_t>(std::max(first, 0)));
        Lexer lexer(names);
        for (int i = 0; i < count && m_places.size() < kMaxObjects; ++i) {
            const auto name = lexer.next(), at = lexer.next();
            if (!name || !at || at->integer(-1) < 0)
                break;
            auto& place = m_places[name->integer()];
            if (place.container >= 0 || place.offset < offset)
                place = { names.size() + static_cast<size_t>(at->integer()), static_cast<int>(m_containers.size()) - 1 };
        }
        if (m_inflated > kMaxPackedBytes || !spend(names.size()))
            return fail(ErrorCode::Unsafe, "packed objects of a PDF");
    }
    m_read.clear();
    return {};
}

Object File::parsed(const Place& place)
{
    if (m_values > kMaxValues)
        return {};
    const std::string_view whole = place.container < 0 ? m_bytes : std::string_view(m_containers[static_cast<size_t>(place.container)]);
    Lexer lexer(within(whole, place.offset), place.offset);
    Object object = lexer.next().value_or(Object {});
    const size_t bytes = lexer.at() - place.offset;
    m_values += lexer.valuesRead() + bytes / kTextBytesPerValue;
    return spend(bytes) ? object : Object {};
}

/// The bytes up to where the steps that are left would end.
std::string_view File::within(std::string_view bytes, size_t at) const { return bytes.substr(0, at + std::min<uint64_t>(m_steps, bytes.size())); }

const Object& File::resolved(const Object& object)
{
    const Object* now = &object;
    for (int hops = 0; now->kind == Object::Kind::Reference && hops < kMaxHops; ++hops) {
        const int number = now->integer();
        auto read = m_read.find(number);
        if (read == m_read.end()) {
            const auto place = m_places.find(number);
            if (place == m_places.end())
                return kNothing;
            read = m_read.emplace(number, parsed(place->second)).first;
        }
        now = &read->second;
    }
    return now->kind == Object::Kind::Reference ? kNothing : *now;
}

const Object& File::entry(const Object& dictionary, std::string_view key)
{
    const Object* found = spend(dictionary.keys.size()) ? dictionary.find(key) : nullptr;
    return found ? resolved(*found) : kNothing;
}

std::optional<std::string> File::stream(const Object& reference)
{
    const auto place = m_places.find(reference.integer(-1));
    if (reference.kind != Object::Kind::Reference || place == m_places.end() || place->second.container >= 0)
        return std::nullopt;
    Lexer lexer(within(m_bytes, place->second.offset), place->second.offset);
    const Object head = lexer.next().value_or(Object {});
    const auto word = lexer.next();
    if (!spend(lexer.at() - place->second.offset) || !word || !word->is(Object::Kind::Operator, "stream"))
        return std::nullopt;
    size_t begin = lexer.at();
    begin += begin < m_bytes.size() && m_bytes[begin] == '\r';
    begin += begin < m_bytes.size() && m_bytes[begin] == '\n';
    const size_t length = static_cast<size_t>(std::max(0, entry(head, "Length").integer()));
    const size_t end = m_bytes.find("endstream", length <= m_bytes.size() - std::min(begin, m_bytes.size()) ? begin + length : begin);
    if (!spend((std::min(end, m_bytes.size()) - begin) / kBytesAtOnce) || end == std::string_view::npos)
        return std::nullopt;
    const std::string_view raw = m_bytes.substr(begin, end - begin);
    const Object& filter = entry(head, "Filter");
    if (filter.kind == Object::Kind::Null)
        return std::string(raw.substr(0, length > 0 ? length : raw.size()));
    const Object& only = filter.kind == Object::Kind::Array && filter.items.size() == 1 ? resolved(filter.items.front()) : filter;
    if (!only.is(Object::Kind::Name, "FlateDecode") || raw.size() < 3 || entry(entry(head, "DecodeParms"), "Predictor").integer(1) > 1)
        return std::nullopt;
    const uint64_t before = std::max(m_inflated, kMaxInflatedBytes - kMaxStreamBytes);
    uint64_t after = before;
    const auto inflated = inflateRaw(asBytes(raw.substr(2)), after);
    m_inflated += after - before;
    if (!inflated.ok() || !spend(inflated->size() / kBytesAtOnce))
        return std::nullopt;
    return std::string(asText(*inflated));
}

std::vector<int> File::pages()
{
    std::vector<int> pages;
    std::set<int> seen;
    if (const Object* root = catalogue().find("Pages"))
        collectPages(*root, 0, seen, pages);
    return pages;
}

void File::collectPages(const Object& node, int depth, std::set<int>& seen, std::vector<int>& pages)
{
    if (node.kind != Object::Kind::Reference || depth > kMaxTreeDepth || pages.size() >= kMaxPages || !seen.insert(node.integer()).second)
        return;
    const Object* kids = resolved(node).find("Kids");
    if (!kids) {
        pages.push_back(node.integer());
        return;
    }
    for (const Object& kid : resolved(*kids).items)
        collectPages(kid, depth + 1, seen, pages);
}

Page File::page(int objectNumber)
{
    const Object& dictionary = resolved({ .kind = Object::Kind::Reference, .number = static_cast<double>(objectNumber) });
    const Object *resources = nullptr, *media = nullptr, *crop = nullptr;
    const Object* node = &dictionary;
    for (int climbed = 0; climbed <= kMaxTreeDepth && node->kind == Object::Kind::Dictionary; ++climbed) {
        resources = resources ? resources : node->find("Resources");
        media = media ? media : node->find("MediaBox");
        crop = crop ? crop : node->find("CropBox");
        node = &entry(*node, "Parent");
    }
    const Box whole = boxOf(media ? resolved(*media) : kNothing, { 0, 0, 612, 792 });
    return { dictionary, resources ? resolved(*resources) : kNothing, boxOf(crop ? resolved(*crop) : kNothing, whole) };
}

} // namespace sillok::documents::pdf
