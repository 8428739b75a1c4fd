// The frame: collapsing, languages, themes, keys, names for screen readers, the seal.
#include "tests/ui/window_fixture.h"
#include "ui/evidence/evidence_panel.h"
#include "ui/settings/preferences.h"
#include "ui/shell/rail.h"
#include "ui/shell/seal_words.h"
#include "ui/style/theme.h"
#include "ui/widgets/segments.h"
#include "ui/widgets/sheet.h"

#include <QAbstractItemView>
#include <QAccessible>
#include <QFile>
#include <QSettings>

using namespace sillok;
using namespace sillok::ui;
using test::WindowFixture;

namespace {

/// Controls that a person can use, without what Qt keeps inside them.
QList<QWidget*> controlsOf(QWidget* root)
{
    QList<QWidget*> all;
    for (QWidget* one : root->findChildren<QWidget*>()) {
        const bool control = qobject_cast<QAbstractButton*>(one) || qobject_cast<QLineEdit*>(one) || qobject_cast<QAbstractItemView*>(one)
            || qobject_cast<QPlainTextEdit*>(one) || qobject_cast<QTextEdit*>(one) || qobject_cast<ConversationView*>(one);
        const bool inside = qobject_cast<QLineEdit*>(one->parentWidget()) || one->inherits("QTableCornerButton")
            || one->inherits("QHeaderView") || one->inherits("QTableCornerButton");
        const bool eye = one->parentWidget() && one->parentWidget()->inherits("QLineEdit") && !one->inherits("QLineEditIconButton");
        if (control && (!inside || eye) && !one->inherits("QScrollBar"))
            all.append(one);
    }
    return all;
}

bool hasHangul(const QString& text)
{
    for (const QChar c : text)
        if (c.unicode() >= 0xAC00 && c.unicode() <= 0xD7A3)
            return true;
    return false;
}

} // namespace

class WindowTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { prepareUi(); }
    void rangesFollowTheWidth();
    void mediumWindowTurnsTheListIntoADrawer();
    void narrowWindowLetsThePanelReplaceTheMain();
    void smallestWindowIsHonoured();
    void languageChangesEverythingAtOnce();
    void themeChangesAtOnce();
    void textSizeChangesHeights();
    void preferencesKeepOnlyHarmlessThings();
    void everyControlHasANameInBothLanguages();
    void everyPlaceIsReachedByKeyboard();
    void f6VisitsEveryRegion();
    void tabReachesSendAndChip();
    void railIsATabList();
    void sealIsAskedForAndShownAsFound();
    void brokenSealShowsABand();
    void sealPopupListsWhatWasChecked();
    void helpOpensAndEscCloses();
    void shortcutsSleepWhileLocked();
    void noNetworkLibraryIsLinked();
};

void WindowTest::rangesFollowTheWidth()
{
    QCOMPARE(rangeOf(1440), Range::Wide);
    QCOMPARE(rangeOf(1280), Range::Wide);
    QCOMPARE(rangeOf(1279), Range::Medium);
    QCOMPARE(rangeOf(960), Range::Medium);
    QCOMPARE(rangeOf(959), Range::Narrow);
    WindowFixture f;
    QCOMPARE(f.window->findChild<Rail*>()->width(), 72);
    QVERIFY(f.window->chat()->list()->isVisible());
    QCOMPARE(f.window->chat()->list()->width(), 276);
}

void WindowTest::mediumWindowTurnsTheListIntoADrawer()
{
    WindowFixture f;
    f.window->resize(1024, 700);
    QTRY_COMPARE(f.window->findChild<Rail*>()->width(), 56);
    QVERIFY(!f.window->chat()->list()->isVisible());
    QTest::keyClick(f.window.get(), Qt::Key_B, Qt::ControlModifier);
    QVERIFY(f.window->chat()->list()->isVisible());
    QTest::keyClick(f.window->chat()->columns(), Qt::Key_Escape);
    QVERIFY(!f.window->chat()->list()->isVisible());
    f.window->chat()->openChat(21);
    f.window->chat()->stepCitation(1);
    QVERIFY(f.window->chat()->evidence()->isVisible());
    QVERIFY(f.conversation().isVisible());
    QCOMPARE(f.window->chat()->evidence()->width(), 400);
    f.window->resize(1440, 900);
    QTRY_VERIFY(f.window->chat()->list()->isVisible());
    QCOMPARE(f.window->chat()->evidence()->width(), 456);
}

