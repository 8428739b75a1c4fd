#include "tests/app/real_desk.h"
#include "tests/support/paths.h"

#include "app/services/workspace.h"

using namespace sillok;
using namespace sillok::app;
using sillok::test::kWaitMs;
using sillok::test::RealDesk;

class DeskTest : public QObject {
    Q_OBJECT
private slots:
    void aWrongPassphraseChangesNothing();
    void theRecoveryKeyIsGivenOnceAndOpens();
    void keysChangeOnlyForWhoeverProvesToBeTheOwner();
    void tooManyWrongTriesSayHowLong();
    void theOwnerIsToldOfAnOpeningByTheInstitution();
    void anAnswerFromTheSamplesIsCitedAndStays();
    void aCitationOpensItsPassage();
    void whatTheDocumentsDoNotSayIsRefused();
    void unreadableFilesGetARowWithAReason();
    void aSecondImportReadsNothingAgain();
    void cancellingAnImportKeepsWhatWasRead();
    void chatsAreFoundRenamedTrashedAndRestored();
    void withoutModelAndDocumentsTheAnswerSaysSo();
    void aModelStreamsStopsAndIsAskedAgain();
    void whatOutgrewTheContextIsLeftOutAndSaid();
    void aDamagedModelIsRefusedAndTheDeskGoesOn();
    void aChatInMemoryLeavesNoTrace();
    void requestsOnALockedVaultSayLocked();
    void theSealIsChecked();
};

namespace {

const QString kSamples = QString::fromStdString(test::sourcePath("/resources/samples/documents"));
const QString kQuestion = QStringLiteral("공용차를 주말에 쓰려면 누구 승인을 받아야 하나요?");

} // namespace

void DeskTest::aWrongPassphraseChangesNothing()
{
    RealDesk real;
    QCOMPARE(real.desk.vaultState(), VaultState::Missing);
    QVERIFY(real.create());
    real.desk.lock();
    QCOMPARE(real.desk.vaultState(), VaultState::Locked);
    QSignalSpy problems(&real.desk, &Desk::problem);
    real.desk.unlock(RealDesk::passphrase("무궁화 꽃이 졌습니다"));
    QVERIFY(problems.wait(kWaitMs));
    QCOMPARE(problems[0][0].value<Problem>().code, ErrorCode::WrongKey);
    QCOMPARE(problems[0][0].value<Problem>().during, Problem::During::Unlock);
    QCOMPARE(real.desk.vaultState(), VaultState::Locked);
    real.desk.unlock(RealDesk::passphrase());
    QVERIFY(RealDesk::waitFor([&] { return real.desk.vaultState() == VaultState::Open; }));
}

void DeskTest::theRecoveryKeyIsGivenOnceAndOpens()
{
    RealDesk real;
    QSignalSpy made(&real.desk, &Desk::recoveryKeyMade);
    QVERIFY(real.createAsAPerson());
    QVERIFY(RealDesk::waitFor([&] { return made.count() == 1; }));
    const QByteArray key(real.desk.takeRecoveryKey().view().data(), 77);
    QVERIFY(real.desk.takeRecoveryKey().isEmpty());
    QByteArray mistyped = key;
    mistyped[0] = mistyped[0] == 'A' ? 'B' : 'A';
    QCOMPARE(real.desk.wrongRecoveryGroups(QString::fromLatin1(mistyped)), QList<int> { 1 });
    QVERIFY(real.desk.wrongRecoveryGroups(QString::fromLatin1(key)).isEmpty());
    real.desk.lock();
    QSignalSpy problems(&real.desk, &Desk::problem);
    real.desk.unlockWithRecoveryKey(RealDesk::passphrase(mistyped.constData()));
    QVERIFY(problems.wait(kWaitMs));
    QCOMPARE(problems[0][0].value<Problem>().code, ErrorCode::BadArgument);
    real.desk.unlockWithRecoveryKey(RealDesk::passphrase(key.toLower().constData()));
    QVERIFY(RealDesk::waitFor([&] { return real.desk.vaultState() == VaultState::Open; }));
    QSignalSpy changed(&real.desk, &Desk::passphraseChanged);
    real.desk.resetPassphrase(RealDesk::passphrase(key.constData()), RealDesk::passphrase("다시 정한 암호"));
    QVERIFY(changed.wait(kWaitMs));
    real.desk.lock();
    real.desk.unlock(RealDesk::passphrase("다시 정한 암호"));
    QVERIFY(RealDesk::waitFor([&] { return real.desk.vaultState() == VaultState::Open; }));
}

