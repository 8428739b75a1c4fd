#include "app/services/import_run.h"

#include "app/policy/import_rules.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <deque>

namespace sillok::app {

namespace {

using Clock = std::chrono::steady_clock;
using storage::FinishedFile;
using storage::WaitingFile;

constexpr int kListed = 64;                          ///< files asked of the vault at once
constexpr int kAheadPerReader = 3;                   ///< a reader has its next document before the last one is stored
constexpr int64_t kMostBytesAhead = 8 << 20;         ///< of files being read; a larger one is read alone
constexpr std::chrono::milliseconds kStopCheck { 50 };

} // namespace

/// A thread with the nursery that its readers come from.
struct ImportRun::Reader {
    explicit Reader(const std::string& program) : nursery(program) {}
    ReaderNursery nursery;
    SerialQueue queue; // last: its work uses the nursery
};

/// One run: files on their way to a reader, to the batch, and to the vault.
struct ImportRun::Line {
    Line(ImportRun& run, storage::CollectionId into, const ImportSteps& asked, std::stop_token ended)
        : owner(run), collection(into), steps(asked), programs(programsFor(run, asked)), stop(std::move(ended)), atReader(run.m_readers.size())
    {
    }

    static ReadingPrograms programsFor(const ImportRun& run, const ImportSteps& steps)
    {
        return { run.m_programs.reader, steps.rules.ocr ? run.m_programs.recogniser : std::string() };
    }

    ImportRun& owner;
    const storage::CollectionId collection;
    const ImportSteps& steps;
    const ReadingPrograms programs;
    const std::stop_token stop;

    // -- Readers and run
    std::mutex mutex;
    std::condition_variable_any wake;
    struct Read {
        size_t reader;
        WaitingFile file;
        FoundFile found;
        FileDigest digest;
        Result<storage::NewDocument> document;
    };
    std::vector<Read> read;
    struct Step {
        std::string name;
        int done;
        int total;
    };
    std::optional<Step> readSoFar;   ///< not told yet
    std::optional<Step> recognising; ///< the same

    // -- Run only
    std::deque<WaitingFile> listed;
    int64_t listedTo = 0;
    bool nothingMore = false;
    std::vector<int> atReader;
    int atReaders = 0;
    int64_t bytesAtReaders = 0;
    std::vector<FinishedFile> batch;
    size_t batchTextBytes = 0;
    Clock::time_point batchSince;
    bool anyStored = false;

    Result<void> refill()
    {
        if (!listed.empty() || nothingMore)
            return {};
        SILLOK_TRY(const std::vector<WaitingFile> more, steps.next(listedTo, kListed));
        nothingMore = more.empty();
        if (!more.empty())
            listedTo = more.back().ordinal;
        listed.assign(more.begin(), more.end());
        return {};
    }

    /// The reader with the shortest line; nothing while all have enough.
    std::optional<size_t> readerFor(const WaitingFile& file) const
    {
        const auto wanted = static_cast<size_t>(std::max(steps.readersWanted(), 1));
        const auto first = atReader.begin();
        const auto shortest = std::min_element(first, first + static_cast<ptrdiff_t>(std::min(wanted, atReader.size())));
        const bool mayRead = atReaders == 0 || (*shortest < kAheadPerReader && bytesAtReaders + file.sizeBytes <= kMostBytesAhead);
        return mayRead ? std::optional(static_cast<size_t>(shortest - first)) : std::nullopt;
    }

    void finish(FinishedFile file)
    {
        if (batch.empty())
            batchSince = Clock::now();
        batchTextBytes += file.document ? file.document->plainText.size() : 0;
        batch.push_back(std::move(file));
    }

    /// A file that is there gets a row that says what was wrong, so that it is seen and can be tried again; one that is gone gets none.
    void couldNotRead(const WaitingFile& file, const Result<FoundFile>& found, const FileDigest& digest, const Error& why)
    {
        if (!found.ok() || !concernsDocument(why))
            steps.couldNot(found.ok() ? found->name : file.path, why);
        if (!found.ok())
            return finish({ file.ordinal, { file.path, 0, 0, 0 }, std::nullopt, false });
        storage::SourceFile source { file.path, 0, found->sizeBytes, found->modifiedAtNs };
        finish({ file.ordinal, std::move(source), unreadDocument(why, *found, digest, collection), false });
    }