void WindowTest::narrowWindowLetsThePanelReplaceTheMain()
{
    WindowFixture f;
    f.window->resize(800, 600);
    f.window->chat()->openChat(21);
    f.window->chat()->stepCitation(1);
    QTRY_VERIFY(f.window->chat()->evidence()->isVisible());
    QVERIFY(!f.conversation().isVisible());
    bool back = false;
    for (QAbstractButton* button : f.window->chat()->evidence()->findChildren<QAbstractButton*>())
        if (button->isVisible() && button->text() == QStringLiteral("Back to the chat")) {
            button->click();
            back = true;
            break;
        }
    QVERIFY(back);
    QVERIFY(f.conversation().isVisible());
}

void WindowTest::smallestWindowIsHonoured()
{
    WindowFixture f;
    QCOMPARE(f.window->minimumSize(), QSize(720, 450));
    f.window->resize(720, 450);
    QTRY_COMPARE(f.window->size(), QSize(720, 450));
    for (int place = 0; place < 4; ++place) {
        f.window->goTo(static_cast<Place>(place));
        QCOMPARE(f.window->size(), QSize(720, 450));
    }
}

void WindowTest::languageChangesEverythingAtOnce()
{
    WindowFixture f(app::VaultState::Open, false);
    f.window->goTo(Place::Settings);
    emit f.find<Segments>("languageChoice")->chosen(static_cast<int>(LanguageChoice::Korean));
    QCoreApplication::sendPostedEvents();
    const QStringList ownNames { QStringLiteral("English"), QStringLiteral("한국어") };
    const auto check = [&](bool korean) {
        int seen = 0;
        for (QWidget* one : f.window->findChildren<QWidget*>()) {
            QString words = one->accessibleName();
            if (auto* label = qobject_cast<QLabel*>(one))
                words = label->text();
            else if (auto* button = qobject_cast<QAbstractButton*>(one))
                words = button->text();
            bool letters = false;
            for (const QChar c : words)
                letters = letters || c.isLetter();
            if (!letters || ownNames.contains(words) || words.startsWith(u'/') || words.contains(QStringLiteral("8B")))
                continue;
            ++seen;
            if (hasHangul(words) != korean)
                qWarning() << "wrong language:" << one << words;
            QCOMPARE(hasHangul(words), korean);
        }
        QVERIFY(seen > 60);
    };
    check(true);
    QCOMPARE(f.window->windowTitle(), QStringLiteral("실록"));
    emit f.find<Segments>("languageChoice")->chosen(static_cast<int>(LanguageChoice::English));
    QCoreApplication::sendPostedEvents();
    check(false);
}

void WindowTest::themeChangesAtOnce()
{
    WindowFixture f;
    const QColor light = f.window->grab().toImage().pixelColor(700, 600);
    emit f.find<Segments>("themeChoice")->chosen(static_cast<int>(ThemeChoice::Dark));
    QCOMPARE(appearance(), Appearance::Dark);
    const QColor dark = f.window->grab().toImage().pixelColor(700, 600);
    QCOMPARE(light, color(Token::BgCanvas, Appearance::Light));
    QCOMPARE(dark, color(Token::BgCanvas, Appearance::Dark));
}

