// Asking, streaming, stopping, failing, citing, searching, renaming, deleting.
#include "tests/app/attack_documents.h"
#include "tests/ui/window_fixture.h"
#include "ui/chat/chat_list_model.h"
#include "ui/chat/parts.h"
#include "ui/evidence/evidence_panel.h"
#include "ui/evidence/page_image_view.h"
#include "ui/evidence/source_view.h"
#include "ui/style/theme.h"
#include "ui/widgets/button.h"
#include "ui/widgets/field.h"
#include "ui/widgets/list_view.h"
#include "ui/widgets/text.h"
#include "ui/widgets/toast.h"

#include <QAccessible>
#include <QClipboard>
#include <QElapsedTimer>
#include <QInputMethodEvent>
#include <QScrollArea>
#include <QScrollBar>
#include <QTextBlock>

using namespace sillok;
using namespace sillok::ui;
using app::MessageState;
using fakes::Answering;
using test::WindowFixture;

namespace {

QString spoken(const WindowFixture& f) { return f.conversation().paragraphs().join(u'\n'); }

} // namespace

class ChatPageTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { prepareUi(); }
    void enterAsksTheTrimmedQuestion();
    void shiftEnterBreaksTheLine();
    void halfTypedSyllableIsCommittedOnEnter();
    void halfTypedSyllableSurvivesLeavingThePage();
    void answerStreamsIntoTheConversation();
    void escStopsTheAnswer();
    void questionThatWasNotStoredComesBack();
    void nothingIsCalledSavedWhileItIsWritten();
    void engineDeathShowsACardAndTheWindowLives();
    void retryReplacesTheFailedAnswer();
    void evidenceIsShownAsCardsAndOpens();
    void copyWithSourceNamesDocumentAndPage();
    void refusedShowsNearestPassages();
    void citationOpensThePanelWithTheQuoteMarked();
    void f8StepsThroughCitations();
    void aPageIsShownAsPrinted();
    void aPageThatIsGoneLeavesTheText();
    void chipsAreReachedByTab();
    void withoutModelAndDocumentsThereIsAReason();
    void aPauseInTypingShowsTheSizeAndWhatWouldLeave();
    void thoughtsAreFoldedUntilAskedFor();
    void searchListsSnippets();
    void renameGoesToTheDesk();
    void trashCanBeUndone();
    void readersPlaceStaysWhileAnAnswerGrows();
    void longChatsAreLaidOutWhereTheyAreSeen();
    void twentyThousandLinesArePastedQuickly();
    void messagesAreReadParagraphByParagraph();
    void htmlAndPicturesStayText();
    void unprovenSentencesAreUnderlinedAndCounted();
    void whatAnAttackWritesIsOnlyText();
};

void ChatPageTest::enterAsksTheTrimmedQuestion()
{
    WindowFixture f;
    f.window->chat()->composer()->setCollection(3);
    f.ask(QStringLiteral("  hello  "));
    QVERIFY(f.called(QStringLiteral("send 0 hello 3")));
    QVERIFY(f.window->chat()->composer()->text().isEmpty());
    QCOMPARE(f.conversation().messages().size(), 2);
    f.ask(QStringLiteral("   "));
    QCOMPARE(f.conversation().messages().size(), 2);
}

void ChatPageTest::shiftEnterBreaksTheLine()
{
    WindowFixture f;
    QTest::keyClicks(f.find("composerEdit"), QStringLiteral("one"));
    QTest::keyClick(f.find("composerEdit"), Qt::Key_Return, Qt::ShiftModifier);
    QTest::keyClicks(f.find("composerEdit"), QStringLiteral("two"));
    QCOMPARE(f.window->chat()->composer()->text(), QStringLiteral("one\ntwo"));
    QVERIFY(!f.called(QStringLiteral("send")));
}

