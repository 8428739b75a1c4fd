// page_reader.h - Pages of one PDF as pictures, and where a passage stands on them, out of a sealed process that stays for the document.
#pragma once

#include "app/workers/page_image.h"
#include "app/workers/worker_process.h"

#include <stop_token>
#include <string_view>

namespace sillok::app {

/// One opened PDF. Every call blocks its thread; one thread at a time. Pages are counted from 1, as in documents::Block.
/// When a call returns WorkerDied, TimedOut, Cancelled or Damaged the object is spent: open the document anew.
class PageReader {
public:
    /// `program` is the path of sillok-reader. `password` empty: none is known.
    /// error  Unsupported: not a PDF (its passages are shown from the blocks). Damaged, NeedsPassword, WrongKey, Unsafe: about the document.
    ///        Cancelled. TimedOut: silent for eight seconds. WorkerDied: it crashed or was killed.
    static Result<PageReader> open(const std::string& program, const FileDescriptor& file, std::stop_token stop, Bytes password = {});

    int pageCount() const { return m_pageCount; }
    pid_t processId() const { return m_worker.processId(); }
    std::shared_ptr<const WorkerKiller> killer() const { return m_worker.killer(); }

    /// The page on white, `width` pixels across and as high as its shape asks for. A page so long that it would be larger than
    /// kMaxPagePixels comes smaller; the image says how large it is.
    /// error  as open; BadArgument: no such page, or a width outside 1 to kMaxPageWidth.
    Result<PageImage> render(int page, int width, std::stop_token stop);

    /// Where `quote`, text as the reader gave it (the whole of one or more blocks, or a part of one), stands on the page: one box a
    /// line. Spaces, punctuation and letter case do not count. Of a passage that runs over the page's end the part on it; nothing
    /// when the words are not there.
    /// error  as render; BadArgument: a quote over kMaxQuoteBytes.
    Result<std::vector<PageBox>> find(int page, std::string_view quote, std::stop_token stop);

private:
    explicit PageReader(WorkerProcess worker) : m_worker(std::move(worker)) {}
    Result<Frame> answer(std::stop_token stop);

    WorkerProcess m_worker;
    int m_pageCount = 0;
};

} // namespace sillok::app
