// disk_image.h - What may be on the disk after the power went: everything that was synced, and any part of what was not.
#pragma once

#include "tests/support/disk_shim.h"

#include <algorithm>
#include <random>

namespace sillok::test {

/// How the unsynced part is treated.
enum class Cut : uint8_t {
    Nothing,   ///< all of it is lost
    Whole,     ///< all of it has arrived
    Torn,      ///< the writes up to some moment have arrived, the last one only in part
    Scattered  ///< any set of 512-byte sectors has arrived: lost, torn and reordered writes
};

using FolderImage = std::map<std::string, std::vector<uint8_t>>;

/// Follows the calls of a recording. Sizes, names and bytes count as stored only after the sync that the caller asked for; names
/// then arrive in their order, as journaling file systems do it.
class DiskImage {
public:
    void follow(const DiskCall& call)
    {
        switch (call.kind) {
        case DiskCall::Kind::Create: m_pendingNames.push_back(&call); break;
        case DiskCall::Kind::Rename: m_pendingNames.push_back(&call); break;
        case DiskCall::Kind::Remove: m_pendingNames.push_back(&call); break;
        case DiskCall::Kind::Write: [[fallthrough]];
        case DiskCall::Kind::Truncate: fileOf(call).pending.push_back(&call); break;
        case DiskCall::Kind::Sync: settle(fileOf(call)); break;
        case DiskCall::Kind::SyncFolder: settleNames(); break;
        case DiskCall::Kind::Mark: break;
        }
    }

    FolderImage after(Cut cut, std::mt19937& random) const
    {
        std::map<std::string, int> names = m_names;
        size_t arrived = m_pendingNames.size();
        if (cut == Cut::Nothing)
            arrived = 0;
        else if (cut != Cut::Whole)
            arrived = random() % (m_pendingNames.size() + 1);
        for (size_t i = 0; i < arrived; ++i)
            applyName(names, *m_pendingNames[i]);
        FolderImage image;
        for (const auto& [name, file] : names)
            image[name] = contentOf(file, cut, random);
        return image;
    }

private:
    struct File {
        std::vector<uint8_t> synced;
        std::vector<const DiskCall*> pending;
    };
    static constexpr size_t kSector = 512;

    File& fileOf(const DiskCall& call) { return m_files[call.file]; }

    static void applyTo(std::vector<uint8_t>& content, const DiskCall& call, size_t bytes)
    {
        const auto at = static_cast<size_t>(call.at);
        if (call.kind == DiskCall::Kind::Truncate) {
            content.resize(at);
            return;
        }
        if (content.size() < at + bytes)
            content.resize(at + bytes);
        std::copy_n(call.bytes.begin(), bytes, content.begin() + static_cast<ptrdiff_t>(at));
    }
    static void settle(File& file)
    {
        for (const DiskCall* call : file.pending)
            applyTo(file.synced, *call, call->bytes.size());
        file.pending.clear();
    }
    void settleNames()
    {
        for (const DiskCall* call : m_pendingNames)
            applyName(m_names, *call);
        m_pendingNames.clear();
    }
    static void applyName(std::map<std::string, int>& names, const DiskCall& call)
    {
        if (call.kind == DiskCall::Kind::Create)
            names[call.name] = call.file;
        else if (call.kind == DiskCall::Kind::Remove)
            names.erase(call.name);
        else if (const auto found = names.find(call.name); found != names.end()) {
            names[call.newName] = found->second;
            names.erase(call.name);
        }
    }
    std::vector<uint8_t> contentOf(int number, Cut cut, std::mt19937& random) const
    {
        const auto found = m_files.find(number);
        if (found == m_files.end())
            return {};
        const File& file = found->second;
        std::vector<uint8_t> content = file.synced;
        if (cut == Cut::Nothing)
            return content;
        size_t whole = file.pending.size();
        if (cut == Cut::Torn)
            whole = random() % (file.pending.size() + 1);
        for (size_t i = 0; i < file.pending.size(); ++i) {
            const DiskCall& call = *file.pending[i];
            if (cut == Cut::Scattered)
                scatter(content, call, random);
            else if (i < whole)
                applyTo(content, call, call.bytes.size());
            else if (i == whole)
                applyTo(content, call, call.kind == DiskCall::Kind::Truncate ? 0 : random() % (call.bytes.size() + 1));
        }
        return content;
    }
    /// Each sector of the write arrives or not. A lost one that made the file longer leaves zeros or what lay there before.
    static void scatter(std::vector<uint8_t>& content, const DiskCall& call, std::mt19937& random)
    {
        if (call.kind == DiskCall::Kind::Truncate) {
            if (random() % 2)
                content.resize(static_cast<size_t>(call.at));
            return;
        }
        for (size_t begin = 0; begin < call.bytes.size(); begin += kSector) {
            const size_t length = std::min(kSector, call.bytes.size() - begin);
            const size_t at = static_cast<size_t>(call.at) + begin;
            const size_t before = content.size();
            const auto arrival = random() % 4;
            if (arrival == 0)
                continue;
            if (content.size() < at + length)
                content.resize(at + length);
            if (arrival == 1) {
                for (size_t i = std::max(at, before); i < at + length; ++i)
                    content[i] = static_cast<uint8_t>(random());
                continue;
            }
            std::copy_n(call.bytes.begin() + static_cast<ptrdiff_t>(begin), length, content.begin() + static_cast<ptrdiff_t>(at));
        }
    }

    std::map<int, File> m_files;
    std::map<std::string, int> m_names;
    std::vector<const DiskCall*> m_pendingNames;
};

} // namespace sillok::test
