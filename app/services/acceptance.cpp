#include "app/services/acceptance.h"

#include "app/services/acceptance_questions.h"
#include "app/services/model_library.h"
#include "app/workers/engine_client.h"
#include "engine/base/file.h"
#include "storage/db/replace_file.h"
#include "storage/signing/fault.h"
#include "storage/vault/clock.h"

#include <nlohmann/json.hpp>

#include <chrono>
#include <numeric>
#include <sys/stat.h>

namespace sillok::app {

namespace {

using storage::Fault;
using storage::PackageKind;
using storage::refuse;
using nlohmann::json;

constexpr uint32_t kMostAnswerTokens = 48;
constexpr size_t kMostReportBytes = 4096;

/// What the sealed engine says about a file that somebody signed.
Error asRefusal(Error error, const std::string& id)
{
    switch (error.code) {
    case ErrorCode::Damaged:
    case ErrorCode::Unsafe:
    case ErrorCode::Unsupported:
    case ErrorCode::NotFound:
    case ErrorCode::WorkerDied: return refuse(Fault::UnsafeModel, id + ": " + error.doing);
    case ErrorCode::OutOfMemory: return refuse(Fault::DoesNotFit, id + ": " + error.doing);
    default: return error;
    }
}

protocol::Generate promptFor(const OfficeQuestion& question)
{
    protocol::Generate request;
    request.maxTokens = kMostAnswerTokens;
    request.purpose = protocol::Purpose::Documents;
    request.turns = { { protocol::TurnRole::System, "주어진 자료만 보고 한 문장으로 짧게 답하십시오." },
        { protocol::TurnRole::User, std::string("자료: ") + question.passage + "\n\n질문: " + question.question } };
    return request;
}

struct Speed {
    double promptTokens = 0;
    double promptSeconds = 0;
    double writtenTokens = 0;
    double writtenSeconds = 0;

