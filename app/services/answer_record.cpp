#include "app/services/answer_record.h"

#include <algorithm>

namespace sillok::app {

const char* programVersion() { return SILLOK_VERSION; }

storage::AnswerRecord recordOf(const OpenedModel& model, const std::string& modelName, const protocol::Generate& request)
{
    return { modelName, model.id, model.version, model.digest, programVersion(), protocol::encode(request), {} };
}

namespace {

/// Bytes of UTF-8 that begin a character, in the part that both have in common.
size_t commonCodePoints(std::string_view a, std::string_view b)
{
    const auto end = std::mismatch(a.begin(), a.begin() + static_cast<std::ptrdiff_t>(std::min(a.size(), b.size())), b.begin()).first;
    const auto begins = [](char c) { return (static_cast<uint8_t>(c) & 0xc0) != 0x80; };
    size_t count = static_cast<size_t>(std::count_if(a.begin(), end, begins));
    const bool insideOne = end != a.end() && !begins(*end);
    return insideOne && count > 0 ? count - 1 : count;
}

} // namespace

Result<Replay> replay(const storage::AnswerRecord& record, const std::string& said, const OpenedModel& model, const std::string& engineProgram,
    uint32_t threads, const std::stop_token& stop)
{
    SILLOK_TRY(const protocol::Generate request, protocol::decodeGenerate(record.request));
    SILLOK_TRY(EngineClient engine, EngineClient::load(engineProgram, model.files, loadOptions(model, threads), stop, {}));
    Replay result;
    SILLOK_TRY(const protocol::Generated done, engine.generate(request, stop, [&](const protocol::TextWritten& written) {
        if (!written.thought)
            result.text += written.text;
    }));
    if (done.reason == protocol::StopReason::Cancelled)
        return fail(ErrorCode::Cancelled, "making an answer again");
    result.same = result.text == said;
    result.differsAt = commonCodePoints(result.text, said);
    result.sameModel = !record.modelDigest.empty() && record.modelDigest == model.digest;
    return result;
}

} // namespace sillok::app
