// desk_writing_test.cpp - Files of a chat, prompts, presets and the meter, over real services and a real engine.
#include "tests/app/real_desk.h"

#include "app/services/answer_preset.h"
#include "app/services/answer_record.h"
#include "app/services/evidence_service.h"
#include "app/services/workspace.h"

using namespace sillok;
using namespace sillok::app;
using namespace sillok::test;

namespace {

/// A copy of the small model that says it was made for a context of `tokens`: room for a question from documents.
QString wideModel(const QString& folder, quint32 tokens)
{
    QFile from(sharedFile("fixtures/models/stories260K-f32.gguf"));
    QFile to(folder + QStringLiteral("/wide.gguf"));
    if (!from.open(QIODevice::ReadOnly) || !to.open(QIODevice::WriteOnly))
        return {};
    QByteArray bytes = from.readAll();
    const QByteArray key("llama.context_length");
    const qsizetype value = bytes.indexOf(key) + key.size() + 4; // behind the type
    bytes.replace(value, 4, QByteArray(reinterpret_cast<const char*>(&tokens), 4));
    return to.write(bytes) == bytes.size() ? to.fileName() : QString();
}

struct WritingDesk : RealDesk {
    WritingDesk()
    {
        QObject::connect(&desk, &Desk::attachmentsChanged, &desk, [this](ChatId of, CollectionId in, const QList<Attachment>& now) {
            chat = of;
            collection = in;
            files = now;
            for (const Attachment& file : now)
                seenReading = seenReading || file.state == DocumentState::Reading;
        });
        QObject::connect(&desk, &Desk::presetChosen, &desk, [this](ChatId, const QString& id) { chosen = id; });
        QObject::connect(&desk, &Desk::problem, &desk, [this](const Problem& one) { problem = one; });
    }

    QString write(const QString& name, const QByteArray& text)
    {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("not written");
        return file.fileName();
    }
    bool attach(ChatId to, const QStringList& paths)
    {
        const auto wanted = (to == chat ? files.size() : 0) + paths.size();
        desk.attachFiles(to, paths);
        return waitFor([&] { return files.size() == wanted && std::ranges::none_of(files, &Attachment::waits); });
    }
    QString savePreset(const Preset& preset)
    {
        desk.savePreset(preset);
        waitFor([&] { return std::ranges::any_of(desk.presets(), [&](const Preset& one) { return one.name == preset.name; }); });
        for (const Preset& one : desk.presets())
            if (one.name == preset.name)
                return one.id;
        return {};
    }
    PromptSize measure(ChatId in, const QString& draft, const Scope& scope)
    {
        QSignalSpy measured(&desk, &Desk::promptMeasured);
        desk.measurePrompt(in, draft, scope);
        return measured.wait(kWaitMs) ? measured[0][1].value<PromptSize>() : PromptSize();
    }
    std::unique_ptr<Workspace> lockAndOpen()
    {
        QSignalSpy finished(&desk, &Desk::lockFinished);
        desk.lock();
        waitFor([&] { return !finished.isEmpty(); });
        const Passphrase secret = passphrase();
        auto opened = Workspace::open((folder.path() + "/vault").toStdString(), secret.view());
        return opened.ok() ? std::move(*opened) : nullptr;
    }

    ChatId chat = 0;
    CollectionId collection = 0;
    QList<Attachment> files;
    bool seenReading = false;
    QString chosen;
    Problem problem;
};

constexpr const char* kLeave = "출장비는 사흘 안에 정산한다.\n\n관용차는 부서장이 승인한 때에만 주말에 쓴다.\n";

} // namespace

class DeskWritingTest : public QObject {
    Q_OBJECT
private slots:
    void attachedFilesAreAskedAndStay();
    void attachedFilesAreNoCollectionAmongTheOthers();
    void aFileThatCannotBeReadSaysWhy();
    void filesLeaveOneByOne();
    void aTemporaryChatTakesNoFiles();
    void shreddingAChatTakesItsFilesAlong();
    void promptsAreKeptChangedAndBroughtBack();
    void aPresetReachesTheEngineAndTheRecord();
    void presetsOfChatsAndTheStandardOne();
    void instructionsStandBeforeTheRulesOfDocuments();
    void theMeterCountsWhatTheEngineCounts();
    void theModeAndTheDraftsAreOnTheDisk();
};