void WindowTest::textSizeChangesHeights()
{
    WindowFixture f;
    const int before = f.find("composerCollection")->sizeHint().height();
    emit f.find<Segments>("sizeChoice")->chosen(3);
    QVERIFY(f.find("composerCollection")->sizeHint().height() > before);
    QCOMPARE(textPercent(), 130);
    QCOMPARE(lineHeight(Type::Body), 34);
    emit f.find<Segments>("sizeChoice")->chosen(1);
    QCOMPARE(f.find("composerCollection")->sizeHint().height(), before);
}

void WindowTest::preferencesKeepOnlyHarmlessThings()
{
    WindowFixture f;
    f.window->preferences().setTextPercent(115);
    f.ask(QStringLiteral("a secret question"));
    f.window->close();
    const QString file = f.dir.filePath(QStringLiteral("window.ini"));
    const QSettings ini(file, QSettings::IniFormat);
    const QStringList keys = ini.allKeys();
    QCOMPARE(QSet<QString>(keys.cbegin(), keys.cend()),
             (QSet<QString> { QStringLiteral("language"), QStringLiteral("theme"), QStringLiteral("textPercent"), QStringLiteral("geometry") }));
    QFile raw(file);
    QVERIFY(raw.open(QIODevice::ReadOnly));
    QVERIFY(!raw.readAll().contains("secret"));
    f.window->preferences().setTextPercent(100);
}

void WindowTest::everyControlHasANameInBothLanguages()
{
    WindowFixture f;
    f.window->chat()->openChat(21);
    f.window->chat()->stepCitation(1);
    for (const LanguageChoice language : { LanguageChoice::English, LanguageChoice::Korean }) {
        f.window->preferences().setLanguage(language);
        QCoreApplication::sendPostedEvents();
        const QList<QWidget*> controls = controlsOf(f.window.get());
        QVERIFY2(controls.size() > 60, qPrintable(QString::number(controls.size())));
        for (QWidget* one : controls) {
            QAccessibleInterface* face = QAccessible::queryAccessibleInterface(one);
            QVERIFY(face);
            const bool waiting = one->isHidden(); // what is put away has no words yet
            if (face->text(QAccessible::Name).isEmpty() && !waiting)
                qWarning() << one << one->objectName() << one->parentWidget();
            QVERIFY(!face->text(QAccessible::Name).isEmpty() || waiting);
        }
    }
}

void WindowTest::everyPlaceIsReachedByKeyboard()
{
    WindowFixture f;
    for (int i = 0; i < 4; ++i) {
        QTest::keyClick(f.window.get(), static_cast<Qt::Key>(Qt::Key_1 + i), Qt::ControlModifier);
        QCOMPARE(f.window->place(), static_cast<Place>(i));
    }
}

void WindowTest::f6VisitsEveryRegion()
{
    WindowFixture f;
    f.window->chat()->openChat(21);
    f.window->chat()->stepCitation(1);
    f.find("rail_chat")->setFocus();
    QSet<QWidget*> visited;
    const QList<QWidget*> regions { f.window->chat()->list(), f.conversation().parentWidget(), f.window->chat()->evidence(), f.window->strip(),
                                    f.window->findChild<Rail*>() };
    for (QWidget* region : regions) {
        QTest::keyClick(f.window.get(), Qt::Key_F6);
        QWidget* focused = QApplication::focusWidget();
        QVERIFY(focused);
        if (!region->isAncestorOf(focused))
            qWarning() << region << focused;
        QVERIFY(region->isAncestorOf(focused));
        visited.insert(region);
    }
    QCOMPARE(visited.size(), 5);
    QTest::keyClick(f.window.get(), Qt::Key_F6, Qt::ShiftModifier);
    QVERIFY(f.window->strip()->isAncestorOf(QApplication::focusWidget()));
}

void WindowTest::tabReachesSendAndChip()
{
    WindowFixture f;
    f.window->chat()->composer()->focusEditor();
    QSet<QString> names;
    for (int i = 0; i < 12; ++i) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        names.insert(QApplication::focusWidget()->objectName());
    }
    QVERIFY(names.contains(QStringLiteral("composerSend")));
    QVERIFY(names.contains(QStringLiteral("composerCollection")));
}

