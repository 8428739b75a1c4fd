// What a screen reader hears and finds: answers by the sentence, errors at once, quarters of progress, and the tree of every page as it was reviewed.
#include "tests/support/paths.h"
#include "tests/ui/settled.h"
#include "tests/ui/window_fixture.h"
#include "ui/chat/sentences.h"
#include "ui/settings/preferences.h"
#include "ui/shell/rail.h"
#include "ui/unlock/unlock_page.h"
#include "ui/widgets/announcer.h"
#include "ui/widgets/meter.h"
#include "ui/widgets/toast.h"

#include <QAccessible>
#include <QFile>

using namespace sillok;
using namespace sillok::ui;
using fakes::Answering;
using test::WindowFixture;

namespace {

/// A window whose announcements are written down.
struct Listening : WindowFixture {
    Listening() { listen(*window); }
    static void listen(QWidget& window, QStringList& polite, QStringList& assertive)
    {
        for (Announcer* one : window.findChildren<Announcer*>())
            QObject::connect(one, &Announcer::said, one, [one, &polite, &assertive](const QString& words) {
                QCOMPARE(QAccessible::queryAccessibleInterface(one)->text(QAccessible::Name), words);
                (one->urgency() == Urgency::Polite ? polite : assertive) << words;
            });
    }
    void listen(QWidget& what) { listen(what, polite, assertive); }
    QStringList polite;
    QStringList assertive;
};

} // namespace

class SpokenTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { prepareUi(); }
    void sentencesEndWhereTheyEnd_data();
    void sentencesEndWhereTheyEnd();
    void signsForEyesAreNotSpoken();
    void anAnswerIsSpokenBySentence();
    void nothingIsSpokenWithoutTheFocus();
    void errorsAreSaidAtOnceAndToastsPolitely();
    void progressIsToldAtEveryQuarter();
    void theWholeConversationIsRead();
    void citationsAndActionsArePressedByReaders();
    void everyPageHasTheTreeThatWasReviewed_data();
    void aPlaceIsGoneToThroughItsTab();
    void everyPageHasTheTreeThatWasReviewed();
    void everythingThatCanBeUsedHasANameInBothLanguages();
};

void SpokenTest::sentencesEndWhereTheyEnd_data()
{
    QTest::addColumn<QStringList>("steps");    // how the text grows
    QTest::addColumn<QStringList>("spoken");   // what each step lets be said; empty: nothing yet
    QTest::newRow("korean") << QStringList { "부서장이 승인", "부서장이 승인합니다. 그리고" } << QStringList { "", "부서장이 승인합니다." };
    QTest::newRow("polite") << QStringList { "그래요. ", "그래요. 정말요? 네" } << QStringList { "그래요.", "정말요?" };
    QTest::newRow("a point in a number") << QStringList { "금액은 3.5배", "금액은 3.5배입니다.\n" } << QStringList { "", "금액은 3.5배입니다." };
    QTest::newRow("may go on") << QStringList { "It is 3.", "It is 3.5 m. Then" } << QStringList { "", "It is 3.5 m." };
    QTest::newRow("numbered list") << QStringList { "1. 신청서를", "1. 신청서를 냅니다.\n2. " } << QStringList { "", "1. 신청서를 냅니다." };
    QTest::newRow("a line is an end") << QStringList { "## 승인\n주말에" } << QStringList { "승인" };
    QTest::newRow("citation behind the stop") << QStringList { "승인을 받습니다.[1", "승인을 받습니다.[1] 그" } << QStringList { "", "승인을 받습니다." };
    QTest::newRow("quoted") << QStringList { "“받습니다.” 라고" } << QStringList { "“받습니다.”" };
    QTest::newRow("several at once") << QStringList { "하나입니다. 둘입니다. 셋" } << QStringList { "하나입니다. 둘입니다." };
}

void SpokenTest::sentencesEndWhereTheyEnd()
{
    QFETCH(QStringList, steps);
    QFETCH(QStringList, spoken);
    SentenceFeed feed;
    QString all;
    for (int i = 0; i < steps.size(); ++i) {
        const QString said = feed.take(steps.at(i), false);
        QCOMPARE(said, spoken.at(i));
        all += said + u' ';
    }
    all += feed.take(steps.last(), true);
    QCOMPARE(all.simplified(), spokenWords(steps.last())); // nothing is lost or said twice
}

