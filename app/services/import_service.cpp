#include "app/services/import_service.h"

#include "app/services/document_intake.h"
#include "app/workers/reader_client.h"

#include <QCryptographicHash>
#include <QDirIterator>
#include <QFileInfo>

#include <algorithm>
#include <array>
#include <unistd.h>

namespace sillok::app {

namespace {

FoundFile foundFile(const QFileInfo& info)
{
    return { info.absoluteFilePath().toStdString(), info.fileName().normalized(QString::NormalizationForm_C).toStdString(), info.suffix().toLower().toStdString() };
}

void describeFile(storage::NewDocument& row, const FoundFile& file, const FileDigest& digest, storage::CollectionId collection)
{
    row.collection = collection;
    row.name = file.name;
    row.sha256 = digest.sha256;
    row.sizeBytes = digest.sizeBytes;
}

/// Whether the failure is about the document (it gets a row with the reason) and not about this program or machine.
bool concernsDocument(ErrorCode code)
{
    switch (code) {
    case ErrorCode::NotFound: // no text inside
    case ErrorCode::Damaged:
    case ErrorCode::Unsupported:
    case ErrorCode::Unsafe:
    case ErrorCode::NeedsPassword:
    case ErrorCode::TimedOut:
    case ErrorCode::WorkerDied: return true;
    default: return false;
    }
}

} // namespace

std::vector<FoundFile> findFiles(const std::vector<std::string>& paths)
{
    std::vector<FoundFile> files;
    for (const std::string& path : paths) {
        const QFileInfo info(QString::fromStdString(path));
        if (!info.isDir()) {
            files.push_back(foundFile(info));
            continue;
        }
        QDirIterator walk(info.absoluteFilePath(), QDir::Files | QDir::NoSymLinks, QDirIterator::Subdirectories);
        while (walk.hasNext()) {
            walk.next();
            files.push_back(foundFile(walk.fileInfo()));
        }
    }
    std::sort(files.begin(), files.end(), [](const FoundFile& a, const FoundFile& b) { return a.path < b.path; });
    return files;
}

Result<FileDigest> digestOf(const FileDescriptor& file)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    FileDigest digest;
    std::vector<char> buffer(size_t { 1 } << 20);
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

storage::NewDocument unreadDocument(const Error& why, const FoundFile& file, const FileDigest& digest, storage::CollectionId collection)
{
    storage::NewDocument row;
    describeFile(row, file, digest, collection);
    row.state = why.code == ErrorCode::NeedsPassword ? storage::DocumentState::NeedsPassword
        : why.code == ErrorCode::NotFound            ? storage::DocumentState::NoText
                                                     : storage::DocumentState::Unreadable;
    row.problem = why.code;
    row.problemDetail = why.doing;
    return row;
}

Result<bool> importFile(const std::string& readerProgram, const FoundFile& file, storage::CollectionId collection, std::stop_token stop, const ImportSteps& steps)
{
    SILLOK_TRY(const FileDescriptor descriptor, openForReading(file.path));
    SILLOK_TRY(const FileDigest digest, digestOf(descriptor));
    SILLOK_TRY(const bool known, steps.isKnown(digest.sha256));
    if (known)
        return true;
    const auto document = readDocument(readerProgram, descriptor, file.extension, stop, {});
    if (document.ok()) {
        storage::NewDocument row = intake(*document, file.name);
        describeFile(row, file, digest, collection);
        SILLOK_CHECK(steps.store(row));
        return true;
    }
    if (!concernsDocument(document.error().code))
        return document.error();
    SILLOK_CHECK(steps.store(unreadDocument(document.error(), file, digest, collection)));
    return false;
}

} // namespace sillok::app
