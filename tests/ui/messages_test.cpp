// What can be done with single messages, by mouse, keyboard and menu.
#include "tests/ui/window_fixture.h"
#include "ui/chat/context_order.h"
#include "ui/shell/rail.h"
#include "ui/widgets/toast.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>
#include <QScrollBar>

using namespace sillok;
using namespace sillok::test;
using namespace sillok::ui;
using app::Message;
using app::MessageId;
using app::Role;
using Kind = Target::Kind;

class MessagesTest : public QObject {
    Q_OBJECT
private slots:
    void aQuestionIsAskedInOtherWords();
    void escapeLeavesTheQuestionAsItIs();
    void upInAnEmptyComposerTakesTheLastQuestion();
    void whatWasTypedBeforeAnEditIsNotLost();
    void anEditIsKeptAsDraft();
    void versionsAreSwitchedByMouseAndByKeyboard();
    void anyAnswerIsAnsweredAgain();
    void aRemovedMessageComesBack();
    void pinsAreShownAndTakenAway();
    void aQuoteGoesIntoTheComposer();
    void aBranchIsAChatOfItsOwn();
    void detailsNameModelAndSeed();
    void nothingChangesTheTreeWhileItIsWritten();
    void theMenuHasEveryAction();
    void rowOfActionsIsOneStopOfTheKeyboard();
    void anAnswerOfAnotherBranchStaysAway();
    void messagesOutOfTheContextAreNamed();
    void pinnedExchangesLeaveLast();
    void codeIsCopiedWhole();
    void everythingIsDoneByKeysToo();
    void aSelectionGoesOverSeveralPieces();
    void aLongQuestionShowsItsBeginning();
    void aGrowingAnswerLaysOutItsLastPieceOnly();
    void theReadersPlaceStaysWhenAVersionIsSwitched();
};

namespace {

struct Talk : WindowFixture {
    explicit Talk(const QString& answer = QStringLiteral("첫 답변입니다."))
    {
        script.answerText = answer;
        window->chat()->composer()->setCollection(0);
        ask(QStringLiteral("첫 질문"));
    }
    ConversationView& view() { return *window->chat()->conversation(); }
    MessageId question() { return view().messages().at(view().messages().size() - 2).id; }
    MessageId answer() { return view().messages().last().id; }
    void press(Kind kind, MessageId message, int index = 0) { view().activate({ kind, index, {}, {} }, message); }
    QString typed() { return window->chat()->composer()->text(); }
    QString spoken() { return view().paragraphs().join(u'\n'); }
    /// Where the button stands on screen, in the viewport's coordinates.
    QPoint placeOf(Kind kind, MessageId message)
    {
        for (int y = 0; y < view().viewport()->height(); y += 2)
            for (int x = 0; x < view().viewport()->width(); x += 4) {
                const auto target = view().targetAt(QPointF(x, y));
                if (target && target->first.kind == kind && target->second == message)
                    return { x, y };
            }
        return { -1, -1 };
    }
};

} // namespace

void MessagesTest::aQuestionIsAskedInOtherWords()
{
    Talk f;
    const MessageId before = f.question();
    const QPoint edit = f.placeOf(Kind::Edit, before);
    QVERIFY(edit.x() >= 0);
    QTest::mouseMove(f.view().viewport(), edit);
    QTest::mouseClick(f.view().viewport(), Qt::LeftButton, {}, edit);
    QCOMPARE(f.typed(), QStringLiteral("첫 질문"));
    QVERIFY(f.find("cancelEdit")->isVisible());
    f.ask(QStringLiteral("다르게 묻습니다"));
    QVERIFY(f.called(QStringLiteral("editPrompt %1 %2 다르게 묻습니다").arg(f.window->chat()->current()).arg(before)));
    QVERIFY(!f.find("cancelEdit")->isVisible());
    QCOMPARE(f.view().messages().size(), 2);
    QVERIFY(f.spoken().contains(QStringLiteral("Version 2 of 2")));
    QCOMPARE(f.typed(), QString());
}

