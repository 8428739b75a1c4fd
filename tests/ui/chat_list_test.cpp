// The list column: pinned chats, folders, dates, archive, trash; by mouse and by keyboard; what a reader of screens hears.
#include "tests/ui/window_fixture.h"
#include "ui/chat/chat_list_delegate.h"
#include "ui/chat/chat_list_model.h"
#include "ui/chat/chat_list_view.h"
#include "ui/chat/folder_sheet.h"
#include "ui/widgets/toast.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QInputMethodEvent>
#include <QMenu>
#include <QMimeData>
#include <QScrollBar>

using namespace sillok;
using namespace sillok::ui;
using test::WindowFixture;

namespace {

struct ListFixture : WindowFixture {
    ListFixture()
    {
        script.folders = { { 61, 0, QStringLiteral("감사"), true }, { 62, 61, QStringLiteral("하반기"), false }, { 63, 0, QStringLiteral("민원 회신"), true } };
        chat(22).folder = 61;
        chat(23).folder = 62;
        chat(24).pinned = true;
        emit desk.chatsChanged();
        list = window->chat()->list()->list();
    }

    app::ChatSummary& chat(app::ChatId id)
    {
        for (app::ChatSummary& one : script.chats)
            if (one.id == id)
                return one;
        qFatal("no such chat");
    }
    ChatListModel& model() const { return *static_cast<ChatListModel*>(list->model()); }
    QModelIndex row(app::ChatId chat) const { return model().index(model().rowOf(chat)); }
    QModelIndex folder(app::FolderId folder) const { return model().index(model().rowOfFolder(folder)); }
    QStringList titles() const
    {
        QStringList all;
        for (int i = 0; i < list->model()->rowCount(); ++i)
            all.append(list->model()->index(i, 0).data().toString());
        return all;
    }
    QString spoken(const QModelIndex& index) const { return index.data(Qt::AccessibleTextRole).toString(); }
    void choose(const QList<app::ChatId>& chats)
    {
        list->clearSelection();
        for (const app::ChatId one : chats)
            list->selectionModel()->select(row(one), QItemSelectionModel::Select);
    }
    /// Opens the menu by its key, as it is on every keyboard.
    void popMenu(const QModelIndex& index) { emit list->customContextMenuRequested(list->visualRect(index).center()); }
    bool trigger(const QString& words)
    {
        for (QMenu* menu : window->findChildren<QMenu*>())
            for (QAction* action : menu->actions())
                if (menu->isVisible() && action->text().startsWith(words)) {
                    action->trigger();
                    menu->close();
                    return true;
                }
        return false;
    }
    bool undo() { return QTest::qWaitFor([this] { return window->chat()->toast()->isVisible(); }) && (list->setFocus(), QTest::keyClick(window.get(), Qt::Key_Z, Qt::ControlModifier), true); }

    ChatListView* list = nullptr;
};

} // namespace

class ChatListTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { prepareUi(); }
    void pinnedThenFoldersThenDates();
    void olderChatsStandUnderTheirMonths();
    void archivedAndTrashedChatsHavePlacesOfTheirOwn();
    void foldersOpenByClickAndByArrows();
    void aFolderIsMadeNamedAndRemovedByKeyboard();
    void aRemovedFolderComesBack();
    void draggedChatsGoIntoTheFolder();
    void draggedFoldersNeverGoIntoThemselves();
    void severalChatsAreMovedByTheSheet();
    void theSheetMakesAFolder();
    void pinningArchivingAndTakingBack();
    void severalChatsAreTrashedAndTakenBack();
    void theTrashSaysWhenAndEmpties();
    void marksForAnsweringAndUnread();
    void anOpenChatIsSeenWhileItsPageIsShown();
    void whatAReaderHears();
    void aHalfTypedSyllableStaysInTheTitle_data();
    void aHalfTypedSyllableStaysInTheTitle();
    void aTitleBeingChangedOutlivesNews();
    void newsMoveNeitherFocusNorScrollNorChoice();
    void titlesByTheModelCanBeSwitchedOff();
    void aThousandChatsAreListedQuickly();
};

