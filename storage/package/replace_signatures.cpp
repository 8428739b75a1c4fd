#include "storage/package/package_source.h"
#include "storage/package/package_writer.h"

#include "storage/db/disk.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace sillok::storage {

namespace {

struct Opened {
    FileDescriptor file;
    uint64_t documentAt = 0;
};

Result<FileDescriptor> openToChange(const std::string& path)
{
    FileDescriptor file(::open(path.c_str(), O_RDWR | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW));
    if (!file.valid())
        return errno == ENOENT ? fail(ErrorCode::NotFound, "opening a package to sign it")
            : errno == ELOOP   ? refuse(Fault::LinkOrSpecial, "package")
                               : systemError("opening a package to sign it");
    struct stat info {};
    if (::fstat(file.get(), &info) != 0 || !S_ISREG(info.st_mode))
        return refuse(Fault::LinkOrSpecial, "package");
    return file;
}

/// The file that has the document: the package itself or its first volume.
Result<Opened> openWithDocument(const std::string& path)
{
    const bool isVolume = path.ends_with(volumePath({}, 1));
    auto whole = openToChange(path);
    if (whole.ok() || isVolume || whole.error().code != ErrorCode::NotFound) {
        SILLOK_TRY(FileDescriptor file, std::move(whole));
        return Opened { std::move(file), kDocumentAt + (isVolume ? kVolumeHeaderBytes : 0) };
    }
    SILLOK_TRY(FileDescriptor file, openToChange(volumePath(path, 1)));
    return Opened { std::move(file), kDocumentAt + kVolumeHeaderBytes };
}

Result<void> writeAt(const Opened& opened, uint64_t offset, Bytes bytes)
{
    while (!bytes.empty()) {
        const ssize_t wrote = ::pwrite(opened.file.get(), bytes.data(), bytes.size(), static_cast<off_t>(opened.documentAt + offset));
        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote < 0)
            return systemError("signing a package");
        bytes = bytes.subspan(static_cast<size_t>(wrote));
        offset += static_cast<uint64_t>(wrote);
    }
    return ::fsync(opened.file.get()) == 0 ? Result<void>() : systemError("bringing a signature to the disk");
}

} // namespace

Result<void> replaceSignatures(const std::string& path, const SignedDocument& document)
{
    SILLOK_TRY(const Opened opened, openWithDocument(path));
    const std::vector<uint8_t> bytes = paddedDocument(document);
    const size_t bodyAt = writeSignedDocument({}).size();

    // The name may mean another file by now than the one that was looked at.
    std::vector<uint8_t> body(document.body.size());
    const ssize_t got = ::pread(opened.file.get(), body.data(), body.size(), static_cast<off_t>(opened.documentAt + bodyAt));
    if (got != static_cast<ssize_t>(body.size()) || body != document.body)
        return refuse(Fault::ChangedWhileRead, "package");

    // The number of signatures stands before the body and is written last: until then the new ones are not there.
    const size_t signaturesAt = bodyAt + body.size();
    SILLOK_CHECK(writeAt(opened, signaturesAt, Bytes(bytes).subspan(signaturesAt)));
    return writeAt(opened, 0, Bytes(bytes).first(bodyAt));
}

} // namespace sillok::storage