void DeskTest::keysChangeOnlyForWhoeverProvesToBeTheOwner()
{
    RealDesk real;
    QSignalSpy made(&real.desk, &Desk::recoveryKeyMade), changed(&real.desk, &Desk::passphraseChanged), problems(&real.desk, &Desk::problem);
    QVERIFY(real.createAsAPerson());
    QVERIFY(RealDesk::waitFor([&] { return made.count() == 1; }));
    real.desk.makeRecoveryKey(RealDesk::passphrase("아닌 것"));
    real.desk.changePassphrase(RealDesk::passphrase("아닌 것"), RealDesk::passphrase("새 암호"));
    QVERIFY(RealDesk::waitFor([&] { return problems.count() == 2; }));
    for (const QList<QVariant>& one : problems) {
        QCOMPARE(one[0].value<Problem>().code, ErrorCode::WrongKey);
        QCOMPARE(one[0].value<Problem>().during, Problem::During::Keys);
    }
    real.desk.makeRecoveryKey(RealDesk::passphrase());
    real.desk.changePassphrase(RealDesk::passphrase(), RealDesk::passphrase("새 암호"));
    QVERIFY(RealDesk::waitFor([&] { return changed.count() == 1 && made.count() == 2; }));
    QSignalSpy listed(&real.desk, &Desk::waysToOpenListed);
    real.desk.listWaysToOpen();
    QVERIFY(listed.wait(kWaitMs));
    const auto ways = listed[0][0].value<WaysToOpen>();
    QCOMPARE(ways.ways.size(), 2);
    QCOMPARE(ways.ways[0].kind, WayToOpen::Kind::Passphrase);
    QVERIFY(ways.ways[0].openedNow && ways.ways[0].madeAt.isValid());
    QCOMPARE(ways.ways[1].kind, WayToOpen::Kind::RecoveryKey);
    real.desk.lock();
    QVERIFY(real.desk.takeRecoveryKey().isEmpty()); // a key that nobody took does not outlive the lock
    real.desk.unlock(RealDesk::passphrase("새 암호"));
    QVERIFY(RealDesk::waitFor([&] { return real.desk.vaultState() == VaultState::Open; }));
}

void DeskTest::tooManyWrongTriesSayHowLong()
{
    RealDesk real;
    QVERIFY(real.create());
    real.desk.lock();
    Problem last;
    QObject::connect(&real.desk, &Desk::problem, &real.desk, [&](const Problem& problem) { last = problem; });
    for (int n = 0; n < 12 && last.code != ErrorCode::Locked; ++n) {
        last = {};
        real.desk.unlock(RealDesk::passphrase("아닌 것"));
        QVERIFY(RealDesk::waitFor([&] { return last.during == Problem::During::Unlock; }));
    }
    QCOMPARE(last.code, ErrorCode::Locked);
    QVERIFY(last.waitSeconds >= 1 && last.waitSeconds <= 300);
    QVERIFY(RealDesk::waitFor([&] { return real.desk.secondsToNextTry() == 0; }));
}

