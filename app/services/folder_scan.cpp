#include "app/services/folder_scan.h"

#include "engine/base/file.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <cerrno>
#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <sys/stat.h>

namespace sillok::app {

namespace {

constexpr size_t kMostEntries = 1'000'000;
constexpr int kMostLooks = 8;

struct CloseListing {
    void operator()(DIR* listing) const { closedir(listing); }
};
using Listing = std::unique_ptr<DIR, CloseListing>;

/// Hidden ones; "~$보고서.docx" and ".~lock.보고서.odt#" of open documents; what systems leave in folders.
bool isLeftOut(std::string_view name)
{
    return name.starts_with(".") || name.starts_with("~$") || name == "Thumbs.db" || name == "desktop.ini";
}

FoundFile describe(std::string path, const struct stat& facts)
{
    const QFileInfo info(QString::fromStdString(path));
    constexpr int64_t kSecond = 1'000'000'000;
    FoundFile file;
    file.name = info.fileName().normalized(QString::NormalizationForm_C).toStdString();
    file.extension = info.suffix().toLower().toStdString();
    file.sizeBytes = facts.st_size;
    file.modifiedAtNs = int64_t(facts.st_mtim.tv_sec) * kSecond + facts.st_mtim.tv_nsec;
    file.path = std::move(path);
    return file;
}

bool byPath(const FoundFile& a, const FoundFile& b) { return a.path < b.path; }

int64_t changedAtNs(const struct stat& facts) { return int64_t(facts.st_ctim.tv_sec) * 1'000'000'000 + facts.st_ctim.tv_nsec; }

/// No folder has changed since its listing began.
bool isAsSeen(const std::vector<std::string>& folders, const std::vector<int64_t>& changed)
{
    for (size_t i = 0; i < folders.size(); ++i) {
        struct stat facts {};
        if (stat(folders[i].c_str(), &facts) != 0 || changedAtNs(facts) != changed[i])
            return false;
    }
    return true;
}

/// `changed` tells when each folder of the scan had changed last, as its listing began.
Result<FolderScan> scanOnce(const std::string& folder, const std::stop_token& stop, std::vector<int64_t>& changed)
{
    FolderScan scan;
    std::vector<std::string> waiting { folder };
    size_t entries = 0;
    while (!waiting.empty()) {
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled, "looking through a folder");
        const std::string now = std::move(waiting.back());
        waiting.pop_back();
        const Listing listing(opendir(now.c_str()));
        if (!listing && now == folder)
            return fail(errno == ENOENT || errno == ENOTDIR ? ErrorCode::NotFound : ErrorCode::Io, "looking into a folder");
        if (!listing) {
            scan.unread.push_back(now);
            continue;
        }
        struct stat facts {};
        fstat(dirfd(listing.get()), &facts);
        scan.folders.push_back(now);
        changed.push_back(changedAtNs(facts));
        errno = 0;
        while (const dirent* const entry = readdir(listing.get())) {
            if (++entries > kMostEntries)
                return fail(ErrorCode::Unsafe, "a folder with more than a million entries");
            if (isLeftOut(entry->d_name) || fstatat(dirfd(listing.get()), entry->d_name, &facts, AT_SYMLINK_NOFOLLOW) != 0)
                continue;
            if (S_ISDIR(facts.st_mode))
                waiting.push_back(now + "/" + entry->d_name);
            else if (S_ISREG(facts.st_mode))
                scan.files.push_back(describe(now + "/" + entry->d_name, facts));
            errno = 0;
        }
        if (errno != 0) // the listing broke off
            scan.unread.push_back(now);
    }
    std::ranges::sort(scan.files, byPath);
    return scan;
}

} // namespace

Result<FoundFile> lookAtFile(const std::string& path)
{
    struct stat facts {};
    if (stat(path.c_str(), &facts) != 0 || !S_ISREG(facts.st_mode))
        return fail(ErrorCode::NotFound, "a file to import");
    return describe(path, facts);
}

Result<FolderScan> scanFolder(const std::string& folder, std::stop_token stop)
{
    for (int looks = 1;; ++looks) {
        std::vector<int64_t> changed;
        SILLOK_TRY(FolderScan scan, scanOnce(folder, stop, changed));
        if (looks == kMostLooks || isAsSeen(scan.folders, changed))
            return scan;
    }
}

std::vector<FoundFile> findFiles(const std::vector<std::string>& paths, std::stop_token stop)
{
    std::vector<FoundFile> files;
    for (const std::string& path : paths) {
        const QFileInfo info(QString::fromStdString(path));
        const std::string absolute = QDir::cleanPath(info.absoluteFilePath()).toStdString();
        if (info.isDir()) {
            if (auto scan = scanFolder(absolute, stop); scan.ok())
                std::ranges::move(scan->files, std::back_inserter(files));
        } else if (auto file = lookAtFile(absolute); file.ok()) {
            files.push_back(std::move(*file));
        } else {
            files.push_back(describe(absolute, {})); // opening it will say what is wrong
        }
    }
    std::ranges::sort(files, byPath);
    files.erase(std::unique(files.begin(), files.end(), [](const FoundFile& a, const FoundFile& b) { return a.path == b.path; }), files.end());
    return files;
}

} // namespace sillok::app
