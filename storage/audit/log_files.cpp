#include "storage/audit/log_files.h"

#include "storage/db/disk.h"

#include <cerrno>
#include <unistd.h>

namespace sillok::storage {

Result<void> writeAt(const FileDescriptor& file, Bytes bytes, uint64_t at)
{
    for (size_t done = 0; done < bytes.size();) {
        const ssize_t wrote = ::pwrite64(file.get(), bytes.data() + done, bytes.size() - done, static_cast<off64_t>(at + done));
        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote <= 0)
            return systemError("writing the audit log");
        done += static_cast<size_t>(wrote);
    }
    return {};
}

} // namespace sillok::storage
