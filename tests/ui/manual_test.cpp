// The manual in the window: the same topics in both languages, reached from where one is, by mouse and by keyboard, and leading nowhere that is not there.
#include "tests/ui/window_fixture.h"
#include "ui/actions/actions.h"
#include "ui/actions/key_map.h"
#include "ui/actions/key_sheet.h"
#include "ui/help/help_sheet.h"
#include "ui/help/manual.h"
#include "ui/help/manual_view.h"
#include "ui/search/search_palette.h"
#include "ui/shell/rail.h"
#include "ui/widgets/button.h"
#include "ui/widgets/choice_list.h"
#include "ui/widgets/field.h"
#include "ui/widgets/text.h"

#include <QAccessible>
#include <QDir>
#include <QListView>
#include <QRegularExpression>
#include <QTextBlock>

using namespace sillok;
using namespace sillok::ui;
using test::WindowFixture;

class ManualTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { prepareUi(); }
    void bothLanguagesHaveTheSameTopics();
    void everyLinkAndPictureLeadsSomewhere();
    void everyTopicIsReachedByLinks();
    void everyPageLeadsToItsTopic_data();
    void everyPageLeadsToItsTopic();
    void everyTopicThatIsNamedExists();
    void openedByMouseAndFromThePalette();
    void readBeforeTheVaultIsOpenAndGoneWithTheLock();
    void searchedByKeyboard_data();
    void searchedByKeyboard();
    void hangulTypedInPartsIsFound();
    void linksAreFollowedByKeyboardAndBackAgain();
    void linksAreFollowedByMouse();
    void anActionIsDoneOrSaidNotToBePossible();
    void keysInTheTextAreThoseInUse();
    void theLanguageChangesUnderIt();
    void nothingOutsideTheProgramIsShown();
    void everythingHasANameInBothLanguages();
};

namespace {

constexpr LanguageChoice kBoth[] = { LanguageChoice::Korean, LanguageChoice::English };

struct ManualFixture : WindowFixture {
    using WindowFixture::WindowFixture;
    ~ManualFixture() { KeyMap::it().resetAll(); }

    HelpSheet* help() const
    {
        for (HelpSheet* sheet : window->findChildren<HelpSheet*>())
            if (sheet->isVisible())
                return sheet;
        return nullptr;
    }
    HelpSheet* open()
    {
        QWidget* const focused = QApplication::focusWidget();
        QTest::keyClick(focused ? focused : window.get(), Qt::Key_F1, Qt::ShiftModifier);
        return help();
    }
};

/// As an input method commits it: letter by letter where it is Latin.
void type(QWidget* field, const QString& words)
{
    for (const QChar letter : words) {
        QInputMethodEvent committed;
        committed.setCommitString(letter);
        if (letter.unicode() < 0x80)
            QTest::keyClick(field, letter.toLatin1());
        else
            QCoreApplication::sendEvent(field, &committed);
    }
}

QStringList listed(const HelpSheet* sheet)
{
    QStringList ids;
    for (int row = 0; row < sheet->list()->model()->rowCount(); ++row)
        ids << sheet->list()->model()->index(row, 0).data(kChoiceValueRole).toString();
    return ids;
}

struct Ends {
    QStringList links;
    QStringList pictures;
    int headings = 0;
};

Ends endsOf(const Topic& topic)
{
    Ends ends;
    QTextDocument document;
    document.setMarkdown(topic.text);
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        ends.headings += block.blockFormat().headingLevel() > 0;
        for (auto it = block.begin(); !it.atEnd(); ++it) {
            const QTextCharFormat format = it.fragment().charFormat();
            if (format.isAnchor())
                ends.links << format.anchorHref();
            if (format.isImageFormat())
                ends.pictures << format.toImageFormat().name();
        }
    }
    return ends;
}

QString topicOf(const QString& link) { return link.endsWith(QLatin1String(".md")) ? link.chopped(3) : QString(); }

/// Where the first letter of the link to `topic` is, in the viewport.
QPoint placeOfLink(ManualView* view, const QString& href)
{
    for (QTextBlock block = view->document()->begin(); block.isValid(); block = block.next())
        for (auto it = block.begin(); !it.atEnd(); ++it)
            if (it.fragment().charFormat().anchorHref() == href) {
                QTextCursor cursor(view->document());
                cursor.setPosition(it.fragment().position() + 1);
                view->setTextCursor(cursor);
                view->ensureCursorVisible();
                return view->cursorRect(cursor).center();
            }
    return {};
}

} // namespace