void DeskTest::theOwnerIsToldOfAnOpeningByTheInstitution()
{
    RealDesk real;
    QVERIFY(real.create());
    real.desk.lock();
    const std::string dir = real.desk.vaultDir().toStdString();
    std::vector<storage::KeyPair> pairs;
    {
        std::unique_ptr<Workspace> workspace;
        QVERIFY(RealDesk::waitFor([&] {
            auto opened = Workspace::open(dir, RealDesk::passphrase().view());
            if (opened.ok())
                workspace = std::move(*opened);
            return workspace != nullptr;
        }));
        std::vector<storage::Holder> holders;
        for (const char* name : { "가", "나", "다" }) {
            pairs.push_back(workspace->vault().keys().profile().makeAgreementKey().value());
            holders.push_back({ name, pairs.back().publicKey });
        }
        QVERIFY(workspace->vault().keys().setEscrow(holders).ok());
    }
    const auto request = storage::Vault::requestEscrow(dir).value();
    const std::vector<storage::EscrowShare> shares { storage::makeEscrowShare(request, pairs[0]).value(), storage::makeEscrowShare(request, pairs[1]).value() };
    QVERIFY(Workspace::openEscrow(dir, shares, "기관 암호").ok());
    QSignalSpy told(&real.desk, &Desk::escrowOpened);
    real.desk.unlock(RealDesk::passphrase());
    QVERIFY(told.wait(kWaitMs));
    QCOMPARE(told[0][0].toInt(), 1);
    QVERIFY(told[0][1].toDateTime().isValid());
    real.desk.acknowledgeEscrow();
    QVERIFY(real.lockAndUnlock());
    QSignalSpy listed(&real.desk, &Desk::waysToOpenListed);
    real.desk.listWaysToOpen();
    QVERIFY(listed.wait(kWaitMs));
    QCOMPARE(told.count(), 1); // acknowledged, and still in the list
    QCOMPARE(listed[0][0].value<WaysToOpen>().escrowOpenings, 1);
    QCOMPARE(listed[0][0].value<WaysToOpen>().ways[1].holders.size() + listed[0][0].value<WaysToOpen>().ways[2].holders.size(), 3);
}

void DeskTest::anAnswerFromTheSamplesIsCitedAndStays()
{
    RealDesk real;
    QVERIFY(real.create());
    const CollectionId collection = real.import(QStringLiteral("견본"), { kSamples });
    QVERIFY(collection != 0);
    QCOMPARE(real.last.done, 9);
    QCOMPARE(real.last.failed, 0);
    const Message answer = real.ask(kQuestion, collection);
    QCOMPARE(answer.state, MessageState::Complete);
    QCOMPARE(answer.mode, AnswerMode::Evidence);
    QVERIFY(!answer.citations.isEmpty());
    QCOMPARE(answer.citations[0].documentName, QStringLiteral("업무용 차량 관리 규정.hwpx"));
    QVERIFY(answer.citations[0].headingPath.contains(QStringLiteral("제12조")));
    QVERIFY(answer.citations[0].quote.contains(QStringLiteral("부서장의 승인")));
    for (const Citation& citation : answer.citations) {
        QVERIFY(citation.verified);
        QVERIFY(citation.passageText.contains(citation.quote));
    }
    QCOMPARE(answer.documentsSearched, 9);

    QVERIFY(real.lockAndUnlock());
    QSignalSpy opened(&real.desk, &Desk::chatOpened);
    real.desk.openChat(real.chatOfAnswer);
    QVERIFY(opened.wait(kWaitMs));
    const auto path = opened[0][2].value<QList<Message>>();
    QCOMPARE(path.size(), 2);
    QCOMPARE(path[0].text, kQuestion);
    QCOMPARE(path[1].citations.size(), answer.citations.size());
    QCOMPARE(path[1].citations[0].quote, answer.citations[0].quote);
}

void DeskTest::aCitationOpensItsPassage()
{
    RealDesk real;
    QVERIFY(real.create());
    const CollectionId collection = real.import(QStringLiteral("견본"), { kSamples });
    const Message answer = real.ask(kQuestion, collection);
    QVERIFY(!answer.citations.isEmpty());
    const Citation& citation = answer.citations[0];
    QSignalSpy opened(&real.desk, &Desk::passageOpened);
    real.desk.openPassage(citation.passage, citation.start, citation.end);
    QVERIFY(opened.wait(kWaitMs));
    const auto view = opened[0][0].value<PassageView>();
    QCOMPARE(view.document.name, citation.documentName);
    QString inside, around;
    for (const auto& paragraph : view.paragraphs) {
        (paragraph.inPassage ? inside : around) += paragraph.text;
        if (paragraph.start <= citation.start && citation.start < paragraph.start + paragraph.text.size())
            QVERIFY(paragraph.text.mid(citation.start - paragraph.start).startsWith(citation.quote.left(10)));
    }
    QVERIFY(inside.contains(QStringLiteral("부서장의 승인")));
    QVERIFY(around.contains(QStringLiteral("제13조")));
}