void ChatListTest::pinnedThenFoldersThenDates()
{
    const ListFixture f;
    const QStringList titles = f.titles();
    QCOMPARE(titles.first(), QStringLiteral("Pinned"));
    QCOMPARE(titles.at(1), f.row(24).data().toString());
    QCOMPARE(titles.mid(2, 5), QStringList({ QStringLiteral("Folders"), QStringLiteral("감사"), QStringLiteral("하반기"), f.row(22).data().toString(), QStringLiteral("민원 회신") }));
    QCOMPARE(titles.at(7), QStringLiteral("Today"));
    QCOMPARE(f.model().rowOf(23), -1); // its folder is closed
    QCOMPARE(f.folder(62).data(ChatListModel::LevelRole).toInt(), 1);
    QCOMPARE(f.folder(61).data(ChatListModel::AsideRole).toString(), QStringLiteral("2")); // with the one below
    QCOMPARE(titles.count(f.row(24).data().toString()), 1);
}

void ChatListTest::olderChatsStandUnderTheirMonths()
{
    const QDate today(2026, 11, 30);
    ChatLists lists;
    const std::pair<QDate, const char*> days[] = { { today, "Today" }, { today.addDays(-1), "Yesterday" }, { today.addDays(-7), "Last 7 days" }, { today.addDays(-30), "Last 30 days" },
        { QDate(2026, 10, 30), "October 2026" }, { QDate(2026, 10, 2), "" }, { QDate(2025, 10, 30), "October 2025" } };
    QStringList expected;
    app::ChatId id = 1;
    for (const auto& [day, heading] : days) {
        lists.chats.append({ .id = id++, .title = day.toString(Qt::ISODate), .updatedAt = QDateTime(day, QTime(9, 0)) });
        if (*heading != 0)
            expected << QString::fromLatin1(heading);
        expected << day.toString(Qt::ISODate);
    }
    QStringList listed;
    const auto rows = rowsOf(lists, ListPlace::Chats, today);
    for (const ChatListRow& row : rows)
        listed << row.title;
    QCOMPARE(listed, expected);
}

void ChatListTest::archivedAndTrashedChatsHavePlacesOfTheirOwn()
{
    ListFixture f;
    f.desk.archiveChats({ 22 }, true);
    QCOMPARE(f.model().rowOf(22), -1);
    QTest::keyClick(f.find("archivePlace"), Qt::Key_Space);
    QCOMPARE(f.titles(), QStringList { f.row(22).data().toString() });
    f.list->setCurrentIndex(f.row(22));
    QTest::keyClick(f.list, Qt::Key_Return);
    QCOMPARE(f.window->chat()->current(), 22); // still read and asked
    QTest::keyClick(f.find("listBack"), Qt::Key_Space);
    QVERIFY(f.titles().contains(QStringLiteral("Today")));
    f.popMenu(f.row(24));
    QVERIFY(f.trigger(QStringLiteral("Archive")));
    QVERIFY(f.called(QStringLiteral("archiveChats 24 1")));
    QVERIFY(f.undo());
    QVERIFY(f.called(QStringLiteral("archiveChats 24 0")));
}

void ChatListTest::foldersOpenByClickAndByArrows()
{
    ListFixture f;
    QTest::mouseClick(f.list->viewport(), Qt::LeftButton, {}, f.list->visualRect(f.folder(61)).center());
    QVERIFY(f.called(QStringLiteral("setFolderOpen 61 0")));
    QCOMPARE(f.model().rowOf(22), -1);
    f.list->setCurrentIndex(f.folder(61));
    QTest::keyClick(f.list, Qt::Key_Right);
    QVERIFY(f.model().rowOf(22) > 0);
    QTest::keyClick(f.list, Qt::Key_Right); // into it
    QCOMPARE(f.list->currentIndex(), f.folder(62));
    QTest::keyClick(f.list, Qt::Key_Return);
    QVERIFY(f.model().rowOf(23) > 0);
    f.list->setCurrentIndex(f.row(23));
    QTest::keyClick(f.list, Qt::Key_Left); // out of it
    QCOMPARE(f.list->currentIndex(), f.folder(62));
    QTest::keyClick(f.list, Qt::Key_Left);
    QCOMPARE(f.model().rowOf(23), -1);
}