void ManualTest::bothLanguagesHaveTheSameTopics()
{
    const QList<Topic>& korean = manualTopics(LanguageChoice::Korean);
    const QList<Topic>& english = manualTopics(LanguageChoice::English);
    QVERIFY(korean.size() >= 10);
    QCOMPARE(korean.size(), english.size());
    for (qsizetype i = 0; i < korean.size(); ++i) {
        QCOMPARE(korean[i].id, english[i].id);
        QVERIFY2(!korean[i].title.isEmpty() && !english[i].title.isEmpty(), qPrintable(korean[i].id));
        QVERIFY2(korean[i].title != english[i].title, qPrintable(korean[i].id));
        const Ends here = endsOf(korean[i]), there = endsOf(english[i]);
        QVERIFY2(here.headings == there.headings, qPrintable(korean[i].id)); // the same parts
        QVERIFY2(QSet<QString>(here.links.begin(), here.links.end()) == QSet<QString>(there.links.begin(), there.links.end()), qPrintable(korean[i].id));
    }
    for (const char* language : { "ko", "en" }) { // and no file that no list names
        const QStringList files = QDir(QStringLiteral(":/manual/") + QString::fromLatin1(language)).entryList({ QStringLiteral("*.md") });
        QCOMPARE(files.size(), korean.size());
    }
}

void ManualTest::everyLinkAndPictureLeadsSomewhere()
{
    ManualFixture f;
    int links = 0, pictures = 0;
    for (const LanguageChoice language : kBoth)
        for (const Topic& topic : manualTopics(language)) {
            const Ends ends = endsOf(topic);
            for (const QString& link : ends.links) {
                const bool there = link.startsWith(QLatin1String("action:")) ? f.window->actions().find(link.mid(7)) != nullptr : manualTopic(language, topicOf(link)) != nullptr;
                QVERIFY2(there, qPrintable(topic.id + u' ' + link));
                ++links;
            }
            for (const QString& picture : ends.pictures) {
                QVERIFY2(QFile::exists(QStringLiteral(":/manual/screens/") + QFileInfo(picture).fileName()), qPrintable(topic.id + u' ' + picture));
                ++pictures;
            }
        }
    qInfo("%lld topics in each language, %d links, %d pictures", static_cast<long long>(manualTopics(LanguageChoice::Korean).size()), links, pictures);
    QVERIFY(links > 100);
}

void ManualTest::everyTopicIsReachedByLinks()
{
    for (const LanguageChoice language : kBoth) {
        QSet<QString> reached { QStringLiteral("first-day") };
        for (bool more = true; more;) {
            more = false;
            for (const Topic& topic : manualTopics(language))
                if (reached.contains(topic.id))
                    for (const QString& link : endsOf(topic).links)
                        if (const QString to = topicOf(link); !to.isEmpty() && !reached.contains(to)) {
                            reached.insert(to);
                            more = true;
                        }
        }
        for (const Topic& topic : manualTopics(language))
            QVERIFY2(reached.contains(topic.id), qPrintable(topic.id));
    }
}

void ManualTest::everyPageLeadsToItsTopic_data()
{
    QTest::addColumn<QString>("page");
    QTest::addColumn<QString>("topic");
    const std::pair<const char*, const char*> all[] = { { "unlock", "vault" }, { "first-run", "first-day" }, { "repair", "trouble" }, { "chat", "chat" }, { "evidence", "proof" },
        { "export", "writing" }, { "documents", "documents" }, { "bench", "finding" }, { "models", "models" }, { "settings", "settings" },
        { "passphrase", "vault" }, { "backup", "vault" }, { "administration", "administrator" }, { "search", "finding" }, { "keys", "keyboard" } };
    for (const auto& [page, topic] : all)
        QTest::newRow(page) << QString::fromLatin1(page) << QString::fromLatin1(topic);
}

