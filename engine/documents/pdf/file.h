// file.h - The objects of a PDF found by looking through its bytes, so that a broken table of contents does no harm.
#pragma once

#include "engine/base/bytes.h"
#include "engine/documents/pdf/object.h"

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
    /// The unpacked bytes of the stream that a reference points to; empty for filters other than Flate.
    std::string stream(const Object& reference);

    const Object& catalogue() { return resolved(m_root); }
    /// The object numbers of the pages in their order, kMaxPages at most.
    std::vector<int> pages();
    /// A page with what it inherits.
    Page page(int objectNumber);

private:
    struct Place {
        size_t offset = 0;
        int container = -1;  ///< of m_containers; -1: the file itself
    };

    explicit File(Bytes bytes) : m_bytes(asText(bytes)) {}
    void findObjects();
    Result<void> openContainers();
    void collectPages(const Object& node, int depth, std::set<int>& seen, std::vector<int>& pages);
    Object parsed(const Place& place);

    std::string_view m_bytes;
    std::unordered_map<int, Place> m_places;
    std::vector<std::string> m_containers;
    std::unordered_map<int, Object> m_read;
    Object m_root;
    size_t m_values = 0;
    uint64_t m_inflated = 0;
};

} // namespace sillok::documents::pdf