void ChatPageTest::halfTypedSyllableIsCommittedOnEnter()
{
    WindowFixture f;
    auto* edit = f.find("composerEdit");
    QTest::keyClicks(edit, QStringLiteral("a "));
    QInputMethodEvent preedit(QStringLiteral("한"), {});
    QCoreApplication::sendEvent(edit, &preedit);
    QCOMPARE(f.window->chat()->composer()->text(), QStringLiteral("a "));
    QTest::keyClick(edit, Qt::Key_Return);
    QVERIFY(f.called(QStringLiteral("send 0 a 한")));
    QVERIFY(f.window->chat()->composer()->text().isEmpty());
}

void ChatPageTest::halfTypedSyllableSurvivesLeavingThePage()
{
    WindowFixture f;
    QInputMethodEvent preedit(QStringLiteral("글"), {});
    QCoreApplication::sendEvent(f.find("composerEdit"), &preedit);
    f.window->goTo(Place::Documents);
    QCOMPARE(f.window->chat()->composer()->text(), QStringLiteral("글"));
}

void ChatPageTest::answerStreamsIntoTheConversation()
{
    WindowFixture f;
    f.script.answering = Answering::Hold;
    f.ask(QStringLiteral("q"));
    f.script.writeMore(QStringLiteral("First part"));
    QTRY_VERIFY(spoken(f).contains(QStringLiteral("First part")));
    f.script.writeMore(QStringLiteral(" and second."));
    QTRY_VERIFY(spoken(f).contains(QStringLiteral("First part and second.")));
    f.script.finishAnswer();
    QCOMPARE(f.conversation().messages().last().state, MessageState::Complete);
}

void ChatPageTest::escStopsTheAnswer()
{
    WindowFixture f;
    f.script.answering = Answering::Hold;
    f.ask(QStringLiteral("q"));
    f.script.writeMore(QStringLiteral("Something"));
    f.ask(QStringLiteral("too early"));
    QCOMPARE(f.script.calls.filter(QStringLiteral("send")).size(), 1);
    QTest::keyClick(f.window->chat()->conversation(), Qt::Key_Escape);
    QVERIFY(f.called(QStringLiteral("stopAnswer")));
    QCOMPARE(f.conversation().messages().last().state, MessageState::Stopped);
    QVERIFY(spoken(f).contains(QStringLiteral("Stopped by you")));
    QVERIFY(spoken(f).contains(QStringLiteral("Something")));
    QCOMPARE(f.window->chat()->composer()->text(), QStringLiteral("too early"));
}

void ChatPageTest::questionThatWasNotStoredComesBack()
{
    WindowFixture f;
    f.script.refuseSend = true;
    f.ask(QStringLiteral("a long question"));
    QCOMPARE(f.window->chat()->composer()->text(), QStringLiteral("a long question"));
    bool said = false;
    for (QWidget* one : f.window->chat()->findChildren<QWidget*>())
        said = said || (one->isVisible() && one->accessibleName().contains(QStringLiteral("disk is full")));
    QVERIFY(said);
}

void ChatPageTest::nothingIsCalledSavedWhileItIsWritten()
{
    WindowFixture f;
    f.script.answering = Answering::Hold;
    f.ask(QStringLiteral("q"));
    f.script.writeMore(QStringLiteral("Part"));
    QTRY_VERIFY(spoken(f).contains(QStringLiteral("Part")));
    QVERIFY(!spoken(f).contains(QStringLiteral("Saved up to here")));
    f.script.finishAnswer();
    QVERIFY(spoken(f).contains(QStringLiteral("Saved up to here")));
}

void ChatPageTest::engineDeathShowsACardAndTheWindowLives()
{
    WindowFixture f;
    f.script.answering = Answering::Die;
    f.ask(QStringLiteral("q"));
    QVERIFY(spoken(f).contains(QStringLiteral("The language model stopped")));
    QVERIFY(spoken(f).contains(QStringLiteral("are saved")));
    QVERIFY(f.find("stripModel")->findChildren<QObject*>().isEmpty());
    QVERIFY(static_cast<QAbstractButton*>(f.find("stripModel"))->accessibleName().contains(QStringLiteral("stopped")));
    f.window->chat()->openChat(21);
    QCOMPARE(f.window->chat()->current(), 21);
    QVERIFY(f.window->isVisible());
}