void WindowTest::railIsATabList()
{
    WindowFixture f;
    QAccessibleInterface* tab = QAccessible::queryAccessibleInterface(f.find("rail_documents"));
    QCOMPARE(tab->role(), QAccessible::PageTab);
    QCOMPARE(tab->text(QAccessible::Name), QStringLiteral("Documents"));
    f.find("rail_chat")->setFocus();
    QTest::keyClick(f.find("rail_chat"), Qt::Key_Down);
    QVERIFY(f.find("rail_documents")->hasFocus());
}

void WindowTest::sealIsAskedForAndShownAsFound()
{
    WindowFixture f;
    QVERIFY(f.called(QStringLiteral("checkSeal")));
    QVERIFY(f.window->strip()->sealItem()->accessibleName().startsWith(QStringLiteral("Sealed")));
    QCOMPARE(sealState({}), SealState::Checking);
    app::SealReport report;
    report.checkedAt = QDateTime::currentDateTime();
    QCOMPARE(sealState(report), SealState::Unknown);
    report.checked = true;
    QCOMPARE(sealState(report), SealState::Broken);
}

void WindowTest::brokenSealShowsABand()
{
    WindowFixture f;
    f.script.breakSeal();
    QVERIFY(f.window->strip()->sealItem()->accessibleName().contains(QStringLiteral("broken")));
    bool band = false;
    for (QLabel* label : f.window->findChildren<QLabel*>())
        band = band || (label->isVisible() && label->text().contains(QStringLiteral("can reach a network")));
    QVERIFY(band);
}

void WindowTest::sealPopupListsWhatWasChecked()
{
    WindowFixture f;
    QTest::mouseClick(f.window->strip()->sealItem(), Qt::LeftButton);
    auto* popup = f.window->findChild<SealPopup*>();
    QVERIFY(popup->isVisible());
    QCOMPARE(sealEvidence(f.script.seal).size(), 3);
    for (const SealEvidence& one : sealEvidence(f.script.seal)) {
        bool said = false;
        for (QLabel* label : popup->findChildren<QLabel*>())
            said = said || label->text() == one.what;
        QVERIFY(said);
    }
    QTest::keyClick(popup, Qt::Key_Escape);
    QVERIFY(!popup->isVisible());
}

void WindowTest::helpOpensAndEscCloses()
{
    WindowFixture f;
    QTest::keyClick(f.window.get(), Qt::Key_F1);
    auto* sheet = f.window->findChild<Sheet*>();
    QVERIFY(sheet && sheet->isVisible());
    QTest::keyClick(f.window.get(), Qt::Key_2, Qt::ControlModifier);
    QCOMPARE(f.window->place(), Place::Chat); // covered
    QTest::keyClick(sheet, Qt::Key_Escape);
    QTRY_VERIFY(!f.window->findChild<Sheet*>());
}

void WindowTest::shortcutsSleepWhileLocked()
{
    WindowFixture f(app::VaultState::Locked);
    QTest::keyClick(f.window.get(), Qt::Key_2, Qt::ControlModifier);
    QTest::keyClick(f.window.get(), Qt::Key_F1);
    QVERIFY(f.find("unlockPassphrase")->isVisible());
    QVERIFY(!f.window->findChild<Sheet*>());
}

void WindowTest::noNetworkLibraryIsLinked()
{
    QFile maps(QStringLiteral("/proc/self/maps"));
    if (!maps.open(QIODevice::ReadOnly))
        QSKIP("no /proc");
    const QByteArray all = maps.readAll();
    for (const char* library : { "Qt6Network", "Qt6Qml", "Qt6Quick", "Qt6Pdf", "libcurl", "libssl" })
        QVERIFY2(!all.contains(library), library);
}

QTEST_MAIN(WindowTest)
#include "window_test.moc"