void DeskTest::whatTheDocumentsDoNotSayIsRefused()
{
    RealDesk real;
    QVERIFY(real.create());
    const CollectionId collection = real.import(QStringLiteral("견본"), { kSamples });
    const Message answer = real.ask(QStringLiteral("육아휴직 급여는 어떻게 계산하나요?"), collection);
    QCOMPARE(answer.mode, AnswerMode::Refused);
    QCOMPARE(answer.documentsSearched, 9);
    QVERIFY(answer.text.isEmpty());
}

void DeskTest::unreadableFilesGetARowWithAReason()
{
    RealDesk real;
    QVERIFY(real.create());
    const QString folder = real.folder.path() + QStringLiteral("/in");
    QVERIFY(QDir().mkpath(folder));
    const auto write = [&](const char* name, const QByteArray& bytes) {
        QFile file(folder + QLatin1Char('/') + QString::fromUtf8(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    };
    write("좋은 글.txt", "정상 본문입니다.");
    write("빈 파일.txt", "");
    write("깨진 보고서.pdf", "%PDF-1.7 nothing follows");
    write("옛 문서.hwp", "HWP Document File V3.00 \x1a\x01\x02");
    const CollectionId collection = real.import(QStringLiteral("섞임"), { folder });
    QCOMPARE(real.last.done, 4);
    QCOMPARE(real.last.failed, 3);
    QSignalSpy listed(&real.desk, &Desk::documentsChanged);
    real.desk.listDocuments(collection);
    QVERIFY(listed.wait(kWaitMs));
    QHash<QString, DocumentSummary> rows;
    for (const DocumentSummary& document : real.desk.documents())
        rows.insert(document.name, document);
    QCOMPARE(rows.size(), 4);
    QCOMPARE(rows[QStringLiteral("좋은 글.txt")].state, DocumentState::Ready);
    QCOMPARE(rows[QStringLiteral("빈 파일.txt")].state, DocumentState::NoText);
    QCOMPARE(rows[QStringLiteral("깨진 보고서.pdf")].problem.code, ErrorCode::Damaged);
    QCOMPARE(rows[QStringLiteral("옛 문서.hwp")].problem.code, ErrorCode::Damaged);
}

void DeskTest::aSecondImportReadsNothingAgain()
{
    RealDesk real;
    QVERIFY(real.create());
    const CollectionId collection = real.import(QStringLiteral("견본"), { kSamples });
    QElapsedTimer timer;
    timer.start();
    int readers = 0;
    QTimer watch;
    connect(&watch, &QTimer::timeout, this, [&] { readers += static_cast<int>(test::childrenNamed("sillok-reader").size()); });
    watch.start(1);
    QVERIFY(real.add(collection, { kSamples }));
    QCOMPARE(readers, 0);
    QCOMPARE(real.last.done, 9);
}

void DeskTest::cancellingAnImportKeepsWhatWasRead()
{
    RealDesk real;
    QVERIFY(real.create());
    const QString folder = real.folder.path() + QStringLiteral("/many");
    QVERIFY(QDir().mkpath(folder));
    for (int i = 0; i < 60; ++i) {
        QFile file(QStringLiteral("%1/%2.txt").arg(folder).arg(i, 3, 10, QLatin1Char('0')));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QStringLiteral("문서 %1번의 내용입니다.").arg(i).toUtf8());
    }
    const auto cancelling = connect(&real.desk, &Desk::importProgressed, &real.desk, [&](const ImportProgress& progress) {
        if (progress.done >= 5 && !progress.finished)
            real.desk.cancelImport();
    });
    const CollectionId collection = real.import(QStringLiteral("많음"), { folder });
    disconnect(cancelling);
    QVERIFY(real.last.cancelled);
    QVERIFY(real.last.done >= 5 && real.last.done < 60);
    QSignalSpy listed(&real.desk, &Desk::documentsChanged);
    real.desk.listDocuments(collection);
    QVERIFY(listed.wait(kWaitMs));
    QVERIFY(real.desk.documents().size() >= 5);
    QVERIFY(real.add(collection, { folder })); // and the rest can be added later
    QCOMPARE(real.last.done, 60);
    QVERIFY(!real.last.cancelled);
}

void DeskTest::chatsAreFoundRenamedTrashedAndRestored()
{
    RealDesk real;
    QVERIFY(real.create());
    const CollectionId collection = real.import(QStringLiteral("견본"), { kSamples });
    real.ask(kQuestion, collection);
    const ChatId chat = real.chatOfAnswer;
    QVERIFY(RealDesk::waitFor([&] { return real.desk.chats().size() == 1; }));
    QVERIFY(kQuestion.startsWith(real.desk.chats()[0].title.left(10)));
    real.desk.renameChat(chat, QStringLiteral("차량 승인"));
    QVERIFY(RealDesk::waitFor([&] { return real.desk.chats()[0].title == QStringLiteral("차량 승인"); }));
    QSignalSpy found(&real.desk, &Desk::chatsFound);
    real.desk.searchChats(QStringLiteral("공용차"));
    QVERIFY(found.wait(kWaitMs));
    const auto hits = found[0][1].value<QList<ChatHit>>();
    QVERIFY(!hits.isEmpty());
    QCOMPARE(hits[0].chat, chat);
    real.desk.trashChat(chat);
    QVERIFY(RealDesk::waitFor([&] { return real.desk.chats().isEmpty(); }));
    real.desk.restoreChat(chat);
    QVERIFY(RealDesk::waitFor([&] { return real.desk.chats().size() == 1; }));
}

void DeskTest::withoutModelAndDocumentsTheAnswerSaysSo()
{
    RealDesk real;
    QVERIFY(real.create());
    const Message answer = real.ask(QStringLiteral("안녕하세요"), 0);
    QCOMPARE(answer.state, MessageState::Failed);
    QCOMPARE(answer.problem.code, ErrorCode::NotFound);
}

void DeskTest::aModelStreamsStopsAndIsAskedAgain()
{
    const QString model = test::sharedFile("fixtures/models/stories260K-f32.gguf");
    if (!QFile::exists(model))
        QSKIP("no shared fixtures: the small trained model is not here");
    RealDesk real;
    QVERIFY(real.create());
    QVERIFY(real.useModel(model));
    QVERIFY(!real.desk.engine().modelName.isEmpty());
    int partial = 0;
    connect(&real.desk, &Desk::messageChanged, this, [&](ChatId, const Message& message) { partial += message.state == MessageState::Writing; });
    const Message answer = real.ask(QStringLiteral("Once upon a time"), 0);
    QCOMPARE(answer.mode, AnswerMode::Chat);
    QVERIFY(answer.state == MessageState::Complete);
    QVERIFY(answer.text.size() > 20);
    QVERIFY(answer.tokensPerSecond > 0);

    connect(&real.desk, &Desk::messageChanged, &real.desk, [&](ChatId chat, const Message& message) {
        if (message.state == MessageState::Writing)
            real.desk.stopAnswer(chat);
    });
    const Message stopped = real.ask(QStringLiteral("Lily had a dog"), 0);
    QVERIFY(stopped.state == MessageState::Stopped || stopped.state == MessageState::Complete); // a fast machine may be done first

    QVERIFY(real.lockAndUnlock());
    QVERIFY(RealDesk::waitFor([&] { return real.desk.engine().state == EngineState::Ready; })); // the choice is remembered in the vault
}

void DeskTest::whatOutgrewTheContextIsLeftOutAndSaid()
{
    const QString model = test::sharedFile("fixtures/models/stories260K-f32.gguf");
    if (!QFile::exists(model))
        QSKIP("no shared fixtures: the small trained model is not here");
    RealDesk real;
    QVERIFY(real.create());
    QVERIFY(real.useModel(model));
    const auto context = static_cast<int>(real.desk.engine().contextTokens);
    QVERIFY(context >= 256 && context <= 4096);
    const QString third = QStringLiteral("Once upon a time ").repeated(context / 15); // 4 words take 5 tokens: a third of the context
    QSignalSpy measured(&real.desk, &Desk::promptMeasured);
    QCOMPARE(real.ask(third, 0).leftOutMessages, 0);
    const ChatId chat = real.chatOfAnswer;
    Message last;
    for (int i = 0; i < 3; ++i)
        last = real.ask(third, 0, chat);
    QVERIFY(last.state == MessageState::Complete);
    QVERIFY2(last.leftOutMessages >= 2 && last.leftOutMessages % 2 == 0, qPrintable(QString::number(last.leftOutMessages)));

    real.desk.measurePrompt(chat, third);
    QVERIFY(RealDesk::waitFor([&] { return measured.count() == 1; }));
    const auto size = measured[0][1].value<PromptSize>();
    QVERIFY(size.tokens > context / 4 && size.tokens <= size.limitTokens && size.leftOutMessages >= last.leftOutMessages);
    QCOMPARE(size.limitTokens, context - context / 4); // an answer keeps its quarter
    real.desk.measurePrompt(0, third.repeated(8));
    QVERIFY(RealDesk::waitFor([&] { return measured.count() == 2; }));
    QVERIFY(measured[1][1].value<PromptSize>().tooLong);
    QCOMPARE(measured[1][1].value<PromptSize>().limitTokens, size.limitTokens);
    const Message refused = real.ask(third.repeated(8), 0, chat);
    QVERIFY(refused.state == MessageState::Failed);
    QCOMPARE(refused.problem.code, ErrorCode::Unsafe);
    QVERIFY(real.ask(QStringLiteral("The end"), 0, chat).state == MessageState::Complete); // and the chat goes on
}

void DeskTest::aDamagedModelIsRefusedAndTheDeskGoesOn()
{
    RealDesk real;
    QVERIFY(real.create());
    QFile file(real.folder.path() + QStringLiteral("/bad.gguf"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("GGUF\x03\x00\x00\x00 and then nonsense");
    file.close();
    QSignalSpy problems(&real.desk, &Desk::problem);
    real.desk.useModelFile(file.fileName());
    QVERIFY(problems.wait(kWaitMs));
    QCOMPARE(problems[0][0].value<Problem>().code, ErrorCode::Damaged);
    QCOMPARE(problems[0][0].value<Problem>().during, Problem::During::LoadModel);
    const CollectionId collection = real.import(QStringLiteral("견본"), { kSamples });
    QCOMPARE(real.ask(kQuestion, collection).mode, AnswerMode::Evidence);
}

void DeskTest::aChatInMemoryLeavesNoTrace()
{
    RealDesk real;
    QVERIFY(real.create());
    QFile log(real.folder.path() + QStringLiteral("/vault/vault.db-wal"));
    const qint64 before = log.size();
    QSignalSpy changed(&real.desk, &Desk::messageChanged);
    real.desk.sendInMemory(QStringLiteral("아무 데도 적히지 않을 질문"), {});
    QVERIFY(changed.wait(kWaitMs));
    QVERIFY(RealDesk::waitFor([&] { return real.desk.chats().size() == 1; }));
    const ChatId chat = real.desk.chats()[0].id;
    QVERIFY(real.desk.chats()[0].memoryOnly);
    real.desk.send(chat, QStringLiteral("이어서"), {}); // goes on like any other chat
    QVERIFY(changed.wait(kWaitMs));
    QSignalSpy opened(&real.desk, &Desk::chatOpened);
    real.desk.openChat(chat);
    QVERIFY(opened.wait(kWaitMs));
    QCOMPARE(opened.last()[2].value<QList<Message>>().size(), 4);
    QCOMPARE(log.size(), before); // nothing was written
    QVERIFY(real.lockAndUnlock());
    QSignalSpy problems(&real.desk, &Desk::problem);
    real.desk.openChat(chat);
    QVERIFY(problems.wait(kWaitMs));
    QCOMPARE(problems[0][0].value<Problem>().code, ErrorCode::NotFound);
    QVERIFY(real.desk.chats().isEmpty());
}

void DeskTest::requestsOnALockedVaultSayLocked()
{
    RealDesk real;
    QSignalSpy problems(&real.desk, &Desk::problem);
    real.desk.send(0, QStringLiteral("질문"), {});
    QVERIFY(problems.wait(kWaitMs));
    QCOMPARE(problems[0][0].value<Problem>().code, ErrorCode::Locked);
}

void DeskTest::theSealIsChecked()
{
    RealDesk real;
    QSignalSpy checked(&real.desk, &Desk::sealChecked);
    real.desk.checkSeal();
    QCOMPARE(checked.count(), 1);
    const auto report = checked[0][0].value<SealReport>();
    QVERIFY(report.checked);
    QCOMPARE(report.inetSockets, 0);
    QVERIFY(!report.filterActive); // this test program was not sealed, and the report does not pretend
    QVERIFY(!report.sealed);
}

QTEST_GUILESS_MAIN(DeskTest)
#include "desk_test.moc"