void ChatPageTest::retryReplacesTheFailedAnswer()
{
    WindowFixture f;
    f.script.answering = Answering::Die;
    f.ask(QStringLiteral("q"));
    const auto failed = f.conversation().messages().last().id;
    f.script.answering = Answering::Generate;
    f.window->chat()->conversation()->activate({ Target::Kind::Retry, 0, {}, {} }, failed);
    QVERIFY(f.called(QStringLiteral("retryAnswer")));
    QCOMPARE(f.conversation().messages().size(), 2);
    QCOMPARE(f.conversation().messages().last().state, MessageState::Complete);
    QVERIFY(!spoken(f).contains(QStringLiteral("The language model stopped")));
}

void ChatPageTest::evidenceIsShownAsCardsAndOpens()
{
    WindowFixture f;
    f.script.engine = {};
    f.script.announce();
    f.window->chat()->openChat(22);
    QVERIFY(spoken(f).contains(QStringLiteral("No language model is installed")));
    QVERIFY(spoken(f).contains(QStringLiteral("3 passages found")));
    QVERIFY(spoken(f).contains(QStringLiteral("p. 2 (estimated)")));
    QVERIFY(spoken(f).contains(QStringLiteral("28도 이상")));
    f.window->chat()->conversation()->activate({ Target::Kind::OpenPassage, 1, {}, {} }, 4);
    QVERIFY(f.called(QStringLiteral("openPassage 202")));
    QVERIFY(f.window->chat()->columns()->panelOpen());
    QCOMPARE(f.window->chat()->evidence()->active(), 1);
}

void ChatPageTest::copyWithSourceNamesDocumentAndPage()
{
    WindowFixture f;
    f.window->chat()->openChat(22);
    f.window->chat()->conversation()->activate({ Target::Kind::CopyPassage, 0, {}, {} }, 4);
    const QString copied = QGuiApplication::clipboard()->text();
    QVERIFY(copied.contains(QStringLiteral("평균 28도 이상으로 유지한다")));
    QVERIFY(copied.contains(QStringLiteral("2026년 청사 에너지 절감 계획.hwp")));
    QVERIFY(copied.contains(QStringLiteral("p. 5")));
}

void ChatPageTest::refusedShowsNearestPassages()
{
    WindowFixture f;
    f.script.answering = Answering::Refuse;
    f.window->chat()->composer()->setCollection(4);
    f.ask(QStringLiteral("주차장 요금"));
    QVERIFY(spoken(f).contains(QStringLiteral("No answer was found in the documents.")));
    QVERIFY(spoken(f).contains(QStringLiteral("“청사 관리”")));
    QVERIFY(spoken(f).contains(QStringLiteral("Nearest passages")));
}

void ChatPageTest::citationOpensThePanelWithTheQuoteMarked()
{
    WindowFixture f;
    f.window->chat()->openChat(21);
    f.window->chat()->conversation()->activate({ Target::Kind::Citation, 0, {}, {} }, 2);
    QVERIFY(f.window->chat()->columns()->panelOpen());
    const app::Citation first = f.script.messages[21].last().citations.first();
    QCOMPARE(f.window->chat()->evidence()->source()->markedText(), first.quote);
    QVERIFY(f.window->chat()->evidence()->source()->toPlainText().contains(QStringLiteral("제12조")));
}

namespace {

/// A white page of 100 x 200 with one marked line.
app::PageView whitePage()
{
    app::PageView page;
    page.pageCount = 9;
    page.width = 100;
    page.height = 200;
    page.pixels = QByteArray(100 * 200 * 4, '\xff');
    page.marked = { { 0.1, 0.5, 0.6, 0.05 } };
    return page;
}

} // namespace

