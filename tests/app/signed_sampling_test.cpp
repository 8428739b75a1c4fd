// signed_sampling_test.cpp - What a package is signed with is how its model is sampled and where it ends: in the engine, not in a label.
#include "tests/support/paths.h"

#include "app/services/model_library.h"
#include "app/workers/engine_client.h"

#include <QFile>
#include <QTest>

#include <set>

using namespace sillok;
using namespace sillok::app;
using namespace sillok::test;

class SignedSamplingTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void theStopEndsTheReply();
    void thePresetOfItsPurposeIsUsed();
    void namesSayThePurpose();

private:
    /// error: a message, for the test to show
    std::string answer(const protocol::LoadModel& options, protocol::Purpose purpose, uint64_t seed, protocol::StopReason* reason = nullptr) const
    {
        const auto file = openForReading(m_model.toStdString());
        auto engine = EngineClient::load(programPath("/sillok-engine"), std::span(&*file, 1), options, {}, {});
        if (!engine.ok())
            return "error: " + engine.error().doing;
        std::string text;
        const protocol::Generate request { .turns = { { protocol::TurnRole::User, "Once upon a time" } }, .maxTokens = 60, .purpose = purpose, .seed = seed };
        const auto done = engine->generate(request, {}, [&](const protocol::TextWritten& written) { text += written.text; });
        if (!done.ok())
            return "error: " + done.error().doing;
        if (reason)
            *reason = done->reason;
        return text;
    }

    QString m_model = qEnvironmentVariable("SILLOK_SHARED") + QStringLiteral("/fixtures/models/stories260K-f32.gguf");
};

void SignedSamplingTest::initTestCase()
{
    if (!QFile::exists(m_model))
        QSKIP("no shared fixtures: the small trained model is not here");
}

void SignedSamplingTest::theStopEndsTheReply()
{
    const std::string whole = answer({ .threads = 1 }, protocol::Purpose::Documents, 0);
    QVERIFY2(whole.find('.') != std::string::npos && whole.find('.') + 1 < whole.size(), whole.c_str());
    protocol::StopReason reason {};
    const std::string ended = answer({ .threads = 1, .stops = { "." } }, protocol::Purpose::Documents, 0, &reason);
    QCOMPARE(ended, whole.substr(0, whole.find('.')));
    QCOMPARE(reason, protocol::StopReason::EndOfTurn);
}

void SignedSamplingTest::thePresetOfItsPurposeIsUsed()
{
    protocol::LoadModel options { .threads = 1 };
    options.presets = { { .purpose = protocol::Purpose::Documents, .temperatureMilli = 1500 }, { .purpose = protocol::Purpose::Chat, .temperatureMilli = 0 } };
    std::set<std::string> hot, cold, unsaid;
    for (const uint64_t seed : { 1U, 2U, 3U }) {
        hot.insert(answer(options, protocol::Purpose::Documents, seed));
        cold.insert(answer(options, protocol::Purpose::Chat, seed));
        unsaid.insert(answer({ .threads = 1 }, protocol::Purpose::Documents, seed));
    }
    QCOMPARE(hot.size(), size_t(3));
    QCOMPARE(cold.size(), size_t(1));   // nothing is left to chance, whatever the seed
    QCOMPARE(unsaid.size(), size_t(1)); // as documents are answered without a preset
    QCOMPARE(*cold.begin(), *unsaid.begin());
}

void SignedSamplingTest::namesSayThePurpose()
{
    storage::Manifest manifest;
    manifest.presets = { { .name = "documents", .temperatureMilli = 100, .topK = 5 }, { .name = "poems", .temperatureMilli = 2000 }, { .name = "chat", .topPMilli = 950 } };
    manifest.stops = { "###" };
    const protocol::LoadModel options = loadOptions(manifest, "{{ x }}");
    QCOMPARE(options.presets.size(), size_t(2));
    QVERIFY(options.presets[0].purpose == protocol::Purpose::Documents && options.presets[0].temperatureMilli == 100 && options.presets[0].topK == 5);
    QVERIFY(options.presets[1].purpose == protocol::Purpose::Chat && options.presets[1].topPMilli == 950);
    QVERIFY(options.stops == manifest.stops && options.chatTemplate == "{{ x }}" && options.use == protocol::ModelUse::Writing);
}

QTEST_GUILESS_MAIN(SignedSamplingTest)
#include "signed_sampling_test.moc"
