// Everything that can be done: reachable by keyboard, named in both languages, never two with the same keys; keys can be changed.
#include "tests/ui/window_fixture.h"
#include "ui/actions/actions.h"
#include "ui/actions/key_button.h"
#include "ui/actions/key_map.h"
#include "ui/actions/key_sheet.h"
#include "ui/documents/document_table.h"
#include "ui/search/action_list.h"
#include "ui/search/search_palette.h"
#include "ui/settings/preferences.h"
#include "ui/shell/rail.h"
#include "ui/widgets/field.h"
#include "ui/widgets/text.h"
#include "ui/words/language.h"

#include <QAbstractItemView>
#include <QListView>
#include <QSet>

using namespace sillok;
using namespace sillok::ui;
using test::WindowFixture;

class ActionsTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { prepareUi(); }
    void noTwoHaveTheSameKeys();
    void everyActionIsNamedInBothLanguages();
    void everyActionIsInThePaletteWhereItMakesSense();
    void everyKeyDoesItsAction();
    void everyButtonIsReachedByKeyboard();
    void paletteDoesWhatIsChosen();
    void paletteFindsByEitherLanguage();
    void aCommandIsOneCharacterAway();
    void sheetListsEveryActionAndIsSearched();
    void newKeysWorkAtOnceAndStay();
    void keysThatAreTakenAreRefusedWithTheirName();
    void keysOfFieldsAreRefused();
    void lockStaysAsleepWhileKeysAreWaitedFor();
    void resetGivesBackOneAndAll();
    void aFileWithTwiceTheSameKeysIsNotBelieved();
    void toolTipsNameTheKeysInUse();
};

namespace {

struct ActionFixture : WindowFixture {
    using WindowFixture::WindowFixture;
    ~ActionFixture() { KeyMap::it().resetAll(); }

