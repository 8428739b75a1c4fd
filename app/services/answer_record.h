// answer_record.h - An answer made again from its record, and how it compares with what was said then.
#pragma once

#include "app/services/model_library.h"
#include "app/workers/engine_client.h"
#include "storage/repositories/answer_record_repository.h"

namespace sillok::app {

/// The record of an answer that `model` wrote to this request.
storage::AnswerRecord recordOf(const OpenedModel& model, const std::string& modelName, const protocol::Generate& request);

struct Replay {
    std::string text;               ///< what it says now
    bool same = false;
    size_t differsAt = 0;           ///< the first code point that is different; as long as the shorter one: one ends there
    bool sameModel = false;         ///< by the digest of its package; false too where either has none
};

/// Asks the same again: the same words in the same order, parameters, seed and time of day.
/// error  Damaged: the record cannot be read. What EngineClient says.
Result<Replay> replay(const storage::AnswerRecord& record, const std::string& said, const OpenedModel& model, const std::string& engineProgram,
    uint32_t threads, const std::stop_token& stop);

/// The version of this program, as records name it.
const char* programVersion();

} // namespace sillok::app
