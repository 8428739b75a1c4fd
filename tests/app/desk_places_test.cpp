// desk_places_test.cpp - Places of chats over real services: they outlive a lock, unread marks come when nobody looks, titles by a real model.
#include "app/services/chat_title.h"
#include "tests/app/real_desk.h"

using namespace sillok;
using namespace sillok::app;
using test::RealDesk;

namespace {

const ChatSummary* find(const Desk& desk, ChatId chat)
{
    const auto at = std::ranges::find(desk.chats(), chat, &ChatSummary::id);
    return at == desk.chats().end() ? nullptr : &*at;
}

bool waitForChat(RealDesk& real, ChatId chat, const std::function<bool(const ChatSummary&)>& wanted)
{
    return RealDesk::waitFor([&] { return find(real.desk, chat) && wanted(*find(real.desk, chat)); });
}

/// A chat without a model: its answer says that there is none, which is an answer too.
ChatId makeChat(RealDesk& real, const QString& question)
{
    real.ask(question, 0);
    return real.chatOfAnswer;
}

FolderId makeFolder(RealDesk& real, FolderId parent, const QString& name)
{
    QSignalSpy created(&real.desk, &Desk::folderCreated);
    real.desk.createFolder(parent, name);
    return created.wait(test::kWaitMs) ? created[0][0].value<FolderId>() : 0;
}

QString smallModel() { return test::sharedFile("fixtures/models/stories260K-f32.gguf"); }

} // namespace

class DeskPlacesTest : public QObject {
    Q_OBJECT
private slots:
    void placesOutliveALock();
    void aRemovedFolderComesBack();
    void tooDeepIsAProblem();
    void anAnswerNobodySawIsUnread();
    void trashTellsWhenAndRemovesForGood();
    void aChatInMemoryHasNoFolder();
    void titlesAreCleaned_data();
    void titlesAreCleaned();
    void theModelIsAskedInTheLanguageOfTheQuestion();
    void theModelGivesATitle();
    void whoAsksMeanwhileGoesFirst();
    void aPersonsTitleStays();
    void switchedOffTheFirstWordsStay();
};

void DeskPlacesTest::placesOutliveALock()
{
    RealDesk real;
    QVERIFY(real.create());
    const ChatId chat = makeChat(real, QStringLiteral("첫 질문"));
    const FolderId above = makeFolder(real, 0, QStringLiteral("감사")), below = makeFolder(real, above, QStringLiteral("하반기"));
    QVERIFY(above != 0 && below != 0);
    real.desk.moveChats({ chat }, below);
    real.desk.pinChats({ chat }, true);
    real.desk.setFolderOpen(above, false);
    QVERIFY(waitForChat(real, chat, [&](const ChatSummary& one) { return one.pinned && one.folder == below; }));
    QVERIFY(real.lockAndUnlock());
    QVERIFY(waitForChat(real, chat, [&](const ChatSummary& one) { return one.pinned && one.folder == below; }));
    const auto open = [&](FolderId id) { return std::ranges::find(real.desk.folders(), id, &ChatFolder::id)->open; };
    QVERIFY(!open(above) && open(below));
    real.desk.archiveChats({ chat }, true);
    QVERIFY(waitForChat(real, chat, [](const ChatSummary& one) { return one.archived; }));
    real.desk.lock();
    QVERIFY(real.desk.chats().isEmpty() && real.desk.folders().isEmpty() && real.desk.trash().isEmpty()); // nothing stays in sight of a closed vault
}

void DeskPlacesTest::aRemovedFolderComesBack()
{
    RealDesk real;
    QVERIFY(real.create());
    const ChatId chat = makeChat(real, QStringLiteral("첫 질문"));
    const FolderId folder = makeFolder(real, 0, QStringLiteral("감사"));
    real.desk.moveChats({ chat }, folder);
    QSignalSpy removed(&real.desk, &Desk::folderRemoved);
    real.desk.removeFolder(folder);
    QVERIFY(removed.wait(test::kWaitMs));
    QVERIFY(waitForChat(real, chat, [](const ChatSummary& one) { return one.folder == 0; }));
    QVERIFY(real.desk.folders().isEmpty());
    real.desk.putFolderBack(removed[0][0].value<RemovedFolder>());
    QVERIFY(waitForChat(real, chat, [](const ChatSummary& one) { return one.folder != 0; }));
    QCOMPARE(real.desk.folders().first().name, QStringLiteral("감사"));
}