void ManualTest::everyPageLeadsToItsTopic()
{
    QFETCH(QString, page);
    QFETCH(QString, topic);
    const auto is = [&page](const char* name) { return page == QLatin1String(name); };
    ManualFixture f(is("unlock") || is("repair") ? app::VaultState::Locked : is("first-run") ? app::VaultState::Missing : app::VaultState::Open);
    if (is("repair"))
        f.find<QAbstractButton>("unlockRepair")->click();
    else if (is("chat") || is("evidence") || is("export"))
        f.window->chat()->openChat(21);
    if (is("evidence")) {
        f.window->chat()->stepCitation(1);
        f.find("copyPassage")->setFocus();
    } else if (is("export")) {
        f.window->chat()->exportCurrent();
    } else if (is("documents") || is("bench")) {
        f.window->goTo(Place::Documents);
        if (is("bench"))
            f.window->documents()->openBench();
    } else if (is("models")) {
        f.window->goTo(Place::Models);
    } else if (is("settings") || is("passphrase") || is("backup")) {
        f.window->goTo(Place::Settings);
        if (!is("settings"))
            f.find(is("backup") ? "makeBackup" : "idleChoice")->setFocus();
    } else if (is("administration")) {
        f.window->goTo(Place::Administration);
    } else if (is("search")) {
        f.window->openSearch();
    } else if (is("keys")) {
        QTest::keyClick(f.window.get(), Qt::Key_F1);
    }
    HelpSheet* const help = f.open();
    QVERIFY(help);
    QCOMPARE(help->topic(), topic);
    QCOMPARE(help->list()->currentIndex().data(kChoiceValueRole).toString(), topic);
    QVERIFY(help->search()->hasFocus());
    QWidget* const before = QApplication::focusWidget();
    QTest::keyClick(before, Qt::Key_Escape);
    QTRY_VERIFY(!f.help());
}

/// Whatever in the window says where help leads, in either language.
void ManualTest::everyTopicThatIsNamedExists()
{
    int named = 0;
    for (const auto state : { app::VaultState::Open, app::VaultState::Locked, app::VaultState::Missing }) {
        ManualFixture f(state);
        for (QWidget* widget : f.window->findChildren<QWidget*>()) {
            const QString topic = widget->property("helpTopic").toString();
            if (topic.isEmpty())
                continue;
            ++named;
            for (const LanguageChoice language : kBoth)
                QVERIFY2(manualTopic(language, topic), qPrintable(topic));
        }
        if (!f.window->page(Place::Chat))
            continue;
        for (int place = 0; place < kPlaces; ++place)
            QVERIFY2(!helpTopicAt(f.window->page(static_cast<Place>(place))).isEmpty(), qPrintable(QString::number(place)));
    }
    QVERIFY(named > 12);
}

void ManualTest::openedByMouseAndFromThePalette()
{
    ManualFixture f;
    f.window->goTo(Place::Models);
    QTest::mouseClick(f.find("rail_help"), Qt::LeftButton);
    QVERIFY(f.help());
    QCOMPARE(f.help()->topic(), QStringLiteral("models"));
    QVERIFY(f.find("rail_help")->toolTip().contains(keyWords(QStringLiteral("go.help"))));
    QTest::mouseClick(f.help()->findChild<QWidget*>(QStringLiteral("sheetAccept")), Qt::LeftButton);
    QTRY_VERIFY(!f.help());
    f.window->goTo(Place::Documents);
    QTest::keyClick(f.window.get(), Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("help page"));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QVERIFY(f.help());
    QCOMPARE(f.help()->topic(), QStringLiteral("documents"));
    QTest::keyClick(f.help()->search(), Qt::Key_F1, Qt::ShiftModifier); // once is enough
    int shown = 0;
    for (const HelpSheet* sheet : f.window->findChildren<HelpSheet*>())
        shown += sheet->isVisible();
    QCOMPARE(shown, 1);
    QTest::mouseClick(f.help()->findChild<QWidget*>(QStringLiteral("helpKeys")), Qt::LeftButton);
    QVERIFY(f.window->findChild<KeySheet*>());
    QTRY_VERIFY(!f.help());
}

void ManualTest::readBeforeTheVaultIsOpenAndGoneWithTheLock()
{
    {
        ManualFixture f(app::VaultState::Locked);
        QVERIFY(f.open());
        QTest::keyClick(f.help()->search(), Qt::Key_Escape);
        QTRY_VERIFY(!f.help());
        QCOMPARE(QApplication::focusWidget(), f.find("unlockPassphrase"));
    }
    ManualFixture f;
    QVERIFY(f.open());
    QTest::keyClicks(f.help()->search(), QStringLiteral("trash"));
    QTest::keyClick(f.help()->search(), Qt::Key_L, Qt::ControlModifier);
    QVERIFY(f.called(QStringLiteral("lock")));
    QTRY_VERIFY(!f.help());
}

void ManualTest::searchedByKeyboard_data()
{
    QTest::addColumn<LanguageChoice>("language");
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("nothing");
    QTest::newRow("Korean") << LanguageChoice::Korean << QStringLiteral("복구 열세") << QStringLiteral("코끼리");
    QTest::newRow("English") << LanguageChoice::English << QStringLiteral("RECOVERY thirteen") << QStringLiteral("elephant");
}

