// saving_folders.h - Where a person may save a file on purpose: the visible folders of the home, and what is plugged in.
#pragma once

#include <string>
#include <vector>

namespace sillok::app {

/// The folders of `home` that are not hidden, and where the system mounts sticks and drives. Hidden folders are where programs keep what they note
/// by themselves, so nothing of ours is written there. Folders made directly in the home after this are not among them.
std::vector<std::string> savingFolders(const std::string& home);

} // namespace sillok::app