void ChatListTest::aFolderIsMadeNamedAndRemovedByKeyboard()
{
    ListFixture f;
    QTest::keyClick(f.find("listMore"), Qt::Key_Space);
    QVERIFY(f.trigger(QStringLiteral("New folder")));
    QTest::keyClicks(f.find("sheetField"), QStringLiteral("minutes"));
    QTest::keyClick(f.find("sheetField"), Qt::Key_Return);
    QVERIFY(f.called(QStringLiteral("createFolder 0 minutes")));
    const app::FolderId made = f.script.folders.last().id;
    QTRY_VERIFY(!f.find("sheetField")); // shortcuts wait until it is gone
    f.window->activateWindow(); // the menu had taken that
    QVERIFY(QTest::qWaitForWindowActive(f.window.get()));
    f.list->setFocus();
    f.list->setCurrentIndex(f.folder(made));
    QTest::keyClick(f.window.get(), Qt::Key_F2);
    auto* edit = f.list->findChild<TitleEdit*>();
    QVERIFY(edit);
    edit->setText(QStringLiteral("회의록"));
    QTest::keyClick(edit, Qt::Key_Return);
    QTRY_COMPARE(f.folder(made).data().toString(), QStringLiteral("회의록"));
    f.popMenu(f.folder(made));
    QVERIFY(f.trigger(QStringLiteral("New folder in it")));
    QTest::keyClicks(f.find("sheetField"), QStringLiteral("2026"));
    QTest::keyClick(f.find("sheetField"), Qt::Key_Return);
    QVERIFY(f.called(QStringLiteral("createFolder %1 2026").arg(made)));
    f.list->setCurrentIndex(f.folder(made));
    QTest::keyClick(f.list, Qt::Key_Delete);
    QVERIFY(f.called(QStringLiteral("removeFolder %1").arg(made)));
}

void ChatListTest::aRemovedFolderComesBack()
{
    ListFixture f;
    const QStringList before = f.titles();
    f.list->setCurrentIndex(f.folder(63));
    QTest::keyClick(f.list, Qt::Key_Delete);
    QVERIFY(f.titles() != before);
    QVERIFY(f.undo());
    QVERIFY(f.called(QStringLiteral("putFolderBack 63")));
    QCOMPARE(f.titles(), before);
}

void ChatListTest::draggedChatsGoIntoTheFolder()
{
    ListFixture f;
    f.choose({ 21, 24 });
    const std::unique_ptr<QMimeData> dragged(f.model().mimeData(f.list->selectionModel()->selectedIndexes()));
    QVERIFY(!dragged->hasText()); // no title leaves the window with it
    QVERIFY(f.model().canDropMimeData(dragged.get(), Qt::MoveAction, -1, -1, f.folder(63)));
    QVERIFY(f.model().dropMimeData(dragged.get(), Qt::MoveAction, -1, -1, f.folder(63)));
    QCOMPARE(f.chat(21).folder, 63);
    QCOMPARE(f.chat(24).folder, 63);
    QVERIFY(f.undo());
    QCOMPARE(f.chat(21).folder, 0);
    const std::unique_ptr<QMimeData> out(f.model().mimeData({ f.row(22) }));
    QVERIFY(f.model().dropMimeData(out.get(), Qt::MoveAction, -1, -1, f.row(21))); // onto a chat in no folder
    QCOMPARE(f.chat(22).folder, 0);
    QMimeData strange;
    strange.setText(QStringLiteral("21"));
    QVERIFY(!f.model().canDropMimeData(&strange, Qt::MoveAction, -1, -1, f.folder(63)));
}

