#include "tests/ui/window_fixture.h"

#include "ui/documents/document_inspector.h"
#include "ui/evidence/evidence_panel.h"
#include "ui/search/found_model.h"
#include "ui/search/search_palette.h"
#include "ui/widgets/field.h"
#include "ui/widgets/segments.h"

#include <QListView>
#include <QMenu>

using namespace sillok;
using namespace sillok::test;
using namespace sillok::ui;

class SearchPaletteTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { prepareUi(); }
    void searchesAsOneTypes();
    void arrowsChooseAndEnterOpensTheChat();
    void aDocumentIsOpenedInItsList();
    void passagesAreSteppedThrough();
    void filtersAreAsked();
    void chatsAreNarrowedByFolderModelAndPin();
    void documentsAreNarrowedByLabel();
    void anArchivedChatSaysSo();
    void tabStaysInside();
    void escapeGivesTheFocusBack();
    void lockTakesItAway();
    void nothingFoundIsSaid();
};

namespace {

struct Open : WindowFixture {
    Open()
    {
        QTest::keyClick(window.get(), Qt::Key_K, Qt::ControlModifier);
        palette = window->findChild<SearchPalette*>();
    }
    void type(const QString& text)
    {
        palette->field()->setText(text);
        QTRY_VERIFY(called(QStringLiteral("searchEverything ") + text));
    }
    const FoundModel& model() const { return *static_cast<FoundModel*>(palette->list()->model()); }
    /// As by keyboard: the button, then an entry of its menu.
    bool pick(const char* button, const QString& words)
    {
        QTest::keyClick(find(button), Qt::Key_Space);
        for (QMenu* menu : palette->findChildren<QMenu*>())
            for (QAction* action : menu->actions())
                if (menu->isVisible() && action->text().startsWith(words)) {
                    action->trigger();
                    menu->close();
                    return true;
                }
        return false;
    }
    QString current() const { return palette->list()->currentIndex().data().toString(); }

    QPointer<SearchPalette> palette;
};

} // namespace

void SearchPaletteTest::searchesAsOneTypes()
{
    Open f;
    QVERIFY(f.palette);
    QVERIFY(f.palette->field()->hasFocus());
    f.type(QStringLiteral("보고"));
    QCOMPARE(f.model().rowCount(), 8); // three headings and five hits
    QVERIFY(f.model().data(f.model().index(0), FoundModel::HeadingRole).toBool());
    QCOMPARE(f.model().data(f.model().index(0), FoundModel::CountRole).toString(), QStringLiteral("2"));
    QCOMPARE(f.current(), QStringLiteral("보고 자료 다듬기"));
    QCOMPARE(f.model().data(f.model().index(4), FoundModel::AsideRole).toString(), QStringLiteral("업무 규정"));
}

void SearchPaletteTest::arrowsChooseAndEnterOpensTheChat()
{
    Open f;
    f.type(QStringLiteral("보고"));
    QTest::keyClick(f.palette->field(), Qt::Key_Up);
    QCOMPARE(f.current(), QStringLiteral("보고 자료 다듬기"));
    QTest::keyClick(f.palette->field(), Qt::Key_Down);
    QCOMPARE(f.current(), QStringLiteral("업무용 차량 주말 사용 승인"));
    QTest::keyClick(f.palette->field(), Qt::Key_Down);
    QCOMPARE(f.current(), QStringLiteral("업무 보고 서식.hwpx")); // over the heading
    QTest::keyClick(f.palette->field(), Qt::Key_Up);
    QTest::keyClick(f.palette->field(), Qt::Key_Return);
    QCOMPARE(f.window->chat()->current(), 21);
    QTRY_VERIFY(!f.palette);
}

void SearchPaletteTest::aDocumentIsOpenedInItsList()
{
    Open f;
    f.type(QStringLiteral("보고"));
    f.palette->list()->setCurrentIndex(f.model().index(4));
    QTest::keyClick(f.palette->field(), Qt::Key_Return);
    QCOMPARE(f.window->place(), Place::Documents);
    QTRY_COMPARE(f.window->documents()->inspector()->document(), 45);
}

void SearchPaletteTest::passagesAreSteppedThrough()
{
    Open f;
    f.type(QStringLiteral("보고"));
    f.palette->list()->setCurrentIndex(f.model().index(7));
    QTest::keyClick(f.palette->field(), Qt::Key_Return);
    QCOMPARE(f.window->place(), Place::Chat);
    QVERIFY(f.called(QStringLiteral("openPassage 901")));
    QVERIFY(f.window->chat()->columns()->panelOpen());
    QCOMPARE(f.window->chat()->evidence()->active(), 1);
    QTRY_VERIFY(!f.palette);
    QTest::keyClick(f.window.get(), Qt::Key_F8);
    QVERIFY(f.called(QStringLiteral("openPassage 900")));
}