void DeskWritingTest::attachedFilesAreAskedAndStay()
{
    WritingDesk real;
    QVERIFY(real.create());
    QVERIFY(real.attach(0, { real.write(QStringLiteral("출장.txt"), kLeave) }));
    QVERIFY(real.chat != 0 && real.collection != 0);
    QCOMPARE(real.files[0].state, DocumentState::Ready);
    QCOMPARE(real.desk.chats().first().title, QStringLiteral("출장.txt"));
    const Message answer = real.ask(QStringLiteral("출장비는 언제까지 정산하나요?"), real.collection, real.chat);
    QCOMPARE(answer.mode, AnswerMode::Evidence);
    QVERIFY(answer.text.contains(QStringLiteral("사흘")));
    QVERIFY(answer.collectionName.isEmpty());
    QCOMPARE(answer.collection, real.collection);
    const ChatId chat = real.chat;
    QVERIFY(real.lockAndUnlock());
    real.files.clear();
    real.desk.openChat(chat);
    QVERIFY(RealDesk::waitFor([&] { return real.files.size() == 1; }));
    QVERIFY(real.ask(QStringLiteral("관용차는 누가 승인하나요?"), real.collection, chat).text.contains(QStringLiteral("부서장")));
}

void DeskWritingTest::attachedFilesAreNoCollectionAmongTheOthers()
{
    WritingDesk real;
    QVERIFY(real.create());
    QSignalSpy imports(&real.desk, &Desk::importProgressed);
    QVERIFY(real.attach(0, { real.write(QStringLiteral("a.txt"), kLeave) }));
    QVERIFY(real.desk.collections().isEmpty());
    QSignalSpy scopes(&real.desk, &Desk::scopesFound);
    real.desk.findScopes({});
    QVERIFY(scopes.wait(kWaitMs));
    QVERIFY(scopes[0][1].value<QList<ScopeChoice>>().isEmpty());
    QSignalSpy found(&real.desk, &Desk::everythingFound);
    real.desk.searchEverything(QStringLiteral("관용차"), {});
    QVERIFY(found.wait(kWaitMs));
    QCOMPARE(found[0][1].value<FoundList>().items.size(), 1); // the passage: it can be read; its name is on no page
    QVERIFY(imports.isEmpty());
}

void DeskWritingTest::aFileThatCannotBeReadSaysWhy()
{
    WritingDesk real;
    QVERIFY(real.create());
    const QString bad = real.write(QStringLiteral("bad.hwpx"), QByteArray("PK\x03\x04 and then nonsense", 24));
    QVERIFY(real.attach(0, { real.write(QStringLiteral("good.txt"), kLeave), bad }));
    QCOMPARE(real.files[0].name, QStringLiteral("bad.hwpx"));
    QVERIFY(!real.files[0].answers() && !real.files[0].waits());
    QVERIFY(real.files[1].answers());
    real.write(QStringLiteral("bad.hwpx"), "이제는 읽히는 글이다. 연차는 열닷새다.\n"); // content decides, not the name
    real.desk.retryDocuments(real.collection, { real.files[0].document });
    QVERIFY(RealDesk::waitFor([&] { return real.files.size() == 2 && real.files[0].answers() && real.files[1].answers(); }));
}

void DeskWritingTest::filesLeaveOneByOne()
{
    WritingDesk real;
    QVERIFY(real.create());
    QVERIFY(real.attach(0, { real.write(QStringLiteral("a.txt"), kLeave), real.write(QStringLiteral("b.txt"), "연가는 열닷새다.\n") }));
    const Attachment first = real.files[0];
    real.desk.detachFile(real.chat, first);
    QVERIFY(RealDesk::waitFor([&] { return real.files.size() == 1; }));
    QCOMPARE(real.files[0].name, QStringLiteral("b.txt"));
    QCOMPARE(real.ask(QStringLiteral("출장비는 언제까지 정산하나요?"), real.collection, real.chat).mode, AnswerMode::Refused);
    QVERIFY(real.attach(real.chat, { first.path })); // back again
    QVERIFY(real.ask(QStringLiteral("출장비는 언제까지 정산하나요?"), real.collection, real.chat).text.contains(QStringLiteral("사흘")));
    // A file that still waits leaves its import and is never stored.
    const QString late = real.write(QStringLiteral("c.txt"), "늦게 온 글\n");
    real.desk.pauseImport();
    real.desk.attachFiles(real.chat, { late });
    QVERIFY(RealDesk::waitFor([&] { return real.files.size() == 3; }));
    Attachment waiting;
    for (const Attachment& one : real.files)
        if (one.path == late)
            waiting = one;
    real.desk.detachFile(real.chat, waiting);
    QVERIFY(RealDesk::waitFor([&] { return real.files.size() == 2; }));
    real.desk.resumeImport();
    QVERIFY(real.attach(real.chat, { real.write(QStringLiteral("d.txt"), "마지막 글\n") }));
    QVERIFY(std::ranges::none_of(real.files, [](const Attachment& one) { return one.name == QLatin1String("c.txt"); }));
}

