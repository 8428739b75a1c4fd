#include "ui/administration/audit_section.h"

#include "app/services/administration.h"
#include "app/services/audit_words.h"
#include "ui/administration/log_check_sheet.h"
#include "ui/administration/record_model.h"
#include "ui/widgets/button.h"
#include "ui/widgets/file_dialog.h"
#include "ui/widgets/menu.h"
#include "ui/widgets/notice_card.h"
#include "ui/widgets/plain_table.h"
#include "ui/widgets/segments.h"
#include "ui/widgets/text.h"
#include "ui/words/words.h"

#include <QHBoxLayout>

namespace sillok::ui {

using app::Administration;
using app::LogPlace;

namespace {

constexpr int kDays[] = { 0, 1, 7, 30 };

/// In the order of RecordModel::Column.
QList<PlainTable::Column> recordColumns()
{
    QList<PlainTable::Column> columns(RecordModel::ColumnCount);
    columns[RecordModel::Number].width = 90;
    columns[RecordModel::When].width = 170;
    columns[RecordModel::Account] = { 80, Type::Secondary, Token::TextSecondary, Qt::AlignLeft, 560 };
    columns[RecordModel::What] = { 0, Type::Ui, Token::TextPrimary };
    columns[RecordModel::Outcome].width = 150;
    columns[RecordModel::About] = { 220, Type::Mono, Token::TextSecondary, Qt::AlignLeft, 760 };
    return columns;
}

} // namespace

AuditSection::AuditSection(Administration& administration, QWidget* parent)
    : QWidget(parent)
    , m_administration(administration)
{
    m_good = new NoticeCard(NoticeKind::Info, this);
    m_good->setObjectName(QStringLiteral("auditGood"));
    m_bad = new NoticeCard(NoticeKind::Error, this);
    m_bad->setObjectName(QStringLiteral("auditBad"));
    m_good->hide();
    m_bad->hide();
    m_none = new Text(Type::Ui, Token::TextSecondary, this);
    m_none->setObjectName(QStringLiteral("auditNone"));
    m_none->setWordWrap(true);
    m_model = new RecordModel(this);
    m_table = new PlainTable(m_model, recordColumns(), this);
    m_table->setObjectName(QStringLiteral("auditTable"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(28, 8, 28, 12);
    column->setSpacing(10);
    column->addWidget(makeTools());
    column->addWidget(m_good);
    column->addWidget(m_bad);
    column->addWidget(m_none);
    column->addWidget(m_table, 1);
    column->addStretch(0);
    connectAdministration();
}

QWidget* AuditSection::makeTools()
{
    auto* tools = new QWidget(this);
    const auto button = [&](const char* name, const char* icon, ButtonKind kind = ButtonKind::Default) {
        auto* made = new Button(kind, tools);
        made->setObjectName(QString::fromLatin1(name));
        made->setIconName(QString::fromLatin1(icon));
        made->setTall(30);
        return made;
    };
    m_which = new Segments(tools);
    m_which->setObjectName(QStringLiteral("auditWhich"));
    m_open = button("auditOpen", "folder");
    m_check = button("auditCheck", "seal", ButtonKind::Primary);
    m_checkWith = button("auditCheckWith", "key");
    m_export = button("auditExport", "export");
    m_action = button("auditAction", "filter");
    m_account = button("auditAccount", "admin");
    m_period = new Segments(tools);
    m_period->setObjectName(QStringLiteral("auditPeriod"));
    m_count = new Text(Type::Secondary, Token::TextMuted, tools);
    m_count->setObjectName(QStringLiteral("auditCount"));
    auto* first = new QHBoxLayout;
    first->setSpacing(8);
    for (QWidget* one : std::initializer_list<QWidget*> { m_which, m_open })
        first->addWidget(one);
    first->addStretch(1);
    for (QWidget* one : std::initializer_list<QWidget*> { m_check, m_checkWith, m_export })
        first->addWidget(one);
    auto* second = new QHBoxLayout;
    second->setSpacing(8);
    for (QWidget* one : std::initializer_list<QWidget*> { m_action, m_account, m_period })
        second->addWidget(one);
    second->addStretch(1);
    second->addWidget(m_count);
    auto* column = new QVBoxLayout(tools);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addLayout(first);
    column->addLayout(second);
    connect(m_which, &Segments::chosen, this, [this](int index) { show(places().at(index)); });
    connect(m_open, &QAbstractButton::clicked, this, &AuditSection::chooseFile);
    connect(m_check, &QAbstractButton::clicked, this, &AuditSection::check);
    connect(m_checkWith, &QAbstractButton::clicked, this, &AuditSection::checkWith);
    connect(m_export, &QAbstractButton::clicked, this, &AuditSection::exportLog);
    connect(m_action, &QAbstractButton::clicked, this, &AuditSection::chooseAction);
    connect(m_account, &QAbstractButton::clicked, this, &AuditSection::chooseAccount);
    connect(m_period, &Segments::chosen, this, [this](int index) {
        m_filter.from = kDays[index] == 0 ? QDateTime() : QDateTime::currentDateTime().addDays(-kDays[index]);
        filter();
    });
    return tools;
}

void AuditSection::connectAdministration()
{
    connect(m_model, &RecordModel::pageWanted, &m_administration, &Administration::listRecords);
    connect(&m_administration, &Administration::logOpened, this, [this](const app::LogShown& log) {
        m_accounts = log.accounts;
        m_unreadable = log.unreadable;
        m_period->setCurrent(0);
        m_filter = {};
        filter();
    });
    connect(&m_administration, &Administration::recordsListed, this, [this](const app::RecordPage& page) {
        m_chosen = page.chosen;
        m_model->setPage(page);
        sayCount();
    });
    connect(&m_administration, &Administration::logChecked, this, &AuditSection::sayVerdict);
    connect(&m_administration, &Administration::logProgressed, this, [this](qint64 done, qint64 all) {
        m_good->setWords(tr("Checking"), tr("%1 of %2 records").arg(countWords(done), countWords(all)));
    });
    connect(&m_administration, &Administration::logExported, this, [this](const QString& path, const QString& checkpoint) {
        m_good->setWords(tr("The records are written: %1").arg(path),
            checkpoint.isEmpty() ? QString() : tr("Keep the signed checkpoint away from this computer: %1").arg(checkpoint));
        m_good->show();
    });
    connect(&m_administration, &Administration::problem, this, [this](const app::Problem& problem) {
        if (problem.during == app::Problem::During::Audit)
            m_good->hide();
    });
}

void AuditSection::setVault(bool there)
{
    m_vault = there;
    say();
}

QList<LogPlace> AuditSection::places() const
{
    QList<LogPlace> all;
    if (m_vault)
        all.append({ LogPlace::Kind::Vault });
    if (m_administration.state().find(app::StorePlace::Own))
        all.append({ LogPlace::Kind::OwnStore });
    if (m_administration.state().find(app::StorePlace::Machine))
        all.append({ LogPlace::Kind::MachineStore });
    if (m_place && m_place->kind == LogPlace::Kind::File)
        all.append(*m_place);
    return all;
}

QString AuditSection::placeWords(const LogPlace& place) const
{
    switch (place.kind) {
    case LogPlace::Kind::Vault: return tr("Your vault");
    case LogPlace::Kind::OwnStore: return tr("Your packages");
    case LogPlace::Kind::MachineStore: return tr("This computer's packages");
    case LogPlace::Kind::File: return tr("From a file");
    }
    return {};
}

void AuditSection::openFirst()
{
    const QList<LogPlace> all = places();
    if (!m_place && !all.isEmpty())
        show(all.first());
}

void AuditSection::show(const LogPlace& place)
{
    m_place = place;
    m_verdict.reset();
    m_good->hide();
    m_bad->hide();
    m_chosen = 0;
    m_accounts.clear();
    say();
    if (m_administration.state().managed.may(app::Action::ShowAudit))
        m_administration.openLog(place);
}

void AuditSection::filter()
{
    m_model->reset(m_filter);
    say();
}

void AuditSection::say()
{
    const app::ManagedState& managed = m_administration.state().managed;
    const bool shows = managed.may(app::Action::ShowAudit);
    const QList<LogPlace> all = places();
    QStringList words;
    for (const LogPlace& place : all)
        words << placeWords(place);
    m_which->setVisible(!all.isEmpty());
    if (!all.isEmpty())
        m_which->setSegments(words);
    m_which->setAccessibleName(tr("Whose log"));
    m_which->setCurrent(m_place ? static_cast<int>(all.indexOf(*m_place)) : -1);
    sayTools();
    m_action->setWords(m_filter.action == 0 ? tr("All acts") : actionWords(m_filter.action));
    m_account->setWords(m_filter.account < 0 ? tr("All accounts") : tr("Account %1").arg(m_filter.account));
    m_period->setSegments({ tr("All time"), tr("1 day"), tr("7 days"), tr("30 days") });
    m_period->setAccessibleName(tr("Period"));
    m_check->setVisible(managed.may(app::Action::VerifyAudit));
    m_checkWith->setVisible(managed.may(app::Action::VerifyAudit));
    m_check->setEnabled(m_place.has_value());
    m_checkWith->setEnabled(m_place.has_value());
    m_export->setVisible(managed.may(app::Action::ExportAudit));
    m_export->setEnabled(m_place.has_value());
    for (QWidget* one : std::initializer_list<QWidget*> { m_action, m_account, m_period, m_count, m_table })
        one->setVisible(shows && m_place);
    m_none->setVisible(!shows || !m_place);
    m_none->setWords(shows ? tr("Open a log that was handed to you, with its verification key if you have it.") : tr("This account verifies logs and does not read them."));
    m_table->setAccessibleName(tr("Records of the audit log"));
    m_model->retranslate();
    if (m_verdict)
        sayVerdict(*m_verdict);
    sayCount();
}

/// In a narrow window the pictures alone, with the words as names and tool tips.
void AuditSection::sayTools()
{
    const bool tight = width() < scaled(860);
    const auto set = [tight](Button* button, const QString& words, const QString& name) {
        button->setWords(tight ? QString() : words);
        button->setAccessibleName(name);
        button->setToolTip(tight ? plainToolTip(name) : QString());
    };
    set(m_open, tr("Open a log file…"), tr("Open a log file"));
    m_check->setWords(tr("Verify"));
    set(m_checkWith, tr("Verify with…"), tr("Verify with a key or checkpoint"));
    set(m_export, tr("Export…"), tr("Export the records"));
}

void AuditSection::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    sayTools();
}

void AuditSection::sayCount()
{
    QString words = grouped(tr("%n record(s)", nullptr, static_cast<int>(m_chosen)), m_chosen);
    if (m_unreadable > 0)
        words += QStringLiteral(" · ") + tr("%1 cannot be read").arg(countWords(m_unreadable));
    m_count->setWords(words);
}

void AuditSection::chooseAction()
{
    auto* menu = new Menu(this);
    menu->setObjectName(QStringLiteral("actionMenu"));
    const auto add = [&](int action, const QString& words) {
        connect(menu->addAction(words), &QAction::triggered, this, [this, action] {
            m_filter.action = action;
            filter();
        });
    };
    add(0, tr("All acts"));
    menu->addSeparator();
    for (const uint16_t action : app::auditActions())
        add(action, actionWords(action));
    menu->popup(m_action->mapToGlobal(QPoint(0, m_action->height())));
}

void AuditSection::chooseAccount()
{
    auto* menu = new Menu(this);
    menu->setObjectName(QStringLiteral("accountMenu"));
    const auto add = [&](qint64 account, const QString& words) {
        connect(menu->addAction(words), &QAction::triggered, this, [this, account] {
            m_filter.account = account;
            filter();
        });
    };
    add(-1, tr("All accounts"));
    for (const quint32 account : m_accounts)
        add(account, tr("Account %1").arg(account));
    menu->popup(m_account->mapToGlobal(QPoint(0, m_account->height())));
}

void AuditSection::chooseFile()
{
    QFileDialog* dialog = openFileDialog(this, tr("Open a log file"), QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) { show({ LogPlace::Kind::File, path }); });
}

void AuditSection::check()
{
    m_bad->hide();
    m_good->setWords(tr("Checking"), {});
    m_good->show();
    m_administration.checkLog({ *m_place });
}

void AuditSection::checkWith()
{
    auto* sheet = new LogCheckSheet(window());
    connect(sheet, &Sheet::accepted, this, [this, sheet] {
        m_bad->hide();
        m_good->setWords(tr("Checking"), {});
        m_good->show();
        m_administration.checkLog({ *m_place, sheet->firstKeyFile(), sheet->checkpoints() });
    });
    sheet->open();
}

void AuditSection::sayVerdict(const app::LogVerdict& verdict)
{
    m_verdict = verdict;
    QStringList words { tr("Records checked: %1, sealed periods: %2, unclean ends: %3.").arg(countWords(verdict.records), countWords(verdict.epochs), countWords(verdict.uncleanEnds)) };
    if (!verdict.everyRecord)
        words << tr("Without the verification key only the chain and the seals were checked.");
    if (!verdict.endKnown)
        words << tr("Without a checkpoint an end that was cut off after a closing cannot be noticed.");
    m_good->setVisible(verdict.fault == 0);
    m_bad->setVisible(verdict.fault != 0);
    if (verdict.fault == 0)
        return m_good->setWords(tr("The log is in order."), words.join(u' '));
    const app::FaultWords* const fault = app::logFaultWords(static_cast<uint16_t>(verdict.fault));
    words.prepend(tr("First place: record %1, period %2, byte %3 of the file.").arg(countWords(verdict.faultRecord), countWords(verdict.faultEpoch), countWords(verdict.faultOffset)));
    const QString why = fault ? QString::fromUtf8(speaksKorean() ? fault->ko : fault->en) : tr("Fault %1.").arg(verdict.fault);
    m_bad->setWords(tr("The log is not in order: %1").arg(why), words.join(u' '));
}

/// A file is a copy: what for it was handed over was recorded where it came from.
void AuditSection::exportLog()
{
    if (m_place->kind == LogPlace::Kind::File)
        return save(app::ExportReason::None);
    auto* menu = new Menu(this);
    menu->setObjectName(QStringLiteral("reasonMenu"));
    const auto add = [&](app::ExportReason reason, const QString& words) { connect(menu->addAction(words), &QAction::triggered, this, [this, reason] { save(reason); }); };
    add(app::ExportReason::Duty, tr("For duty"));
    add(app::ExportReason::Report, tr("For a report"));
    add(app::ExportReason::Submission, tr("To be handed in"));
    add(app::ExportReason::Other, tr("For something else"));
    menu->popup(m_export->mapToGlobal(QPoint(0, m_export->height())));
}

void AuditSection::save(app::ExportReason reason)
{
    QFileDialog* dialog = openSaveDialog(this, tr("Where the records go"), QStringLiteral("audit.jsonl"));
    connect(dialog, &QFileDialog::fileSelected, this, [this, reason](const QString& path) { m_administration.exportLog(*m_place, path, reason); });
}

} // namespace sillok::ui