void ChatListTest::draggedFoldersNeverGoIntoThemselves()
{
    ListFixture f;
    const std::unique_ptr<QMimeData> above(f.model().mimeData({ f.folder(61) }));
    QVERIFY(!f.model().canDropMimeData(above.get(), Qt::MoveAction, -1, -1, f.folder(61)));
    QVERIFY(!f.model().canDropMimeData(above.get(), Qt::MoveAction, -1, -1, f.folder(62)));
    QVERIFY(f.model().dropMimeData(above.get(), Qt::MoveAction, -1, -1, f.folder(63)));
    QVERIFY(f.called(QStringLiteral("moveFolder 61 63")));
    const auto parent = [&] { return std::ranges::find(f.script.folders, 61, &app::ChatFolder::id)->parent; };
    QCOMPARE(parent(), 63);
    QVERIFY(f.undo());
    QCOMPARE(parent(), 0);
    f.script.folders = { { 1, 0, QStringLiteral("1"), true }, { 2, 1, QStringLiteral("2"), true }, { 3, 2, QStringLiteral("3"), true }, { 4, 3, QStringLiteral("4"), true }, { 5, 0, QStringLiteral("5"), true } };
    QVERIFY(!folderMayLieIn(f.script.folders, 5, 4)); // five deep
    QVERIFY(folderMayLieIn(f.script.folders, 5, 3));
    QVERIFY(!folderMayLieIn(f.script.folders, 1, 5));
}

void ChatListTest::severalChatsAreMovedByTheSheet()
{
    ListFixture f;
    f.choose({ 21, 24 });
    f.popMenu(f.row(21));
    QVERIFY(f.trigger(QStringLiteral("Move to folder")));
    auto* sheet = f.find<FolderSheet>("folderSheet");
    QVERIFY(sheet);
    auto* choices = sheet->findChild<QListView*>(QStringLiteral("folderChoices"));
    QCOMPARE(choices->model()->rowCount(), 4);
    f.find<QLineEdit>("sheetField")->setText(QStringLiteral("하반"));
    QCOMPARE(choices->model()->index(0, 0).data().toString(), QStringLiteral("감사 › 하반기"));
    QTest::keyClick(f.find("sheetField"), Qt::Key_Return);
    QVERIFY2(f.called(QStringLiteral("moveChats 24|21 to 62")), qPrintable(f.script.calls.join(u'\n'))); // as they stand in the list
    QVERIFY(f.window->chat()->toast()->words().contains(QStringLiteral("감사 › 하반기")));
}

void ChatListTest::theSheetMakesAFolder()
{
    ListFixture f;
    f.choose({ 21 });
    f.popMenu(f.row(21));
    QVERIFY(f.trigger(QStringLiteral("Move to folder")));
    QTest::keyClicks(f.find("sheetField"), QStringLiteral("budget"));
    QTest::keyClick(f.find("sheetField"), Qt::Key_Return);
    QVERIFY(f.called(QStringLiteral("createFolder 0 budget")));
    QCOMPARE(f.chat(21).folder, f.script.folders.last().id);
}

void ChatListTest::pinningArchivingAndTakingBack()
{
    ListFixture f;
    f.popMenu(f.row(24));
    QVERIFY(f.trigger(QStringLiteral("Unpin")));
    QVERIFY(f.called(QStringLiteral("pinChats 24 0")));
    QVERIFY(!f.titles().contains(QStringLiteral("Pinned")));
    f.popMenu(f.row(21));
    QVERIFY(f.trigger(QStringLiteral("Pin")));
    QCOMPARE(f.titles().first(), QStringLiteral("Pinned"));
}

void ChatListTest::severalChatsAreTrashedAndTakenBack()
{
    ListFixture f;
    f.window->chat()->openChat(24);
    f.choose({ 24, 21 });
    QTest::keyClick(f.list, Qt::Key_Delete);
    QVERIFY(f.called(QStringLiteral("trashChat 24|21")));
    QCOMPARE(f.window->chat()->current(), 0);
    QVERIFY(f.undo());
    QVERIFY(f.called(QStringLiteral("restoreChat 24|21")));
    QVERIFY(f.model().rowOf(21) > 0 && f.model().rowOf(24) > 0);
}