void DeskPlacesTest::tooDeepIsAProblem()
{
    RealDesk real;
    QVERIFY(real.create());
    FolderId in = 0;
    for (int i = 0; i < kDeepestFolder; ++i)
        in = makeFolder(real, in, QString::number(i));
    QSignalSpy problems(&real.desk, &Desk::problem);
    real.desk.createFolder(in, QStringLiteral("다섯째"));
    QVERIFY(problems.wait(test::kWaitMs));
    QCOMPARE(problems[0][0].value<Problem>().code, ErrorCode::BadArgument);
}

void DeskPlacesTest::anAnswerNobodySawIsUnread()
{
    RealDesk real;
    QVERIFY(real.create());
    const ChatId unseen = makeChat(real, QStringLiteral("안 본 답"));
    QVERIFY(waitForChat(real, unseen, [](const ChatSummary& one) { return one.unread; }));
    QVERIFY(real.lockAndUnlock());
    QVERIFY(waitForChat(real, unseen, [](const ChatSummary& one) { return one.unread; }));
    real.desk.setChatInSight(unseen);
    QVERIFY(waitForChat(real, unseen, [](const ChatSummary& one) { return !one.unread; }));
    QVERIFY(real.lockAndUnlock());
    real.desk.setChatInSight(unseen);
    real.ask(QStringLiteral("보고 있는 답"), 0, unseen);
    const ChatId later = makeChat(real, QStringLiteral("그 뒤의 대화"));
    QVERIFY(waitForChat(real, later, [](const ChatSummary& one) { return one.unread; }));
    QVERIFY(!find(real.desk, unseen)->unread);
}

void DeskPlacesTest::trashTellsWhenAndRemovesForGood()
{
    RealDesk real;
    QVERIFY(real.create());
    const ChatId chat = makeChat(real, QStringLiteral("버릴 대화")), other = makeChat(real, QStringLiteral("함께 버릴 대화"));
    real.desk.trashChats({ chat, other });
    QVERIFY(RealDesk::waitFor([&] { return real.desk.trash().size() == 2 && real.desk.chats().isEmpty(); }));
    QCOMPARE(real.desk.trash().first().trashedAt.daysTo(real.desk.trash().first().goesAt), 30);
    QVERIFY(qAbs(real.desk.trash().first().trashedAt.secsTo(QDateTime::currentDateTime())) < 60);
    real.desk.removeTrashed({ chat });
    QVERIFY(RealDesk::waitFor([&] { return real.desk.trash().size() == 1; }));
    real.desk.restoreChats({ other });
    QVERIFY(waitForChat(real, other, [](const ChatSummary&) { return true; }));
    QSignalSpy problems(&real.desk, &Desk::problem);
    real.desk.openChat(chat);
    QVERIFY(problems.wait(test::kWaitMs));
    QCOMPARE(problems[0][0].value<Problem>().code, ErrorCode::NotFound);
}

void DeskPlacesTest::aChatInMemoryHasNoFolder()
{
    RealDesk real;
    QVERIFY(real.create());
    QSignalSpy opened(&real.desk, &Desk::chatOpened);
    real.desk.sendInMemory(QStringLiteral("남기지 않을 질문"), {});
    QVERIFY(opened.wait(test::kWaitMs));
    const auto chat = opened[0][0].value<ChatId>();
    QVERIFY(waitForChat(real, chat, [](const ChatSummary& one) { return one.memoryOnly && one.unread; })); // its answer is news as well
    real.desk.renameChat(chat, QStringLiteral("잠깐"));
    QVERIFY(waitForChat(real, chat, [](const ChatSummary& one) { return one.title == QStringLiteral("잠깐"); }));
    QSignalSpy problems(&real.desk, &Desk::problem);
    real.desk.moveChats({ chat }, makeFolder(real, 0, QStringLiteral("감사")));
    QVERIFY(RealDesk::waitFor([&] { return !problems.isEmpty(); }));
    QCOMPARE(find(real.desk, chat)->folder, 0);
    real.desk.trashChats({ chat });
    QVERIFY(RealDesk::waitFor([&] { return real.desk.trash().size() == 1; }));
    QVERIFY(!real.desk.trash().first().goesAt.isValid());
}

