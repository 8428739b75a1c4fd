#include "tests/ui/window_fixture.h"

#include "ui/documents/document_inspector.h"
#include "ui/evidence/evidence_panel.h"
#include "ui/search/found_model.h"
#include "ui/search/search_palette.h"
#include "ui/widgets/field.h"
#include "ui/widgets/segments.h"

#include <QListView>

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