void ChatPageTest::aPageIsShownAsPrinted()
{
    WindowFixture f;
    f.script.passage.document.format = QStringLiteral("pdf");
    f.script.passage.document.id = 77;
    f.script.passage.page = 3;
    f.script.page = whitePage();
    f.window->chat()->openChat(21);
    f.window->chat()->conversation()->activate({ Target::Kind::Citation, 0, {}, {} }, 2);
    auto* page = f.window->chat()->evidence()->page();
    QVERIFY(!page->isVisible());
    f.find<QAbstractButton>("asPrinted")->click();
    QVERIFY(page->isVisible());
    QVERIFY(!f.window->chat()->evidence()->source()->isVisible());
    const app::Citation first = f.script.messages[21].last().citations.first();
    QVERIFY(f.called(QStringLiteral("openPage 77 3 ") + first.quote)); // the words to be marked go with it
    QCOMPARE(f.find<QLabel>("pageNumber")->text(), QStringLiteral("Page 3 of 9"));
    const QImage seen = f.find<QScrollArea>("pageArea")->widget()->grab().toImage();
    const auto at = [&](double x, double y) { return seen.pixelColor(int(x * seen.width()), int(y * seen.height())); };
    QCOMPARE(at(0.3, 0.2), QColor(Qt::white));
    QCOMPARE(at(0.3, 0.525), color(Token::PageHighlight)); // over white, a marker shows its own colour
    QTest::keyClick(page, Qt::Key_PageDown);
    QVERIFY(f.called(QStringLiteral("openPage 77 4 ")));
    QCOMPARE(f.find<QLabel>("pageNumber")->text(), QStringLiteral("Page 4 of 9"));
    f.find<QAbstractButton>("previousPage")->click();
    QCOMPARE(page->page(), 3);
    const qsizetype before = f.script.calls.size();
    f.find<QAbstractButton>("largerPage")->click(); // drawn anew, not stretched
    QVERIFY(f.script.calls.size() > before);
    f.find<QAbstractButton>("asPrinted")->click();
    QVERIFY(f.window->chat()->evidence()->source()->isVisible());
    QVERIFY(!page->isVisible());
}

void ChatPageTest::aPageThatIsGoneLeavesTheText()
{
    WindowFixture f;
    f.script.passage.document.format = QStringLiteral("pdf");
    f.script.passage.document.id = 77;
    f.script.passage.page = 3;
    f.window->chat()->openChat(21);
    f.window->chat()->conversation()->activate({ Target::Kind::Citation, 0, {}, {} }, 2);
    f.find<QAbstractButton>("asPrinted")->click(); // no page in the script: the file is gone
    QVERIFY(f.window->chat()->evidence()->source()->isVisible());
    QVERIFY(!f.find<QAbstractButton>("asPrinted")->isChecked());
    bool said = false;
    for (QWidget* one : f.window->chat()->evidence()->findChildren<QWidget*>())
        said = said || (one->isVisible() && one->accessibleName().contains(QStringLiteral("changed since it was read")));
    QVERIFY(said);
}

void ChatPageTest::f8StepsThroughCitations()
{
    WindowFixture f;
    f.window->chat()->openChat(21);
    QTest::keyClick(f.window.get(), Qt::Key_F8);
    QCOMPARE(f.window->chat()->evidence()->active(), 0);
    QTest::keyClick(f.window.get(), Qt::Key_F8);
    QCOMPARE(f.window->chat()->evidence()->active(), 1);
    QTest::keyClick(f.window.get(), Qt::Key_F8, Qt::ShiftModifier);
    QTest::keyClick(f.window.get(), Qt::Key_F8, Qt::ShiftModifier);
    QCOMPARE(f.window->chat()->evidence()->active(), 4);
}

void ChatPageTest::chipsAreReachedByTab()
{
    WindowFixture f;
    f.window->chat()->openChat(21);
    auto* view = f.window->chat()->conversation();
    view->setFocus(Qt::TabFocusReason);
    QTest::keyClick(view, Qt::Key_Tab); // the question's copy button
    QTest::keyClick(view, Qt::Key_Tab); // the first chip
    QTest::keyClick(view, Qt::Key_Return);
    QVERIFY(f.called(QStringLiteral("openPassage 101")));
}

