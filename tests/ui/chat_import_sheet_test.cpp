// Taking in chats of another program: what is said before, while and after; stopping; the way back; what went wrong.
#include "tests/ui/window_fixture.h"
#include "ui/widgets/sheet.h"
#include "ui/widgets/text.h"
#include "ui/widgets/toast.h"

#include <QAbstractButton>
#include <QFileDialog>
#include <QMenu>

using namespace sillok;
using namespace sillok::ui;
using test::WindowFixture;

namespace {

struct ImportFixture : WindowFixture {
    ImportFixture()
    {
        const QDateTime from(QDate(2024, 3, 1), QTime(9, 0));
        script.chatImport = { QStringLiteral("conversations.json"), { QStringLiteral("ChatGPT") }, 1250, 9214, 50, from, from.addYears(2),
            { { app::NotImported::Images, 3 }, { app::NotImported::ToolOutputs, 1 } } };
    }

    /// By the menu of the list and the dialog, as a person does it.
    bool chooseFile()
    {
        QTest::keyClick(find("listMore"), Qt::Key_Space);
        for (QMenu* menu : window->findChildren<QMenu*>())
            for (QAction* action : menu->actions())
                if (menu->isVisible() && action->text().startsWith(QStringLiteral("Take in chats"))) {
                    action->trigger();
                    menu->close();
                    auto* dialog = window->findChild<QFileDialog*>();
                    if (!dialog)
                        return false;
                    emit dialog->fileSelected(QStringLiteral("/stick/conversations.json"));
                    dialog->close();
                    return true;
                }
        return false;
    }
    QString wordsOf(const char* sheet) const
    {
        QStringList all;
        for (const Sheet* found : window->findChildren<Sheet*>(QString::fromLatin1(sheet))) // one that is closed goes a moment later
            for (const QLabel* label : found->findChildren<QLabel*>())
                if (label->isVisible())
                    all << label->text();
        return all.join(u'\n');
    }
};

} // namespace

class ChatImportSheetTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { prepareUi(); }
    void whatIsInTheFileIsSaidFirst();
    void progressIsCountedAndCanBeStopped();
    void whatWasAddedCanBeTakenBack();
    void nothingNewNeedsNoImport();
    void problemsAreSaidInPlainWords_data();
    void problemsAreSaidInPlainWords();
};

void ChatImportSheetTest::whatIsInTheFileIsSaidFirst()
{
    ImportFixture f;
    QVERIFY(f.chooseFile());
    QVERIFY(f.called(QStringLiteral("lookIntoChats /stick/conversations.json")));
    const QString words = f.wordsOf("chatImportPreview");
    for (const char* part : { "conversations.json", "1,250 chats", "9,214 messages", "ChatGPT", "2024-03-01", "2026-03-01", "50 of them", "3 images", "1 output of tools" })
        QVERIFY2(words.contains(QLatin1String(part)), qPrintable(words));
    QCOMPARE(f.find("chatImportPreview")->findChild<QAbstractButton*>(QStringLiteral("sheetAccept"))->text(), QStringLiteral("Take in 1,200 chats"));
    QVERIFY(!f.called(QStringLiteral("importChats")));
    QTest::keyClick(f.find("sheetCancel"), Qt::Key_Space);
    QVERIFY(!f.called(QStringLiteral("importChats")));
}

void ChatImportSheetTest::progressIsCountedAndCanBeStopped()
{
    ImportFixture f;
    QVERIFY(f.chooseFile());
    QVERIFY(f.find<Sheet>("chatImportPreview"));
    f.find<Sheet>("chatImportPreview")->answer();
    QVERIFY(f.called(QStringLiteral("importChats")));
    emit f.desk.chatImportProgressed({ 300, 1200, 40, 290, false, false });
    QVERIFY2(f.wordsOf("chatImportRunning").contains(QStringLiteral("300 / 1,200")), qPrintable(f.wordsOf("chatImportRunning")));
    QVERIFY(f.wordsOf("chatImportRunning").contains(QStringLiteral("40")));
    QTest::keyClick(f.find("chatImportRunning"), Qt::Key_Escape);
    QVERIFY(f.called(QStringLiteral("cancelChatImport")));
    emit f.desk.chatImportProgressed({ 310, 1200, -1, 300, true, true });
    QVERIFY2(f.window->chat()->toast()->words().contains(QStringLiteral("300")), qPrintable(f.window->chat()->toast()->words()));
}

void ChatImportSheetTest::whatWasAddedCanBeTakenBack()
{
    ImportFixture f;
    QVERIFY(f.chooseFile());
    f.find<Sheet>("chatImportPreview")->answer();
    emit f.desk.chatImportProgressed({ 1200, 1200, -1, 1200, true, false });
    QTRY_VERIFY(!f.find("chatImportRunning"));
    QVERIFY(f.window->chat()->toast()->isVisible());
    f.window->chat()->undo();
    QVERIFY(f.called(QStringLiteral("undoChatImport")));
}

void ChatImportSheetTest::nothingNewNeedsNoImport()
{
    ImportFixture f;
    f.script.chatImport.alreadyThere = f.script.chatImport.chats;
    QVERIFY(f.chooseFile());
    const auto buttons = f.find("chatImportPreview")->findChildren<QAbstractButton*>(QStringLiteral("sheetAccept"));
    QVERIFY(!buttons.isEmpty() && !buttons.first()->isEnabled());
    QVERIFY2(f.wordsOf("chatImportPreview").contains(QStringLiteral("stay as they are")), qPrintable(f.wordsOf("chatImportPreview")));
}

void ChatImportSheetTest::problemsAreSaidInPlainWords_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("words");
    QTest::newRow("unknown") << static_cast<int>(ErrorCode::Unsupported) << QStringLiteral("Open WebUI");
    QTest::newRow("damaged") << static_cast<int>(ErrorCode::Damaged) << QStringLiteral("cut off");
    QTest::newRow("too large") << static_cast<int>(ErrorCode::Unsafe) << QStringLiteral("larger or deeper");
}

void ChatImportSheetTest::problemsAreSaidInPlainWords()
{
    QFETCH(int, code);
    QFETCH(QString, words);
    ImportFixture f;
    f.script.chatImport.file.clear(); // nothing comes of it
    QVERIFY(f.chooseFile());
    QVERIFY(f.find("chatImportRunning"));
    f.script.fail(app::Problem::During::ImportChats, static_cast<ErrorCode>(code), QStringLiteral("conversations.json"));
    const QString said = f.wordsOf("chatImportProblem");
    QVERIFY2(said.contains(words) && said.contains(QStringLiteral("conversations.json")) && said.contains(QStringLiteral("No chat was added")), qPrintable(said));
    QTRY_VERIFY(!f.find("chatImportRunning"));
}

QTEST_MAIN(ChatImportSheetTest)
#include "chat_import_sheet_test.moc"