void MessagesTest::escapeLeavesTheQuestionAsItIs()
{
    Talk f;
    f.press(Kind::Edit, f.question());
    f.window->chat()->composer()->setText(QStringLiteral("바꾸다 만 것"));
    QTest::keyClick(f.find("composerEdit"), Qt::Key_Escape);
    QVERIFY(!f.find("cancelEdit")->isVisible());
    QCOMPARE(f.typed(), QString());
    f.ask(QStringLiteral("둘째 질문"));
    QVERIFY(!f.called(QStringLiteral("editPrompt")));
    QCOMPARE(f.view().messages().size(), 4);
}

void MessagesTest::upInAnEmptyComposerTakesTheLastQuestion()
{
    Talk f;
    f.ask(QStringLiteral("둘째 질문"));
    QTest::keyClick(f.find("composerEdit"), Qt::Key_Up);
    QCOMPARE(f.typed(), QStringLiteral("둘째 질문"));
    f.window->chat()->newChat();
    QTest::keyClick(f.find("composerEdit"), Qt::Key_Up);
    QCOMPARE(f.typed(), QString());
}

void MessagesTest::whatWasTypedBeforeAnEditIsNotLost()
{
    Talk f;
    f.window->chat()->composer()->setText(QStringLiteral("쓰던 글"));
    f.press(Kind::Edit, f.question());
    QCOMPARE(f.typed(), QStringLiteral("첫 질문"));
    f.ask(QStringLiteral("다르게"));
    QCOMPARE(f.typed(), QStringLiteral("쓰던 글"));
}

void MessagesTest::anEditIsKeptAsDraft()
{
    Talk f;
    const app::ChatId chat = f.window->chat()->current();
    f.window->chat()->composer()->setText(QStringLiteral("쓰던 글"));
    f.press(Kind::Edit, f.question());
    QCOMPARE(f.window->chat()->drafts().texts.value(chat), QStringLiteral("쓰던 글"));
    f.window->chat()->composer()->setText(QStringLiteral("고치는 글"));
    QCOMPARE(f.window->chat()->drafts().texts.value(chat), QStringLiteral("쓰던 글\n\n고치는 글"));
    f.window->chat()->openChat(21);
    f.window->chat()->openChat(chat);
    QCOMPARE(f.typed(), QStringLiteral("쓰던 글\n\n고치는 글"));
    QVERIFY(!f.find("cancelEdit")->isVisible());
}

void MessagesTest::versionsAreSwitchedByMouseAndByKeyboard()
{
    Talk f;
    app::Message two = f.view().messages().last();
    two.version = 2;
    two.versions = 3;
    f.script.messages[f.window->chat()->current()].last() = two;
    emit f.desk.pathChanged(f.window->chat()->current(), f.script.messages[f.window->chat()->current()]);
    QVERIFY(f.spoken().contains(QStringLiteral("Version 2 of 3")));
    QTest::mouseClick(f.view().viewport(), Qt::LeftButton, {}, f.placeOf(Kind::OlderVersion, two.id));
    QVERIFY(f.called(QStringLiteral("showVersion %1 %2 1").arg(f.window->chat()->current()).arg(two.id)));
    QCOMPARE(f.placeOf(Kind::OlderVersion, two.id), QPoint(-1, -1)); // the first has none before it
    f.view().setFocus(Qt::TabFocusReason);
    QTest::keyClick(&f.view(), Qt::Key_Tab);  // the question's row
    QTest::keyClick(&f.view(), Qt::Key_Tab);  // the versions of the answer
    QTest::keyClick(&f.view(), Qt::Key_Return);
    QVERIFY(f.called(QStringLiteral("showVersion %1 %2 2").arg(f.window->chat()->current()).arg(two.id)));
}

void MessagesTest::anyAnswerIsAnsweredAgain()
{
    Talk f;
    const MessageId first = f.answer();
    f.ask(QStringLiteral("둘째 질문"));
    f.press(Kind::Retry, first);
    QVERIFY(f.called(QStringLiteral("retryAnswer %1 %2").arg(f.window->chat()->current()).arg(first)));
    QCOMPARE(f.view().messages().size(), 2); // what followed belongs to the other answer
    QVERIFY(f.answer() != first);
}

