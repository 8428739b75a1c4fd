// Versions and branches over the real services: a vault on the disk, and the engine with a small published model.
#include "tests/app/real_desk.h"

#include "app/services/work_types.h"

#include <QTest>

using namespace sillok;
using namespace sillok::app;
using namespace sillok::test;

class DeskTreeTest : public QObject {
    Q_OBJECT
private slots:
    void anEditedQuestionStandsBesideTheFirst();
    void stepsAreTakenBackAfterOneAnother();
    void removedMessagesStayRemovedAfterALock();
    void aBranchGoesItsOwnWay();
    void aChatInMemoryHasBranchesToo();
    void identifiersAreGuardedInEditsAsInQuestions();
    void theAnswerKnowsWhatItCost();
    void pinnedMessagesStayInTheContext();
    void nothingToTakeBackStopsNothing();
    void theContextIsKeptInTheVault();

private:
    QString m_model = sharedFile("fixtures/models/stories260K-f32.gguf");
};

namespace {

/// A chat whose shown branch is followed as the window follows it.
struct Chat {
    RealDesk real;
    ChatId id = 0;
    QList<Message> path;

    bool begin(const QString& question, bool memoryOnly = false)
    {
        QObject::connect(&real.desk, &Desk::pathChanged, &real.desk, [this](ChatId chat, const QList<Message>& now) {
            if (chat == id)
                path = now;
        });
        QObject::connect(&real.desk, &Desk::chatOpened, &real.desk, [this](ChatId chat, const QString&, const QList<Message>& now) {
            id = chat;
            path = now;
        });
        QObject::connect(&real.desk, &Desk::messageAdded, &real.desk, [this](ChatId chat, const Message& message) {
            if (chat == id)
                put(message);
        });
        QObject::connect(&real.desk, &Desk::messageChanged, &real.desk, [this](ChatId, const Message& message) {
            for (Message& one : path)
                if (one.id == message.id)
                    one = message;
        });
        if (!real.create())
            return false;
        if (memoryOnly)
            real.desk.sendInMemory(question, {});
        else
            real.desk.send(0, question, {});
        return settled(2);
    }
    void put(const Message& message)
    {
        for (qsizetype i = 0; i < path.size(); ++i)
            if (path.at(i).parent == message.parent && path.at(i).role == message.role)
                path.resize(i);
        path.append(message);
    }
    /// So many messages are shown, and none of them is being written.
    bool settled(qsizetype count)
    {
        return RealDesk::waitFor([&] {
            return path.size() == count && std::ranges::none_of(path, [](const Message& one) { return one.state == MessageState::Writing; });
        });
    }
    bool say(const QString& question, qsizetype count)
    {
        real.desk.send(id, question, {});
        return settled(count);
    }
    QStringList texts() const
    {
        QStringList all;
        for (const Message& message : path)
            if (message.role == Role::User)
                all.append(message.text);
        return all;
    }
};

} // namespace

void DeskTreeTest::anEditedQuestionStandsBesideTheFirst()
{
    Chat chat;
    QVERIFY(chat.begin(QStringLiteral("첫 질문")));
    QVERIFY(chat.say(QStringLiteral("둘째 질문"), 4));
    const MessageId first = chat.path.first().id;
    chat.real.desk.editPrompt(chat.id, first, QStringLiteral("다른 첫 질문"), {});
    QVERIFY(RealDesk::waitFor([&] { return chat.texts() == QStringList { QStringLiteral("다른 첫 질문") }; }));
    QVERIFY(chat.settled(2));
    QCOMPARE(chat.path.first().version, 2);
    QCOMPARE(chat.path.first().versions, 2);
    chat.real.desk.showVersion(chat.id, chat.path.first().id, 1);
    QVERIFY(RealDesk::waitFor([&] { return chat.path.size() == 4; }));
    QCOMPARE(chat.texts(), (QStringList { QStringLiteral("첫 질문"), QStringLiteral("둘째 질문") }));
    QSignalSpy problems(&chat.real.desk, &Desk::problem);
    chat.real.desk.editPrompt(chat.id, chat.path.at(1).id, QStringLiteral("답변은 질문이 아니다"), {});
    QVERIFY(RealDesk::waitFor([&] { return !problems.isEmpty(); }));
    QCOMPARE(problems.last().first().value<Problem>().code, ErrorCode::NotFound);
}