    SearchPalette* command(const QString& typed)
    {
        QTest::keyClick(window.get(), Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
        auto* palette = window->findChild<SearchPalette*>();
        if (palette)
            palette->field()->setText(QStringLiteral("> ") + typed);
        return palette;
    }
    QStringList listed(SearchPalette* palette) const
    {
        QStringList ids;
        for (int row = 0; row < palette->list()->model()->rowCount(); ++row)
            ids << palette->list()->model()->index(row, 0).data(ActionList::IdRole).toString();
        return ids;
    }
    KeySheet* sheet()
    {
        QTest::keyClick(window.get(), Qt::Key_F1);
        return window->findChild<KeySheet*>();
    }
    void press(KeySheet* sheet, const char* action, Qt::Key key, Qt::KeyboardModifiers modifiers)
    {
        KeyButton* const button = sheet->keyButton(QString::fromLatin1(action));
        button->setFocus();
        QTest::keyClick(button, Qt::Key_Return);
        QVERIFY(button->waiting());
        QTest::keyClick(button, key, modifiers);
        QVERIFY(!button->waiting());
    }
    void leave(QWidget* above)
    {
        const QPointer<QWidget> waited(above);
        QTest::keyClick(above, Qt::Key_Escape);
        QTRY_VERIFY(!waited);
    }
    const Action& action(const char* id) { return *window->actions().find(QString::fromLatin1(id)); }
};

bool hasHangul(const QString& text)
{
    return std::ranges::any_of(text, [](QChar c) { return c.unicode() >= 0xAC00 && c.unicode() <= 0xD7A3; });
}

} // namespace

void ActionsTest::noTwoHaveTheSameKeys()
{
    ActionFixture f;
    QSet<QString> keys;
    QSet<QString> ids;
    for (const Action& action : f.window->actions().all()) {
        QVERIFY2(!ids.contains(action.id), qPrintable(action.id));
        ids.insert(action.id);
        if (action.keys.isEmpty())
            continue;
        const auto sequence = QKeySequence::fromString(action.keys, QKeySequence::PortableText);
        QVERIFY2(KeyMap::mayBeChosen(sequence), qPrintable(action.id));
        QVERIFY2(!keys.contains(action.keys), qPrintable(action.id));
        keys.insert(action.keys);
    }
    QVERIFY(ids.size() > 45);
}

void ActionsTest::everyActionIsNamedInBothLanguages()
{
    ActionFixture f;
    QSet<QString> names;
    for (const LanguageChoice choice : { LanguageChoice::Korean, LanguageChoice::English }) {
        f.window->preferences().setLanguage(choice);
        for (const Action& action : f.window->actions().all()) {
            QVERIFY2(hasHangul(action.name()) == (choice == LanguageChoice::Korean), qPrintable(action.id + u' ' + action.name()));
            QVERIFY2(!names.contains(action.name()), qPrintable(action.name()));
            names.insert(action.name());
        }
        for (int group = 0; group < kActionGroups; ++group)
            QCOMPARE(hasHangul(groupName(static_cast<ActionGroup>(group))), choice == LanguageChoice::Korean);
    }
    QCOMPARE(names.size(), static_cast<qsizetype>(2 * f.window->actions().all().size()));
}

/// Over places and states that are made here, every action is offered somewhere: none is dead.
void ActionsTest::everyActionIsInThePaletteWhereItMakesSense()
{
    QSet<QString> offered;
    size_t count = 0;
    const auto collect = [&](ActionFixture& f) {
        count = f.window->actions().all().size();
        SearchPalette* const palette = f.command({});
        QVERIFY(palette);
        for (const QString& id : f.listed(palette))
            offered.insert(id);
        f.leave(palette->field());
    };
    {
        ActionFixture f(app::VaultState::Open, true, QStringLiteral("/samples"));
        f.window->chat()->openChat(21);
        f.script.passage.document.format = QStringLiteral("pdf");
        f.window->chat()->stepCitation(1);
        collect(f);
        f.window->chat()->composer()->setScope(f.script.scopes.last().scope);
        collect(f);
        f.script.presets = { { QStringLiteral("p"), QStringLiteral("쉽게"), QStringLiteral("쉽게") } };
        f.script.announce();
        collect(f);
        app::Message between = f.script.messages[21].last();
        between.version = 2;
        between.versions = 3;
        f.script.messages[21].last() = between;
        f.window->chat()->newChat();
        f.window->chat()->openChat(21);
        collect(f);
        f.script.answering = fakes::Answering::Hold;
        f.window->chat()->newChat();
        f.ask(QStringLiteral("질문"));
        collect(f);
    }
    {
        ActionFixture f;
        f.window->goTo(Place::Documents);
        f.script.progress({ 3, 312, 480, 3, QStringLiteral("가.pdf"), 3.4, 50, false, false });
        f.window->documents()->table()->selectRow(0);
        collect(f);
        for (int row = 0; row < f.window->documents()->table()->model()->rowCount(); ++row) {
            f.window->documents()->table()->selectRow(row);
            collect(f);
        }
        f.script.stores.stores = { { app::StorePlace::Own, app::TrustShown(), {}, true, true, true } };
        f.desk.administration().look();
        f.window->goTo(Place::Models);
        collect(f);
        using Kind = app::WayToOpen::Kind;
        f.script.ways = { { { Kind::Passphrase, 1, {}, true, {} }, { Kind::RecoveryKey, 2, {}, false, {} } }, 0, {}, false, false };
        f.window->goTo(Place::Settings);
        f.script.desk->listWaysToOpen();
        collect(f);
        for (const Action& action : f.window->actions().all())
            if (!offered.contains(action.id))
                qWarning() << "never offered:" << action.id;
    }
    QCOMPARE(static_cast<size_t>(offered.size()), count);
    qInfo("%zu actions, %lld offered by the palette", count, static_cast<long long>(offered.size()));
}

void ActionsTest::everyKeyDoesItsAction()
{
    ActionFixture f;
    int tried = 0;
    for (const Action& action : f.window->actions().all()) {
        if (action.keys.isEmpty() || action.id == QLatin1String("vault.lock") || action.id == QLatin1String("documents.add"))
            continue; // these two at the end: one opens a dialog of the system, the other ends everything
        if (f.window->place() != Place::Chat)
            f.window->goTo(Place::Chat);
        if (f.window->chat()->current() == 0)
            f.window->chat()->openChat(21);
        if (f.window->chat()->current() == 21) { // whatever was done before, its answer has versions on both sides
            f.script.messages[21].last().version = 2;
            f.script.messages[21].last().versions = 3;
            emit f.desk.pathChanged(21, f.script.messages[21]);
        }
        QSignalSpy ran(&f.window->actions(), &Actions::ran);
        const QKeyCombination keys = KeyMap::it().keys(action.id)[0];
        QTest::keyClick(f.window.get(), keys.key(), keys.keyboardModifiers());
        QVERIFY2(ran.count() == 1, qPrintable(action.id));
        QCOMPARE(ran[0][0].toString(), action.id);
        for (QWidget* above : f.window->findChildren<QWidget*>())
            if ((qobject_cast<Sheet*>(above) || qobject_cast<SearchPalette*>(above)) && above->isVisible())
                above->deleteLater();
        for (QWidget* popup : QApplication::topLevelWidgets())
            if (popup != f.window.get() && popup->isVisible())
                popup->hide();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        if (QWidget* picker = f.find("scopePicker"))
            delete picker;
        ++tried;
    }
    QVERIFY(tried > 20);
    QTest::keyClick(f.window.get(), Qt::Key_L, Qt::ControlModifier);
    QVERIFY(f.called(QStringLiteral("lock")));
}

/// By Tab, or as one of a row in which arrows move.
void ActionsTest::everyButtonIsReachedByKeyboard()
{
    ActionFixture f;
    int seen = 0;
    for (int place = 0; place < kPlaces; ++place) {
        f.window->goTo(static_cast<Place>(place));
        if (static_cast<Place>(place) == Place::Chat)
            f.window->chat()->openChat(21);
        for (QAbstractButton* button : f.window->findChildren<QAbstractButton*>()) {
            if (!button->isVisible() || !button->isEnabled() || button->inherits("QLineEditIconButton") || button->inherits("QTableCornerButton"))
                continue;
            ++seen;
            const bool inRow = button->parentWidget() && button->parentWidget()->inherits("sillok::ui::Segments");
            const bool byTab = button->focusPolicy() & Qt::TabFocus;
            if (!byTab && !inRow)
                qWarning() << button << button->accessibleName();
            QVERIFY(byTab || inRow);
        }
    }
    QVERIFY(seen > 60);
}

void ActionsTest::paletteDoesWhatIsChosen()
{
    ActionFixture f;
    QTest::keyClick(f.window.get(), Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("go models"));
    QCOMPARE(static_cast<QLineEdit*>(QApplication::focusWidget())->text(), QStringLiteral("> go models"));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QCOMPARE(f.window->place(), Place::Models);
    QCOMPARE(f.window->actions().last(), QStringLiteral("go.models"));
}

void ActionsTest::paletteFindsByEitherLanguage()
{
    ActionFixture f;
    f.window->preferences().setLanguage(LanguageChoice::Korean);
    SearchPalette* const palette = f.command(QStringLiteral("어두운"));
    QCOMPARE(f.listed(palette), QStringList { QStringLiteral("look.dark") });
    palette->field()->setText(QStringLiteral(">dark"));
    QCOMPARE(f.listed(palette), QStringList { QStringLiteral("look.dark") });
    palette->field()->setText(QStringLiteral(">없는 낱말"));
    QVERIFY(f.listed(palette).isEmpty());
    QTest::keyClick(palette->field(), Qt::Key_Return); // nothing is chosen, nothing happens
    QVERIFY(palette->isVisible());
}

void ActionsTest::aCommandIsOneCharacterAway()
{
    ActionFixture f;
    QTest::keyClick(f.window.get(), Qt::Key_K, Qt::ControlModifier);
    auto* palette = f.window->findChild<SearchPalette*>();
    QTest::keyClicks(palette->field(), QStringLiteral(">lock"));
    QCOMPARE(f.listed(palette), QStringList { QStringLiteral("vault.lock") });
    palette->field()->setText(QStringLiteral("보고"));
    QTRY_VERIFY(f.called(QStringLiteral("searchEverything 보고"))); // and back to searching
    QVERIFY(!f.called(QStringLiteral("searchEverything >")));
}

void ActionsTest::sheetListsEveryActionAndIsSearched()
{
    ActionFixture f;
    KeySheet* const sheet = f.sheet();
    QVERIFY(sheet->search()->hasFocus());
    for (const Action& action : f.window->actions().all())
        QVERIFY2(sheet->keyButton(action.id) && sheet->keyButton(action.id)->isVisibleTo(sheet), qPrintable(action.id));
    QTest::keyClicks(sheet->search(), QStringLiteral("dark"));
    for (const Action& action : f.window->actions().all())
        QCOMPARE(sheet->keyButton(action.id)->isVisibleTo(sheet), action.id == QLatin1String("look.dark"));
    sheet->search()->setText(QStringLiteral("F8"));
    QVERIFY(sheet->keyButton(QStringLiteral("evidence.next"))->isVisibleTo(sheet));
    QVERIFY(!sheet->keyButton(QStringLiteral("look.dark"))->isVisibleTo(sheet));
}

void ActionsTest::newKeysWorkAtOnceAndStay()
{
    ActionFixture f;
    KeySheet* const sheet = f.sheet();
    f.press(sheet, "go.models", Qt::Key_M, Qt::ControlModifier | Qt::AltModifier);
    QVERIFY(sheet->note()->words().contains(QStringLiteral("Ctrl+Alt+M")));
    f.leave(sheet);
    QTest::keyClick(f.window.get(), Qt::Key_3, Qt::ControlModifier);
    QCOMPARE(f.window->place(), Place::Chat);
    QTest::keyClick(f.window.get(), Qt::Key_M, Qt::ControlModifier | Qt::AltModifier);
    QCOMPARE(f.window->place(), Place::Models);

    MainWindow next(f.desk, f.dir.filePath(QStringLiteral("window.ini"))); // the program started again
    QCOMPARE(keyWords(QStringLiteral("go.models")), QStringLiteral("Ctrl+Alt+M"));
}

void ActionsTest::keysThatAreTakenAreRefusedWithTheirName()
{
    ActionFixture f;
    KeySheet* const sheet = f.sheet();
    f.press(sheet, "go.models", Qt::Key_K, Qt::ControlModifier);
    QVERIFY(sheet->note()->words().contains(QStringLiteral("Search everything")));
    QCOMPARE(keyWords(QStringLiteral("go.models")), QStringLiteral("Ctrl+3"));
    QCOMPARE(KeyMap::it().holder(QKeySequence(QStringLiteral("Ctrl+K"))), QStringLiteral("find.everything"));
}

void ActionsTest::keysOfFieldsAreRefused()
{
    for (const char* refused : { "A", "Shift+A", "Ctrl+C", "Ctrl+V", "Ctrl+X", "Ctrl+A", "Esc", "Return", "Ctrl+Return", "Space", "Tab", "Left", "Del", "Ctrl+Left" })
        QVERIFY2(!KeyMap::mayBeChosen(QKeySequence(QString::fromLatin1(refused))), refused);
    for (const char* fine : { "F3", "Shift+F4", "Ctrl+M", "Alt+X", "Ctrl+Alt+Shift+K" })
        QVERIFY2(KeyMap::mayBeChosen(QKeySequence(QString::fromLatin1(fine))), fine);
    ActionFixture f;
    KeySheet* const sheet = f.sheet();
    f.press(sheet, "go.models", Qt::Key_A, Qt::NoModifier);
    QVERIFY(sheet->note()->words().contains(QStringLiteral("typing")));
    QCOMPARE(keyWords(QStringLiteral("go.models")), QStringLiteral("Ctrl+3"));
}

void ActionsTest::lockStaysAsleepWhileKeysAreWaitedFor()
{
    ActionFixture f;
    KeySheet* const sheet = f.sheet();
    f.press(sheet, "go.models", Qt::Key_L, Qt::ControlModifier);
    QVERIFY(!f.called(QStringLiteral("lock")));
    QVERIFY(sheet->note()->words().contains(QStringLiteral("Lock the vault")));
    KeyButton* const button = sheet->keyButton(QStringLiteral("go.models"));
    QTest::keyClick(button, Qt::Key_Return);
    QTest::keyClick(button, Qt::Key_Escape); // ends the waiting, not the sheet
    QVERIFY(sheet->isVisible());
    QVERIFY(!button->waiting());
}

void ActionsTest::resetGivesBackOneAndAll()
{
    ActionFixture f;
    KeySheet* const sheet = f.sheet();
    f.press(sheet, "go.models", Qt::Key_F3, Qt::NoModifier);
    f.press(sheet, "chat.rename", Qt::Key_Backspace, Qt::NoModifier);
    QVERIFY(keyWords(QStringLiteral("chat.rename")).isEmpty());
    f.press(sheet, "go.chat", Qt::Key_F2, Qt::NoModifier); // free now
    QCOMPARE(KeyMap::it().reset(QStringLiteral("chat.rename")), QStringLiteral("go.chat"));
    QVERIFY(keyWords(QStringLiteral("chat.rename")).isEmpty());
    QVERIFY(KeyMap::it().reset(QStringLiteral("go.models")).isEmpty());
    QCOMPARE(keyWords(QStringLiteral("go.models")), QStringLiteral("Ctrl+3"));
    f.find<QAbstractButton>("resetKeys")->click();
    QCOMPARE(keyWords(QStringLiteral("chat.rename")), QStringLiteral("F2"));
    QCOMPARE(keyWords(QStringLiteral("go.chat")), QStringLiteral("Ctrl+1"));
    QVERIFY(f.window->preferences().keys().isEmpty());
}

void ActionsTest::aFileWithTwiceTheSameKeysIsNotBelieved()
{
    ActionFixture f;
    KeyMap::it().setChosen({ { QStringLiteral("go.models"), QStringLiteral("Ctrl+K") } });
    QCOMPARE(keyWords(QStringLiteral("go.models")), QStringLiteral("Ctrl+3"));
    KeyMap::it().setChosen({ { QStringLiteral("go.models"), QStringLiteral("x") }, { QStringLiteral("no.such"), QStringLiteral("F9") } });
    QVERIFY(KeyMap::it().chosen().isEmpty());
    KeyMap::it().setChosen({ { QStringLiteral("go.models"), QStringLiteral("Ctrl+4") }, { QStringLiteral("go.settings"), QStringLiteral("Ctrl+3") } });
    QCOMPARE(keyWords(QStringLiteral("go.settings")), QStringLiteral("Ctrl+3")); // changed places
}

void ActionsTest::toolTipsNameTheKeysInUse()
{
    ActionFixture f;
    QVERIFY(f.find("rail_model")->toolTip().contains(QStringLiteral("Ctrl+3")));
    QVERIFY(KeyMap::it().choose(QStringLiteral("go.models"), QKeySequence(QStringLiteral("F3"))).isEmpty());
    QVERIFY(f.find("rail_model")->toolTip().contains(QStringLiteral("F3")));
}

QTEST_MAIN(ActionsTest)
#include "actions_test.moc"
