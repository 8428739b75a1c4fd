// What goes into a question besides its words: files, prompts, templates, scope, presets, drafts.
#include "tests/ui/window_fixture.h"
#include "ui/chat/attachment_bar.h"
#include "ui/widgets/button.h"
#include "ui/widgets/empty_state.h"
#include "ui/chat/prompt_text.h"
#include "ui/chat/writing_templates.h"
#include "ui/settings/preferences.h"
#include "ui/widgets/notice_card.h"
#include "ui/widgets/segments.h"
#include "ui/widgets/text.h"
#include "ui/widgets/text_box.h"
#include "ui/widgets/toast.h"

#include <QAbstractButton>
#include <QClipboard>
#include <QInputMethodEvent>
#include <QListView>
#include <QMenu>
#include <QMimeData>
#include <QScrollArea>

using namespace sillok;
using namespace sillok::ui;
using app::Attachment;
using app::DocumentState;
using test::WindowFixture;

namespace {

struct WritingFixture : WindowFixture {
    ComposerEdit* edit() const { return window->chat()->composer()->editor(); }
    QString typed() const { return window->chat()->composer()->text(); }
    void type(const QString& text) { QTest::keyClicks(edit(), text); }
    void key(Qt::Key key) { QTest::keyClick(edit(), key); }
    bool paletteShown() const { return find("writingPalette")->isVisible(); }
    QStringList rows() const
    {
        QStringList all;
        const auto* model = find<QListView>("writingList")->model();
        for (int i = 0; i < model->rowCount(); ++i)
            all << model->index(i, 0).data().toString();
        return all;
    }
    /// By mouse, once it is laid out and in sight.
    void press(const char* name) const
    {
        auto* button = find<QAbstractButton>(name);
        QVERIFY2(button, name);
        for (QWidget* above = button->parentWidget(); above; above = above->parentWidget())
            if (auto* scroll = qobject_cast<QScrollArea*>(above))
                QTRY_VERIFY((scroll->ensureWidgetVisible(button), button->visibleRegion().contains(button->rect().center())));
        QTest::mouseClick(button, Qt::LeftButton);
    }
    QString hint() const { return find<Text>("composerHint")->words(); }
    void korean() { window->preferences().setLanguage(LanguageChoice::Korean); }
    /// Attached to the chat that is shown, in these states.
    void states(const QList<DocumentState>& states)
    {
        QList<Attachment> files = script.attached.value(window->chat()->current());
        for (qsizetype i = 0; i < states.size(); ++i) {
            files[i].state = states[i];
            files[i].document = 70 + i;
        }
        script.attach(window->chat()->current(), files);
    }
    void paste(const QStringList& paths) const
    {
        auto* data = new QMimeData;
        QList<QUrl> urls;
        for (const QString& path : paths)
            urls << QUrl::fromLocalFile(path);
        data->setUrls(urls);
        QGuiApplication::clipboard()->setMimeData(data);
        edit()->paste();
    }
};

} // namespace

class WritingTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { prepareUi(); }
    void pastedFilesBecomeChipsOfANewChat();
    void droppedFilesGoToTheChat();
    void aQuestionWaitsForItsFiles();
    void waitingIsCancelledAndNothingIsLost();
    void afterAFailureNothingIsSentUnasked();
    void aChipIsRemovedByKeyAndMouseAndComesBack();
    void aTemporaryChatRefusesFiles();
    void slashFindsPromptsAndTemplates();
    void placesOfAPromptAreAskedFor();
    void halfASyllableFindsToo();
    void escClosesThePaletteAndLeavesTheText();
    void aSlashInsideAWordIsText();
    void theButtonOpensThePalette();
    void theDraftIsKeptAsAPrompt();
    void atSignSetsTheScope();
    void variablesAreWordsInBraces();
    void everyTemplateIsThereInBothLanguages();
    void aPresetIsChosenForTheChat();
    void presetsAreMadeCopiedAndBroughtBack();
    void promptsAreSearchedChangedAndBroughtBack();
    void numbersOfPresetsAreForExperts();
    void theMeterIsAskedWithTheScope();
    void aDraftIsCalledSavedOnlyWhenItIs();
    void everythingHasANameInBothLanguages();
};