void MessagesTest::aRemovedMessageComesBack()
{
    Talk f;
    f.ask(QStringLiteral("둘째 질문"));
    const MessageId second = f.question();
    f.press(Kind::Remove, second);
    QVERIFY(f.called(QStringLiteral("removeMessage %1 %2").arg(f.window->chat()->current()).arg(second)));
    QCOMPARE(f.view().messages().size(), 2);
    QVERIFY(f.window->chat()->toast()->words().contains(QStringLiteral("removed")));
    QTest::keyClick(f.window.get(), Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(f.view().messages().size(), 4);
    QTest::keyClick(f.window.get(), Qt::Key_Z, Qt::ControlModifier); // the note is gone: the step before it
    QCOMPARE(f.script.calls.count(QStringLiteral("undoInChat %1").arg(f.window->chat()->current())), 2);
}

void MessagesTest::pinsAreShownAndTakenAway()
{
    Talk f;
    const MessageId question = f.question();
    f.press(Kind::Pin, question);
    QVERIFY(f.called(QStringLiteral("pinMessage %1 %2 1").arg(f.window->chat()->current()).arg(question)));
    QVERIFY(f.spoken().contains(QStringLiteral("You, pinned:")));
    f.press(Kind::Pin, question);
    QVERIFY(f.called(QStringLiteral("pinMessage %1 %2 0").arg(f.window->chat()->current()).arg(question)));
    QVERIFY(!f.spoken().contains(QStringLiteral("pinned")));
}

void MessagesTest::aQuoteGoesIntoTheComposer()
{
    Talk f(QStringLiteral("한 줄\n\n두 줄"));
    f.window->chat()->composer()->setText(QStringLiteral("이것은"));
    f.press(Kind::Quote, f.answer());
    QCOMPARE(f.typed(), QStringLiteral("이것은\n\n> 한 줄\n> \n> 두 줄\n\n"));
    QVERIFY(f.find("composerEdit")->hasFocus());
}

void MessagesTest::aBranchIsAChatOfItsOwn()
{
    Talk f;
    const app::ChatId before = f.window->chat()->current();
    const MessageId answer = f.answer();
    f.ask(QStringLiteral("둘째 질문"));
    f.press(Kind::Branch, answer);
    QVERIFY(f.window->chat()->current() != before);
    QCOMPARE(f.view().messages().size(), 2);
    QCOMPARE(f.script.messages[before].size(), 4);
}

void MessagesTest::detailsNameModelAndSeed()
{
    Talk f;
    app::Message timed = f.view().messages().last();
    timed.firstWordSeconds = 0.42;
    timed.promptTokens = 1234;
    f.script.messages[f.window->chat()->current()].last() = timed;
    emit f.desk.messageChanged(f.window->chat()->current(), timed);
    f.script.details.known = true;
    f.script.details.modelId = QStringLiteral("kr.go.example.model");
    f.script.details.modelVersion = 3;
    f.script.details.seed = 77;
    f.press(Kind::About, timed.id);
    QVERIFY(f.find("answerDetails"));
    QStringList words;
    for (const QLabel* label : f.find("answerDetails")->findChildren<QLabel*>())
        words.append(label->text());
    for (const char* part : { "kr.go.example.model, version 3", "after 0.42 s", "1,234 tokens", "77" })
        QVERIFY2(words.join(u'\n').contains(QString::fromLatin1(part)), part);
}

void MessagesTest::nothingChangesTheTreeWhileItIsWritten()
{
    Talk f;
    f.script.answering = fakes::Answering::Hold;
    f.ask(QStringLiteral("둘째 질문"));
    const MessageId first = f.view().messages().first().id;
    for (const Kind kind : { Kind::Edit, Kind::Remove, Kind::Retry, Kind::NewerVersion })
        f.press(kind, first, 1);
    for (const char* call : { "editPrompt", "removeMessage", "retryAnswer", "showVersion" })
        QVERIFY2(!f.called(QString::fromLatin1(call)), call);
    QVERIFY(f.window->chat()->toast()->words().contains(QStringLiteral("finished or stopped")));
    QCOMPARE(f.typed(), QString());
}

void MessagesTest::theMenuHasEveryAction()
{
    Talk f;
    f.view().setFocus(Qt::TabFocusReason);
    QContextMenuEvent event(QContextMenuEvent::Keyboard, QPoint(), QPoint());
    QCoreApplication::sendEvent(f.view().viewport(), &event);
    const auto* menu = f.view().findChild<QMenu*>();
    QVERIFY(menu);
    QStringList words;
    for (const QAction* action : menu->actions())
        words.append(action->text());
    for (const char* wanted : { "Copy the answer", "Export the answer", "Quote below", "Answer again", "Go on in a new chat from here", "About this answer", "Remove, with what follows" })
        QVERIFY2(words.contains(QString::fromLatin1(wanted)), wanted);
    menu->actions().last()->trigger();
    QVERIFY(f.called(QStringLiteral("removeMessage")));
}

void MessagesTest::rowOfActionsIsOneStopOfTheKeyboard()
{
    Talk f;
    f.view().setFocus(Qt::TabFocusReason);
    QTest::keyClick(&f.view(), Qt::Key_Tab);
    QTest::keyClick(&f.view(), Qt::Key_Right); // from "other words" to "copy"
    QTest::keyClick(&f.view(), Qt::Key_Return);
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("첫 질문"));
    QTest::keyClick(&f.view(), Qt::Key_Tab); // one stop: now the answer's row
    QTest::keyClick(&f.view(), Qt::Key_Return);
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("첫 답변입니다."));
    QTest::keyClick(&f.view(), Qt::Key_Left); // round to the last of the row
    QTest::keyClick(&f.view(), Qt::Key_Return);
    QVERIFY(f.called(QStringLiteral("removeMessage")));
}

