#include "ui/unlock/unlock_page.h"

#include "app/services/desk.h"
#include "ui/help/manual.h"
#include "ui/problem_text.h"
#include "ui/shell/seal_words.h"
#include "ui/unlock/lock_words.h"
#include "ui/unlock/cover_foot.h"
#include "ui/widgets/button.h"
#include "ui/widgets/field.h"
#include "ui/widgets/file_dialog.h"
#include "ui/widgets/icon_label.h"
#include "ui/widgets/notice_card.h"
#include "ui/widgets/text.h"
#include "ui/words/with_words.h"

#include <QHBoxLayout>

namespace sillok::ui {

using app::Desk;
using app::VaultState;

namespace {
constexpr int kSlowMs = 300;
}

UnlockPage::UnlockPage(Desk& desk, Preferences& preferences, QWidget* parent)
    : CoverPage(560, 420, parent)
    , m_desk(desk)
{
    setHelpTopic(this, "vault");
    build();
    addFoot(new CoverFoot(preferences, this));
    m_slow.setSingleShot(true);
    m_slow.setInterval(kSlowMs);
    connect(&m_slow, &QTimer::timeout, this, [this] { m_open->setWords(tr("Opening")); });
    connect(m_open, &QAbstractButton::clicked, this, &UnlockPage::unlock);
    connect(m_field, &PassphraseField::submitted, this, &UnlockPage::unlock);
    connect(&m_desk, &Desk::vaultStateChanged, this, [this] { showState(); });
    connect(&m_desk, &Desk::sealChecked, this, [this] { saySeal(); });
    connect(&m_desk, &Desk::problem, this, [this](const app::Problem& problem) {
        if (problem.during != app::Problem::During::Unlock)
            return;
        sayRefusal(problem);
    });
    m_wait.setInterval(1000);
    connect(&m_wait, &QTimer::timeout, this, &UnlockPage::sayWait);
    connect(m_keyFile, &QAbstractButton::clicked, this, &UnlockPage::chooseKeyFile);
    connect(m_repair, &QAbstractButton::clicked, this, &UnlockPage::repairWanted);
    connect(m_otherKey, &QAbstractButton::clicked, this, [this] { useRecoveryKey(!m_recovery); });
    withWords(this, [this] { say(); });
}

void UnlockPage::build()
{
    m_title = new Text(Type::Display, Token::TextPrimary, column());
    m_title->setWordWrap(true);
    m_subtitle = new Text(Type::Body, Token::TextSecondary, column());
    m_subtitle->setWordWrap(true);
    m_field = new PassphraseField(column());
    m_field->edit()->setObjectName(QStringLiteral("unlockPassphrase"));
    m_open = new Button(ButtonKind::Primary, column());
    m_open->setObjectName(QStringLiteral("unlockOpen"));
    m_open->setIconName(QStringLiteral("unlock"));
    m_open->setTall(44);
    m_open->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_otherKey = new Button(ButtonKind::Quiet, column());
    m_otherKey->setObjectName(QStringLiteral("unlockOtherKey"));
    m_otherKey->setIconName(QStringLiteral("key"));
    m_keyFile = new Button(ButtonKind::Quiet, column());
    m_keyFile->setObjectName(QStringLiteral("unlockKeyFile"));
    m_keyFile->setIconName(QStringLiteral("page-locked"));
    m_repair = new Button(ButtonKind::Quiet, column());
    m_repair->setObjectName(QStringLiteral("unlockRepair"));
    m_repair->setIconName(QStringLiteral("restore"));
    m_notice = new NoticeCard(NoticeKind::Error, column());
    m_notice->hide();
    m_sealIcon = new IconLabel(QStringLiteral("clock"), 18, Token::Info, column());
    m_sealTitle = new Text(Type::Ui, Token::TextPrimary, column());
    m_sealDetail = new Text(Type::Secondary, Token::TextMuted, column());
    auto* sealRow = new QHBoxLayout;
    sealRow->setContentsMargins(0, 10, 0, 10);
    sealRow->setSpacing(12);
    sealRow->addWidget(m_sealIcon);
    sealRow->addWidget(m_sealTitle, 1);
    sealRow->addWidget(m_sealDetail);
    auto* all = new QVBoxLayout(column());
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(m_title);
    all->addSpacing(4);
    all->addWidget(m_subtitle);
    all->addSpacing(28);
    all->addWidget(m_field);
    all->addSpacing(10);
    all->addWidget(m_notice); // beside what it is about, and in sight in a low window too
    all->addSpacing(8);
    all->addWidget(m_open);
    all->addSpacing(8);
    all->addWidget(m_otherKey, 0, Qt::AlignLeft);
    all->addWidget(m_keyFile, 0, Qt::AlignLeft);
    all->addWidget(m_repair, 0, Qt::AlignLeft);
    all->addSpacing(26);
    all->addWidget(new Rule(column()));
    all->addLayout(sealRow);
    all->addWidget(new Rule(column()));
}

void UnlockPage::say()
{
    setAccessibleName(tr("Open the vault"));
    cover()->setMotto(tr("Chats and documents are kept encrypted,\non this computer only."));
    m_field->setLabel(m_recovery ? tr("Recovery key") : tr("Vault passphrase"));
    m_otherKey->setWords(m_recovery ? tr("Open with the passphrase") : tr("Open with the recovery key"));
    m_keyFile->setWords(m_keyFilePath.isEmpty() ? tr("Choose a key file") : tr("Key file: %1").arg(m_keyFilePath.section(u'/', -1)));
    m_repair->setWords(tr("Recover the vault"));
    showState();
    saySeal();
}

void UnlockPage::saySeal()
{
    const SealWords words = sealWords(m_desk.seal());
    m_sealIcon->setIcon(words.icon, words.ink);
    m_sealTitle->setWords(words.title);
    m_sealDetail->setWords(words.detail);
}

void UnlockPage::showState()
{
    const VaultState state = m_desk.vaultState();
    const bool opening = state == VaultState::Opening;
    const bool damaged = state == VaultState::Damaged;
    m_title->setWords(damaged ? tr("The vault cannot be opened") : tr("Open the vault"));
    if (state == VaultState::Open)
        m_cause.reset();
    m_subtitle->setWords(damaged ? m_desk.vaultDir() : m_cause ? lockCauseWords(*m_cause) : m_recovery ? tr("Enter the recovery key to go on where you left.") : tr("Enter the passphrase to go on where you left."));
    m_field->setVisible(!damaged);
    m_open->setVisible(!damaged);
    m_field->setEnabled(!opening);
    m_open->setEnabled(!opening && !m_wait.isActive());
    m_otherKey->setVisible(!damaged);
    m_otherKey->setEnabled(!opening);
    m_keyFile->setVisible(!damaged && !m_recovery && m_desk.takesKeyFile());
    m_keyFile->setEnabled(!opening);
    m_repair->setEnabled(!opening);
    if (opening) {
        m_slow.start();
        m_notice->hide();
    } else {
        m_slow.stop();
        m_open->setWords(tr("Open"));
    }
    if (damaged) {
        app::Problem problem;
        problem.code = ErrorCode::Damaged;
        problem.during = app::Problem::During::Unlock;
        m_notice->setProblem(problemText(problem));
        m_notice->show();
    }
}

void UnlockPage::setCause(app::LockCause cause)
{
    m_cause = cause;
    showState();
}

void UnlockPage::unlock()
{
    if ((m_field->isEmpty() && m_keyFilePath.isEmpty()) || m_desk.vaultState() != VaultState::Locked) {
        m_field->focusField();
        return;
    }
    if (m_desk.secondsToNextTry() > 0)
        return sayWait();
    QString text = m_field->takeText();
    const QString keyFile = std::exchange(m_keyFilePath, QString());
    if (m_recovery)
        m_desk.unlockWithRecoveryKey(app::Passphrase::take(text));
    else if (!keyFile.isEmpty())
        m_desk.unlockWithKeyFile(keyFile, app::Passphrase::take(text));
    else
        m_desk.unlock(app::Passphrase::take(text));
}

/// The passphrase that belongs to it, if one does, is typed before or after.
void UnlockPage::chooseKeyFile()
{
    connect(openFileDialog(this, tr("Choose a key file"), QFileDialog::ExistingFile), &QFileDialog::fileSelected, this, [this](const QString& path) {
        m_keyFilePath = path;
        say();
        m_field->focusField();
    });
}

void UnlockPage::useRecoveryKey(bool use)
{
    m_keyFilePath.clear();
    m_recovery = use;
    m_field->takeText();
    m_field->setError({});
    m_field->setKeyboardHintVisible(!use);
    say();
    m_field->focusField();
}

void UnlockPage::sayRefusal(const app::Problem& problem)
{
    const ProblemText words = problemText(problem);
    if (problem.code == ErrorCode::Locked && problem.waitSeconds > 0)
        return sayWait();
    if (problem.code == ErrorCode::BadArgument && m_recovery) {
        m_field->setKeyboardHintVisible(true);
        m_field->setError(tr("This is not a whole recovery key. Your vault is unchanged. Compare it group by group with what you wrote down."));
        m_field->focusField();
    } else if (problem.code == ErrorCode::BadArgument) {
        m_notice->setWords(tr("This file cannot be used as a key file."), tr("Your vault is unchanged. Choose the file that was made for it."));
        m_notice->show();
    } else if (problem.code == ErrorCode::WrongKey) {
        m_field->setKeyboardHintVisible(true);
        m_field->setError(m_recovery ? tr("This recovery key does not open this vault. Your vault is unchanged. Perhaps a newer one was made.")
                                     : words.happened + u' ' + words.safe + u' ' + words.next);
        m_field->focusField();
        if (m_desk.secondsToNextTry() > 0)
            sayWait();
    } else {
        m_notice->setProblem(words);
        m_notice->show();
    }
}

/// Once a second until the next try is allowed.
void UnlockPage::sayWait()
{
    const int left = m_desk.secondsToNextTry();
    if (left <= 0) {
        m_wait.stop();
        m_notice->hide();
        showState();
        return;
    }
    m_notice->setWords(tr("Too many wrong tries. The next one is possible in %n second(s).", nullptr, left), tr("Your vault is unchanged. Starting again does not shorten the wait."));
    m_notice->show();
    m_open->setEnabled(false);
    if (!m_wait.isActive())
        m_wait.start();
}

void UnlockPage::takeFocus()
{
    m_keyFilePath.clear();
    say();
    m_field->takeText();
    m_field->setError({});
    m_notice->setVisible(m_desk.vaultState() == VaultState::Damaged);
    m_field->focusField();
    if (m_desk.vaultState() == VaultState::Locked && m_desk.secondsToNextTry() > 0)
        sayWait();
}

} // namespace sillok::ui
