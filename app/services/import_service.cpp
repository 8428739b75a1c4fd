#include "app/services/import_service.h"

#include "app/workers/reader_client.h"
#include "engine/base/text.h"
#include "engine/retrieval/chunker.h"

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

storage::BlockKind storedKind(documents::BlockKind kind)
{
    switch (kind) {
    case documents::BlockKind::Heading: return storage::BlockKind::Heading;
    case documents::BlockKind::Paragraph: return storage::BlockKind::Paragraph;
    case documents::BlockKind::ListItem: return storage::BlockKind::ListItem;
    case documents::BlockKind::TableRow: return storage::BlockKind::TableRow;
    case documents::BlockKind::Caption: return storage::BlockKind::Caption;
    case documents::BlockKind::Note: return storage::BlockKind::Note;
    }
    return storage::BlockKind::Paragraph;
}

std::vector<storage::StoredBlock> storedBlocks(const documents::Document& document)
{
    std::vector<storage::StoredBlock> blocks;
    int64_t start = 0;
    for (const documents::Block& block : document.blocks) {
        const auto length = static_cast<int64_t>(codePointCount(block.text));
        blocks.push_back({ storedKind(block.kind), block.headingLevel, block.page, start, start + length });
        start += length + 1; // the line break between blocks
    }
    return blocks;
}

storage::NewDocument emptyDocument(const FoundFile& file, const FileDigest& digest, storage::CollectionId collection)
{
    storage::NewDocument row;
    row.collection = collection;
    row.name = file.name;
    row.sha256 = digest.sha256;
    row.sizeBytes = digest.sizeBytes;
    return row;
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

storage::NewDocument prepareDocument(const documents::Document& document, const FoundFile& file, const FileDigest& digest, storage::CollectionId collection)
{
    storage::NewDocument row = emptyDocument(file, digest, collection);
    row.title = document.title;
    row.format = document.format;
    row.pageCount = document.pageCount;
    row.pagesEstimated = document.pagesEstimated;
    row.hiddenCharactersRemoved = document.hiddenCharactersRemoved;
    row.plainText = documents::plainText(document);
    row.blocks = storedBlocks(document);
    for (retrieval::Passage& passage : retrieval::chunk(document))
        row.passages.push_back({ std::move(passage.headingPath), std::move(passage.context), passage.page, passage.start, passage.end, std::move(passage.text) });
    return row;
}

storage::NewDocument unreadDocument(const Error& why, const FoundFile& file, const FileDigest& digest, storage::CollectionId collection)
{
    storage::NewDocument row = emptyDocument(file, digest, collection);
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
        SILLOK_CHECK(steps.store(prepareDocument(*document, file, digest, collection)));
        return true;
    }
    if (!concernsDocument(document.error().code))
        return document.error();
    SILLOK_CHECK(steps.store(unreadDocument(document.error(), file, digest, collection)));
    return false;
}

} // namespace sillok::app
