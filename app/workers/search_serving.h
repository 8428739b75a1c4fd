// search_serving.h - Inside sillok-engine: a model that makes vectors or scores, asked over a link.
#pragma once

#include "app/workers/frame.h"
#include "engine/session/session.h"

namespace sillok::app {

/// Loads the model, answers ModelLoaded and then every Embed and Score, one at a time, until the link closes; Cancel ends the one that runs
/// with Failed and Cancelled.
/// error  as Embedder::load. Damaged: a frame that is not understood. WorkerDied: the other end is gone.
Result<void> serveSearching(FrameLink& link, MappedFile file, const ModelOptions& options);

} // namespace sillok::app
