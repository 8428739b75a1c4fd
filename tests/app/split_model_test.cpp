// split_model_test.cpp - A model in several files reaches the sealed engine whole: every descriptor travels, none is left behind.
#include "app/workers/engine_client.h"
#include "engine/gguf/parts.h"
#include "engine/session/memory_plan.h"
#include "tests/engine/gguf_writer.h"
#include "tests/engine/split_model.h"
#include "tests/support/paths.h"

#include <QtTest>

using namespace sillok;
using namespace sillok::app;

class SplitModelTest : public QObject {
    Q_OBJECT
private slots:
    void allPartsReachTheEngine();
    void aPartTooFewIsRefusedByTheEngine();
    void anEngineThatDiesOfItsCardGoesWithoutOne();
    void aSealedEngineKnowsWhatMemoryIsFree();
};

namespace {

const std::string kEngine = test::programPath("/sillok-engine");

} // namespace

void SplitModelTest::allPartsReachTheEngine()
{
    const test::TemporaryFolder folder;
    const std::string whole = test::tinyLlama();
    const auto files = gguf::openParts(test::splitModel(asBytes(whole), folder.path() + "/tiny", 11));
    QVERIFY(files.ok());
    const auto engine = EngineClient::load(kEngine, *files, { .threads = 1, .contextTokens = 64 }, {}, {});
    QVERIFY2(engine.ok(), engine.ok() ? "" : engine.error().doing.c_str());
    QCOMPARE(engine->model().architecture, std::string("llama"));
    QCOMPARE(engine->model().name, std::string("tiny"));
}

void SplitModelTest::aPartTooFewIsRefusedByTheEngine()
{
    const test::TemporaryFolder folder;
    const std::string whole = test::tinyLlama();
    const auto files = gguf::openParts(test::splitModel(asBytes(whole), folder.path() + "/tiny", 3));
    QVERIFY(files.ok());
    const auto engine = EngineClient::load(kEngine, std::span(*files).first(2), { .threads = 1 }, {}, {});
    QVERIFY(!engine.ok());
    QCOMPARE(engine.error().code, ErrorCode::NotFound);
}

void SplitModelTest::anEngineThatDiesOfItsCardGoesWithoutOne()
{
    // A driver may want calls that the seal answers with death. The program in the engine's place opens a card and dies, unless it is asked
    // to leave cards alone; then it is the engine.
    const test::TemporaryFolder folder;
    const std::string whole = test::tinyLlama();
    const auto files = gguf::openParts(test::splitModel(asBytes(whole), folder.path() + "/tiny", 11));
    QVERIFY(files.ok());
    const std::string program = test::programPath("/../tests/engine_with_a_bad_card");
    const auto engine = EngineClient::load(program, *files, { .threads = 1, .contextTokens = 64 }, {}, {});
    QVERIFY2(engine.ok(), engine.ok() ? "" : engine.error().doing.c_str());
    QCOMPARE(engine->model().name, std::string("tiny"));
    QCOMPARE(engine->model().card, protocol::CardUse::Broke);
}

void SplitModelTest::aSealedEngineKnowsWhatMemoryIsFree()
{
    // Keys and values of 8 KiB a token: 128 GiB for its longest context.
    constexpr uint32_t kLongest = 1 << 24;
    if (availableMemoryBytes() >= uint64_t { 128 } << 30)
        QSKIP("this machine has room for it");
    const test::TemporaryFolder folder;
    const auto files = gguf::openParts(test::splitModel(asBytes(test::tinyLlama(kLongest, { "<s>", "</s>" }, 1024)), folder.path() + "/wide", 11));
    QVERIFY(files.ok());
    const auto engine = EngineClient::load(kEngine, *files, { .threads = 1, .contextTokens = kLongest }, {}, {});
    QVERIFY(!engine.ok());
    QCOMPARE(engine.error().code, ErrorCode::OutOfMemory);
    QVERIFY2(engine.error().doing.find("tokens would fit") != std::string::npos, engine.error().doing.c_str());
}

QTEST_GUILESS_MAIN(SplitModelTest)
#include "split_model_test.moc"