void SpokenTest::signsForEyesAreNotSpoken()
{
    QCOMPARE(spokenWords(QStringLiteral("### 제목\n**굵은** 글과 `코드`.[1][12]\n> 인용\n- 항목\n| 가 | 나 |\n|---|---|\n```cpp\nint x;\n```")),
             QStringLiteral("제목 굵은 글과 코드. 인용 항목 가 나 int x;"));
}

void SpokenTest::anAnswerIsSpokenBySentence()
{
    Listening f;
    f.script.answering = Answering::Hold;
    f.ask(QStringLiteral("질문입니다"));
    QCOMPARE(f.polite, QStringList { QStringLiteral("The answer begins") });
    for (const char* token : { "부서", "장의", " **승인**이", " 필요합", "니다.", " 기한은", " 이틀 전", "입니다", ".\n" })
        f.script.writeMore(QString::fromUtf8(token));
    QCOMPARE(f.polite.mid(1), (QStringList { QStringLiteral("부서장의 승인이 필요합니다."), QStringLiteral("기한은 이틀 전입니다.") }));
    f.script.writeMore(QStringLiteral("끝"));
    f.script.finishAnswer();
    QCOMPARE(f.polite.mid(3), QStringList { QStringLiteral("끝\nThe answer is finished") });
    QVERIFY(f.assertive.isEmpty());
    for (Announcer* one : f.window->findChildren<Announcer*>())
        QCOMPARE(QAccessible::queryAccessibleInterface(one)->role(), one->urgency() == Urgency::Polite ? QAccessible::Notification : QAccessible::AlertMessage);
}

void SpokenTest::nothingIsSpokenWithoutTheFocus()
{
    Listening f;
    f.script.answering = Answering::Hold;
    f.ask(QStringLiteral("질문입니다"));
    f.window->goTo(Place::Models);
    f.polite.clear();
    f.script.writeMore(QStringLiteral("하나입니다. 둘입니다. "));
    QVERIFY(f.polite.isEmpty());
    f.window->goTo(Place::Chat);
    f.script.writeMore(QStringLiteral("셋입니다. 넷"));
    QCOMPARE(f.polite, QStringList { QStringLiteral("셋입니다.") }); // what was missed can be read, it is not said late
}

void SpokenTest::errorsAreSaidAtOnceAndToastsPolitely()
{
    Listening f;
    f.script.answering = Answering::Hold;
    f.ask(QStringLiteral("질문입니다"));
    f.polite.clear();
    f.script.killEngine();
    QCOMPARE(f.assertive.size(), 1);
    QVERIFY2(f.assertive.first().contains(QStringLiteral("saved")), qPrintable(f.assertive.first()));
    QVERIFY(f.polite.isEmpty());
    f.assertive.clear();
    f.script.fail(app::Problem::During::Export, ErrorCode::DiskFull);
    QCOMPARE(f.assertive.size(), 1);
    f.window->chat()->toast()->tell(QStringLiteral("trash"), QStringLiteral("Moved to trash."), QStringLiteral("Undo"), [] {});
    QCOMPARE(f.polite, QStringList { QStringLiteral("Moved to trash. Undo: Ctrl+Z") });
    QCOMPARE(f.assertive.size(), 1);
}

void SpokenTest::progressIsToldAtEveryQuarter()
{
    QWidget window;
    new Announcer(Urgency::Polite, &window);
    auto* meter = new Meter(&window);
    meter->setAccessibleName(QStringLiteral("Reading"));
    QStringList polite;
    QStringList assertive;
    Listening::listen(window, polite, assertive);
    window.show();
    for (int i = 0; i <= 1000; ++i)
        meter->setPart(i / 1000.0);
    QCOMPARE(polite, (QStringList { QStringLiteral("Reading: 25 %"), QStringLiteral("Reading: 50 %"), QStringLiteral("Reading: 75 %"), QStringLiteral("Reading: 100 %") }));
    QAccessibleInterface* const face = QAccessible::queryAccessibleInterface(meter);
    QCOMPARE(face->role(), QAccessible::ProgressBar);
    meter->setPart(0.31);
    QCOMPARE(face->valueInterface()->currentValue().toInt(), 31);
    QCOMPARE(face->text(QAccessible::Value), QStringLiteral("31 %"));
}