void SearchPaletteTest::filtersAreAsked()
{
    Open f;
    f.type(QStringLiteral("보고"));
    QVERIFY(f.script.calls.last().contains(QStringLiteral("chatsdocuments 0")));
    f.palette->kinds()->setCurrent(1);
    emit f.palette->kinds()->chosen(1);
    QVERIFY(f.script.calls.last().contains(QStringLiteral(" chats 0")));
    QCOMPARE(f.model().rowCount(), 3);
    f.palette->kinds()->setCurrent(2);
    emit f.palette->kinds()->chosen(2);
    QVERIFY(f.script.calls.last().contains(QStringLiteral(" documents 0")));
    QCOMPARE(f.model().rowCount(), 5);
}

void SearchPaletteTest::chatsAreNarrowedByFolderModelAndPin()
{
    Open f;
    f.script.folders = { { 61, 0, QStringLiteral("감사"), true }, { 62, 61, QStringLiteral("하반기"), true } };
    f.script.searchChoices.models = { QStringLiteral("한결 8B 지시형") };
    f.desk.listSearchChoices();
    f.type(QStringLiteral("보고"));
    QVERIFY(f.pick("paletteFolder", QStringLiteral("감사 › 하반기")));
    QCOMPARE(f.script.searched.folder, 62);
    QVERIFY(f.script.searched.chats && !f.script.searched.documents); // a folder holds chats
    QCOMPARE(f.model().rowCount(), 3);
    QVERIFY(f.pick("paletteModel", QStringLiteral("한결")));
    QCOMPARE(f.script.searched.model, QStringLiteral("한결 8B 지시형"));
    QTest::keyClick(f.find("palettePinned"), Qt::Key_Space);
    QVERIFY(f.script.searched.pinned);
    QVERIFY(f.pick("paletteFolder", QStringLiteral("All folders")));
    QVERIFY(f.pick("paletteModel", QStringLiteral("Any model")));
    QTest::keyClick(f.find("palettePinned"), Qt::Key_Space);
    QVERIFY(f.script.searched.documents && f.script.searched.folder == 0 && !f.script.searched.pinned);
}

void SearchPaletteTest::documentsAreNarrowedByLabel()
{
    Open f;
    f.script.searchChoices.labels = { QStringLiteral("감사"), QStringLiteral("예산") };
    f.desk.listSearchChoices();
    f.type(QStringLiteral("보고"));
    f.palette->kinds()->setCurrent(1);
    QVERIFY(f.pick("paletteLabel", QStringLiteral("#예산")));
    QCOMPARE(f.script.searched.label, QStringLiteral("예산"));
    QVERIFY(f.script.searched.documents && !f.script.searched.chats); // chats alone have no labels
}

void SearchPaletteTest::anArchivedChatSaysSo()
{
    Open f;
    f.script.found.first().archived = true;
    f.type(QStringLiteral("보고"));
    QVERIFY(f.model().data(f.model().index(1), FoundModel::AsideRole).toString().startsWith(QStringLiteral("archived")));
    QVERIFY(f.model().data(f.model().index(1), Qt::AccessibleTextRole).toString().contains(QStringLiteral("archived")));
    QVERIFY(!f.model().data(f.model().index(2), Qt::AccessibleTextRole).toString().contains(QStringLiteral("archived")));
}

void SearchPaletteTest::tabStaysInside()
{
    Open f;
    for (int i = 0; i < 12; ++i) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QVERIFY(f.palette->isAncestorOf(QApplication::focusWidget()));
    }
}

void SearchPaletteTest::escapeGivesTheFocusBack()
{
    WindowFixture f;
    auto* composer = f.find("composerEdit");
    composer->setFocus();
    QTest::keyClick(f.window.get(), Qt::Key_K, Qt::ControlModifier);
    QPointer<SearchPalette> palette = f.window->findChild<SearchPalette*>();
    QVERIFY(palette);
    QTest::keyClick(palette->field(), Qt::Key_Escape);
    QTRY_VERIFY(!palette);
    QVERIFY(composer->hasFocus());
}

/// No snippet stays in the window behind the lock.
void SearchPaletteTest::lockTakesItAway()
{
    Open f;
    f.type(QStringLiteral("보고"));
    f.window->lock();
    QVERIFY(!f.palette || !f.palette->isVisible());
    QTRY_VERIFY(!f.palette);
}

void SearchPaletteTest::nothingFoundIsSaid()
{
    Open f;
    f.script.found.clear();
    f.type(QStringLiteral("없는말"));
    QCOMPARE(f.model().rowCount(), 0);
    bool said = false;
    for (const QLabel* label : f.palette->findChildren<QLabel*>())
        said = said || (label->isVisible() && label->text().contains(QStringLiteral("Nothing was found")));
    QVERIFY(said);
}

QTEST_MAIN(SearchPaletteTest)
#include "search_palette_test.moc"