void DeskWritingTest::aTemporaryChatTakesNoFiles()
{
    WritingDesk real;
    QVERIFY(real.create());
    real.desk.sendInMemory(QStringLiteral("비밀"), {});
    QVERIFY(RealDesk::waitFor([&] { return !real.desk.chats().isEmpty(); }));
    const ChatId memory = real.desk.chats().first().id;
    const QString file = real.write(QStringLiteral("a.txt"), kLeave);
    real.desk.attachFiles(memory, { file });
    QVERIFY(RealDesk::waitFor([&] { return real.problem.during == Problem::During::Attach; }));
    QCOMPARE(real.problem.code, ErrorCode::Unsupported);
    const auto workspace = real.lockAndOpen();
    QCOMPARE(workspace->vault().database().prepare("SELECT count(*) FROM document")->number().value(), int64_t(0));
    QCOMPARE(workspace->vault().database().prepare("SELECT count(*) FROM collection")->number().value(), int64_t(0));
}

void DeskWritingTest::shreddingAChatTakesItsFilesAlong()
{
    WritingDesk real;
    QVERIFY(real.create());
    QVERIFY(real.attach(0, { real.write(QStringLiteral("a.txt"), kLeave) }));
    QSignalSpy finished(&real.desk, &Desk::maintenanceFinished);
    real.desk.shredChat(real.chat);
    QVERIFY(finished.wait(kWaitMs));
    const auto workspace = real.lockAndOpen();
    for (const char* table : { "document", "passage", "collection", "chat" })
        QCOMPARE(workspace->vault().database().prepare(std::string("SELECT count(*) FROM ") + table)->number().value(), int64_t(0));
}

void DeskWritingTest::promptsAreKeptChangedAndBroughtBack()
{
    WritingDesk real;
    QVERIFY(real.create());
    real.desk.savePrompt({ {}, QStringLiteral("  요약  "), QStringLiteral("{글}을 세 줄로") });
    QVERIFY(RealDesk::waitFor([&] { return real.desk.prompts().size() == 1; }));
    SavedPrompt kept = real.desk.prompts()[0];
    QCOMPARE(kept.name, QStringLiteral("요약"));
    real.desk.savePrompt({ {}, QStringLiteral("요약"), QStringLiteral("another") });
    QVERIFY(RealDesk::waitFor([&] { return real.problem.code == ErrorCode::AlreadyExists; }));
    QCOMPARE(real.problem.during, Problem::During::Writing);
    kept.name = QStringLiteral("짧은 요약");
    real.desk.savePrompt(kept);
    QVERIFY(RealDesk::waitFor([&] { return real.desk.prompts()[0].name == kept.name; }));
    QVERIFY(real.lockAndUnlock());
    QVERIFY(RealDesk::waitFor([&] { return real.desk.prompts().size() == 1; }));
    QCOMPARE(real.desk.prompts()[0].text, kept.text);
    real.desk.removePrompt(kept.id);
    QVERIFY(RealDesk::waitFor([&] { return real.desk.prompts().isEmpty(); }));
    real.desk.savePrompt(kept);
    QVERIFY(RealDesk::waitFor([&] { return real.desk.prompts().size() == 1; }));
    QCOMPARE(real.desk.prompts()[0].id, kept.id);
}

