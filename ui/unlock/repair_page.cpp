#include "ui/unlock/repair_page.h"

#include "app/services/desk.h"
#include "ui/help/manual.h"
#include "ui/widgets/button.h"
#include "ui/widgets/field.h"
#include "ui/widgets/file_dialog.h"
#include "ui/widgets/form.h"
#include "ui/widgets/text.h"
#include "ui/words/with_words.h"
#include "ui/words/words.h"

namespace sillok::ui {

using app::Desk;
using app::VaultState;

RepairPage::RepairPage(Desk& desk, QWidget* parent)
    : CoverPage(360, 560, parent)
    , m_desk(desk)
{
    setHelpTopic(this, "trouble");
    m_title = new Text(Type::Display, Token::TextPrimary, column());
    m_title->setWordWrap(true);
    m_note = new Text(Type::Body, Token::TextSecondary, column());
    m_note->setWordWrap(true);
    m_secret = new PassphraseField(column());
    m_secret->edit()->setObjectName(QStringLiteral("repairSecret"));
    m_backup = new Button(ButtonKind::Default, column());
    m_backup->setObjectName(QStringLiteral("repairBackup"));
    m_backupRow = new SettingRow(m_backup, column());
    m_salvage = new Button(ButtonKind::Default, column());
    m_salvage->setObjectName(QStringLiteral("repairSalvage"));
    m_salvageRow = new SettingRow(m_salvage, column());
    m_statesTitle = new Text(Type::UiBold, Token::TextPrimary, column());
    m_states = new QWidget(column());
    m_stateRows = new QVBoxLayout(m_states);
    m_stateRows->setContentsMargins(0, 0, 0, 0);
    m_stateRows->setSpacing(0);
    m_back = new Button(ButtonKind::Quiet, column());
    m_back->setObjectName(QStringLiteral("repairBack"));
    m_back->setIconName(QStringLiteral("chevron-left"));
    auto* all = new QVBoxLayout(column());
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addStretch(1);
    all->addWidget(m_title);
    all->addSpacing(4);
    all->addWidget(m_note);
    all->addSpacing(22);
    all->addWidget(m_secret);
    all->addSpacing(14);
    all->addWidget(m_backupRow);
    all->addWidget(m_salvageRow);
    all->addSpacing(14);
    all->addWidget(m_statesTitle);
    all->addWidget(m_states);
    all->addSpacing(18);
    all->addWidget(m_back, 0, Qt::AlignLeft);
    all->addStretch(1);
    connect(m_back, &QAbstractButton::clicked, this, [this] {
        m_secret->takeText();
        emit backWanted();
    });
    connect(m_backup, &QAbstractButton::clicked, this, &RepairPage::restoreBackup);
    connect(m_salvage, &QAbstractButton::clicked, this, [this] {
        if (!ready())
            return;
        QString text = m_secret->takeText();
        m_desk.salvage(app::Passphrase::take(text));
    });
    withWords(this, [this] { say(); });
}

void RepairPage::takeFocus()
{
    m_secret->takeText();
    m_secret->setError({});
    say();
    m_secret->focusField();
}

void RepairPage::say()
{
    const bool missing = m_desk.vaultState() == VaultState::Missing;
    setAccessibleName(tr("Recover the vault"));
    cover()->setMotto(tr("Whatever you choose here,\nwhat is there now is kept."));
    m_title->setWords(missing ? tr("Restore a backup") : tr("Recover the vault"));
    m_note->setWords(missing ? tr("The backup becomes the vault of this computer, with everything that was in it.")
                             : tr("Nothing is overwritten: what is there now is set aside, and you are told where."));
    m_secret->setLabel(missing ? tr("Passphrase or recovery key of the backup") : tr("Passphrase or recovery key"));
    m_backupRow->setVisible(missing);
    m_backupRow->setWords(tr("Backup file"), tr("It was written by “Write a backup”, or with sillokctl."));
    m_backup->setWords(tr("Choose a backup"));
    m_salvageRow->setVisible(!missing);
    m_salvageRow->setWords(tr("Recover what can be read"),
        tr("For a damaged vault: every page that is still good is brought into a new database, and you are told what is missing."));
    m_salvage->setWords(tr("Recover"));
    m_statesTitle->setWords(tr("Earlier states"));
    m_back->setWords(tr("Back"));
    showStates();
}

void RepairPage::showStates()
{
    qDeleteAll(m_states->findChildren<QWidget*>(Qt::FindDirectChildrenOnly));
    const QList<app::SnapshotInfo> states = m_desk.vaultState() == VaultState::Missing ? QList<app::SnapshotInfo>() : m_desk.snapshots();
    m_statesTitle->setVisible(!states.isEmpty());
    for (const app::SnapshotInfo& one : states) {
        auto* go = new Button(ButtonKind::Default, m_states);
        go->setObjectName(QStringLiteral("repairState"));
        go->setWords(tr("Go back to it"));
        auto* row = new SettingRow(go, m_states);
        row->setWords(dateAndTime(one.madeAt), sizeWords(one.sizeBytes) + (one.beforeMigration ? QStringLiteral(" · ") + tr("before the program was updated") : QString()));
        m_stateRows->addWidget(row);
        connect(go, &QAbstractButton::clicked, this, [this, name = one.name] {
            if (!ready())
                return;
            QString text = m_secret->takeText();
            m_desk.returnToSnapshot(name, app::Passphrase::take(text));
        });
    }
}

void RepairPage::restoreBackup()
{
    if (!ready())
        return;
    connect(openFileDialog(this, tr("Choose a backup"), QFileDialog::ExistingFile), &QFileDialog::fileSelected, this, [this](const QString& path) {
        QString text = m_secret->takeText();
        m_desk.restoreBackup(path, app::Passphrase::take(text));
    });
}

/// Everything here needs the key first.
bool RepairPage::ready()
{
    if (!m_secret->isEmpty())
        return true;
    m_secret->setError(tr("Enter it first; everything here is encrypted."));
    m_secret->focusField();
    return false;
}

} // namespace sillok::ui