void WritingTest::pastedFilesBecomeChipsOfANewChat()
{
    WritingFixture f;
    f.type(QStringLiteral("what is in "));
    f.paste({ QStringLiteral("/d/a.txt"), QStringLiteral("/d/b.pdf") });
    QVERIFY(f.called(QStringLiteral("attachFiles 0 /d/a.txt|/d/b.pdf")));
    const app::ChatId chat = f.window->chat()->current();
    QVERIFY(chat != 0);
    QCOMPARE(f.typed(), QStringLiteral("what is in ")); // what was typed went along
    QCOMPARE(f.window->chat()->composer()->attachments()->files().size(), 2);
    QCOMPARE(f.window->chat()->composer()->collection(), fakes::kAttachedTo + chat);
    const auto* empty = f.window->chat()->findChild<EmptyState*>(); // says what the files are for, with the chips below
    QVERIFY(empty->isVisible() && !empty->primary()->isVisible());
    QVERIFY(std::ranges::any_of(empty->findChildren<Text*>(), [](const Text* text) { return text->words().contains(QStringLiteral("of the files")); }));
    f.states({ DocumentState::Ready, DocumentState::Ready });
    f.key(Qt::Key_Return);
    QVERIFY(f.called(QStringLiteral("send %1 what is in %2").arg(chat).arg(fakes::kAttachedTo + chat)));
    QCOMPARE(f.window->chat()->composer()->attachments()->files().size(), 2); // they stay for what is asked next
    f.window->chat()->newChat();
    QVERIFY(f.window->chat()->composer()->attachments()->files().isEmpty());
    QCOMPARE(f.window->chat()->composer()->collection(), 0);
    f.window->chat()->openChat(chat);
    QCOMPARE(f.window->chat()->composer()->attachments()->files().size(), 2);
}

