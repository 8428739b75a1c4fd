#include "storage/audit/set_aside.h"

#include "storage/audit/log_files.h"
#include "storage/db/disk.h"
#include "storage/vault/vault_files.h"

#include <cstdio>

namespace sillok::storage {

Result<void> setLogAside(const std::string& vaultDir, int64_t nowMs)
{
    if (!fileSize(auditDir(vaultDir)))
        return {};
    const std::string kept = vaultDir + "/audit-kept-" + std::to_string(nowMs);
    if (std::rename(auditDir(vaultDir).c_str(), kept.c_str()) != 0)
        return systemError("setting an audit log aside");
    return syncFolder(vaultDir);
}

} // namespace sillok::storage