void MessagesTest::anAnswerOfAnotherBranchStaysAway()
{
    Talk f;
    Message elsewhere = f.view().messages().last();
    elsewhere.id = 424242;
    elsewhere.text = QStringLiteral("다른 갈래");
    emit f.desk.messageChanged(f.window->chat()->current(), elsewhere);
    QCOMPARE(f.view().messages().size(), 2);
}

void MessagesTest::messagesOutOfTheContextAreNamed()
{
    Talk f;
    f.ask(QStringLiteral("둘째 질문"));
    f.window->chat()->composer()->setText(QStringLiteral("셋째"));
    emit f.desk.promptMeasured(f.window->chat()->current(), { 4000, 4096, 2, false });
    QCOMPARE(f.spoken().count(QStringLiteral("does not see this message")), 2);
    emit f.desk.promptMeasured(f.window->chat()->current(), { 2000, 4096, 0, false });
    QCOMPARE(f.spoken().count(QStringLiteral("does not see this message")), 0);
}

void MessagesTest::pinnedExchangesLeaveLast()
{
    QList<Message> path;
    for (int i = 1; i <= 6; ++i) {
        Message message;
        message.id = i;
        message.role = i % 2 ? Role::User : Role::Assistant;
        message.text = QString::number(i);
        path.append(message);
    }
    path[1].pinned = true;
    QCOMPARE(leavingFirst(path, 2), (QSet<MessageId> { 3, 4 }));
    QCOMPARE(leavingFirst(path, 4), (QSet<MessageId> { 3, 4, 5, 6 }));
    QCOMPARE(leavingFirst(path, 6).size(), 6);
    path[3].text.clear(); // a message without text is no turn
    QCOMPARE(leavingFirst(path, 1), (QSet<MessageId> { 3 }));
    QVERIFY(leavingFirst(path, 0).isEmpty());
}

void MessagesTest::codeIsCopiedWhole()
{
    QString code;
    for (int i = 0; i < 300; ++i)
        code += QStringLiteral("line%1();\n").arg(i);
    code.chop(1);
    Talk f(QStringLiteral("앞\n\n```cpp\n") + code + QStringLiteral("\n```\n\n뒤"));
    QVERIFY(f.spoken().contains(QStringLiteral("Code, cpp")));
    f.press(Kind::CopyCode, f.answer(), 0);
    QCOMPARE(QGuiApplication::clipboard()->text(), code);
}