void WritingTest::droppedFilesGoToTheChat()
{
    WritingFixture f;
    f.window->chat()->openChat(f.desk.chats().first().id);
    QWidget* page = f.window->chat()->composer()->parentWidget();
    QMimeData data;
    data.setUrls({ QUrl::fromLocalFile(QStringLiteral("/d/c.hwpx")) });
    QDragEnterEvent enter(QPoint(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(page, &enter);
    QVERIFY(enter.isAccepted() && f.find("dropHint")->isVisible());
    QDropEvent drop(QPointF(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(page, &drop);
    QVERIFY(!f.find("dropHint")->isVisible());
    QVERIFY(f.called(QStringLiteral("attachFiles %1 /d/c.hwpx").arg(f.window->chat()->current())));
}

void WritingTest::aQuestionWaitsForItsFiles()
{
    WritingFixture f;
    f.paste({ QStringLiteral("/d/a.txt"), QStringLiteral("/d/b.pdf") });
    f.states({ DocumentState::Ready, DocumentState::Reading });
    f.ask(QStringLiteral("how many days?"));
    QVERIFY(!f.called(QStringLiteral("send")));
    QVERIFY(f.find("composerWaiting")->isVisible());
    QCOMPARE(f.typed(), QStringLiteral("how many days?"));
    f.type(QStringLiteral("x"));
    QCOMPARE(f.typed(), QStringLiteral("how many days?"));
    f.states({ DocumentState::Ready, DocumentState::Ready });
    QVERIFY(f.called(QStringLiteral("send %1 how many days?").arg(f.window->chat()->current())));
    QVERIFY(!f.find("composerWaiting")->isVisible());
    QVERIFY(f.typed().isEmpty());
}

void WritingTest::waitingIsCancelledAndNothingIsLost()
{
    WritingFixture f;
    for (const bool byKey : { true, false }) {
        f.window->chat()->newChat();
        f.paste({ QStringLiteral("/d/a.txt") });
        f.ask(QStringLiteral("question"));
        QVERIFY(f.find("composerWaiting")->isVisible());
        if (byKey)
            f.key(Qt::Key_Escape);
        else
            f.press("composerCancelWaiting");
        QVERIFY(!f.find("composerWaiting")->isVisible());
        QCOMPARE(f.typed(), QStringLiteral("question"));
        f.states({ DocumentState::Ready });
        QVERIFY(!f.called(QStringLiteral("send")));
        f.window->chat()->composer()->setText({});
    }
}

void WritingTest::afterAFailureNothingIsSentUnasked()
{
    WritingFixture f;
    f.paste({ QStringLiteral("/d/a.txt"), QStringLiteral("/d/b.pdf") });
    f.ask(QStringLiteral("question"));
    f.states({ DocumentState::Ready, DocumentState::Unreadable });
    QVERIFY(!f.called(QStringLiteral("send")));
    QCOMPARE(f.typed(), QStringLiteral("question"));
    QAbstractButton* retry = nullptr;
    for (auto* button : f.window->findChildren<QAbstractButton*>(QStringLiteral("attachmentRetry")))
        if (button->isVisible())
            retry = button;
    QVERIFY(retry);
    QTest::mouseClick(retry, Qt::LeftButton);
    QTRY_VERIFY(f.called(QStringLiteral("retryDocuments %1 71").arg(fakes::kAttachedTo + f.window->chat()->current())));
    f.key(Qt::Key_Return); // the person knows now, and sends without it
    QVERIFY(f.called(QStringLiteral("send %1 question").arg(f.window->chat()->current())));
}

void WritingTest::aChipIsRemovedByKeyAndMouseAndComesBack()
{
    WritingFixture f;
    f.paste({ QStringLiteral("/d/a.txt"), QStringLiteral("/d/b.pdf") });
    QTest::mouseClick(f.find<QAbstractButton>("attachmentRemove"), Qt::LeftButton);
    QTRY_VERIFY(f.called(QStringLiteral("detachFile %1 a.txt").arg(f.window->chat()->current())));
    QTRY_COMPARE(f.window->chat()->composer()->attachments()->files().size(), 1);
    f.window->chat()->undo();
    QTRY_COMPARE(f.window->chat()->composer()->attachments()->files().size(), 2);
    QWidget* chip = f.find<QAbstractButton>("attachmentRemove")->parentWidget();
    chip->setFocus(Qt::TabFocusReason);
    QVERIFY(chip->hasFocus() && chip->accessibleName().contains(QStringLiteral("b.pdf")));
    QTest::keyClick(chip, Qt::Key_Delete);
    QTRY_VERIFY(f.called(QStringLiteral("detachFile %1 b.pdf").arg(f.window->chat()->current())));
}

void WritingTest::aTemporaryChatRefusesFiles()
{
    WritingFixture f;
    f.window->chat()->newTemporaryChat();
    QVERIFY(!f.find<QAbstractButton>("composerAttach")->isEnabled());
    f.paste({ QStringLiteral("/d/a.txt") });
    QVERIFY(!f.called(QStringLiteral("attachFiles")));
    bool said = false;
    for (auto* card : f.window->chat()->findChildren<NoticeCard*>())
        said = said || card->isVisible();
    QVERIFY(said);
}

void WritingTest::slashFindsPromptsAndTemplates()
{
    WritingFixture f;
    f.script.prompts = { { QStringLiteral("1"), QStringLiteral("Weekly summary"), QStringLiteral("Sum up the week.") } };
    f.type(QStringLiteral("/"));
    QVERIFY(f.paletteShown());
    QCOMPARE(f.rows().first(), QStringLiteral("Weekly summary"));
    QVERIFY(f.rows().contains(QStringLiteral("Press release")));
    f.type(QStringLiteral("summ"));
    QCOMPARE(f.rows(), (QStringList { QStringLiteral("Summary"), QStringLiteral("Weekly summary") }));
    f.key(Qt::Key_Down);
    f.key(Qt::Key_Return);
    QVERIFY(!f.paletteShown());
    QCOMPARE(f.typed(), QStringLiteral("Sum up the week."));
    QVERIFY(!f.called(QStringLiteral("send")));
    f.edit()->undo();
    f.type(QStringLiteral(" /no such thing"));
    QVERIFY(!f.paletteShown());
}

void WritingTest::placesOfAPromptAreAskedFor()
{
    WritingFixture f;
    f.script.prompts = { { QStringLiteral("1"), QStringLiteral("Letter"), QStringLiteral("To {name}: {matter}, {name}.") } };
    f.type(QStringLiteral("please /lett"));
    const QModelIndex first = f.find<QListView>("writingList")->model()->index(0, 0);
    QTest::mouseClick(f.find<QListView>("writingList")->viewport(), Qt::LeftButton, {}, f.find<QListView>("writingList")->visualRect(first).center());
    QVERIFY(f.find("fillSheet"));
    QVERIFY(f.find("fill0")->hasFocus());
    QTest::keyClicks(f.find("fill0"), QStringLiteral("Kim"));
    QTest::keyClick(f.find("fill0"), Qt::Key_Tab);
    QVERIFY(f.find("fill1")->hasFocus());
    QTest::keyClick(f.find("fill1"), Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(f.typed(), QStringLiteral("please To Kim: {matter}, Kim."));
    QTRY_VERIFY(f.edit()->hasFocus());
}

void WritingTest::halfASyllableFindsToo()
{
    WritingFixture f;
    f.korean();
    f.type(QStringLiteral("/"));
    QInputMethodEvent preedit(QStringLiteral("보"), {});
    QCoreApplication::sendEvent(f.edit(), &preedit);
    QCOMPARE(f.rows(), (QStringList { QStringLiteral("보고서"), QStringLiteral("보도자료") }));
    f.key(Qt::Key_Return);
    QVERIFY(f.find("fillSheet")); // the template's places
    QTest::keyClick(f.find("fill0"), Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(f.typed().startsWith(QStringLiteral("다음 내용으로 한 쪽 분량의 보고서")));
    QVERIFY(!f.typed().contains(QStringLiteral("/보")));
}

void WritingTest::escClosesThePaletteAndLeavesTheText()
{
    WritingFixture f;
    f.type(QStringLiteral("/sum"));
    QVERIFY(f.paletteShown());
    f.key(Qt::Key_Escape);
    QVERIFY(!f.paletteShown());
    QCOMPARE(f.typed(), QStringLiteral("/sum"));
    f.type(QStringLiteral("m")); // and it stays away for this word
    QVERIFY(!f.paletteShown());
    f.type(QStringLiteral(" /s"));
    QVERIFY(f.paletteShown());
}

void WritingTest::aSlashInsideAWordIsText()
{
    WritingFixture f;
    f.type(QStringLiteral("and/or a@b"));
    QVERIFY(!f.paletteShown());
    QVERIFY(!f.called(QStringLiteral("findScopes")));
}

void WritingTest::theButtonOpensThePalette()
{
    WritingFixture f;
    f.type(QStringLiteral("text"));
    f.press("composerPrompts");
    QVERIFY(f.paletteShown() && f.edit()->hasFocus());
    QCOMPARE(f.typed(), QStringLiteral("text /"));
    f.key(Qt::Key_Escape);
    QCOMPARE(f.typed(), QStringLiteral("text "));
    f.press("composerPrompts");
    f.key(Qt::Key_Up); // the last row
    f.key(Qt::Key_Return);
    QVERIFY(f.find("modeChoice")->isVisible()); // the settings page
}

void WritingTest::theDraftIsKeptAsAPrompt()
{
    WritingFixture f;
    f.type(QStringLiteral("Explain {law} to me"));
    f.press("composerPrompts");
    f.key(Qt::Key_Up);
    f.key(Qt::Key_Up);
    f.key(Qt::Key_Return);
    QVERIFY(f.find("promptSheet"));
    QTest::keyClicks(f.find("sheetField"), QStringLiteral("Explain a law"));
    QTest::keyClick(f.find("sheetField"), Qt::Key_Return);
    QVERIFY(f.called(QStringLiteral("savePrompt  Explain a law Explain {law} to me")));
    QVERIFY(f.window->chat()->toast()->words().contains(QStringLiteral("Explain a law")));
    QCOMPARE(f.typed().trimmed(), QStringLiteral("Explain {law} to me"));
}

void WritingTest::atSignSetsTheScope()
{
    WritingFixture f;
    const app::CollectionSummary rules = f.desk.collections().first();
    f.script.scopes = { { app::ScopeChoice::Kind::Collection, { rules.id }, rules.name, 3 },
        { app::ScopeChoice::Kind::Label, { rules.id, {}, QStringLiteral("audit") }, rules.name, 2 } };
    f.type(QStringLiteral("who signs @audit"));
    QVERIFY(f.called(QStringLiteral("findScopes audit")));
    QCOMPARE(f.rows().size(), 1);
    f.key(Qt::Key_Tab);
    QCOMPARE(f.window->chat()->composer()->scope().label, QStringLiteral("audit"));
    QCOMPARE(f.typed(), QStringLiteral("who signs "));
    QVERIFY(f.edit()->hasFocus());
}

void WritingTest::variablesAreWordsInBraces()
{
    QCOMPARE(variablesIn(QStringLiteral("{a} {b c} {a} { } {\"json\": 1} {1} {제목} {x\ny}")), (QStringList { QStringLiteral("a"), QStringLiteral("b c"), QStringLiteral("제목") }));
    QCOMPARE(filledIn(QStringLiteral("{a}-{b}-{a}"), { { QStringLiteral("a"), QStringLiteral("{b}") } }), QStringLiteral("{b}-{b}-{b}"));
    QCOMPARE(filledIn(QStringLiteral("no place"), {}), QStringLiteral("no place"));
}

void WritingTest::everyTemplateIsThereInBothLanguages()
{
    const auto korean = writingTemplates(true), english = writingTemplates(false);
    QCOMPARE(korean.size(), 8);
    QCOMPARE(english.size(), 8);
    QStringList names;
    for (qsizetype i = 0; i < korean.size(); ++i) {
        QCOMPARE(korean[i].id, english[i].id);
        QVERIFY(!variablesIn(korean[i].text).isEmpty() && variablesIn(korean[i].text).size() == variablesIn(english[i].text).size());
        names << korean[i].name;
    }
    for (const char* wanted : { "시행문", "보고서", "보도자료", "민원 회신", "회의록", "요약" })
        QVERIFY2(names.contains(QString::fromUtf8(wanted)), wanted);
    for (const char* field : { "수신", "제목", "붙임", "끝." }) // in the order of the letter that is exported
        QVERIFY2(korean[0].text.contains(QString::fromUtf8(field)), field);
    QVERIFY(korean[0].text.indexOf(QStringLiteral("수신")) < korean[0].text.indexOf(QStringLiteral("제목")));
}

void WritingTest::aPresetIsChosenForTheChat()
{
    WritingFixture f;
    QVERIFY(!f.find("composerPreset")->isVisible()); // nothing to choose from
    f.script.presets = { { QStringLiteral("p1"), QStringLiteral("Brief"), QStringLiteral("be brief") }, { QStringLiteral("p2"), QStringLiteral("Kind"), {} } };
    f.script.defaultPreset = QStringLiteral("p2");
    f.script.announce();
    auto* chip = f.find<QAbstractButton>("composerPreset");
    QVERIFY(chip->isVisible());
    QCOMPARE(chip->text(), QStringLiteral("Kind"));
    f.press("composerPreset");
    auto* menu = f.find<QMenu>("presetMenu");
    QVERIFY(menu);
    for (QAction* action : menu->actions())
        if (action->text() == QLatin1String("Brief"))
            action->trigger();
    QVERIFY(f.called(QStringLiteral("choosePreset 0 p1")));
    QCOMPARE(chip->text(), QStringLiteral("Brief"));
    f.window->chat()->openChat(f.desk.chats().first().id);
    QCOMPARE(chip->text(), QStringLiteral("Kind"));
    emit f.desk.presetChosen(f.window->chat()->current(), app::kNoPreset);
    QCOMPARE(chip->text(), QStringLiteral("No preset"));
}

void WritingTest::presetsAreMadeCopiedAndBroughtBack()
{
    WritingFixture f;
    f.window->goTo(Place::Settings);
    f.press("newPreset");
    QTest::keyClicks(f.find("sheetField"), QStringLiteral("Brief"));
    QTest::keyClicks(f.find("presetInstructions"), QStringLiteral("One sentence."));
    QTest::keyClick(f.find("presetInstructions"), Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(f.called(QStringLiteral("savePreset  Brief One sentence.")));
    f.press("preset Brief-copy");
    QVERIFY(f.called(QStringLiteral("savePreset  Brief (copy) One sentence.")));
    f.press("preset Brief-check");
    QCOMPARE(f.desk.defaultPreset(), f.desk.presets().first().id);
    const QString id = f.desk.defaultPreset();
    auto* trash = f.find<QAbstractButton>("preset Brief-trash");
    trash->setFocus(Qt::TabFocusReason);
    QTest::keyClick(trash, Qt::Key_Space);
    QCOMPARE(f.desk.presets().size(), 1);
    QTRY_VERIFY(!f.find("presetSheet"));
    QTest::keyClick(f.window.get(), Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(f.desk.presets().size(), 2);
    QCOMPARE(f.desk.presets().first().id, id);
    f.press("preset Brief-edit");
    auto* name = f.find<QLineEdit>("sheetField");
    name->setText(QStringLiteral("Brief (copy)")); // another one's
    QVERIFY(!f.find<QAbstractButton>("sheetAccept")->isEnabled());
}

void WritingTest::promptsAreSearchedChangedAndBroughtBack()
{
    WritingFixture f;
    f.script.prompts = { { QStringLiteral("1"), QStringLiteral("Alpha"), QStringLiteral("first text") }, { QStringLiteral("2"), QStringLiteral("Beta"), QStringLiteral("second text") } };
    f.script.announce();
    f.window->goTo(Place::Settings);
    f.find<QLineEdit>("findPrompt")->setText(QStringLiteral("second"));
    QTRY_VERIFY(!f.find("prompt Alpha-edit"));
    f.press("prompt Beta-edit");
    auto* text = f.find<QPlainTextEdit>("promptText");
    QCOMPARE(text->toPlainText(), QStringLiteral("second text"));
    text->setPlainText(QStringLiteral("second text, changed"));
    f.press("sheetAccept");
    QVERIFY(f.called(QStringLiteral("savePrompt 2 Beta second text, changed")));
    QTRY_COMPARE(f.window->findChildren<QAbstractButton*>(QStringLiteral("prompt Beta-trash")).size(), 1);
    f.press("prompt Beta-trash");
    QCOMPARE(f.desk.prompts().size(), 1);
    QTRY_VERIFY(!f.find("promptSheet"));
    QTest::keyClick(f.window.get(), Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(f.desk.prompts().size(), 2);
    f.find<QLineEdit>("findPrompt")->setText(QStringLiteral("Minutes"));
    QTRY_VERIFY(f.find("template minutes-copy"));
    QTRY_VERIFY(!f.find("template summary-copy"));
    f.press("template minutes-copy");
    QCOMPARE(f.desk.prompts().last().name, QStringLiteral("Minutes"));
}

void WritingTest::numbersOfPresetsAreForExperts()
{
    WritingFixture f;
    f.window->goTo(Place::Settings);
    f.press("newPreset");
    QVERIFY(!f.find("presetTemperature"));
    f.press("sheetCancel");
    emit f.find<Segments>("modeChoice")->chosen(1);
    QVERIFY(f.called(QStringLiteral("setExpertMode 1")));
    QTRY_VERIFY(!f.find("presetSheet"));
    f.press("newPreset");
    f.find<QLineEdit>("sheetField")->setText(QStringLiteral("Exact"));
    f.find<QLineEdit>("presetTemperature")->setText(QStringLiteral("3"));
    QVERIFY(!f.find<QAbstractButton>("sheetAccept")->isEnabled());
    f.find<QLineEdit>("presetTemperature")->setText(QStringLiteral("0.2"));
    f.find<QLineEdit>("presetSeed")->setText(QStringLiteral("7"));
    f.press("sheetAccept");
    QCOMPARE(f.desk.presets().size(), 1);
    QCOMPARE(f.desk.presets()[0].temperature.value(), 0.2);
    QCOMPARE(f.desk.presets()[0].seed.value(), 7U);
    QVERIFY(!f.desk.presets()[0].topP);
}

void WritingTest::theMeterIsAskedWithTheScope()
{
    WritingFixture f;
    f.script.promptSize = { 2540, 8192, 2, false };
    f.window->chat()->composer()->setCollection(3);
    f.type(QStringLiteral("hello"));
    QTRY_VERIFY(f.called(QStringLiteral("measurePrompt 0 hello 3")));
    QVERIFY(f.hint().contains(QStringLiteral("2,540 / 8,192")));
    QVERIFY(f.hint().contains(QStringLiteral("2 message")));
    QVERIFY(f.find("stripContext")->isVisible());
    QVERIFY(f.find("stripContext")->accessibleName().contains(QStringLiteral("2,540 / 8,192")));
    f.window->chat()->openChat(f.desk.chats().first().id);
    QVERIFY(!f.find("stripContext")->isVisible());
}

void WritingTest::aDraftIsCalledSavedOnlyWhenItIs()
{
    WritingFixture f;
    f.script.holdDrafts = true;
    f.type(QStringLiteral("hello"));
    QTRY_COMPARE(f.script.drafts.texts.value(0), QStringLiteral("hello")); // handed over, not on the disk yet
    QVERIFY(!f.hint().contains(QStringLiteral("Draft saved")));
    emit f.desk.draftsKept(f.script.drafts);
    QVERIFY(f.hint().contains(QStringLiteral("Draft saved")));
    f.type(QStringLiteral("!"));
    QVERIFY(!f.hint().contains(QStringLiteral("Draft saved")));
    emit f.desk.draftsKept(f.script.drafts); // of what was there before
    QVERIFY(!f.hint().contains(QStringLiteral("Draft saved")));
}

void WritingTest::everythingHasANameInBothLanguages()
{
    WritingFixture f;
    f.script.presets = { { QStringLiteral("p1"), QStringLiteral("Brief"), {} } };
    f.script.announce();
    f.paste({ QStringLiteral("/d/a.txt") });
    f.states({ DocumentState::Unreadable });
    QStringList english;
    for (const bool korean : { false, true }) {
        if (korean) {
            f.korean();
            QTRY_COMPARE(f.find("composerAttach")->accessibleName(), QStringLiteral("파일 첨부"));
        }
        QStringList names;
        for (const char* name : { "composerAttach", "composerPrompts", "composerPreset", "composerCancelWaiting", "attachmentRemove", "attachmentRetry", "attachmentBar", "writingList", "writingPalette", "newPreset", "newPrompt", "findPrompt", "modeChoice" }) {
            const QWidget* widget = f.find(name);
            QVERIFY2(widget, name);
            const auto* button = qobject_cast<const QAbstractButton*>(widget);
            const QString said = widget->accessibleName().isEmpty() && button ? button->text() : widget->accessibleName();
            if (QLatin1String(name) != QLatin1String("modeChoice"))
                QVERIFY2(!said.isEmpty(), name);
            names << said;
        }
        if (!korean)
            english = names;
        else
            for (qsizetype i = 0; i + 1 < names.size(); ++i)
                QVERIFY2(names[i] != english[i], qPrintable(names[i]));
    }
}

QTEST_MAIN(WritingTest)
#include "writing_test.moc"
