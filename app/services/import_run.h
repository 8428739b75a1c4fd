// import_run.h - Carries a stored import out: files read side by side, stored in batches, and nothing done twice.
#pragma once

#include "app/policy/policy.h"
#include "app/services/import_service.h"
#include "app/tasks/serial_queue.h"

#include <chrono>
#include <functional>
#include <memory>
#include <span>

namespace sillok::app {

/// One transaction. Small enough that somebody who waits for the vault does not notice, large enough that the disk is asked rarely; what is
/// not stored yet when the program dies is read again.
struct ImportBatch {
    size_t files = 32;
    size_t textBytes = 512 << 10;
    std::chrono::milliseconds age { 400 };
};

/// What an import asks of the vault, so that it can itself run in another thread than the vault's.
struct ImportSteps {
    std::function<Result<std::vector<storage::WaitingFile>>(int64_t after, int limit)> next;
    std::function<Result<storage::DocumentId>(const storage::Sha256&)> known;       ///< the readable document with this content; 0: none
    std::function<Result<void>(std::span<storage::FinishedFile>)> store;
    std::function<void(const std::string& name)> began;                             ///< a file's turn has come
    std::function<void(const std::string& name, int done, int total)> reading {};     ///< of its pages, sheets or sections; said when it changes
    std::function<void(const std::string& name, int page, int pages)> recognising {}; ///< of its pages without text; said when it changes
    std::function<void(const std::string& name, const Error&)> couldNot;            ///< this machine, not the document, was the reason
    std::function<std::vector<DocumentPassword>(const std::string& path)> passwords {};   ///< any thread: those to be tried with that file
    std::function<int()> readersWanted;                                             ///< 1 while somebody waits for an answer
    ImportBatch batch {};
    Policy rules = unmanagedPolicy();                                               ///< what may come in, and whether scans are recognised
};

/// Reads documents, several at once, each in a sealed process of its own. Memory is bounded: what is read waits in no long line.
class ImportRun {
public:
    /// needs readers > 0
    ImportRun(const ReadingPrograms& programs, int readers);
    ~ImportRun();

    /// Until nothing of the job waits. When `stop` comes, what was read by then is stored and the rest stays in the job.
    /// error Cancelled; what the steps say.
    Result<void> run(storage::CollectionId collection, const ImportSteps& steps, std::stop_token stop);

private:
    Result<void> carryOut(storage::CollectionId collection, const ImportSteps& steps, std::stop_token stop);

    struct Line;
    struct Reader;
    const ReadingPrograms m_programs;
    std::vector<std::unique_ptr<Reader>> m_readers;
};

} // namespace sillok::app