void ChatListTest::theTrashSaysWhenAndEmpties()
{
    ListFixture f;
    f.desk.trashChats({ 21, 22 });
    QTest::keyClick(f.find("trashPlace"), Qt::Key_Space);
    QCOMPARE(f.list->model()->rowCount(), 2);
    const QString when = QLocale(QLocale::English).toString(QDate::currentDate().addDays(30), QStringLiteral("MMM d"));
    QVERIFY2(f.spoken(f.row(21)).contains(when), qPrintable(f.spoken(f.row(21))));
    f.list->setCurrentIndex(f.row(21));
    QTest::keyClick(f.list, Qt::Key_Return);
    QVERIFY(f.trigger(QStringLiteral("Restore")));
    QVERIFY(f.called(QStringLiteral("restoreChat 21")));
    f.list->setCurrentIndex(f.row(22));
    QTest::keyClick(f.list, Qt::Key_Delete);
    QVERIFY(!f.called(QStringLiteral("removeTrashed"))); // asked first
    QTest::keyClick(f.find("sheetCancel"), Qt::Key_Space);
    QTest::keyClick(f.find("listMore"), Qt::Key_Space);
    QVERIFY(f.trigger(QStringLiteral("Empty the trash")));
    QTest::keyClick(f.find("sheetAccept"), Qt::Key_Space);
    QVERIFY(f.called(QStringLiteral("removeTrashed 22")));
    QCOMPARE(f.list->model()->rowCount(), 0);
}

void ChatListTest::marksForAnsweringAndUnread()
{
    ListFixture f;
    const QRect row = f.list->visualRect(f.row(21));
    const auto mark = [&] { return f.list->viewport()->grab(row).toImage().pixelColor((row.width() - 22), row.height() / 2); };
    const QColor before = mark();
    f.chat(21).unread = true;
    emit f.desk.chatsChanged();
    QVERIFY(mark() != before);
    QCOMPARE(mark(), color(Token::Info)); // a filled dot
    f.chat(21).unread = false;
    f.chat(21).answering = true;
    emit f.desk.chatsChanged();
    QVERIFY(mark() != color(Token::Info)); // the middle of a ring
    QVERIFY(f.spoken(f.row(21)).contains(QStringLiteral("answering")));
    f.chat(23).unread = true;
    emit f.desk.chatsChanged();
    QVERIFY(f.spoken(f.folder(62)).contains(QStringLiteral("unread"))); // it is closed over one
}

void ChatListTest::anOpenChatIsSeenWhileItsPageIsShown()
{
    ListFixture f;
    f.chat(21).unread = true;
    f.window->chat()->openChat(21);
    QCOMPARE(f.script.chatInSight, 21);
    QVERIFY(!f.chat(21).unread);
    f.window->goTo(Place::Documents);
    QCOMPARE(f.script.chatInSight, 0);
    f.window->goTo(Place::Chat);
    QCOMPARE(f.script.chatInSight, 21);
    f.window->chat()->newChat();
    QCOMPARE(f.script.chatInSight, 0);
}

void ChatListTest::whatAReaderHears()
{
    ListFixture f;
    f.chat(22).unread = true;
    emit f.desk.chatsChanged();
    const QString chat = f.spoken(f.row(22));
    for (const char* part : { "unread", "level 2", "2 of 2" })
        QVERIFY2(chat.contains(QLatin1String(part)), qPrintable(chat));
    const QString folder = f.spoken(f.folder(62));
    for (const char* part : { "하반기", "folder", "closed", "1 chat", "level 2", "1 of 2" })
        QVERIFY2(folder.contains(QString::fromUtf8(part)), qPrintable(folder));
    QVERIFY(f.spoken(f.row(24)).contains(QStringLiteral("pinned")));
    QAccessibleInterface* heard = QAccessible::queryAccessibleInterface(f.list);
    QVERIFY(heard && heard->childCount() == f.list->model()->rowCount());
    QVERIFY(heard->child(f.row(22).row())->text(QAccessible::Name).contains(QStringLiteral("unread")));
}

void ChatListTest::aHalfTypedSyllableStaysInTheTitle_data()
{
    QTest::addColumn<QString>("left");
    for (const char* left : { "enter", "focus", "lock" })
        QTest::newRow(left) << QString::fromLatin1(left);
}

