#include "tests/screens/pages.h"

#include "ui/administration/install_sheet.h"
#include "ui/chat/chat_list_panel.h"
#include "ui/chat/chat_list_view.h"
#include "ui/chat/chat_page.h"
#include "ui/chat/composer.h"
#include "ui/chat/conversation_view.h"
#include "ui/documents/collection_list.h"
#include "ui/documents/document_choice.h"
#include "ui/documents/document_table.h"
#include "ui/documents/documents_page.h"
#include "ui/shell/columns.h"
#include "ui/shell/status_strip.h"
#include "ui/unlock/first_run_page.h"
#include "ui/unlock/unlock_page.h"
#include "ui/widgets/field.h"
#include "ui/style/theme.h"
#include "ui/widgets/segments.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QFileDialog>
#include <QMenu>
#include <QScrollArea>
#include <QtTest>

using namespace sillok::ui;

namespace sillok::test {

namespace {

/// Until the conversation shows what comes with `change`: a growing answer is laid out a moment later.
void whenShown(const MainWindow& window, const std::function<void()>& change)
{
    const ConversationView& view = *window.chat()->conversation();
    const int before = view.laidOutCount();
    change();
    static_cast<void>(QTest::qWaitFor([&] { return view.laidOutCount() > before; }));
}

/// Scrolls so that the widget can be seen, once the page has its height.
void reveal(MainWindow& window, const QString& name, int below)
{
    auto* wanted = window.findChild<QWidget*>(name);
    static_cast<void>(window.grab()); // everything is laid out now
    for (QScrollArea* scroll : window.findChildren<QScrollArea*>())
        if (scroll->isAncestorOf(wanted))
            static_cast<void>(QTest::qWaitFor([&] {
                scroll->ensureWidgetVisible(wanted, 0, below);
                return !wanted->visibleRegion().isEmpty();
            }));
}

/// A chat about everything that an answer can hold, with versions, a pin and the actions of its last answer in sight.
void showAnswer(MainWindow& window, fakes::Script& script, const QString& page)
{
    QList<app::Message> path;
    for (int i = 1; i <= 2; ++i) {
        app::Message message;
        message.id = 9000 + i;
        message.parent = i == 1 ? 0 : 9001;
        message.role = i == 1 ? app::Role::User : app::Role::Assistant;
        message.createdAt = QDateTime(QDate(2026, 11, 23), QTime(14, 32));
        path.append(message);
    }
    path[0].text = QStringLiteral("연차 일수를 계산하는 식과 짧은 프로그램을 보여 주세요.");
    path[0].pinned = true;
    path[0].version = path[0].versions = 2;
    path[1].text = QStringLiteral("근속 $n$년의 연차는 아래와 같이 셉니다.\n\n### 식\n\n$$ d(n) = 15 + \\left\\lfloor \\frac{n-1}{2} \\right\\rfloor \\le 25 $$\n\n"
        "| 근속 | 일수 | 비고 |\n|:--|--:|:-:|\n| 1년 | 15 | 기본 |\n| 3년 | 16 | +1 |\n| 21년 | 25 | 한도 |\n\n> 사용자는 3년 이상 계속하여 근로한 근로자에게 최초 1년을 초과하는\n> 매 2년에 1일을 가산한다.\n\n"
        "```python\ndef annual_leave(years: int) -> int:\n    # 최대 25일\n    return min(25, 15 + max(0, years - 1) // 2)\n\nprint(\"연차\", annual_leave(3))\n```\n\n- [x] 기본 15일\n- [ ] ~~20일~~ 가산");
    path[1].modelName = QStringLiteral("한결 8B 지시형");
    path[1].tokensPerSecond = 31;
    path[1].seconds = 6.4;
    path[1].firstWordSeconds = 0.42;
    path[1].promptTokens = 1284;
    path[1].writtenTokens = 196;
    path[1].version = 1;
    path[1].versions = 3;
    script.messages.insert(21, path);
    window.chat()->openChat(21);
    ConversationView& view = *window.chat()->conversation();
    if (page == QLatin1String("editing"))
        return view.activate({ Target::Kind::Edit, 0, {}, {} }, 9001);
    if (page == QLatin1String("details")) {
        script.details = { 9002, true, path[1].modelName, QStringLiteral("kr.go.example.hangyeol"), 3, QStringLiteral("9f2c47d1e0b35a86").repeated(4), QStringLiteral("0.1.0"), 9002 };
        return view.activate({ Target::Kind::About, 0, {}, {} }, 9002);
    }
    view.setFocus(Qt::TabFocusReason);
    for (int i = 0; i < 4; ++i)
        QTest::keyClick(&view, Qt::Key_Tab);
}

void showPlaces(MainWindow& window, fakes::Script& script, const QString& page)
{
    script.folders = { { 61, 0, QStringLiteral("2026 하반기 감사 준비"), true }, { 62, 61, QStringLiteral("자료 요청"), true }, { 63, 0, QStringLiteral("민원 회신"), false } };
    const auto chat = [&](app::ChatId id) -> app::ChatSummary& { return *std::ranges::find(script.chats, id, &app::ChatSummary::id); };
    chat(24).pinned = true;
    chat(25).folder = 61;
    chat(26).folder = 62;
    chat(28).folder = 63;
    chat(22).unread = true;
    script.chats.append({ .id = 29, .title = QStringLiteral("보존 기간이 지난 기록물 정리"), .updatedAt = QDateTime(QDate(2025, 3, 4), QTime(9, 0)) });
    if (page == QLatin1String("trash"))
        script.desk->trashChats({ 27, 29 });
    for (app::TrashedChat& one : script.trashed) // the same day whenever it is drawn
        one.goesAt = QDateTime(QDate(2026, 12, 23), QTime(9, 0));
    emit script.desk->chatsChanged();
    window.chat()->openChat(21);
    if (window.chat()->columns()->listIsDrawer())
        window.chat()->columns()->setDrawerOpen(true);
    if (page == QLatin1String("trash"))
        window.chat()->list()->setPlace(ListPlace::Trash);
    if (page == QLatin1String("take-in")) {
        const QDateTime from(QDate(2024, 3, 1), QTime(9, 0));
        script.chatImport = { QStringLiteral("conversations.json"), { QStringLiteral("ChatGPT") }, 1250, 9214, 50, from, from.addYears(2),
            { { app::NotImported::Images, 3 }, { app::NotImported::Files, 12 } } };
        script.retentionDays = 365;
        emit window.chat()->list()->moreWanted(window.mapToGlobal(QPoint(300, 60)));
        for (QMenu* menu : window.findChildren<QMenu*>()) {
            menu->actions().at(1)->trigger();
            menu->close();
        }
        if (auto* dialog = window.findChild<QFileDialog*>()) {
            emit dialog->fileSelected(QStringLiteral("/stick/conversations.json"));
            dialog->close();
        }
    }
    if (page != QLatin1String("move-chat"))
        return;
    emit window.chat()->list()->menuWanted(22, window.mapToGlobal(QPoint(200, 300)));
    for (QMenu* menu : window.findChildren<QMenu*>()) {
        menu->actions().at(2)->trigger();
        menu->close();
    }
}

/// What goes into a question, and the settings for it. False: another page.
bool showWriting(MainWindow& window, fakes::Script& script, const QString& page)
{
    const QStringList own { QStringLiteral("attached"), QStringLiteral("prompts"), QStringLiteral("fill"), QStringLiteral("writing"), QStringLiteral("preset") };
    if (!own.contains(page))
        return false;
    script.prompts = { { QStringLiteral("1"), QStringLiteral("주간업무 보고"), QStringLiteral("이번 주에 한 일을 {부서} 이름으로 세 줄로 정리해 주세요.") } };
    script.presets = { { QStringLiteral("p1"), QStringLiteral("쉬운 우리말"), QStringLiteral("어려운 행정 용어는 쉬운 우리말로 바꾸고, 한 문장에 한 가지만 적습니다.") } };
    script.defaultPreset = QStringLiteral("p1");
    script.expertMode = true;
    script.promptSize = { 2540, 8192, 2, false };
    script.announce();
    Composer* composer = window.chat()->composer();
    if (page == QLatin1String("attached")) {
        window.chat()->openChat(script.chats.first().id);
        using State = app::DocumentState;
        app::Attachment reading { QStringLiteral("/d/업무용 차량 관리 규정 일부개정안 신구조문대비표.hwpx"), QStringLiteral("업무용 차량 관리 규정 일부개정안 신구조문대비표.hwpx"), 1, 0, State::Reading };
        reading.page = 3;
        reading.pages = 12;
        script.attach(window.chat()->current(), { { QStringLiteral("/d/a.pdf"), QStringLiteral("청사 에너지 절감 계획.pdf"), 1, 1, State::Ready }, reading,
            { QStringLiteral("/d/c.pdf"), QStringLiteral("합의서.pdf"), 1, 2, State::NeedsPassword, { ErrorCode::Unsupported, {}, {}, app::Problem::During::Import } } });
        composer->setScope({ fakes::kAttachedTo + window.chat()->current() });
        composer->setText(QStringLiteral("두 문서에서 달라진 점을 표로 정리해 주세요."));
        QTest::keyClick(composer->editor(), Qt::Key_Return);
    } else if (page == QLatin1String("prompts") || page == QLatin1String("fill")) {
        window.activateWindow();
        composer->focusEditor();
        QTest::keyClicks(composer->editor(), QStringLiteral("/"));
        if (page == QLatin1String("fill")) {
            QTest::keyClick(composer->editor(), Qt::Key_Down);
            QTest::keyClick(composer->editor(), Qt::Key_Return);
        }
    } else {
        window.goTo(Place::Settings);
        if (page == QLatin1String("preset"))
            window.findChild<QAbstractButton*>(QStringLiteral("preset 쉬운 우리말-edit"))->click();
        else
            reveal(window, QStringLiteral("newPrompt"), 300);
    }
    return true;
}

void showAdministration(MainWindow& window, fakes::Script& script, const QString& page)
{
    const bool office = page == QLatin1String("office-policy");
    app::PackageShown package { app::StorePlace::Own, QStringLiteral("kr.go.example.hangyeol-8b"), 3, QStringLiteral("model"), QStringLiteral("한결 8B 지시형"), QStringLiteral("Hangyeol 8B Instruct"), QStringLiteral("Apache-2.0"), true };
    package.sizeBytes = 4'910'000'000;
    package.questions = 12;
    package.right = 11;
    package.tokensPerSecond = 18.2;
    app::StoreShown store { office ? app::StorePlace::Machine : app::StorePlace::Own, {}, { package }, true, true, true };
    store.trust = { true, QStringLiteral("kr.go.example"), 2, QDateTime(QDate(2028, 1, 1), {}), false, 5, QDateTime(QDate(2026, 11, 20), {}), QDateTime(QDate(2027, 1, 1), {}), false, 7, 1 };
    package.id = QStringLiteral("kr.go.example.finder");
    package.kind = QStringLiteral("embedding");
    package.titleKo = QStringLiteral("찾기 모델");
    package.titleEn = QStringLiteral("Finder");
    package.licence = QStringLiteral("Research-only");
    package.commercialUse = package.allowed = false;
    package.questions = 0;
    package.tokensPerSecond = 0;
    store.packages.append(package);
    script.stores.stores = { store };
    for (int i = 1284; i-- > 0;) {
        app::RecordShown record;
        record.sequence = i;
        record.at = QDateTime(QDate(2026, 11, 23), QTime(9, 0)).addSecs(-180 * (1284 - i));
        record.account = 1000;
        record.action = i % 7 == 0 ? 21 : i % 3 == 0 ? 70 : 60;
        record.result = i % 7 == 0 ? app::RecordShown::Result::Failed : app::RecordShown::Result::Done;
        record.error = i % 7 == 0 ? QStringLiteral("WrongKey") : QString();
        record.object = QStringLiteral("3f9a07c15c1e");
        record.counts = { static_cast<quint32>(i % 4), 0, 0, 0 };
        script.records.append(record);
    }
    script.verdict = { {}, 0, 0, 0, 0, 1284, 12, 1, {}, {}, true, true };
    script.look = { QStringLiteral("/stick/a.skpkg"), app::StorePlace::Own, package, QStringLiteral("O"), 5'400'000'000, QDateTime(QDate(2026, 11, 2), {}), QDateTime(QDate(2028, 11, 2), {}),
        { { app::SignerShown::Office::Release, QStringLiteral("3f9a 07c1 5c1e 90ab 77d2 1a6c 0b2f 44e1") }, { app::SignerShown::Office::Institution, QStringLiteral("e03f 4b18 9c2d 1a6c 5c1e 90ab 3f9a 07c1") } },
        QStringLiteral("연구와 교육에만 쓸 수 있습니다.\n"), QByteArray("digest") };
    if (office) {
        script.managed.managed = true;
        script.managed.institution = "kr.go.example";
        script.managed.version = 12;
        script.managed.expiresS = 1'810'000'000;
        script.managed.roles = app::Roles { app::Office::Administrator };
        script.vault = app::VaultState::Missing;
        emit script.desk->vaultStateChanged(script.vault);
        emit script.desk->managedChanged();
    }
    window.goTo(Place::Administration);
    const auto sections = window.findChildren<Segments*>(QStringLiteral("administrationSections"));
    sections.last()->findChildren<QAbstractButton*>().at(office ? 2 : page == QLatin1String("audit") ? 3 : 0)->click();
    if (page == QLatin1String("audit"))
        window.findChild<QAbstractButton*>(QStringLiteral("auditCheck"))->click();
    if (page == QLatin1String("consent"))
        InstallFlow::begin(window.findChild<QWidget*>(QStringLiteral("administrationPage")), script.desk->administration(), QStringLiteral("/stick/a.skpkg"), app::StorePlace::Own);
}

void openPage(MainWindow& window, fakes::Script& script, const QString& page)
{
    if (showWriting(window, script, page))
        return;
    if (page == QLatin1String("answer") || page == QLatin1String("editing") || page == QLatin1String("details"))
        return showAnswer(window, script, page);
    if (page == QLatin1String("folders") || page == QLatin1String("trash") || page == QLatin1String("move-chat") || page == QLatin1String("take-in")) {
        showPlaces(window, script, page);
    } else if (page == QLatin1String("wrong")) {
        window.unlockPage()->field()->edit()->setText(QStringLiteral("wrong"));
        QTest::keyClick(window.unlockPage()->field()->edit(), Qt::Key_Return);
    } else if (page == QLatin1String("wait")) {
        script.secondsToNextTry = 42;
        window.unlockPage()->takeFocus();
    } else if (page == QLatin1String("recovery")) {
        QTest::mouseClick(window.findChild<QWidget*>(QStringLiteral("unlockOtherKey")), Qt::LeftButton);
    } else if (page == QLatin1String("locked-idle")) {
        window.setLockCause(app::LockCause::Idle);
    } else if (page == QLatin1String("recovery-key")) {
        script.recoveryKeyWaits = true;
        emit script.desk->recoveryKeyMade();
        QTest::keyClicks(window.findChild<QWidget*>(QStringLiteral("recoveryGroup1")), QStringLiteral("WRONG"));
    } else if (page == QLatin1String("idle")) {
        window.chat()->openChat(21);
        emit script.desk->idleWarning(43);
    } else if (page == QLatin1String("escrow")) {
        emit script.desk->escrowOpened(1, QDateTime(QDate(2026, 11, 20), QTime(18, 4)));
    } else if (page == QLatin1String("keys") || page == QLatin1String("passphrase")) {
        window.goTo(Place::Settings);
        using Kind = app::WayToOpen::Kind;
        const QDateTime made(QDate(2026, 3, 9), QTime(10, 0));
        script.ways = { { { Kind::Passphrase, 1, made, true, {} }, { Kind::RecoveryKey, 2, made, false, {} },
            { Kind::Escrow, 3, made, false, { QStringLiteral("김한결"), QStringLiteral("이보람"), QStringLiteral("박누리") } } }, 0, {}, false, false };
        script.desk->listWaysToOpen();
        if (page == QLatin1String("passphrase"))
            window.findChild<QAbstractButton*>(QStringLiteral("changePassphrase"))->click();
        else
            reveal(window, QStringLiteral("renewRecoveryKey"), 200);
    } else if (page == QLatin1String("first-run-2")) {
        QTest::mouseClick(window.findChild<QWidget*>(QStringLiteral("firstNext")), Qt::LeftButton);
        QTest::keyClicks(window.findChild<QWidget*>(QStringLiteral("newPassphrase")), QStringLiteral("quiet river stone"));
        QTest::keyClicks(window.findChild<QWidget*>(QStringLiteral("newPassphraseAgain")), QStringLiteral("quiet river"));
    } else if (page == QLatin1String("search") || page == QLatin1String("search-empty")) {
        window.chat()->openChat(21);
        QTest::keyClick(&window, Qt::Key_K, Qt::ControlModifier);
        if (page == QLatin1String("search"))
            window.findChild<QLineEdit*>(QStringLiteral("paletteField"))->setText(QStringLiteral("보고"));
        const auto* list = window.findChild<QAbstractItemView*>(QStringLiteral("paletteList"));
        static_cast<void>(QTest::qWaitFor([&] { return page.endsWith(QLatin1String("empty")) || (list->model() && list->model()->rowCount() > 0); }));
    } else if (page == QLatin1String("chat") || page == QLatin1String("refused")) {
        window.chat()->openChat(21);
        window.chat()->stepCitation(1);
        if (page == QLatin1String("refused")) {
            window.chat()->columns()->setPanelOpen(false);
            window.chat()->newChat();
            script.answering = fakes::Answering::Refuse;
            script.answerCitations = script.answerCitations.mid(0, 2);
            window.chat()->composer()->setCollection(3);
            window.chat()->composer()->setText(QStringLiteral("주차장 요금은 얼마인가요?"));
            QTest::keyClick(window.findChild<QWidget*>(QStringLiteral("composerEdit")), Qt::Key_Return);
        }
    } else if (page.startsWith(QLatin1String("evidence"))) {
        window.chat()->openChat(22);
        if (page.endsWith(QLatin1String("panel")))
            window.chat()->stepCitation(1);
    } else if (page == QLatin1String("repair") || page == QLatin1String("salvaged")) {
        script.snapshots = { { QStringLiteral("2-daily.db"), QDateTime(QDate(2026, 11, 22), QTime(18, 4)), 48'000'000, false },
            { QStringLiteral("1-before-migration.db"), QDateTime(QDate(2026, 11, 20), QTime(17, 52)), 45'300'000, true } };
        window.findChild<QAbstractButton*>(QStringLiteral("unlockRepair"))->click();
        if (page == QLatin1String("salvaged")) {
            script.maintenanceReport = { app::Maintenance::Salvage,
                { { QStringLiteral("collection"), 4, 0, false }, { QStringLiteral("document"), 128, 0, false }, { QStringLiteral("chat"), 61, 0, false },
                    { QStringLiteral("message"), 1873, 2, true } },
                false, QStringLiteral("/home/user/.local/share/sillok/kept/1764000000000") };
            QString secret = script.passphrase;
            script.desk->salvage(app::Passphrase::take(secret));
        }
    } else if (page == QLatin1String("keeping")) {
        script.snapshots = { { QStringLiteral("2-daily.db"), QDateTime(QDate(2026, 11, 22), QTime(18, 4)), 48'000'000, false } };
        window.goTo(Place::Settings);
        reveal(window, QStringLiteral("retentionChoice"), 120);
    } else if (page == QLatin1String("backup")) {
        script.holdMaintenance = true;
        script.desk->backUp(QStringLiteral("/media/usb/실록-2026-11-24.sillok-backup"));
    } else if (page == QLatin1String("temporary")) {
        window.chat()->newTemporaryChat();
        script.answerText = QStringLiteral("네, 여기에서 나눈 이야기는 남지 않습니다.");
        window.chat()->composer()->setText(QStringLiteral("이 대화는 저장되나요?"));
        QTest::keyClick(window.findChild<QWidget*>(QStringLiteral("composerEdit")), Qt::Key_Return);
    } else if (page == QLatin1String("shred")) {
        window.chat()->openChat(21);
        QTimer::singleShot(0, &window, [&window] {
            for (QWidget* one : QApplication::topLevelWidgets())
                if (auto* menu = qobject_cast<QMenu*>(one); menu && menu->isVisible()) {
                    menu->actions().last()->trigger();
                    menu->close();
                }
            static_cast<void>(window);
        });
        emit window.chat()->list()->menuWanted(21, window.mapToGlobal(QPoint(200, 200)));
    } else if (page == QLatin1String("page")) {
        script.passage.document.format = QStringLiteral("pdf");
        script.passage.document.id = 77;
        script.passage.page = 3;
        script.page = { 77, 3, 32, 620, 877, QByteArray(620 * 877 * 4, '\xff'), { { 0.12, 0.3, 0.7, 0.022 }, { 0.12, 0.33, 0.4, 0.022 } } };
        window.chat()->openChat(21);
        window.chat()->stepCitation(1);
        window.findChild<QAbstractButton*>(QStringLiteral("asPrinted"))->click();
    } else if (page == QLatin1String("scope")) {
        window.chat()->composer()->setScope(script.scopes.last().scope);
        window.findChild<QAbstractButton*>(QStringLiteral("composerCollection"))->click();
    } else if (page == QLatin1String("export")) {
        window.chat()->openChat(21);
        window.chat()->exportCurrent();
    } else if (page == QLatin1String("whole")) {
        script.answering = fakes::Answering::Hold;
        window.chat()->beginWhole({ app::WholeWork::Summary, 45, 0, true, QStringLiteral("“업무용 차량 관리 규정.hwpx” 요약") });
        app::Message writing = window.chat()->conversation()->messages().last();
        writing.sectionsVisited = 31;
        writing.sectionsTotal = 48;
        whenShown(window, [&] { emit script.desk->messageChanged(window.chat()->current(), writing); });
    } else if (page == QLatin1String("compare")) {
        window.goTo(Place::Documents);
        (new DocumentChoice(&window, QStringLiteral("업무용 차량 관리 규정.hwpx"), {}, script.documents[3]))->open();
    } else if (page == QLatin1String("toast")) {
        emit window.chat()->list()->chatChosen(24);
        window.chat()->list()->list()->setFocus();
        QTest::keyClick(window.chat()->list()->list(), Qt::Key_Delete);
    } else if (page == QLatin1String("seal")) {
        QTest::mouseClick(window.strip()->sealItem(), Qt::LeftButton);
    } else if (page == QLatin1String("help")) {
        QTest::keyClick(&window, Qt::Key_F1);
    } else if (page == QLatin1String("manual")) {
        window.goTo(Place::Documents);
        QTest::keyClick(&window, Qt::Key_F1, Qt::ShiftModifier);
    } else if (page == QLatin1String("actions")) {
        window.openSearch(QStringLiteral("> "));
    } else if (page == QLatin1String("streaming")) {
        script.answering = fakes::Answering::Hold;
        window.chat()->composer()->setText(QStringLiteral("공용차를 주말에 쓰려면 누구 승인을 받아야 하나요?"));
        window.chat()->composer()->setCollection(3);
        QTest::keyClick(window.findChild<QWidget*>(QStringLiteral("composerEdit")), Qt::Key_Return);
        whenShown(window, [&] {
            script.writeMore(QStringLiteral("### 승인\n\n주말과 공휴일에 쓰려면 **부서장의 사전 승인**이 필요합니다.\n\n- 신청서는 `별지 제2호`를 씁니다.\n- 기한은 2일 전입니다.\n\n```\n배차 신청서  2부\nSILLOK      ab\n```\n\n운전자는 현장 사진을"));
        });
    } else if (page == QLatin1String("error")) {
        window.chat()->openChat(23);
    } else if (page == QLatin1String("documents") || page == QLatin1String("remove")) {
        window.goTo(Place::Documents);
        script.progress({ 3, 312, 480, 3, QStringLiteral("민원 처리 편람 제4판.pdf"), 3.4, 50, false, false });
        if (rangeOf(window.width()) != Range::Narrow)
            window.documents()->table()->selectRow(0);
        if (page == QLatin1String("remove"))
            emit window.documents()->collectionList()->removeWanted(3);
    } else if (page == QLatin1String("documents-empty")) {
        window.goTo(Place::Documents);
    } else if (page == QLatin1String("models")) {
        window.goTo(Place::Models);
    } else if (page == QLatin1String("settings")) {
        window.goTo(Place::Settings);
    } else if (page.startsWith(QLatin1String("focus-"))) {
        window.goTo(page.endsWith(QLatin1String("documents")) ? Place::Documents : page.endsWith(QLatin1String("models")) ? Place::Models : Place::Settings);
        const char* name = page.endsWith(QLatin1String("documents")) ? "addFiles" : page.endsWith(QLatin1String("models")) ? "useModelFile" : "languageChoice";
        if (auto* wanted = window.findChild<QWidget*>(QString::fromLatin1(name)))
            wanted->setFocus(Qt::TabFocusReason);
    } else if (page == QLatin1String("packages") || page == QLatin1String("consent") || page == QLatin1String("audit") || page == QLatin1String("office-policy")) {
        showAdministration(window, script, page);
    }
}

} // namespace

const QStringList& pages()
{
    static const QStringList all = QStringLiteral(
        "unlock wrong wait recovery locked-idle first-run recovery-key idle keys passphrase escrow first-run-2 chat evidence evidence-panel error refused "
        "chat-empty documents documents-empty search search-empty models settings remove toast seal help manual actions streaming repair salvaged keeping backup "
        "temporary shred page scope export answer editing details whole compare packages consent audit office-policy folders trash move-chat take-in "
        "attached prompts fill writing preset focus-documents focus-models focus-settings").split(u' ');
    return all;
}

PageShown::PageShown(const QString& page, const PageLook& look)
    : m_desk({ {}, {}, QStringLiteral("/usr/share/sillok/samples") })
    , m_script(fakes::scriptOf(m_desk))
{
    const auto any = [&](const char* names) { return QString::fromLatin1(names).split(u' ').contains(page); };
    m_script.vault = any("repair salvaged") ? app::VaultState::Damaged : any("unlock wrong wait recovery locked-idle") ? app::VaultState::Locked
        : any("first-run first-run-2") ? app::VaultState::Missing : app::VaultState::Open;
    if (!page.endsWith(QLatin1String("empty")))
        fakes::fillWithSamples(m_script);
    else if (page == QLatin1String("documents-empty"))
        m_script.collections = { { 9, look.korean ? QStringLiteral("새 모음") : QStringLiteral("New matter"), 0, 0, 0 } };
    if (!page.startsWith(QLatin1String("evidence")) && page != QLatin1String("models"))
        m_script.engine = { app::EngineState::Ready, QStringLiteral("한결 8B 지시형"), 8192, {}, 0, 0, {}, {} };
    m_window = std::make_unique<MainWindow>(m_desk, m_dir.filePath(QStringLiteral("window.ini")));
    m_window->preferences().setLanguage(look.korean ? LanguageChoice::Korean : LanguageChoice::English);
    m_window->preferences().setTheme(look.dark ? ThemeChoice::Dark : ThemeChoice::Light);
    m_window->preferences().setContrast(look.contrast);
    m_window->preferences().setTextPercent(look.textPercent);
    Theme::it().setMotion(MotionChoice::Reduced);
    m_window->resize(look.size);
    m_window->show();
    m_exposed = QTest::qWaitForWindowExposed(m_window.get());
    m_script.announce();
    openPage(*m_window, m_script, page);
}

PageShown::~PageShown() = default;

} // namespace sillok::test
