// reading.h - Reads a document whole: its text through the reader, and what only its pictures hold through the recogniser, if there is one.
#pragma once

#include "app/workers/reader_client.h"

namespace sillok::app {

struct ReadingPrograms {
    std::string reader;         ///< path of sillok-reader
    std::string recogniser;     ///< path of sillok-ocr; empty: pages without text stay without
};
/// Those in the folder of our programs.
ReadingPrograms readingPrograms(const std::string& programFolder);

struct ReadingSteps {
    std::function<void(int done, int total)> read {};            ///< of the reader
    std::function<void(int done, int total)> recognised {};      ///< pages, after all text has been read
};

/// Blocks the calling thread: text within a minute, a recognised page some seconds each, until `stop`.
/// A page that could not be recognised stays in pagesWithoutText, and so do all after one that took too long or brought the recogniser
/// down; a page on which there are no words leaves it. Without a recogniser a scan has no blocks, only pagesWithoutText.
/// error  as readDocument; NotFound: nothing inside has text. When nothing else of the document could be read, why its pages could not be
///        recognised: WorkerDied and TimedOut may be tried again.
Result<documents::Document> readWhole(WorkerProcess reader, const ReadingPrograms& programs, const FileDescriptor& file,
    const std::string& extension, std::stop_token stop, const ReadingSteps& steps = {}, Bytes password = {});

/// The same with a reader of its own.
Result<documents::Document> readWhole(const ReadingPrograms& programs, const FileDescriptor& file, const std::string& extension,
    std::stop_token stop, const ReadingSteps& steps = {}, Bytes password = {});

} // namespace sillok::app