    void add(const protocol::Generated& one)
    {
        promptTokens += one.promptTokens;
        promptSeconds += one.promptMs / 1000;
        writtenTokens += one.generatedTokens;
        writtenSeconds += one.generateMs / 1000;
    }
};

Result<bool> answersRight(EngineClient& engine, const OfficeQuestion& question, Speed& speed, const std::stop_token& stop)
{
    std::string answer;
    SILLOK_TRY(const protocol::Generated done, engine.generate(promptFor(question), stop, [&](const protocol::TextWritten& written) {
        if (!written.thought)
            answer += written.text;
    }));
    if (done.reason == protocol::StopReason::Cancelled)
        return fail(ErrorCode::Cancelled, "trying a model");
    speed.add(done);
    return answer.find(question.answer) != std::string::npos;
}

Result<bool> placesRight(EngineClient& engine, const OfficeQuestion& question, bool scores, const std::stop_token& stop)
{
    if (scores) {
        SILLOK_TRY(const auto both, engine.score({ question.question, { question.passage, question.unrelated } }, stop));
        return both[0] > both[1];
    }
    SILLOK_TRY(const auto asked, engine.embed({ protocol::TextKind::Question, { question.question } }, stop));
    SILLOK_TRY(const auto texts, engine.embed({ protocol::TextKind::Passage, { question.passage, question.unrelated } }, stop));
    const auto nearness = [&](const std::vector<float>& to) { return std::inner_product(to.begin(), to.end(), asked[0].begin(), 0.0F); };
    return nearness(texts[0]) > nearness(texts[1]);
}

std::string reportName(const std::string& id, uint64_t version) { return id + "-" + std::to_string(version) + ".json"; }
std::string reportFolder(const storage::PackageStore& store) { return store.folder() + "/reports"; }

} // namespace

Result<AcceptanceReport> acceptPackage(
    const storage::VerifiedPackage& package, const std::string& engineProgram, const std::stop_token& stop, const AcceptanceProgress& progress)
{
    const storage::Manifest& manifest = package.manifest();
    AcceptanceReport report;
    report.madeAtSeconds = storage::nowMs() / 1000;
    if (manifest.kind != PackageKind::Model && manifest.kind != PackageKind::Embedding && manifest.kind != PackageKind::Reranker)
        return report;
    std::string chatTemplate;
    if (!manifest.templatePath.empty()) {
        SILLOK_TRY(chatTemplate, package.text(manifest.templatePath, 1 << 20));
    }
    const protocol::LoadModel options = loadOptions(manifest, std::move(chatTemplate));
    SILLOK_TRY(const auto files, package.payload());
    if (files.empty())
        return refuse(Fault::UnsafeModel, manifest.id);
    const auto begin = std::chrono::steady_clock::now();
    auto engine = EngineClient::load(engineProgram, files, options, stop, {});
    if (!engine.ok())
        return asRefusal(engine.error(), manifest.id);
    report.loadSeconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    report.memoryBytes = engine->model().memoryBytes;
    if (manifest.kind != PackageKind::Model && engine->model().makesScores != (manifest.kind == PackageKind::Reranker))
        return refuse(Fault::UnsafeModel, manifest.id + ": another kind of model");

    Speed speed;
    for (const OfficeQuestion& question : kOfficeQuestions) {
        auto right = manifest.kind == PackageKind::Model ? answersRight(*engine, question, speed, stop)
                                                         : placesRight(*engine, question, manifest.kind == PackageKind::Reranker, stop);
        if (!right.ok())
            return asRefusal(right.error(), manifest.id);
        report.right += *right ? 1 : 0;
        ++report.questions;
        if (progress)
            progress(report.questions, kOfficeQuestions.size());
    }
    if (speed.promptSeconds > 0)
        report.promptTokensPerSecond = speed.promptTokens / speed.promptSeconds;
    if (speed.writtenSeconds > 0)
        report.generatedTokensPerSecond = speed.writtenTokens / speed.writtenSeconds;
    return report;
}

Result<void> saveReport(const storage::PackageStore& store, const storage::Manifest& manifest, const AcceptanceReport& report)
{
    ::mkdir(reportFolder(store).c_str(), 0755);  // writing says what is wrong when this fails
    const std::string text = json { { "load_seconds", report.loadSeconds }, { "memory_bytes", report.memoryBytes }, { "questions", report.questions },
        { "right", report.right }, { "prompt_tokens_per_s", report.promptTokensPerSecond }, { "generation_tokens_per_s", report.generatedTokensPerSecond },
        { "made_at", report.madeAtSeconds } }.dump();
    return storage::replaceFile(reportFolder(store), reportName(manifest.id, manifest.version), asBytes(text), 0644);
}

std::optional<AcceptanceReport> loadReport(const storage::PackageStore& store, const std::string& id, uint64_t version)
{
    const auto file = openForReading(reportFolder(store) + "/" + reportName(id, version));
    if (!file.ok())
        return std::nullopt;
    const auto bytes = readAll(*file, kMostReportBytes);
    if (!bytes.ok())
        return std::nullopt;
    const json value = json::parse(bytes->begin(), bytes->end(), nullptr, false);
    if (!value.is_object())
        return std::nullopt;
    const auto number = [&](const char* key) { return value.contains(key) && value[key].is_number() ? value[key].get<double>() : 0.0; };
    AcceptanceReport report;
    report.loadSeconds = number("load_seconds");
    report.memoryBytes = static_cast<uint64_t>(number("memory_bytes"));
    report.questions = static_cast<uint32_t>(number("questions"));
    report.right = static_cast<uint32_t>(number("right"));
    report.promptTokensPerSecond = number("prompt_tokens_per_s");
    report.generatedTokensPerSecond = number("generation_tokens_per_s");
    report.madeAtSeconds = static_cast<int64_t>(number("made_at"));
    return report;
}

uint32_t percentRight(const AcceptanceReport& report) { return report.questions == 0 ? 0 : report.right * 100 / report.questions; }

} // namespace sillok::app
