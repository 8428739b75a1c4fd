// second_question_figures_test.cpp - How soon a second question about the same long text begins to be answered: at first, later in the same
// engine, and by another engine that reads what the first one computed from the vault.
//
// SILLOK_BENCH_MODEL: a GGUF file; without it a tiny one, so that the test is quick. SILLOK_BENCH_TOKENS: how long the text is.
#include "app/services/context_keeping.h"
#include "tests/engine/gguf_writer.h"
#include "tests/engine/split_model.h"
#include "tests/support/paths.h"

#include <QElapsedTimer>
#include <QtTest>

#include <fstream>

using namespace sillok;
using namespace sillok::app;

namespace {

constexpr uint32_t kRoomTokens = 512;

class SecondQuestionFigures : public QObject {
    Q_OBJECT
private slots:
    void secondQuestionOnTheSameText();
};

struct Asked {
    double ms = 0;   ///< until the first word
    uint32_t prompt = 0;
    uint32_t known = 0;
};

/// A text that takes about so many tokens, in whatever vocabulary: it is measured and cut.
std::string textOf(EngineClient& engine, uint32_t tokens)
{
    std::string text;
    for (uint32_t i = 0; text.size() < size_t { tokens } * 4; ++i)
        text += "clause " + std::to_string(i * i % 9973) + " ";
    for (;;) {
        const protocol::Measured size = engine.measure({ .turns = { { protocol::TurnRole::User, text, false } } }).value();
        if (!size.tooLong && size.promptTokens <= tokens)
            return text;
        text.resize(text.size() * 7 / 8);
    }
}

Asked ask(EngineClient& engine, const std::string& text, const char* question)
{
    const protocol::Generate request { .turns = { { protocol::TurnRole::User, text + question, false } }, .maxTokens = 4, .temperatureMilli = 0 };
    const auto done = engine.generate(request, {}, [](const protocol::TextWritten&) {});
    if (!done.ok())
        qFatal("%s", done.error().doing.c_str());
    return { done->promptMs, done->promptTokens, done->knownTokens };
}

void SecondQuestionFigures::secondQuestionOnTheSameText()
{
    const test::TemporaryFolder folder;
    std::string path = qEnvironmentVariable("SILLOK_BENCH_MODEL").toStdString();
    const bool large = !path.empty();
    if (!large) {
        path = folder.path() + "/tiny.gguf";
        std::ofstream(path, std::ios::binary) << test::tinyLlama(4096);
    }
    const uint32_t tokens = qEnvironmentVariableIntValue("SILLOK_BENCH_TOKENS") > 0 ? qEnvironmentVariableIntValue("SILLOK_BENCH_TOKENS") : large ? 4096 : 1024;
    const auto load = [&] {
        std::vector<FileDescriptor> files;
        files.push_back(openForReading(path).value());
        return EngineClient::load(test::programPath("/sillok-engine"), files, { .threads = 2, .contextTokens = tokens + kRoomTokens }, {}, {}).value();
    };
    auto workspace = Workspace::create(folder.path() + "/vault", std::string_view("무궁화"), storage::modernProfile().kdfLimits().floor).value();
    const InVault inVault = [&](const std::function<Result<void>(Workspace&)>& work) { return work(*workspace); };
    const ContextOwner owner { workspace->chats().create("법", 1).value(), 0, "bench" };

    QElapsedTimer time;
    EngineClient first = load();
    const std::string text = textOf(first, tokens);
    const Asked cold = ask(first, text, " first");
    const Asked warm = ask(first, text, " and the second");
    time.start();
    const uint32_t kept = keepContext(first, inVault, owner, {}).value();
    const double keepMs = double(time.nsecsElapsed()) / 1e6;
    EngineClient second = load();
    time.restart();
    const uint32_t given = giveContext(second, inVault, owner, {}).value();
    const double giveMs = double(time.nsecsElapsed()) / 1e6;
    const Asked restarted = ask(second, text, " and the third");

    qInfo("a text of %u tokens: cold %.0f ms; second question %.1f ms (%.4f of cold, %u of %u tokens known)", cold.prompt, cold.ms, warm.ms,
        warm.ms / cold.ms, warm.known, warm.prompt);
    qInfo("kept %u tokens in %.0f ms; after a restart given back in %.0f ms, then %.1f ms (together %.4f of cold, %u of %u tokens known)", kept, keepMs,
        giveMs, restarted.ms, (giveMs + restarted.ms) / cold.ms, restarted.known, restarted.prompt);
    QVERIFY(given == kept && kept + 2 * protocol::kPrefixBlockTokens > warm.prompt);
    QVERIFY(warm.known + 2 * protocol::kPrefixBlockTokens > warm.prompt && restarted.known + 2 * protocol::kPrefixBlockTokens > restarted.prompt);
}

} // namespace

QTEST_GUILESS_MAIN(SecondQuestionFigures)
#include "second_question_figures_test.moc"