void ChatPageTest::withoutModelAndDocumentsThereIsAReason()
{
    WindowFixture f(app::VaultState::Open, false);
    f.script.engine = {};
    f.script.announce();
    f.ask(QStringLiteral("q"));
    QVERIFY(!f.called(QStringLiteral("send")));
    QCOMPARE(f.window->chat()->composer()->text(), QStringLiteral("q"));
    QVERIFY(!f.find("composerSend")->isEnabled());
    bool reason = false;
    for (QLabel* label : f.window->chat()->composer()->findChildren<QLabel*>())
        reason = reason || label->text().contains(QStringLiteral("no model"));
    QVERIFY(reason);
}

void ChatPageTest::aPauseInTypingShowsTheSizeAndWhatWouldLeave()
{
    WindowFixture f;
    f.script.promptSize = { 1234, 8192, 4, false };
    f.window->chat()->composer()->setCollection(0);
    const auto shows = [&](const QString& words) {
        for (const Text* text : f.window->chat()->composer()->findChildren<Text*>())
            if (text->words().contains(words))
                return true;
        return false;
    };
    QTest::keyClicks(f.find("composerEdit"), QStringLiteral("hello"));
    QTRY_VERIFY(f.called(QStringLiteral("measurePrompt 0 hello")));
    QTRY_VERIFY(shows(QStringLiteral("1,234 / 8,192")));
    QVERIFY(shows(QStringLiteral("4")));
    f.script.promptSize = { 0, 8192, 0, true };
    QTest::keyClicks(f.find("composerEdit"), QStringLiteral("!"));
    QVERIFY(!shows(QStringLiteral("1,234"))); // an old count is never shown for a new text
    QTRY_VERIFY(shows(QStringLiteral("8,192")));
    f.window->chat()->composer()->setCollection(3); // over documents the prompt is made of passages: they are counted too
    QTest::keyClicks(f.find("composerEdit"), QStringLiteral("?"));
    QTRY_VERIFY(f.called(QStringLiteral("measurePrompt 0 hello!? 3")));
}

void ChatPageTest::thoughtsAreFoldedUntilAskedFor()
{
    WindowFixture f; // prepares fonts and words
    app::Message message;
    message.role = app::Role::Assistant;
    message.thought = QStringLiteral("first I look at article 15");
    message.text = QStringLiteral("It is 15 days.");
    const auto spokenBy = [](const Parts& parts) {
        QStringList all;
        for (const auto& part : parts)
            all += part->paragraphs();
        return all.join(u'\n');
    };
    const QString folded = spokenBy(partsOf(message, { 720, false, true }));
    QVERIFY(folded.contains(QStringLiteral("Thought before answering")) && folded.contains(message.text));
    QVERIFY(!folded.contains(message.thought));
    QVERIFY(spokenBy(partsOf(message, { 720, true, true })).contains(message.thought));
    bool canUnfold = false;
    for (const auto& part : partsOf(message, { 720, false, true }))
        for (const Target& target : part->targets())
            canUnfold = canUnfold || target.kind == Target::Kind::Details;
    QVERIFY(canUnfold);
    message.text.clear();
    message.state = MessageState::Writing;
    QVERIFY(spokenBy(partsOf(message, { 720, false, true })).contains(QStringLiteral("Thinking")));
    message.thought.clear();
    QVERIFY(!spokenBy(partsOf(message, { 720, false, true })).contains(QStringLiteral("Thinking")));
}