void DeskTreeTest::stepsAreTakenBackAfterOneAnother()
{
    Chat chat;
    QVERIFY(chat.begin(QStringLiteral("첫 질문")));
    QVERIFY(chat.say(QStringLiteral("둘째 질문"), 4));
    chat.real.desk.editPrompt(chat.id, chat.path.at(2).id, QStringLiteral("둘째를 다르게"), {});
    QVERIFY(RealDesk::waitFor([&] { return chat.texts().last() == QStringLiteral("둘째를 다르게"); }));
    QVERIFY(chat.settled(4));
    const MessageId answer = chat.path.last().id;
    chat.real.desk.retryAnswer(chat.id, answer);
    QVERIFY(RealDesk::waitFor([&] { return chat.path.last().id != answer; }));
    QVERIFY(chat.settled(4));
    QCOMPARE(chat.path.last().version, 2);
    chat.real.desk.removeMessage(chat.id, chat.path.first().id);
    QVERIFY(RealDesk::waitFor([&] { return chat.path.isEmpty(); }));
    chat.real.desk.undoInChat(chat.id);
    QVERIFY(RealDesk::waitFor([&] { return chat.path.size() == 4 && chat.path.last().version == 2; }));
    chat.real.desk.undoInChat(chat.id);
    QVERIFY(RealDesk::waitFor([&] { return chat.path.last().id == answer && chat.path.last().versions == 1; }));
    chat.real.desk.undoInChat(chat.id);
    QVERIFY(RealDesk::waitFor([&] { return chat.texts().last() == QStringLiteral("둘째 질문"); }));
    QCOMPARE(chat.path.at(2).versions, 1);
    QSignalSpy changed(&chat.real.desk, &Desk::pathChanged);
    chat.real.desk.undoInChat(chat.id); // nothing is left to take back
    chat.real.desk.openChat(chat.id);
    QSignalSpy opened(&chat.real.desk, &Desk::chatOpened);
    QVERIFY(opened.wait(kWaitMs));
    QVERIFY(changed.isEmpty());
}

void DeskTreeTest::removedMessagesStayRemovedAfterALock()
{
    Chat chat;
    QVERIFY(chat.begin(QStringLiteral("첫 질문")));
    QVERIFY(chat.say(QStringLiteral("둘째 질문"), 4));
    const ChatId id = chat.id;
    chat.real.desk.removeMessage(id, chat.path.at(2).id);
    QVERIFY(RealDesk::waitFor([&] { return chat.path.size() == 2; }));
    QVERIFY(chat.real.lockAndUnlock());
    chat.path.clear();
    chat.real.desk.openChat(id);
    QVERIFY(RealDesk::waitFor([&] { return chat.path.size() == 2; }));
    QSignalSpy restored(&chat.real.desk, &Desk::messagesRestored);
    chat.real.desk.restoreMessages(id);
    QVERIFY(RealDesk::waitFor([&] { return !restored.isEmpty(); }));
    QCOMPARE(restored[0][1].toInt(), 2);
    chat.real.desk.openChat(id);
    chat.real.desk.showVersion(id, chat.path.first().id, 1);
    QVERIFY(RealDesk::waitFor([&] { return chat.texts() == QStringList({ QStringLiteral("첫 질문"), QStringLiteral("둘째 질문") }); }));
}