    Result<void> begin(const WaitingFile& file, size_t reader)
    {
        auto opened = openToImport(file.path);
        steps.began(opened.ok() ? opened->found.name : file.path);
        if (!opened.ok()) {
            couldNotRead(file, lookAtFile(file.path), {}, opened.error());
            return {};
        }
        SILLOK_TRY(const storage::DocumentId known, steps.known(opened->digest.sha256));
        if (known != 0) {
            finish({ file.ordinal, { file.path, known, opened->found.sizeBytes, opened->found.modifiedAtNs }, std::nullopt, true });
            return {};
        }
        ++atReaders;
        ++atReader[reader];
        bytesAtReaders += file.sizeBytes;
        auto shared = std::make_shared<OpenedFile>(std::move(*opened));
        owner.m_readers[reader]->queue.post([this, reader, file, shared](std::stop_token) {
            ReadingSteps reading;
            reading.recognised = [this, shared](int page, int pages) {
                const std::lock_guard lock(mutex);
                recognising = Step { shared->found.name, page + 1, pages };
            };
            reading.read = [this, shared](int done, int total) {
                const std::lock_guard lock(mutex);
                readSoFar = Step { shared->found.name, done, total };
            };
            auto document = readToImport(owner.m_readers[reader]->nursery, programs, *shared, collection, stop, reading, steps.passwords ? steps.passwords(file.path) : std::vector<DocumentPassword>());
            const std::lock_guard lock(mutex);
            read.push_back({ reader, file, shared->found, shared->digest, std::move(document) });
            wake.notify_all();
        });
        return {};
    }

    void take()
    {
        std::vector<Read> taken;
        std::optional<Step> part, page;
        {
            const std::lock_guard lock(mutex);
            taken.swap(read);
            part.swap(readSoFar);
            page.swap(recognising);
        }
        if (part && steps.reading)
            steps.reading(part->name, part->done, part->total);
        if (page && steps.recognising)
            steps.recognising(page->name, page->done, page->total);
        for (Read& one : taken) {
            --atReaders;
            --atReader[one.reader];
            bytesAtReaders -= one.file.sizeBytes;
            if (!one.document.ok() && one.document.error().code == ErrorCode::Cancelled)
                continue; // it stays in the job
            if (one.document.ok())
                if (auto may = judgeImport(steps.rules, *one.document); !may.ok())
                    one.document = std::move(may).error();
            if (!one.document.ok()) {
                couldNotRead(one.file, one.found, one.digest, one.document.error());
                continue;
            }
            storage::SourceFile source { one.file.path, 0, one.found.sizeBytes, one.found.modifiedAtNs };
            const bool good = one.document->state == storage::DocumentState::Ready && one.document->recognition.pagesWithoutText == 0;
            finish({ one.file.ordinal, std::move(source), std::move(*one.document), good });
        }
    }

    bool batchIsDue() const
    {
        const ImportBatch& most = steps.batch;
        return batch.size() >= most.files || batchTextBytes >= most.textBytes || (!batch.empty() && Clock::now() - batchSince >= most.age);
    }

    Result<void> store()
    {
        if (batch.empty())
            return {};
        SILLOK_CHECK(steps.store(batch));
        batch.clear();
        batchTextBytes = 0;
        anyStored = true;
        return {};
    }

    void waitForReaders(bool all)
    {
        std::unique_lock lock(mutex);
        const auto ready = [&] { return all ? read.size() == static_cast<size_t>(atReaders) : !read.empty(); };
        if (all)
            wake.wait(lock, ready); // they see the stop themselves
        else
            wake.wait_for(lock, kStopCheck, ready);
    }

    Result<void> go()
    {
        while (!stop.stop_requested()) {
            SILLOK_CHECK(refill());
            if (listed.empty() && atReaders == 0)
                return store();
            const std::optional<size_t> reader = listed.empty() ? std::nullopt : readerFor(listed.front());
            if (reader) {
                const WaitingFile file = std::move(listed.front());
                listed.pop_front();
                SILLOK_CHECK(begin(file, *reader));
            } else {
                waitForReaders(false);
            }
            take();
            if (batchIsDue()) {
                SILLOK_CHECK(store());
            }
        }
        waitForReaders(true);
        take();
        SILLOK_CHECK(store());
        return fail(ErrorCode::Cancelled, "importing");
    }
};

ImportRun::ImportRun(const ReadingPrograms& programs, int readers)
    : m_programs(programs)
{
    for (int i = 0; i < readers; ++i)
        m_readers.push_back(std::make_unique<Reader>(programs.reader));
}

ImportRun::~ImportRun() = default;

Result<void> ImportRun::run(storage::CollectionId collection, const ImportSteps& steps, std::stop_token stop)
{
    const Result<void> ran = carryOut(collection, steps, std::move(stop));
    for (const auto& reader : m_readers)
        reader->nursery.leave(); // nothing of ours stays behind when nobody reads
    return ran;
}

Result<void> ImportRun::carryOut(storage::CollectionId collection, const ImportSteps& steps, std::stop_token stop)
{
    for (;;) { // a file whose known document went away meanwhile is still in the job
        std::stop_source failed;
        std::stop_callback forward(stop, [&failed] { failed.request_stop(); });
        Line line(*this, collection, steps, failed.get_token());
        const auto went = line.go();
        if (!went.ok())
            failed.request_stop();
        line.waitForReaders(true); // they hold on to the line
        SILLOK_CHECK(went);
        if (!line.anyStored)
            return {};
    }
}

} // namespace sillok::app