void ChatPageTest::searchListsSnippets()
{
    WindowFixture f;
    QTest::keyClick(f.window.get(), Qt::Key_F, Qt::ControlModifier);
    auto* search = f.window->chat()->list()->search();
    QVERIFY(search->hasFocus());
    search->setText(QStringLiteral("냉방"));
    auto* list = f.find<QListView>("chatList");
    QTRY_VERIFY(f.called(QStringLiteral("searchChats 냉방")));
    QTRY_COMPARE(list->model()->rowCount(), 2);
    const QModelIndex hit = list->model()->index(1, 0);
    QVERIFY(hit.data(ChatListModel::SnippetRole).toString().contains(QStringLiteral("냉방")));
    list->setCurrentIndex(hit);
    QTest::keyClick(list, Qt::Key_Return);
    QCOMPARE(f.window->chat()->current(), 22);
    search->clear();
    QVERIFY(list->model()->rowCount() > 8);
}

void ChatPageTest::renameGoesToTheDesk()
{
    WindowFixture f;
    f.window->chat()->openChat(24);
    QTest::keyClick(f.window.get(), Qt::Key_F2);
    auto* editor = f.find<QListView>("chatList")->findChild<QLineEdit*>();
    QVERIFY(editor);
    editor->setText(QStringLiteral("새 이름"));
    QTest::keyClick(editor, Qt::Key_Return);
    QTRY_VERIFY(f.called(QStringLiteral("renameChat 24 새 이름")));
}

void ChatPageTest::trashCanBeUndone()
{
    WindowFixture f;
    f.window->chat()->openChat(24);
    auto* list = f.find<QListView>("chatList");
    QTest::keyClick(list, Qt::Key_Delete);
    QVERIFY(f.called(QStringLiteral("trashChat 24")));
    QVERIFY(f.window->chat()->toast()->isVisible());
    QCOMPARE(f.window->chat()->current(), 0);
    list->setFocus();
    QTest::keyClick(f.window.get(), Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(f.called(QStringLiteral("restoreChat 24")));
    QVERIFY(!f.window->chat()->toast()->isVisible());
}

void ChatPageTest::readersPlaceStaysWhileAnAnswerGrows()
{
    WindowFixture f;
    f.script.answering = Answering::Hold;
    f.ask(QStringLiteral("q"));
    f.script.writeMore(QStringLiteral("line\n\n").repeated(60));
    QScrollBar* bar = f.window->chat()->conversation()->verticalScrollBar();
    QTRY_VERIFY(bar->maximum() > 500);
    QCOMPARE(bar->value(), bar->maximum());
    bar->setValue(200);
    f.script.writeMore(QStringLiteral("line\n\n").repeated(20));
    f.script.finishAnswer();
    QCOMPARE(bar->value(), 200);
    QVERIFY(!f.conversation().atEnd());
    f.window->chat()->conversation()->jumpToEnd();
    QVERIFY(f.conversation().atEnd());
}

void ChatPageTest::longChatsAreLaidOutWhereTheyAreSeen()
{
    WindowFixture f;
    QList<app::Message> many;
    for (int i = 1; i <= 10000; ++i) {
        app::Message m;
        m.id = i;
        m.parent = i - 1;
        m.role = i % 2 ? app::Role::User : app::Role::Assistant;
        m.text = QStringLiteral("Message %1 with some words to fill a line.").arg(i);
        many.append(m);
    }
    f.script.messages[24] = many;
    QElapsedTimer clock;
    clock.start();
    f.window->chat()->openChat(24);
    QVERIFY2(clock.elapsed() < 1000, qPrintable(QString::number(clock.elapsed())));
    QVERIFY2(f.conversation().laidOutCount() < 200, qPrintable(QString::number(f.conversation().laidOutCount())));
}

void ChatPageTest::twentyThousandLinesArePastedQuickly()
{
    WindowFixture f;
    QGuiApplication::clipboard()->setText(QStringLiteral("한 줄의 글입니다. one line of text\n").repeated(20000));
    QElapsedTimer clock;
    clock.start();
    f.window->chat()->composer()->editor()->paste();
    QVERIFY2(clock.elapsed() < 1500, qPrintable(QString::number(clock.elapsed())));
    QVERIFY(f.window->chat()->composer()->height() < 320);
    clock.restart();
    QTest::keyClicks(f.find("composerEdit"), QStringLiteral("abc"));
    QVERIFY2(clock.elapsed() < 600, qPrintable(QString::number(clock.elapsed())));
}

void ChatPageTest::messagesAreReadParagraphByParagraph()
{
    WindowFixture f;
    f.window->chat()->openChat(21);
    QAccessibleInterface* view = QAccessible::queryAccessibleInterface(f.window->chat()->conversation());
    QVERIFY(view);
    QCOMPARE(view->role(), QAccessible::Document);
    QCOMPARE(view->childCount(), static_cast<int>(f.conversation().paragraphs().size() + f.conversation().reachable().size()));
    QVERIFY(view->child(0)->text(QAccessible::Name).startsWith(QStringLiteral("You: ")));
    QCOMPARE(view->child(0)->role(), QAccessible::Paragraph);
    QCOMPARE(view->indexOfChild(view->child(2)), 2);
}

void ChatPageTest::htmlAndPicturesStayText()
{
    WindowFixture f;
    f.script.answerCitations.clear();
    f.script.answerText = QStringLiteral("<img src=\"http://a/b.png\"> ![chart](http://a/c.png) [site](http://a/d) [7]");
    f.ask(QStringLiteral("q"));
    QVERIFY(spoken(f).contains(QStringLiteral("<img")));
    f.window->chat()->conversation()->grab();
}

/// The words that the document underlines.
static QString underlined(const QTextDocument& document)
{
    QString words;
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        for (auto it = block.begin(); !it.atEnd(); ++it) {
            if (it.fragment().charFormat().underlineStyle() == QTextCharFormat::DashUnderline)
                words += it.fragment().text();
        }
    }
    return words;
}