void DeskPlacesTest::titlesAreCleaned_data()
{
    QTest::addColumn<QString>("reply");
    QTest::addColumn<QString>("title");
    const auto row = [](const char* name, const QString& reply, const QString& title) { QTest::newRow(name) << reply << title; };
    row("plain", QStringLiteral("주말 배차 승인"), QStringLiteral("주말 배차 승인"));
    row("quotes", QStringLiteral("“주말 배차 승인”"), QStringLiteral("주말 배차 승인"));
    row("corner quotes and a stop", QStringLiteral("「주말 배차 승인」."), QStringLiteral("주말 배차 승인"));
    row("named", QStringLiteral("제목: 주말 배차"), QStringLiteral("주말 배차"));
    row("named in bold", QStringLiteral("**Title:** Weekend cars"), QStringLiteral("Weekend cars"));
    row("heading", QStringLiteral("\n\n## Weekend *cars*\nMore words"), QStringLiteral("Weekend *cars"));
    row("list", QStringLiteral("1. 첫 제안\n2. 둘째 제안"), QStringLiteral("첫 제안"));
    row("control characters", QStringLiteral("주말\u202e 배차\u0007\u200b 승인"), QStringLiteral("주말 배차 승인"));
    row("line separator", QStringLiteral("주말 배차\u2028이어지는 글"), QStringLiteral("주말 배차"));
    row("nothing", QStringLiteral(" \n "), {});
    row("only marks", QStringLiteral("\"...\"\n---"), {});
    row("thinking", QStringLiteral("<think>The user asks about cars"), {});
    row("rest of thinking", QStringLiteral("so I say</think>\nCars"), {});
    row("long", QStringLiteral("가나다 ").repeated(30), QStringLiteral("가나다 ").repeated(9).trimmed() + QStringLiteral("…"));
    row("long without spaces", QStringLiteral("가").repeated(90), QStringLiteral("가").repeated(39) + u'…');
}

void DeskPlacesTest::titlesAreCleaned()
{
    QFETCH(QString, reply);
    QFETCH(QString, title);
    const auto cleaned = titleFromReply(reply.toStdString());
    QCOMPARE(cleaned ? QString::fromStdString(*cleaned) : QString(), title);
    QVERIFY(!cleaned || QString::fromStdString(*cleaned).toUcs4().size() <= kMostTitleCharacters);
}