void DeskWritingTest::aPresetReachesTheEngineAndTheRecord()
{
    const QString model = sharedFile("fixtures/models/stories260K-f32.gguf");
    if (!QFile::exists(model))
        QSKIP("no shared fixtures: the small trained model is not here");
    WritingDesk real;
    QVERIFY(real.create());
    QVERIFY(real.useModel(model));
    Preset preset { {}, QStringLiteral("짧게"), QStringLiteral("Tell of a cat.") };
    preset.temperature = 0.0;
    preset.topP = 0.5;
    preset.longestAnswer = kShortestAnswer;
    preset.seed = 4242;
    const QString id = real.savePreset(preset);
    QVERIFY(!id.isEmpty());
    real.desk.choosePreset(0, id);
    const Message first = real.ask(QStringLiteral("Once upon a time"), 0);
    QCOMPARE(real.chosen, id);
    const Message second = real.ask(QStringLiteral("Once upon a time"), 0); // a new chat without it
    QVERIFY(second.state == MessageState::Complete && second.text != first.text);
    const auto workspace = real.lockAndOpen();
    const auto record = workspace->answerRecords().of(first.id);
    QVERIFY(record.ok());
    const protocol::Generate request = protocol::decodeGenerate(record->request).value();
    QCOMPARE(request.turns.front().role, protocol::TurnRole::System);
    QCOMPARE(request.turns.front().text, std::string("Tell of a cat."));
    QCOMPARE(request.maxTokens, uint32_t(kShortestAnswer));
    QCOMPARE(request.temperatureMilli.value(), 0U);
    QCOMPARE(request.topPMilli.value(), 500U);
    QCOMPARE(request.seed, uint64_t(4242));
    const OpenedModel opened = openModel(model.toStdString(), {}).value();
    const auto again = replay(*record, first.text.toStdString(), opened, programPath("/sillok-engine"), 1, {});
    QVERIFY(again.ok() && again->same);
    // At temperature 0 nothing is drawn: another seed says the same. With the maker's sampling it does not.
    storage::AnswerRecord changed = *record;
    protocol::Generate other = request;
    other.seed = 7;
    changed.request = protocol::encode(other);
    QVERIFY(replay(changed, first.text.toStdString(), opened, programPath("/sillok-engine"), 1, {})->same);
    other.temperatureMilli = 2000;
    other.topPMilli.reset();
    changed.request = protocol::encode(other);
    QVERIFY(!replay(changed, first.text.toStdString(), opened, programPath("/sillok-engine"), 1, {})->same);
    const protocol::Generate plain = protocol::decodeGenerate(workspace->answerRecords().of(second.id)->request).value();
    QVERIFY(plain.turns.size() == 1 && !plain.temperatureMilli && plain.seed == uint64_t(second.id));
}

void DeskWritingTest::presetsOfChatsAndTheStandardOne()
{
    WritingDesk real;
    QVERIFY(real.create());
    const QString a = real.savePreset({ {}, QStringLiteral("A"), QStringLiteral("be brief") });
    const QString b = real.savePreset({ {}, QStringLiteral("B"), QStringLiteral("be kind") });
    real.desk.setDefaultPreset(a);
    QVERIFY(RealDesk::waitFor([&] { return real.desk.defaultPreset() == a; }));
    static_cast<void>(real.ask(QStringLiteral("안녕"), 0));
    const ChatId chat = real.chatOfAnswer;
    real.desk.choosePreset(chat, b);
    QVERIFY(RealDesk::waitFor([&] { return real.chosen == b; }));
    QVERIFY(real.lockAndUnlock());
    real.chosen.clear();
    real.desk.openChat(chat);
    QVERIFY(RealDesk::waitFor([&] { return real.chosen == b; }));
    QVERIFY(RealDesk::waitFor([&] { return real.desk.defaultPreset() == a; }));
    Preset removed;
    for (const Preset& one : real.desk.presets())
        if (one.id == b)
            removed = one;
    real.desk.removePreset(b);
    QVERIFY(RealDesk::waitFor([&] { return real.desk.presets().size() == 1; }));
    real.desk.savePreset(removed); // and is the chat's again
    QVERIFY(RealDesk::waitFor([&] { return real.desk.presets().size() == 2; }));
    real.desk.removePreset(a);
    QVERIFY(RealDesk::waitFor([&] { return real.desk.presets().size() == 1 && real.desk.defaultPreset().isEmpty(); }));
    Preset wild { {}, QStringLiteral("wild"), {} };
    wild.temperature = 9.0;
    real.desk.savePreset(wild);
    QVERIFY(RealDesk::waitFor([&] { return real.problem.code == ErrorCode::BadArgument; }));
}