void ManualTest::searchedByKeyboard()
{
    QFETCH(LanguageChoice, language);
    QFETCH(QString, words);
    QFETCH(QString, nothing);
    ManualFixture f;
    f.window->preferences().setLanguage(language);
    HelpSheet* const help = f.open();
    QCOMPARE(listed(help).size(), manualTopics(language).size());
    type(help->search(), words);
    QCOMPARE(listed(help), QStringList { QStringLiteral("vault") });
    QCOMPARE(help->topic(), QStringLiteral("vault"));
    QVERIFY(help->view()->extraSelections().size() >= 2);
    for (const QTextEdit::ExtraSelection& mark : help->view()->extraSelections())
        QVERIFY(words.contains(mark.cursor.selectedText(), Qt::CaseInsensitive));
    QVERIFY(help->view()->viewport()->rect().intersects(help->view()->cursorRect())); // the first of them is in sight
    QTest::keyClick(help->search(), Qt::Key_Return);
    QVERIFY(help->view()->hasFocus());
    help->search()->setFocus();
    help->search()->setText(nothing);
    QVERIFY(listed(help).isEmpty());
    QCOMPARE(help->topic(), QStringLiteral("vault")); // what is read stays
    QVERIFY(!help->findChild<Text*>(QStringLiteral("helpNote"))->words().isEmpty());
    QTest::keyClick(help->search(), Qt::Key_Escape); // empties the field first
    QVERIFY(help->isVisible());
    QCOMPARE(listed(help).size(), manualTopics(language).size());
    QVERIFY(help->view()->extraSelections().isEmpty());
    QCOMPARE(help->list()->currentIndex().data(kChoiceValueRole).toString(), QStringLiteral("vault"));
    QTest::keyClick(help->search(), Qt::Key_Down);
    QCOMPARE(help->topic(), QStringLiteral("settings"));
}

/// File names and old input methods bring Hangul as single letters.
void ManualTest::hangulTypedInPartsIsFound()
{
    const QStringList words = searchedWords(QStringLiteral("휴지통").normalized(QString::NormalizationForm_D));
    QVERIFY(hitsIn(*manualTopic(LanguageChoice::Korean, QStringLiteral("chat")), words) > 0);
}

void ManualTest::linksAreFollowedByKeyboardAndBackAgain()
{
    ManualFixture f(app::VaultState::Missing);
    HelpSheet* const help = f.open();
    QCOMPARE(help->topic(), QStringLiteral("first-day"));
    QVERIFY(!help->back()->isEnabled());
    help->view()->setFocus();
    QTest::keyClick(help->view(), Qt::Key_Tab);
    QTest::keyClick(help->view(), Qt::Key_Return);
    QCOMPARE(help->topic(), QStringLiteral("settings"));
    QVERIFY(help->view()->hasFocus());
    QVERIFY(help->back()->isEnabled());
    QTest::keyClick(help->view(), Qt::Key_Left, Qt::AltModifier);
    QCOMPARE(help->topic(), QStringLiteral("first-day"));
    help->list()->setFocus();
    QTest::keyClick(help->list(), Qt::Key_Down);
    QCOMPARE(help->topic(), QStringLiteral("chat"));
    QTest::keyClick(help->list(), Qt::Key_Left, Qt::AltModifier);
    QCOMPARE(help->topic(), QStringLiteral("first-day"));
    int inside = 0; // Tab goes through the links and then on, round and round
    for (int i = 0; i < 40; ++i) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QVERIFY(help->isAncestorOf(QApplication::focusWidget()));
        inside += QApplication::focusWidget() == help->view();
    }
    QVERIFY(inside > 5 && inside < 35);
}

void ManualTest::linksAreFollowedByMouse()
{
    ManualFixture f(app::VaultState::Missing);
    HelpSheet* const help = f.open();
    const QPoint link = placeOfLink(help->view(), QStringLiteral("vault.md"));
    QVERIFY(!link.isNull());
    QTest::mouseClick(help->view()->viewport(), Qt::LeftButton, {}, link);
    QCOMPARE(help->topic(), QStringLiteral("vault"));
    QTest::mouseClick(help->back(), Qt::LeftButton);
    QCOMPARE(help->topic(), QStringLiteral("first-day"));
    const QModelIndex row = help->list()->model()->index(2, 0);
    QTest::mouseClick(help->list()->viewport(), Qt::LeftButton, {}, help->list()->visualRect(row).center());
    QCOMPARE(help->topic(), QStringLiteral("finding"));
}

