#include "app/installer/lent_file.h"

#include "storage/signing/fault.h"

#include <fcntl.h>
#include <sys/stat.h>

namespace sillok::app {

Result<FileDescriptor> keepLentFile(int descriptor, uint64_t mostBytes)
{
    using storage::Fault;
    const int flags = fcntl(descriptor, F_GETFL);
    if (flags < 0 || (flags & O_PATH) != 0 || (flags & O_ACCMODE) == O_WRONLY)
        return storage::refuse(Fault::LinkOrSpecial, "a lent file: not open for reading");
    struct stat facts {};
    if (fstat(descriptor, &facts) != 0 || !S_ISREG(facts.st_mode))
        return storage::refuse(Fault::LinkOrSpecial, "a lent file: not a plain file");
    if (static_cast<uint64_t>(facts.st_size) > mostBytes)
        return storage::refuse(Fault::TooLarge, "a lent file");
    FileDescriptor own(fcntl(descriptor, F_DUPFD_CLOEXEC, 3));
    return own.valid() ? Result<FileDescriptor>(std::move(own)) : fail(ErrorCode::Io, "keeping a lent file");
}

} // namespace sillok::app