void ChatListTest::aHalfTypedSyllableStaysInTheTitle()
{
    QFETCH(QString, left);
    for (int i = 0; i < 100; ++i) {
        ListFixture* f = new ListFixture;
        const std::unique_ptr<ListFixture> kept(f);
        f->window->chat()->list()->editTitle(21);
        auto* edit = f->list->findChild<TitleEdit*>();
        QVERIFY(edit);
        edit->setText(QStringLiteral("차량 승"));
        QInputMethodEvent composing(QStringLiteral("인"), {});
        QCoreApplication::sendEvent(edit, &composing);
        if (left == QLatin1String("enter"))
            QTest::keyClick(edit, Qt::Key_Return);
        else if (left == QLatin1String("focus"))
            f->find("composerEdit")->setFocus();
        else
            f->window->lock();
        QTRY_VERIFY2(f->script.calls.contains(QStringLiteral("renameChat 21 차량 승인")), qPrintable(f->script.calls.join(u'\n')));
        QCOMPARE(f->script.calls.filter(QStringLiteral("renameChat")).size(), 1);
    }
}

void ChatListTest::aTitleBeingChangedOutlivesNews()
{
    ListFixture f;
    f.window->chat()->list()->editTitle(21);
    auto* edit = f.list->findChild<TitleEdit*>();
    QInputMethodEvent composing(QStringLiteral("글"), {});
    QCoreApplication::sendEvent(edit, &composing);
    f.script.chats.prepend({ .id = 99, .title = QStringLiteral("새 소식"), .updatedAt = QDateTime::currentDateTime() });
    f.chat(21).title = QStringLiteral("모델이 지은 제목");
    emit f.desk.chatsChanged();
    QVERIFY(f.list->editing());
    QCOMPARE(f.list->findChild<TitleEdit*>(), edit);
    QTest::keyClick(edit, Qt::Key_Escape);
    QTRY_VERIFY(f.model().rowOf(99) > 0);
    QCOMPARE(f.row(21).data().toString(), QStringLiteral("모델이 지은 제목"));
}

void ChatListTest::newsMoveNeitherFocusNorScrollNorChoice()
{
    ListFixture f;
    for (int i = 0; i < 200; ++i)
        f.script.chats.append({ .id = 1000 + i, .title = QStringLiteral("대화 %1").arg(i), .updatedAt = QDateTime::currentDateTime().addDays(-2) });
    emit f.desk.chatsChanged();
    f.choose({ 1050, 1052 });
    f.list->selectionModel()->setCurrentIndex(f.row(1052), QItemSelectionModel::NoUpdate);
    f.list->setFocus();
    f.list->verticalScrollBar()->setValue(900);
    f.chat(1080).title = QStringLiteral("모델이 지은 제목");
    f.script.chats.move(100, 0);
    f.script.chats.first().updatedAt = QDateTime::currentDateTime(); // one goes to the top
    emit f.desk.chatsChanged();
    QCOMPARE(f.list->verticalScrollBar()->value(), 900);
    QCOMPARE(f.window->chat()->list()->chosen(), QList<app::ChatId>({ 1050, 1052 }));
    QCOMPARE(f.list->currentIndex(), f.row(1052));
    QVERIFY(f.list->hasFocus());
}

void ChatListTest::titlesByTheModelCanBeSwitchedOff()
{
    ListFixture f;
    QTest::keyClick(f.find("listMore"), Qt::Key_Space);
    QVERIFY(f.trigger(QStringLiteral("Let the model give titles")));
    QVERIFY(f.called(QStringLiteral("setTitlesByModel 0")));
}

void ChatListTest::aThousandChatsAreListedQuickly()
{
    ListFixture f;
    for (int i = 0; i < 5000; ++i)
        f.script.chats.append({ .id = 1000 + i, .title = QStringLiteral("대화 %1").arg(i), .updatedAt = QDateTime::currentDateTime().addDays(-i / 20), .folder = i % 7 == 0 ? 61 : 0 });
    emit f.desk.chatsChanged();
    QElapsedTimer timer;
    qint64 most = 0;
    for (int i = 0; i < 20; ++i) {
        f.script.chats.move(i * 200, 0);
        timer.start();
        emit f.desk.chatsChanged();
        most = qMax(most, timer.nsecsElapsed() / 1000);
    }
    qInfo("5000 chats listed anew in at most %.1f ms", double(most) / 1000);
    QVERIFY(most < 100'000);
}

QTEST_MAIN(ChatListTest)
#include "chat_list_test.moc"