void MessagesTest::everythingIsDoneByKeysToo()
{
    Talk f;
    const app::ChatId chat = f.window->chat()->current();
    QTest::keyClick(f.window.get(), Qt::Key_R, Qt::ControlModifier);
    QVERIFY(f.called(QStringLiteral("retryAnswer %1").arg(chat)));
    Message two = f.view().messages().last();
    two.version = two.versions = 2;
    f.script.messages[chat].last() = two;
    emit f.desk.pathChanged(chat, f.script.messages[chat]);
    QTest::keyClick(f.window.get(), Qt::Key_BracketLeft, Qt::ControlModifier);
    QVERIFY(f.called(QStringLiteral("showVersion %1 %2 1").arg(chat).arg(two.id)));
    QTest::keyClick(f.window.get(), Qt::Key_BracketRight, Qt::ControlModifier);
    QVERIFY(f.called(QStringLiteral("showVersion %1 %2 2").arg(chat).arg(two.id)));
    QTest::keyClick(f.window.get(), Qt::Key_U, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(f.typed(), QStringLiteral("첫 질문"));
    f.window->chat()->restoreMessages();
    QVERIFY(f.called(QStringLiteral("restoreMessages %1").arg(chat)));
    f.window->chat()->newChat();
    QVERIFY(!f.window->chat()->mayAct(Kind::Retry));
}

void MessagesTest::aSelectionGoesOverSeveralPieces()
{
    Talk f(QStringLiteral("앞 문단입니다.\n\n```\ncode\n```\n\n뒤 문단입니다."));
    QWidget* area = f.view().viewport();
    const QRect column((area->width() - 720) / 2, 0, 720, area->height());
    QTest::mousePress(area, Qt::LeftButton, {}, QPoint(column.right() - 40, 45)); // in the question's bubble
    QTest::mouseMove(area, QPoint(column.left() + 300, area->height() / 2));
    QTest::mouseMove(area, QPoint(column.right(), area->height() - 2));
    QTest::mouseRelease(area, Qt::LeftButton, {}, QPoint(column.right(), area->height() - 2));
    QTest::keyClick(&f.view(), Qt::Key_C, Qt::ControlModifier);
    const QString copied = QGuiApplication::clipboard()->text();
    QVERIFY2(copied.contains(QStringLiteral("앞 문단입니다.")), qPrintable(copied));
    QVERIFY2(copied.contains(QStringLiteral("code")), qPrintable(copied));
    QVERIFY2(copied.endsWith(QStringLiteral("뒤 문단입니다.")), qPrintable(copied));
}

void MessagesTest::aLongQuestionShowsItsBeginning()
{
    Talk f;
    QStringList lines;
    for (int i = 0; i < 20000; ++i)
        lines.append(QStringLiteral("줄 %1").arg(i));
    f.ask(lines.join(u'\n'));
    QVERIFY(f.spoken().contains(QStringLiteral("줄 10\n")));
    QVERIFY(!f.spoken().contains(QStringLiteral("줄 19999")));
    f.press(Kind::Details, f.question());
    QVERIFY(f.spoken().contains(QStringLiteral("줄 19999")));
    QCOMPARE(f.view().messages().at(2).text, lines.join(u'\n'));
}

void MessagesTest::aGrowingAnswerLaysOutItsLastPieceOnly()
{
    Talk f;
    f.script.answering = fakes::Answering::Hold;
    f.ask(QStringLiteral("길게"));
    QString paragraph = QStringLiteral("문단입니다. ").repeated(200) + QStringLiteral("\n\n");
    const int empty = f.view().laidOutPieces();
    f.script.writeMore(paragraph.repeated(10));
    QTRY_VERIFY(f.view().laidOutPieces() > empty);
    const int before = f.view().laidOutPieces();
    f.script.writeMore(QStringLiteral("덧붙임"));
    QTRY_VERIFY(f.view().laidOutPieces() > before);
    QVERIFY2(f.view().laidOutPieces() - before <= 3, qPrintable(QString::number(f.view().laidOutPieces() - before))); // head, last piece, foot
}

void MessagesTest::theReadersPlaceStaysWhenAVersionIsSwitched()
{
    Talk f(QStringLiteral("문단입니다.\n\n").repeated(60));
    f.ask(QStringLiteral("둘째"));
    f.view().verticalScrollBar()->setValue(300);
    QList<Message> path = f.script.messages[f.window->chat()->current()];
    path.last().version = path.last().versions = 2;
    emit f.desk.pathChanged(f.window->chat()->current(), path);
    QCOMPARE(f.view().verticalScrollBar()->value(), 300);
}


QTEST_MAIN(MessagesTest)
#include "messages_test.moc"