void DeskPlacesTest::theModelIsAskedInTheLanguageOfTheQuestion()
{
    const auto korean = titleTurns("공용차는 누가 승인하나요?", std::string(100'000, 'a'));
    QVERIFY(QString::fromStdString(korean.front().text).contains(QStringLiteral("제목")));
    QVERIFY(korean.front().text.size() < 5000);
    const auto english = titleTurns("Who approves cars?", "부서장");
    QVERIFY(QString::fromStdString(english.front().text).contains(QStringLiteral("title")));
}

void DeskPlacesTest::theModelGivesATitle()
{
    if (!QFile::exists(smallModel()))
        QSKIP("no shared fixtures: the small trained model is not here");
    RealDesk real;
    QVERIFY(real.create());
    QVERIFY(real.useModel(smallModel()));
    const QString question = QStringLiteral("Tell me of a dog");
    const Message answer = real.ask(question, 0);
    QCOMPARE(answer.state, MessageState::Complete);
    const ChatId chat = real.chatOfAnswer;
    QVERIFY(waitForChat(real, chat, [&](const ChatSummary& one) { return one.title != question; }));
    const QString title = find(real.desk, chat)->title;
    qInfo("the model's title: %s", qPrintable(title));
    QVERIFY(!title.isEmpty() && title.size() <= kMostTitleCharacters && !title.contains(u'\n'));
    real.ask(QStringLiteral("And of a cat"), 0, chat);
    real.ask(QStringLiteral("Of birds"), 0); // behind which another title would have come
    QVERIFY(waitForChat(real, real.chatOfAnswer, [](const ChatSummary& one) { return one.title != QStringLiteral("Of birds"); }));
    QCOMPARE(find(real.desk, chat)->title, title); // once
}

/// A title that is being made is given up as soon as anything is asked. How far it was by then is chance, so one of several is enough.
void DeskPlacesTest::whoAsksMeanwhileGoesFirst()
{
    if (!QFile::exists(smallModel()))
        QSKIP("no shared fixtures: the small trained model is not here");
    RealDesk real;
    QVERIFY(real.create());
    QVERIFY(real.useModel(smallModel()));
    QList<ChatId> first;
    for (int i = 0; i < 6; ++i) {
        real.ask(QStringLiteral("Tell me of dog %1").arg(i), 0);
        first.append(real.chatOfAnswer);
        QCOMPARE(real.ask(QStringLiteral("Tell me of bird %1").arg(i), 0).state, MessageState::Complete);
        QVERIFY(waitForChat(real, real.chatOfAnswer, [i](const ChatSummary& one) { return one.title != QStringLiteral("Tell me of bird %1").arg(i); }));
    }
    const auto givenUp = std::ranges::count_if(first, [&](ChatId chat) { return find(real.desk, chat)->title.startsWith(QStringLiteral("Tell me of dog")); });
    qInfo("%lld of 6 titles were given up for a question", static_cast<long long>(givenUp));
    QVERIFY(givenUp > 0);
}

void DeskPlacesTest::aPersonsTitleStays()
{
    if (!QFile::exists(smallModel()))
        QSKIP("no shared fixtures: the small trained model is not here");
    RealDesk real;
    QVERIFY(real.create());
    QVERIFY(real.useModel(smallModel()));
    ChatId named = 0;
    connect(&real.desk, &Desk::chatOpened, &real.desk, [&](ChatId chat) {
        if (std::exchange(named, chat) == 0)
            real.desk.renameChat(chat, QStringLiteral("내 제목")); // while the answer is written
    });
    real.ask(QStringLiteral("Tell me of a dog"), 0);
    const ChatId first = real.chatOfAnswer;
    real.ask(QStringLiteral("Of birds"), 0);
    QVERIFY(waitForChat(real, real.chatOfAnswer, [](const ChatSummary& one) { return one.title != QStringLiteral("Of birds"); }));
    QCOMPARE(find(real.desk, first)->title, QStringLiteral("내 제목"));
}

void DeskPlacesTest::switchedOffTheFirstWordsStay()
{
    if (!QFile::exists(smallModel()))
        QSKIP("no shared fixtures: the small trained model is not here");
    RealDesk real;
    QVERIFY(real.create());
    real.desk.setTitlesByModel(false);
    QVERIFY(real.lockAndUnlock());
    QVERIFY(RealDesk::waitFor([&] { return !real.desk.titlesByModel(); }));
    QVERIFY(real.useModel(smallModel()));
    real.ask(QStringLiteral("Tell me of a dog"), 0);
    const ChatId first = real.chatOfAnswer;
    real.desk.setTitlesByModel(true);
    real.ask(QStringLiteral("Of birds"), 0);
    QVERIFY(waitForChat(real, real.chatOfAnswer, [](const ChatSummary& one) { return one.title != QStringLiteral("Of birds"); }));
    QCOMPARE(find(real.desk, first)->title, QStringLiteral("Tell me of a dog"));
}

QTEST_GUILESS_MAIN(DeskPlacesTest)
#include "desk_places_test.moc"
