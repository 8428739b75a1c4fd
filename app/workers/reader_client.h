// reader_client.h - Reads one document in a fresh, sealed process; whatever happens there, this side gets an answer.
#pragma once

#include "app/workers/worker_process.h"
#include "engine/base/file.h"
#include "engine/documents/document.h"

#include <functional>
#include <stop_token>

namespace sillok::app {

/// Blocks the calling thread. `program` is the path of sillok-reader. `extension` is a hint in lower case ("md"). Of a scan nothing comes
/// but pagesWithoutText; see reading.h. `password` empty: none is known.
/// error  Damaged, Unsupported, Unsafe, NeedsPassword, WrongKey (another password): about the document. Cancelled. TimedOut: over a minute.
///        WorkerDied: it crashed or was killed; the document may be tried again.
Result<documents::Document> readDocument(const std::string& program, const FileDescriptor& file, const std::string& extension,
    std::stop_token stop, const std::function<void(int done, int total)>& progress, Bytes password = {});

/// The same in a reader that is there already and has read nothing yet.
Result<documents::Document> readDocument(WorkerProcess reader, const FileDescriptor& file, const std::string& extension,
    std::stop_token stop, const std::function<void(int done, int total)>& progress, Bytes password = {});

} // namespace sillok::app
