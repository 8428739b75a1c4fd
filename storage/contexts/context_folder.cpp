#include "storage/contexts/context_folder.h"

#include "storage/db/disk.h"

#include <algorithm>
#include <cerrno>
#include <dirent.h>
#include <memory>
#include <sys/stat.h>
#include <unistd.h>

namespace sillok::storage {

std::string contextFolder(const std::string& vaultDir) { return vaultDir + "/contexts"; }

Result<void> sweepContexts(const std::string& folder, const std::vector<std::string>& named)
{
    constexpr const char* kDoing = "the folder of computed contexts";
    if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST)
        return systemError(kDoing);
    const std::unique_ptr<DIR, int (*)(DIR*)> listing(::opendir(folder.c_str()), &::closedir);
    if (!listing)
        return systemError(kDoing);
    while (const dirent* const entry = ::readdir(listing.get())) {
        const std::string_view name(entry->d_name);
        if (name.starts_with(kContextFilePrefix) && std::ranges::find(named, name) == named.end() && ::unlink((folder + "/" + entry->d_name).c_str()) != 0)
            return systemError(kDoing);
    }
    return {};
}

} // namespace sillok::storage