void DeskTreeTest::aBranchGoesItsOwnWay()
{
    Chat chat;
    QVERIFY(chat.begin(QStringLiteral("예산 (9)")));
    QVERIFY(chat.say(QStringLiteral("둘째 질문"), 4));
    const ChatId first = chat.id;
    const MessageId answer = chat.path.at(1).id;
    chat.real.desk.branchChat(first, answer);
    QVERIFY(RealDesk::waitFor([&] { return chat.id != first; }));
    QCOMPARE(chat.path.size(), qsizetype(2));
    QVERIFY(chat.say(QStringLiteral("갈래의 질문"), 4));
    QStringList titles;
    for (const ChatSummary& one : chat.real.desk.chats())
        titles.append(one.title);
    QVERIFY2(titles.contains(QStringLiteral("예산 (10)")), qPrintable(titles.join(u'|')));
    chat.real.desk.openChat(first);
    QVERIFY(RealDesk::waitFor([&] { return chat.id == first && chat.texts().last() == QStringLiteral("둘째 질문"); }));
}

void DeskTreeTest::aChatInMemoryHasBranchesToo()
{
    Chat chat;
    QVERIFY(chat.begin(QStringLiteral("적히지 않을 질문"), true));
    chat.real.desk.editPrompt(chat.id, chat.path.first().id, QStringLiteral("이것도 적히지 않는다"), {});
    QVERIFY(RealDesk::waitFor([&] { return chat.texts() == QStringList { QStringLiteral("이것도 적히지 않는다") }; }));
    QVERIFY(chat.settled(2));
    chat.real.desk.undoInChat(chat.id);
    QVERIFY(RealDesk::waitFor([&] { return chat.texts() == QStringList { QStringLiteral("적히지 않을 질문") }; }));
    QVERIFY(chat.real.lockAndUnlock());
    QVERIFY(chat.real.desk.chats().isEmpty());
}

void DeskTreeTest::identifiersAreGuardedInEditsAsInQuestions()
{
    Chat chat;
    QVERIFY(chat.begin(QStringLiteral("첫 질문")));
    QVERIFY(chat.real.desk.guard(GuardPlace::Save, QStringLiteral("번호는 900101-1234568")).speaks()
        == chat.real.desk.guard(GuardPlace::Save, QStringLiteral("다시 900101-1234568")).speaks());
    const GuardFinding found = chat.real.desk.guard(GuardPlace::Save, QStringLiteral("번호는 900101-1234568"));
    chat.real.desk.editPrompt(chat.id, chat.path.first().id, QStringLiteral("번호는 900101-1234568"), {});
    QVERIFY(RealDesk::waitFor([&] { return !chat.texts().isEmpty() && chat.texts().first() != QStringLiteral("첫 질문"); }));
    const bool masked = found.speaks() && found.action == GuardAction::Mask;
    QCOMPARE(chat.texts().first().contains(QStringLiteral("1234568")), !masked);
}

void DeskTreeTest::theAnswerKnowsWhatItCost()
{
    if (!QFile::exists(m_model))
        QSKIP("SILLOK_SHARED has no stories260K: what an answer cost is not tested");
    Chat chat;
    QVERIFY(chat.real.create());
    QVERIFY(chat.real.useModel(m_model));
    const Message answer = chat.real.ask(QStringLiteral("Once upon a time"), 0);
    QCOMPARE(answer.state, MessageState::Complete);
    QVERIFY(answer.promptTokens > 0);
    QVERIFY(answer.writtenTokens > 0);
    QVERIFY(answer.firstWordSeconds > 0 && answer.firstWordSeconds <= answer.seconds);
    QSignalSpy described(&chat.real.desk, &Desk::answerDescribed);
    chat.real.desk.describeAnswer(answer.id);
    QVERIFY(described.wait(kWaitMs));
    const auto details = described[0][0].value<AnswerDetails>();
    QVERIFY(details.known);
    QCOMPARE(details.seed, static_cast<quint64>(answer.id));
    QVERIFY(!details.programVersion.isEmpty());
    chat.real.desk.describeAnswer(answer.parent);
    QVERIFY(described.wait(kWaitMs));
    QVERIFY(!described[1][0].value<AnswerDetails>().known);
}

