// worker_answer.h - Waiting for what a worker answers, without waiting for ever.
#pragma once

#include "app/workers/worker_process.h"

#include <stop_token>

namespace sillok::app {

/// The next frame that is no failure. Blocks the calling thread. `doing` says in English what the worker is asked for.
/// error  what the worker reports; Cancelled; TimedOut: silent for `limit`; WorkerDied: it crashed or was killed; Damaged: no frame of ours.
Result<Frame> answerOf(WorkerProcess& worker, std::stop_token stop, std::chrono::seconds limit, const std::string& doing);

} // namespace sillok::app
