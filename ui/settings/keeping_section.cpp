#include "ui/settings/keeping_section.h"

#include "app/services/desk.h"
#include "ui/help/manual.h"
#include "ui/widgets/button.h"
#include "ui/widgets/field.h"
#include "ui/widgets/file_dialog.h"
#include "ui/widgets/form.h"
#include "ui/widgets/segments.h"
#include "ui/widgets/sheet.h"
#include "ui/widgets/text.h"
#include "ui/words/managed_words.h"
#include "ui/words/with_words.h"
#include "ui/words/words.h"

namespace sillok::ui {

using app::Desk;

namespace {

constexpr int kYears[] = { 0, 1, 3, 5, 10 };  // 0: chats stay
constexpr int kDaysInYear = 365;
constexpr const char* kBackupEnding = ".sillok-backup";

} // namespace

KeepingSection::KeepingSection(Desk& desk, QWidget* parent)
    : QWidget(parent)
    , m_desk(desk)
{
    setHelpTopic(this, "vault");
    m_title = new Text(Type::PanelTitle, Token::TextPrimary, this);
    m_backup = new Button(ButtonKind::Default, this);
    m_backup->setObjectName(QStringLiteral("makeBackup"));
    m_backupRow = new SettingRow(m_backup, this);
    m_add = new Button(ButtonKind::Default, this);
    m_add->setObjectName(QStringLiteral("addFromBackup"));
    m_addRow = new SettingRow(m_add, this);
    m_snapshots = new Text(Type::Secondary, Token::TextSecondary, this);
    m_snapshots->setObjectName(QStringLiteral("snapshotList"));
    m_snapshotRow = new SettingRow(m_snapshots, this);
    m_retention = new Segments(this);
    m_retention->setObjectName(QStringLiteral("retentionChoice"));
    m_retentionRow = new SettingRow(m_retention, this);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    for (QWidget* row : std::initializer_list<QWidget*> { m_title, m_backupRow, m_addRow, m_snapshotRow, m_retentionRow })
        column->addWidget(row);
    connect(m_backup, &QAbstractButton::clicked, this, &KeepingSection::backUp);
    connect(m_add, &QAbstractButton::clicked, this, &KeepingSection::addFromBackup);
    connect(m_retention, &Segments::chosen, this, [this](int i) { m_desk.setRetentionDays(kYears[i] * kDaysInYear); });
    connect(&m_desk, &Desk::retentionChanged, this, &KeepingSection::sayRetention);
    connect(&m_desk, &Desk::managedChanged, this, &KeepingSection::sayRetention);
    connect(&m_desk, &Desk::maintenanceFinished, this, &KeepingSection::saySnapshots);
    withWords(this, [this] { say(); });
}

void KeepingSection::say()
{
    m_title->setWords(tr("Keeping"));
    m_backupRow->setWords(tr("Backup"), tr("One encrypted file with everything in the vault. It opens with what opens the vault."));
    m_backup->setWords(tr("Write a backup"));
    m_addRow->setWords(tr("Bring back from a backup"), tr("Adds what is missing here. What is here stays as it is."));
    m_add->setWords(tr("Choose a backup"));
    m_retentionRow->setWords(tr("Chats that nobody touches"),
        tr("After this time a chat goes to the trash, and 30 days later it is removed."));
    QStringList names { tr("Stay") };
    for (const int years : kYears)
        if (years > 0)
            names << tr("%n year(s)", nullptr, years);
    m_retention->setSegments(names);
    sayRetention();
    saySnapshots();
}

void KeepingSection::sayRetention()
{
    const int most = m_desk.managed().policy.retentionDays;
    for (int i = 0; i < static_cast<int>(std::size(kYears)); ++i)
        m_retention->setUsable(i, most == 0 || (kYears[i] > 0 && kYears[i] * kDaysInYear <= most));
    m_retentionRow->setManaged(most > 0 ? managedReason(m_desk.managed(), tr("At most %n day(s).", nullptr, most)) : QString());
    for (int i = 0; i < static_cast<int>(std::size(kYears)); ++i)
        if (kYears[i] * kDaysInYear >= m_desk.retentionDays()) {
            m_retention->setCurrent(i);
            break;
        }
}

void KeepingSection::saySnapshots()
{
    QStringList lines;
    for (const app::SnapshotInfo& one : m_desk.snapshots())
        lines << dateAndTime(one.madeAt) + QStringLiteral(" · ") + sizeWords(one.sizeBytes);
    m_snapshots->setWords(lines.isEmpty() ? tr("None yet") : lines.join(u'\n'));
    m_snapshotRow->setWords(tr("Earlier states"),
        tr("Made once a day, encrypted like the vault. To go back to one, lock the vault and choose “Recover the vault” there."));
}

void KeepingSection::backUp()
{
    const QString name = tr("Sillok") + QDate::currentDate().toString(QStringLiteral("-yyyy-MM-dd")) + QString::fromLatin1(kBackupEnding);
    connect(openSaveDialog(this, tr("Write a backup"), name), &QFileDialog::fileSelected, this, [this](QString path) {
        if (!path.endsWith(QLatin1String(kBackupEnding)))
            path += QLatin1String(kBackupEnding);
        m_desk.backUp(path);
    });
}

void KeepingSection::addFromBackup()
{
    connect(openFileDialog(this, tr("Choose a backup"), QFileDialog::ExistingFile), &QFileDialog::fileSelected, this, &KeepingSection::askForPassphrase);
}

void KeepingSection::askForPassphrase(const QString& backup)
{
    auto* sheet = new Sheet(window(), tr("Bring back from a backup"), tr("Enter what opened the vault when the backup was written."));
    auto* secret = new PassphraseField(sheet);
    secret->setLabel(tr("Passphrase or recovery key of the backup"));
    secret->edit()->setObjectName(QStringLiteral("backupPassphrase"));
    sheet->addContent(secret);
    sheet->addCancel(tr("Cancel"));
    sheet->addAccept(tr("Bring back"), false);
    connect(sheet, &Sheet::accepted, this, [this, secret, backup] {
        QString text = secret->takeText();
        m_desk.addFromBackup(backup, app::Passphrase::take(text));
    });
    sheet->open();
    secret->focusField();
}

} // namespace sillok::ui