void SpokenTest::theWholeConversationIsRead()
{
    WindowFixture f;
    QList<app::Message> many;
    for (int i = 1; i <= 400; ++i) {
        app::Message m;
        m.id = i;
        m.parent = i - 1;
        m.role = i % 2 ? app::Role::User : app::Role::Assistant;
        m.text = QStringLiteral("글 %1 첫 줄\n글 %1 둘째 줄").arg(i);
        many.append(m);
    }
    f.script.messages[24] = many;
    f.window->chat()->openChat(24);
    QVERIFY(f.conversation().laidOutCount() < 100);
    QAccessibleInterface* const view = QAccessible::queryAccessibleInterface(f.window->chat()->conversation());
    QStringList read;
    for (int i = 0; i < view->childCount(); ++i)
        read << view->child(i)->text(QAccessible::Name);
    for (int i = 1; i <= 400; ++i)
        QVERIFY2(read.filter(QStringLiteral("글 %1 둘째 줄").arg(i)).size() == 1, qPrintable(QString::number(i)));
}

void SpokenTest::citationsAndActionsArePressedByReaders()
{
    WindowFixture f;
    f.window->chat()->openChat(21);
    QAccessibleInterface* const view = QAccessible::queryAccessibleInterface(f.window->chat()->conversation());
    QAccessibleInterface* citation = nullptr;
    for (int i = 0; i < view->childCount(); ++i)
        if (view->child(i)->role() == QAccessible::Link && !citation)
            citation = view->child(i);
    QVERIFY(citation);
    QVERIFY(citation->text(QAccessible::Name).startsWith(QStringLiteral("Source 1, ")));
    QVERIFY(citation->text(QAccessible::Name).endsWith(QStringLiteral("matches the source")));
    QCOMPARE(view->child(view->indexOfChild(citation)), citation);
    QVERIFY(!f.window->chat()->columns()->panelOpen());
    citation->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
    QVERIFY(f.window->chat()->columns()->panelOpen());
}

namespace {

const char* roleName(QAccessible::Role role)
{
    switch (role) {
    case QAccessible::PageTab: return "page tab";
    case QAccessible::PushButton: return "button";
    case QAccessible::CheckBox: return "check box";
    case QAccessible::RadioButton: return "radio button";
    case QAccessible::EditableText: return "text field";
    case QAccessible::StaticText: return "text";
    case QAccessible::List: return "list";
    case QAccessible::ListItem: return "list item";
    case QAccessible::Table: return "table";
    case QAccessible::Document: return "document";
    case QAccessible::Paragraph: return "paragraph";
    case QAccessible::ProgressBar: return "progress bar";
    case QAccessible::Dialog: return "dialog";
    case QAccessible::Client: return "group";
    case QAccessible::Tree: return "tree";
    case QAccessible::TreeItem: return "tree item";
    case QAccessible::Link: return "link";
    case QAccessible::Graphic: return "picture";
    default: return nullptr;
    }
}

/// Roles, names and states of what is in sight, one line each. Groups without a name are passed through.
void write(QAccessibleInterface* one, int depth, QString& tree)
{
    if (!one || one->state().invisible)
        return;
    const char* const role = roleName(one->role());
    const QString name = one->text(QAccessible::Name).simplified();
    int below = depth;
    if (role && (!name.isEmpty() || (one->role() != QAccessible::Client && one->role() != QAccessible::Graphic))) {
        const QAccessible::State state = one->state();
        QString signs;
        const std::pair<bool, const char*> all[] = { { state.focused, "focused" }, { state.checked, "checked" }, { state.disabled, "disabled" }, { state.selected, "selected" },
            { state.passwordEdit, "hidden text" } };
        for (const auto& [set, sign] : all)
            if (set)
                signs += QStringLiteral(" [%1]").arg(QString::fromLatin1(sign));
        tree += QString(depth * 2, u' ') + QString::fromLatin1(role) + QStringLiteral(": ") + name.left(110) + signs + u'\n';
        ++below;
    }
    if (one->role() == QAccessible::Table || one->role() == QAccessible::StaticText || one->role() == QAccessible::EditableText)
        return; // cells have a test of their own
    for (int i = 0; i < one->childCount(); ++i)
        write(one->child(i), below, tree);
}

} // namespace

