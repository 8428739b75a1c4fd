// answer_record_test.cpp - Every answer of a model can be made again: the same words come, and what was changed since is noticed.
#include "tests/app/publisher_desk.h"
#include "tests/app/real_desk.h"

#include "app/services/answer_record.h"
#include "app/services/workspace.h"

#include <QJsonArray>

using namespace sillok;
using namespace sillok::app;
using namespace sillok::test;

class AnswerRecordTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void theSameIsMadeAgain();
    void anotherQuestionIsNoticed();
    void sourcesAreKeptAsTheyWere();
    void temporaryChatsAndCopiedAnswersHaveNone();
    void theCommandLineSaysIt();

private:
    /// A vault in which the small model has answered.
    struct Answered : RealDesk {
        Message answer;

        explicit Answered(const QString& model)
        {
            if (!create() || !useModel(model))
                qFatal("the desk did not open");
            answer = ask(QStringLiteral("Once upon a time"), 0);
        }
        void lock()
        {
            QSignalSpy finished(&desk, &Desk::lockFinished);
            desk.lock();
            waitFor([&] { return !finished.isEmpty(); });
        }
        std::unique_ptr<Workspace> lockAndOpen()
        {
            lock();
            const Passphrase secret = passphrase();
            auto opened = Workspace::open((folder.path() + "/vault").toStdString(), secret.view());
            if (!opened.ok())
                qWarning("%s", opened.error().doing.c_str());
            return opened.ok() ? std::move(*opened) : nullptr;
        }
    };
    Result<Replay> again(const storage::AnswerRecord& record, const QString& said) const
    {
        SILLOK_TRY(const OpenedModel model, openModel(m_model.toStdString(), {}));
        return replay(record, said.toStdString(), model, programPath("/sillok-engine"), 1, {});
    }

    QString m_model = sharedFile("fixtures/models/stories260K-f32.gguf");
};

void AnswerRecordTest::initTestCase()
{
    if (!QFile::exists(m_model))
        QSKIP("no shared fixtures: the small trained model is not here");
}

void AnswerRecordTest::theSameIsMadeAgain()
{
    Answered desk(m_model);
    QVERIFY(desk.answer.state == MessageState::Complete && desk.answer.text.size() > 20);
    const auto workspace = desk.lockAndOpen();
    QVERIFY(workspace);
    const auto record = workspace->answerRecords().of(desk.answer.id);
    QVERIFY(record.ok());
    QVERIFY(!record->modelName.empty() && record->modelDigest.empty());
    const auto made = again(*record, desk.answer.text);
    QVERIFY(made.ok());
    QCOMPARE(QString::fromStdString(made->text), desk.answer.text);
    QVERIFY(made->same && !made->sameModel);
    QString changed = desk.answer.text;
    changed[10] = changed[10] == 'x' ? 'y' : 'x';
    const auto other = again(*record, changed);
    QVERIFY(!other->same);
    QCOMPARE(other->differsAt, size_t(10));
}

void AnswerRecordTest::anotherQuestionIsNoticed()
{
    Answered desk(m_model);
    const auto workspace = desk.lockAndOpen();
    auto record = workspace->answerRecords().of(desk.answer.id).value();
    protocol::Generate request = protocol::decodeGenerate(record.request).value();
    request.turns.back().text = "The big red ball";
    record.request = protocol::encode(request);
    QVERIFY(!again(record, desk.answer.text)->same);
    record.request.pop_back();
    QCOMPARE(int(again(record, desk.answer.text).error().code), int(ErrorCode::Damaged));
}

void AnswerRecordTest::sourcesAreKeptAsTheyWere()
{
    Answered desk(m_model);
    const auto workspace = desk.lockAndOpen();
    const auto collection = workspace->collections().create("예규", 1);
    storage::NewDocument document;
    document.collection = *collection;
    document.name = "복무규정.txt";
    document.sha256.fill(7);
    const auto added = workspace->documents().add(document, 1);
    QVERIFY(added.ok());
    const auto chat = workspace->chats().create("물음", 1);
    const auto prompt = workspace->chats().appendPrompt(*chat, 0, "며칠?", 2);
    const auto begun = workspace->chats().beginAnswer(*chat, *prompt, *collection, 3);
    QVERIFY(begun.ok());
    storage::FinishedAnswer finished;
    finished.mode = storage::AnswerMode::Generated;
    finished.text = "사흘이다 [1]";
    finished.citations.resize(2);
    for (storage::StoredCitation& citation : finished.citations)
        citation.document = *added;
    QVERIFY(workspace->chats().finishAnswer(*begun, finished, 4).ok());
    storage::AnswerRecord record { "모델", "kr.go.example.model", 3, std::string(64, 'a'), programVersion(), { 1, 2, 3 }, {} };
    QVERIFY(workspace->answerRecords().add(*begun, record).ok());
    QVERIFY(workspace->documents().remove(*added).ok());
    record.sources = { { "복무규정.txt", document.sha256 } };  // cited twice, kept once, and though the document is gone
    QVERIFY(workspace->answerRecords().of(*begun).value() == record);
    QCOMPARE(int(workspace->answerRecords().add(999'999, record).error().code), int(ErrorCode::NotFound));
}

void AnswerRecordTest::temporaryChatsAndCopiedAnswersHaveNone()
{
    Answered desk(m_model);
    Message secret;
    connect(&desk.desk, &Desk::messageChanged, this, [&](ChatId, const Message& message) { secret = message; });
    desk.desk.sendInMemory(QStringLiteral("Once upon a time"), {});
    QVERIFY(RealDesk::waitFor([&] { return secret.state == MessageState::Complete && secret.id != 0 && secret.role == Role::Assistant; }));
    const auto workspace = desk.lockAndOpen();
    QVERIFY(workspace->answerRecords().of(desk.answer.id).ok());
    QCOMPARE(int(workspace->answerRecords().of(secret.id).error().code), int(ErrorCode::NotFound));
}

void AnswerRecordTest::theCommandLineSaysIt()
{
    Answered desk(m_model);
    desk.lock();
    const QString program = QString::fromStdString(programPath("/sillokctl"));
    const QStringList vault { QString::number(desk.answer.id), "--vault", desk.folder.path() + "/vault", "--passphrase-fd", "0", "--json" };
    const QByteArray secret = QByteArray("무궁화 꽃이 피었습니다\n");
    const Run record = start(program, QStringList { "chat", "record" } + vault, secret, desk.folder.path());
    QVERIFY2(record.code == 0, record.err);
    QCOMPARE(record.json()["seed"].toInt(), int(desk.answer.id));
    const Run made = start(program, QStringList { "chat", "replay", "--model", m_model } + vault, secret, desk.folder.path());
    QVERIFY2(made.code == 0, made.err);
    QCOMPARE(made.json()["same"].toBool(), true);
    QCOMPARE(made.json()["text"].toString(), desk.answer.text);
    const Run none = start(program, QStringList { "chat", "record", "--vault", desk.folder.path() + "/vault", "--passphrase-fd", "0", "1" }, secret, desk.folder.path());
    QCOMPARE(none.code, 1);
}

QTEST_GUILESS_MAIN(AnswerRecordTest)
#include "answer_record_test.moc"
