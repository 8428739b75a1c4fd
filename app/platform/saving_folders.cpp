#include "app/platform/saving_folders.h"

#include <filesystem>

namespace sillok::app {

std::vector<std::string> savingFolders(const std::string& home)
{
    namespace fs = std::filesystem;
    std::vector<std::string> folders { "/media", "/run/media", "/mnt" };
    std::error_code error;
    for (const fs::directory_entry& entry : fs::directory_iterator(home, error)) {
        std::error_code ignored;
        const bool plain = entry.is_directory(ignored) && !entry.is_symlink(ignored);
        if (plain && !entry.path().filename().string().starts_with('.'))
            folders.push_back(entry.path().string());
    }
    return folders;
}

} // namespace sillok::app