void ChatPageTest::unprovenSentencesAreUnderlinedAndCounted()
{
    WindowFixture f;
    f.script.answerText = QStringLiteral("맞는 **문장**입니다 [1]. 틀린 **문장**입니다 [1].\n\n- 둘째 틀린 문장");
    const auto place = [&](const QString& words, bool noSource) {
        return app::Unproven { f.script.answerText.indexOf(words), words.size(), noSource };
    };
    f.script.answerUnproven = { place(QStringLiteral("틀린 **문장**입니다"), false), place(QStringLiteral("둘째 틀린 문장"), true) };
    f.ask(QStringLiteral("q"));
    QVERIFY(spoken(f).contains(QStringLiteral("2 sentences not proven by the documents")));
    const app::Message message = f.conversation().messages().last();
    QCOMPARE(message.unproven.size(), 2);
    Parts parts = partsOf(message, {});
    QString words;
    for (const auto& part : parts) {
        if (part->text())
            words += underlined(part->text()->document());
    }
    QCOMPARE(words, QStringLiteral("틀린 문장입니다둘째 틀린 문장"));
    f.window->chat()->conversation()->grab();
}

/// The set of attacks, each written into an answer by a model that obeys: no picture, no link, no resource, no sign of ours.
void ChatPageTest::whatAnAttackWritesIsOnlyText()
{
    int shown = 0;
    for (const test::AttackDocument& document : test::attackDocuments()) {
        app::Message message;
        message.id = 1;
        message.role = app::Role::Assistant;
        message.mode = app::AnswerMode::Generated;
        message.text = QString::fromStdString(document.text + document.demanded) + QChar(0xE000) + QStringLiteral("x") + QChar(0xE001);
        for (const auto& part : partsOf(message, {})) {
            if (!part->text())
                continue;
            const QTextDocument& text = part->text()->document();
            QCOMPARE(underlined(text), QString());
            for (const QTextFormat& format : text.allFormats()) {
                QVERIFY(!format.isImageFormat());
                QVERIFY(!format.isCharFormat() || !format.toCharFormat().isAnchor());
            }
            ++shown;
        }
    }
    QVERIFY(shown >= 100);
}

QTEST_MAIN(ChatPageTest)
#include "chat_page_test.moc"