void DeskWritingTest::instructionsStandBeforeTheRulesOfDocuments()
{
    storage::StoredPreset preset;
    preset.instructions = "존댓말로 답한다.";
    protocol::Generate request { .turns = groundedTurns("물음", {}, true).turns };
    const std::string rules = request.turns.front().text;
    applyPreset(preset, request);
    QCOMPARE(request.turns.size(), size_t(2));
    QCOMPARE(request.turns.front().text, preset.instructions + "\n\n" + rules);
}

void DeskWritingTest::theMeterCountsWhatTheEngineCounts()
{
    WritingDesk real;
    const QString model = wideModel(real.folder.path(), 8192);
    if (model.isEmpty())
        QSKIP("no shared fixtures: the small trained model is not here");
    QVERIFY(real.create());
    QVERIFY(real.useModel(model));
    QCOMPARE(real.desk.engine().contextTokens, 8192);
    Preset preset { {}, QStringLiteral("짧게"), QStringLiteral("Answer in one sentence.") };
    preset.longestAnswer = kShortestAnswer;
    real.desk.setDefaultPreset(real.savePreset(preset));
    QVERIFY(real.attach(0, { real.write(QStringLiteral("a.txt"), kLeave) }));
    const ChatId chat = real.chat;
    const Scope files { real.collection };
    QList<std::pair<PromptSize, MessageId>> seen;
    for (const auto& [question, scope] : std::initializer_list<std::pair<const char*, Scope>> {
             { "출장비는 언제까지 정산하나요?", files }, { "Once upon a time", {} }, { "관용차는 누가 승인하나요?", files }, { "And then?", {} } }) {
        const PromptSize size = real.measure(chat, QString::fromUtf8(question), scope);
        const Message answer = real.askOf(QString::fromUtf8(question), scope, chat);
        QVERIFY(answer.state == MessageState::Complete && !answer.modelName.isEmpty());
        QCOMPARE(size.leftOutMessages, answer.leftOutMessages);
        seen.append({ size, answer.id });
    }
    QCOMPARE(real.measure(chat, QStringLiteral("달에는 누가 사나요?"), files).tokens, 0); // nothing there answers it: no model is asked
    const auto workspace = real.lockAndOpen();
    const OpenedModel opened = openModel(model.toStdString(), {}).value();
    EngineClient engine = EngineClient::load(programPath("/sillok-engine"), opened.files, loadOptions(opened, 1), {}, {}).value();
    for (const auto& [size, answer] : seen) {
        const auto record = workspace->answerRecords().of(answer);
        QVERIFY(record.ok());
        const auto counted = engine.generate(protocol::decodeGenerate(record->request).value(), {}, [](const protocol::TextWritten&) {});
        QCOMPARE(size.tokens, static_cast<int>(counted->promptTokens));
        qInfo("meter %d, engine %u", size.tokens, counted->promptTokens);
    }
}

void DeskWritingTest::theModeAndTheDraftsAreOnTheDisk()
{
    WritingDesk real;
    QVERIFY(real.create());
    QVERIFY(!real.desk.expertMode());
    QSignalSpy changed(&real.desk, &Desk::expertModeChanged);
    real.desk.setExpertMode(true);
    QVERIFY(changed.wait(kWaitMs));
    QSignalSpy kept(&real.desk, &Desk::draftsKept);
    real.desk.keepDrafts({ 0, { { 0, QStringLiteral("쓰던 글") } } });
    QVERIFY(kept.wait(kWaitMs));
    QCOMPARE(kept[0][0].value<Drafts>().texts.value(0), QStringLiteral("쓰던 글"));
    QVERIFY(real.lockAndUnlock());
    QVERIFY(RealDesk::waitFor([&] { return real.desk.expertMode(); }));
    real.desk.lock();
    QVERIFY(!real.desk.expertMode());
}

QTEST_GUILESS_MAIN(DeskWritingTest)
#include "desk_writing_test.moc"