void SpokenTest::everyPageHasTheTreeThatWasReviewed_data()
{
    QTest::addColumn<QString>("page");
    for (const char* page : { "unlock", "first-run", "chat", "chat-empty", "documents", "models", "settings", "keys", "manual", "search" })
        QTest::newRow(page) << QString::fromLatin1(page);
}

/// SILLOK_WRITE_TREES=1 writes them anew; the change is then read against ui.md 8 like any other.
void SpokenTest::everyPageHasTheTreeThatWasReviewed()
{
    QFETCH(QString, page);
    const auto state = page == QLatin1String("unlock") ? app::VaultState::Locked : page == QLatin1String("first-run") ? app::VaultState::Missing : app::VaultState::Open;
    WindowFixture f(state, page != QLatin1String("chat-empty"));
    if (page == QLatin1String("chat")) {
        f.window->chat()->openChat(21);
        f.window->chat()->stepCitation(1);
    } else if (page == QLatin1String("documents")) {
        f.window->goTo(Place::Documents);
        f.script.progress({ 3, 312, 480, 3, QStringLiteral("민원 처리 편람 제4판.pdf"), 3.4, 50, false, false });
    } else if (page == QLatin1String("models")) {
        f.window->goTo(Place::Models);
    } else if (page == QLatin1String("settings")) {
        f.window->goTo(Place::Settings);
    } else if (page == QLatin1String("keys")) {
        f.window->showKeys();
    } else if (page == QLatin1String("manual")) {
        f.window->showHelp();
    } else if (page == QLatin1String("search")) {
        f.window->openSearch(QStringLiteral("> go"));
    }
    test::settled(*f.window); // layouts of widgets that were added last
    QString tree;
    write(QAccessible::queryAccessibleInterface(f.window.get()), 0, tree);
    const QString path = QString::fromStdString(test::sourcePath("/tests/data/accessibility/")) + page + QStringLiteral(".txt");
    QFile file(path);
    if (qEnvironmentVariableIsSet("SILLOK_WRITE_TREES")) {
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(tree.toUtf8());
        return;
    }
    QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(path));
    const QStringList wanted = QString::fromUtf8(file.readAll()).split(u'\n');
    const QStringList found = tree.split(u'\n');
    for (int i = 0; i < qMax(wanted.size(), found.size()); ++i)
        QCOMPARE(found.value(i), wanted.value(i));
}

void SpokenTest::everythingThatCanBeUsedHasANameInBothLanguages()
{
    int seen = 0;
    int named = 0;
    for (const LanguageChoice language : { LanguageChoice::Korean, LanguageChoice::English }) {
        WindowFixture f;
        f.window->preferences().setLanguage(language);
        f.window->chat()->openChat(21);
        f.window->chat()->stepCitation(1);
        for (int place = 0; place < kPlaces; ++place) {
            f.window->goTo(static_cast<Place>(place));
            const std::function<void(QAccessibleInterface*)> walk = [&](QAccessibleInterface* one) {
                if (!one || one->state().invisible)
                    return;
                if (one->state().focusable && one->role() != QAccessible::Client && one->role() != QAccessible::ScrollBar) {
                    ++seen;
                    named += !one->text(QAccessible::Name).isEmpty();
                    if (one->text(QAccessible::Name).isEmpty())
                        qWarning() << one->role() << one->object();
                }
                if (one->role() != QAccessible::Table)
                    for (int i = 0; i < one->childCount(); ++i)
                        walk(one->child(i));
            };
            walk(QAccessible::queryAccessibleInterface(f.window.get()));
        }
    }
    qInfo("%d of %d have a name", named, seen);
    QCOMPARE(named, seen);
    QVERIFY(seen > 150);
}

void SpokenTest::aPlaceIsGoneToThroughItsTab()
{
    WindowFixture f;
    QAccessibleInterface* tab = nullptr;
    for (RailButton* button : f.window->findChildren<RailButton*>())
        if (button->text() == QStringLiteral("Models"))
            tab = QAccessible::queryAccessibleInterface(button);
    QVERIFY(tab && tab->role() == QAccessible::PageTab && tab->actionInterface());
    QVERIFY(tab->state().selectable && !tab->state().selected);
    QCOMPARE(tab->actionInterface()->actionNames().first(), QAccessibleActionInterface::pressAction());
    tab->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
    QVERIFY(f.find("modelsPage")->isVisible());
    QVERIFY(tab->state().selected);
}

QTEST_MAIN(SpokenTest)
#include "spoken_test.moc"