void ManualTest::anActionIsDoneOrSaidNotToBePossible()
{
    ManualFixture f;
    f.window->goTo(Place::Models);
    HelpSheet* help = f.open();
    emit help->view()->anchorClicked(QUrl(QStringLiteral("action:go.documents")));
    QTRY_VERIFY(!f.help());
    QCOMPARE(f.window->place(), Place::Documents);
    help = f.open();
    QCOMPARE(help->topic(), QStringLiteral("documents"));
    emit help->view()->anchorClicked(QUrl(QStringLiteral("action:message.again"))); // there is no answer here
    QTRY_VERIFY(f.help() && f.help() != help);
    QCOMPARE(f.help()->topic(), QStringLiteral("documents"));
    QVERIFY(!f.help()->findChild<Text*>(QStringLiteral("helpNote"))->words().isEmpty());
}

void ManualTest::keysInTheTextAreThoseInUse()
{
    ManualFixture f;
    QVERIFY(KeyMap::it().choose(QStringLiteral("find.everything"), QKeySequence(QStringLiteral("Ctrl+Alt+Y"))).isEmpty());
    f.window->openSearch();
    HelpSheet* const help = f.open();
    QCOMPARE(help->topic(), QStringLiteral("finding"));
    QVERIFY(help->view()->toPlainText().contains(QStringLiteral("(Ctrl+Alt+Y)")));
    QVERIFY(!help->view()->toPlainText().contains(QStringLiteral("Ctrl+K")));
}

void ManualTest::theLanguageChangesUnderIt()
{
    ManualFixture f;
    HelpSheet* const help = f.open();
    QVERIFY(help->view()->toPlainText().startsWith(manualTopic(LanguageChoice::English, QStringLiteral("chat"))->title));
    f.window->preferences().setLanguage(LanguageChoice::Korean);
    QTRY_VERIFY(help->view()->toPlainText().startsWith(manualTopic(LanguageChoice::Korean, QStringLiteral("chat"))->title)); // the words change with an event
    QCOMPARE(help->topic(), QStringLiteral("chat"));
    QCOMPARE(help->list()->currentIndex().data().toString(), manualTopic(LanguageChoice::Korean, QStringLiteral("chat"))->title);
}

/// The page of text is an ordinary one: were somebody's text ever shown in it, nothing would be read from a disk or a network.
void ManualTest::nothingOutsideTheProgramIsShown()
{
    QTemporaryDir dir;
    const QString path = dir.filePath(QStringLiteral("secret.png"));
    QImage picture(8, 8, QImage::Format_RGB32);
    picture.fill(Qt::red);
    QVERIFY(picture.save(path));
    ManualView view;
    view.resize(400, 300);
    QSignalSpy topics(&view, &ManualView::topicWanted);
    QSignalSpy actions(&view, &ManualView::actionWanted);
    view.showTopic({ QStringLiteral("x"), {}, QStringLiteral("![a](%1)\n\n![b](file://%1)\n\n[c](https://example.invalid/vault.html)").arg(path), {} });
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    const QImage shown = view.grab().toImage();
    for (int y = 0; y < shown.height(); ++y)
        for (int x = 0; x < shown.width(); ++x)
            QVERIFY(shown.pixelColor(x, y) != QColor(Qt::red));
    for (const QString& name : { path, QStringLiteral("file://") + path })
        QCOMPARE(view.document()->resource(QTextDocument::ImageResource, QUrl(name)).value<QImage>().size(), QSize(1, 1));
    QCOMPARE(view.document()->resource(QTextDocument::StyleSheetResource, QUrl(path)).toByteArray(), QByteArray());
    emit view.anchorClicked(QUrl(QStringLiteral("https://example.invalid/vault.html")));
    emit view.anchorClicked(QUrl(QStringLiteral("file:///vault.md")));
    QCOMPARE(topics.count(), 0);
    QCOMPARE(actions.count(), 0);
    QVERIFY(view.source().isEmpty());
}

void ManualTest::everythingHasANameInBothLanguages()
{
    QSet<QString> names;
    for (const LanguageChoice language : kBoth) {
        ManualFixture f;
        f.window->preferences().setLanguage(language);
        HelpSheet* const help = f.open();
        for (QWidget* one : std::initializer_list<QWidget*> { help->search(), help->list(), help->view(), help->back(), help->findChild<QWidget*>(QStringLiteral("helpKeys")) }) {
            const QString name = QAccessible::queryAccessibleInterface(one)->text(QAccessible::Name);
            QVERIFY2(!name.isEmpty() && !names.contains(name), qPrintable(name));
            names.insert(name);
        }
    }
    QCOMPARE(names.size(), 10);
}

QTEST_MAIN(ManualTest)
#include "manual_test.moc"
