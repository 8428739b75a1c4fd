#include "app/services/import_service.h"

#include "app/services/document_intake.h"
#include "storage/signing/fault.h"

#include <QCryptographicHash>

#include <algorithm>
#include <sys/stat.h>
#include <unistd.h>

namespace sillok::app {

bool concernsDocument(const Error& error)
{
    if (storage::faultOf(error) == storage::Fault::NotAllowed)
        return true;
    switch (error.code) {
    case ErrorCode::NotFound: // no text inside
    case ErrorCode::Damaged:
    case ErrorCode::Unsupported:
    case ErrorCode::Unsafe:
    case ErrorCode::NeedsPassword:
    case ErrorCode::WrongKey: // of the document
    case ErrorCode::TimedOut:
    case ErrorCode::WorkerDied: return true;
    default: return false;
    }
}

storage::NewDocument unreadDocument(const Error& why, const FoundFile& file, const FileDigest& digest, storage::CollectionId collection)
{
    storage::NewDocument row;
    row.collection = collection;
    row.name = file.name;
    row.sha256 = digest.sha256;
    row.sizeBytes = file.sizeBytes;
    row.state = why.code == ErrorCode::NeedsPassword || why.code == ErrorCode::WrongKey ? storage::DocumentState::NeedsPassword
        : why.code == ErrorCode::NotFound            ? storage::DocumentState::NoText
                                                     : storage::DocumentState::Unreadable;
    row.problem = why.code;
    row.problemDetail = why.doing;
    return row;
}

Result<FileDigest> digestOf(const FileDescriptor& file)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    FileDigest digest;
    std::vector<char> buffer(size_t { 1 } << 18);
    while (true) {
        const ssize_t got = pread(file.get(), buffer.data(), buffer.size(), digest.sizeBytes);
        if (got < 0)
            return fail(ErrorCode::Io, "reading a file to import");
        if (got == 0)
            break;
        hash.addData(QByteArrayView(buffer.data(), got));
        digest.sizeBytes += got;
    }
    const QByteArray result = hash.result();
    std::copy(result.begin(), result.end(), digest.sha256.begin());
    return digest;
}

/// The time of change is taken first: a change after it is seen by the next look at the folder.
Result<OpenedFile> openToImport(const std::string& path)
{
    OpenedFile file;
    SILLOK_TRY(file.found, lookAtFile(path));
    SILLOK_TRY(file.descriptor, openForReading(path));
    SILLOK_TRY(file.digest, digestOf(file.descriptor));
    return file;
}

Result<storage::NewDocument> readToImport(ReaderNursery& readers, const ReadingPrograms& programs, const OpenedFile& file,
    storage::CollectionId collection, std::stop_token stop, const ReadingSteps& steps, const std::vector<DocumentPassword>& passwords)
{
    const auto readWith = [&](Bytes password) -> Result<documents::Document> {
        SILLOK_TRY(WorkerProcess reader, readers.make());
        return readWhole(std::move(reader), programs, file.descriptor, file.found.extension, stop, steps, password);
    };
    Result<documents::Document> read = readWith({});
    const bool asks = !read.ok() && read.error().code == ErrorCode::NeedsPassword;
    for (size_t i = 0; asks && i < passwords.size() && (i == 0 || (!read.ok() && read.error().code == ErrorCode::WrongKey)); ++i)
        read = readWith(passwords[i]->bytes());
    if (!read.ok())
        return read.error();
    storage::NewDocument row = intake(*read, file.found.name);
    row.hadPassword = asks;
    row.collection = collection;
    row.name = file.found.name;
    row.sha256 = file.digest.sha256;
    row.sizeBytes = file.digest.sizeBytes;
    return row;
}

} // namespace sillok::app
