// file.h - The objects of a PDF found by looking through its bytes, so that a broken table of contents does no harm.
#pragma once

#include "engine/base/bytes.h"
#include "engine/documents/pdf/object.h"

#include <algorithm>
#include <set>
#include <unordered_map>

namespace sillok::documents::pdf {

/// In points, from the lower left corner as the page is written.
struct Box {
    double left = 0;
    double bottom = 0;
    double right = 0;
    double top = 0;
    bool holds(double x, double y) const { return x >= left && x <= right && y >= bottom && y <= top; }
    /// Holds nothing when the two have nothing in common.
    Box common(const Box& other) const { return { std::max(left, other.left), std::max(bottom, other.bottom), std::min(right, other.right), std::min(top, other.top) }; }
};

struct Page {
    const Object& dictionary;
    const Object& resources;
    Box box;                 ///< what is shown of it
};

/// Knows what stands where; a second opinion beside the library that draws. An encrypted file is not read.
class File {
public:
    /// Keeps a view of `bytes`. error  Unsupported: encrypted. Damaged: no catalogue. Unsafe: packed objects over the limit.
    static Result<File> open(Bytes bytes);

    /// What a reference points to; any other value is itself. Null objects for what is not there.
    const Object& resolved(const Object& object);
    /// The entry of a dictionary, resolved; a null object when there is none.
    const Object& entry(const Object& dictionary, std::string_view key);
    /// The unpacked bytes of the stream that a reference points to; nothing when it is none, or packed by other means than Flate.
    std::optional<std::string> stream(const Object& reference);

    const Object& catalogue() { return resolved(m_root); }
    /// The object numbers of the pages in their order, kMaxPages at most.
    std::vector<int> pages();
    /// A page with what it inherits.
    Page page(int objectNumber);

    /// Takes so many steps (a byte that is read, a word that is compared) off what may be done for this document. When they do not
    /// suffice nothing is left: a small file can ask for hours. From then on every object is null.
    bool spend(uint64_t steps);
    bool exhausted() const { return m_steps == 0; }

private:
    struct Place {
        size_t offset = 0;
        int container = -1;  ///< of m_containers; -1: the file itself
    };

    explicit File(Bytes bytes);
    void findObjects();
    Result<void> openContainers();
    void collectPages(const Object& node, int depth, std::set<int>& seen, std::vector<int>& pages);
    Object parsed(const Place& place);
    std::string_view within(std::string_view bytes, size_t at) const;

    std::string_view m_bytes;
    std::unordered_map<int, Place> m_places;
    std::vector<std::string> m_containers;
    std::unordered_map<int, Object> m_read;
    Object m_root;
    size_t m_values = 0;
    uint64_t m_inflated = 0;
    uint64_t m_steps = 0;
};

} // namespace sillok::documents::pdf