void DeskTreeTest::pinnedMessagesStayInTheContext()
{
    if (!QFile::exists(m_model))
        QSKIP("SILLOK_SHARED has no stories260K: what leaves the context is not tested");
    Chat chat;
    QVERIFY(chat.begin(QStringLiteral("Once upon a time there was a dog."))); // without a model, so without an answer that would fill the context
    const ChatId id = chat.id;
    const MessageId first = chat.path.first().id;
    QVERIFY(chat.real.useModel(m_model));
    Message answer;
    for (int i = 0; i < 4; ++i)
        answer = chat.real.ask(QStringLiteral("One day the cat and the bird went to the park and played with the big red ball until the sun went down."), 0, id);
    QVERIFY(answer.leftOutMessages > 0); // a context of 512 tokens is full by now
    QSignalSpy measured(&chat.real.desk, &Desk::promptMeasured);
    const auto sizeNow = [&] {
        measured.clear();
        chat.real.desk.measurePrompt(id, QStringLiteral("And then?"));
        return measured.wait(kWaitMs) ? measured[0][1].value<PromptSize>() : PromptSize {};
    };
    const PromptSize before = sizeNow();
    chat.real.desk.pinMessage(id, first, true);
    const PromptSize pinned = sizeNow();
    QVERIFY(pinned.tokens <= pinned.limitTokens);
    QVERIFY(pinned.tokens != before.tokens); // other exchanges are in the prompt now
}

void DeskTreeTest::nothingToTakeBackStopsNothing()
{
    if (!QFile::exists(m_model))
        QSKIP("SILLOK_SHARED has no stories260K: undoing during an answer is not tested");
    Chat chat;
    QVERIFY(chat.begin(QStringLiteral("Once upon a time"))); // without a model it fails at once
    QVERIFY(chat.real.useModel(m_model));
    chat.real.desk.retryAnswer(chat.id);
    QVERIFY(RealDesk::waitFor([&] { return chat.path.last().state == MessageState::Writing; }));
    chat.real.desk.undoInChat(chat.id); // takes the new answer back, and ends it
    QVERIFY(RealDesk::waitFor([&] { return chat.path.last().state == MessageState::Failed; }));
    chat.real.desk.send(chat.id, QStringLiteral("There was a dog"), {});
    QVERIFY(RealDesk::waitFor([&] { return chat.path.size() == 4 && chat.path.last().state == MessageState::Writing; }));
    chat.real.desk.undoInChat(chat.id); // a question is no such step
    QVERIFY(RealDesk::waitFor([&] { return chat.path.last().state != MessageState::Writing; }));
    QCOMPARE(chat.path.last().state, MessageState::Complete);
}

void DeskTreeTest::theContextIsKeptInTheVault()
{
    if (!QFile::exists(m_model))
        QSKIP("SILLOK_SHARED has no stories260K: the size of the context is not tested");
    RealDesk real;
    QVERIFY(real.create());
    QVERIFY(real.useModel(m_model));
    QCOMPARE(real.desk.engine().contextTokens, qint64(512)); // all that it was trained for
    QVERIFY(real.desk.engine().memoryBytes > 0);
    QSignalSpy problems(&real.desk, &Desk::problem);
    real.desk.setContextTokens(1234); // not one of the sizes
    QCOMPARE(real.desk.contextTokens(), 0);
    bool loading = false;
    QObject::connect(&real.desk, &Desk::engineChanged, &real.desk, [&](const EngineStatus& status) { loading = loading || status.state == EngineState::Loading; });
    real.desk.setContextTokens(2048);
    QVERIFY(RealDesk::waitFor([&] { return loading && real.desk.engine().state == EngineState::Ready; }));
    QCOMPARE(real.desk.engine().contextTokens, qint64(512)); // more than it was trained for is never taken
    QVERIFY(problems.isEmpty());
    QVERIFY(real.lockAndUnlock());
    QVERIFY(RealDesk::waitFor([&] { return real.desk.engine().state == EngineState::Ready; }));
    QCOMPARE(real.desk.contextTokens(), 2048);
}

QTEST_MAIN(DeskTreeTest)
#include "desk_tree_test.moc"
