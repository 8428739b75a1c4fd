// folder_scan.h - What lies in a folder and in the folders inside it, without opening a file.
#pragma once

#include "engine/base/result.h"

#include <stop_token>
#include <string>
#include <vector>

namespace sillok::app {

/// A file as found, before anything is read into it.
struct FoundFile {
    std::string path;             ///< absolute, as the system writes it
    std::string name;             ///< file name in NFC
    std::string extension;        ///< lower case, no dot
    int64_t sizeBytes = 0;
    int64_t modifiedAtNs = 0;
};

/// One file by its path. error NotFound: nothing there, or no regular file.
Result<FoundFile> lookAtFile(const std::string& path);

struct FolderScan {
    std::vector<FoundFile> files;        ///< by path
    std::vector<std::string> folders;    ///< every one that was looked into, the first one included
    std::vector<std::string> unread;     ///< folders that could not be looked into: nothing is known of what they hold
};

/// Regular files only; links are not followed. Hidden files, and those that office programs keep while a document is open, are left out.
/// A folder that changes while the others are looked through has everything looked through again, so that a file on its way from one to
/// another is never in neither; not for ever: what keeps changing will be told of again.
/// error NotFound, Io: the folder itself cannot be looked into. Unsafe: more than a million entries. Cancelled.
Result<FolderScan> scanFolder(const std::string& folder, std::stop_token stop);

/// Files to import: the given files, and those of the given folders. Each once, by path. A file that is not there is given all the
/// same; a folder that cannot be looked into gives nothing.
std::vector<FoundFile> findFiles(const std::vector<std::string>& paths, std::stop_token stop = {});

} // namespace sillok::app
