// recogniser_client.h - Recognises the text of one page in a fresh, sealed process; whatever happens there, this side gets an answer.
#pragma once

#include "app/workers/recognised_page.h"
#include "app/workers/worker_process.h"

#include <stop_token>

namespace sillok::app {

/// The recogniser in the folder of our programs; empty when it was not installed: it is an optional part.
std::string recogniserIn(const std::string& programFolder);

/// Block the calling thread for some seconds. `program` is the path of sillok-ocr.
/// error  Unsupported: no image that can be read. Damaged, Unsafe (too large): about the image. NotFound: no such program, or its language
///        data is not installed. Cancelled. TimedOut: over two minutes. WorkerDied: it crashed or was killed; the page may be tried again.
Result<RecognisedPage> recognisePage(const std::string& program, const PageImage& page, std::stop_token stop);

/// A page of an image file, counted from 1. error  as above; BadArgument: it has no such page.
Result<RecognisedPage> recogniseImage(const std::string& program, const FileDescriptor& image, int page, std::stop_token stop);

} // namespace sillok::app
