#include "app/services/folder_sync.h"

#include <algorithm>
#include <map>

namespace sillok::app {

namespace {

bool liesInUnread(const std::string& path, const std::vector<std::string>& unread)
{
    return std::ranges::any_of(unread, [&](const std::string& folder) { return path.starts_with(folder + "/"); });
}

} // namespace

FolderChanges changesOf(const FolderScan& scan, const std::vector<storage::SourceFile>& known)
{
    FolderChanges changes;
    std::multimap<std::pair<int64_t, int64_t>, std::string> gone; // by size and time
    std::vector<FoundFile> fresh;
    auto file = scan.files.begin();
    for (const storage::SourceFile& source : known) {
        for (; file != scan.files.end() && file->path < source.path; ++file)
            fresh.push_back(*file);
        const bool there = file != scan.files.end() && file->path == source.path;
        if (there && (file->sizeBytes != source.sizeBytes || file->modifiedAtNs != source.modifiedAtNs))
            changes.toRead.push_back(*file);
        else if (!there && !liesInUnread(source.path, scan.unread))
            gone.emplace(std::pair(source.sizeBytes, source.modifiedAtNs), source.path);
        if (there)
            ++file;
    }
    fresh.insert(fresh.end(), file, scan.files.end());
    for (FoundFile& one : fresh) {
        const auto before = gone.find({ one.sizeBytes, one.modifiedAtNs });
        if (before == gone.end()) {
            changes.toRead.push_back(std::move(one));
            continue;
        }
        changes.renamed.push_back({ before->second, std::move(one) });
        gone.erase(before);
    }
    for (auto& [facts, path] : gone)
        changes.gone.push_back(path);
    return changes;
}

} // namespace sillok::app
