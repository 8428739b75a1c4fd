#include "storage/package/package_source.h"
#include "storage/package/package_writer.h"

#include "storage/db/disk.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace sillok::storage {

namespace {

struct Opened {
    FileDescriptor file;
    uint64_t sizeBytes = 0;
    uint64_t documentAt = 0;
};

Result<Opened> openToChange(const std::string& path)
{
    FileDescriptor file(::open(path.c_str(), O_RDWR | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW));
    if (!file.valid())
        return errno == ENOENT ? fail(ErrorCode::NotFound, "opening a package to sign it")
            : errno == ELOOP   ? refuse(Fault::LinkOrSpecial, "package")
                               : systemError("opening a package to sign it");
    struct stat info {};
    if (::fstat(file.get(), &info) != 0 || !S_ISREG(info.st_mode))
        return refuse(Fault::LinkOrSpecial, "package");
    return Opened { std::move(file), static_cast<uint64_t>(info.st_size), kDocumentAt };
}

/// The file that has the document: the package itself or its first volume.
Result<Opened> openWithDocument(const std::string& path)
{
    const bool isVolume = path.ends_with(volumePath({}, 1));
    auto opened = openToChange(path);
    const bool hasVolumes = !isVolume && !opened.ok() && opened.error().code == ErrorCode::NotFound;
    if (hasVolumes)
        opened = openToChange(volumePath(path, 1));
    if (opened.ok() && (isVolume || hasVolumes))
        opened->documentAt += kVolumeHeaderBytes;
    return opened;
}

/// Of the document, and on the disk afterwards.
Result<void> writePart(const Opened& opened, uint64_t offset, Bytes bytes)
{
    SILLOK_CHECK(writeAt(opened.file.get(), opened.documentAt + offset, bytes, "signing a package"));
    return ::fsync(opened.file.get()) == 0 ? Result<void>() : systemError("bringing a signature to the disk");
}

} // namespace

Result<void> replaceSignatures(const std::string& path, const SignedDocument& document)
{
    SILLOK_TRY(const Opened opened, openWithDocument(path));
    const std::vector<uint8_t> bytes = paddedDocument(document);
    const size_t bodyAt = writeSignedDocument({}).size();
    if (opened.sizeBytes < opened.documentAt + bytes.size())
        return refuse(Fault::WrongVolume, "the first volume has not all of the signatures");

    // The name may mean another file by now than the one that was looked at.
    std::vector<uint8_t> body(document.body.size());
    SILLOK_TRY(const size_t got, readAt(opened.file.get(), opened.documentAt + bodyAt, body, "reading a package"));
    if (got != body.size() || body != document.body)
        return refuse(Fault::ChangedWhileRead, "package");

    // The number of signatures stands before the body and is written last: until then the new ones are not there.
    const size_t signaturesAt = bodyAt + body.size();
    SILLOK_CHECK(writePart(opened, signaturesAt, Bytes(bytes).subspan(signaturesAt)));
    return writePart(opened, 0, Bytes(bytes).first(bodyAt));
}

} // namespace sillok::storage
