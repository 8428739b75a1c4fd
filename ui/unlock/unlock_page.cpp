#include "ui/unlock/unlock_page.h"

#include "app/services/desk.h"
#include "ui/problem_text.h"
#include "ui/shell/seal_words.h"
#include "ui/unlock/lock_words.h"
#include "ui/unlock/cover_foot.h"
#include "ui/widgets/button.h"
#include "ui/widgets/field.h"
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
        const ProblemText words = problemText(problem);
        if (problem.code == ErrorCode::WrongKey) {
            m_field->setError(words.happened + u' ' + words.safe + u' ' + words.next);
            m_field->focusField();
            return;
        }
        m_notice->setProblem(words);
        m_notice->show();
    });
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
    all->addSpacing(18);
    all->addWidget(m_open);
    all->addSpacing(14);
    all->addWidget(m_notice);
    all->addSpacing(20);
    all->addWidget(new Rule(column()));
    all->addLayout(sealRow);
    all->addWidget(new Rule(column()));
}

void UnlockPage::say()
{
    setAccessibleName(tr("Open the vault"));
    cover()->setMotto(tr("Chats and documents are kept encrypted,\non this computer only."));
    m_field->setLabel(tr("Vault passphrase"));
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
    m_subtitle->setWords(damaged ? m_desk.vaultDir() : m_cause ? lockCauseWords(*m_cause) : tr("Enter the passphrase to go on where you left."));
    m_field->setVisible(!damaged);
    m_open->setVisible(!damaged);
    m_field->setEnabled(!opening);
    m_open->setEnabled(!opening);
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
    if (m_field->isEmpty() || m_desk.vaultState() != VaultState::Locked) {
        m_field->focusField();
        return;
    }
    QString text = m_field->takeText();
    m_desk.unlock(app::Passphrase::take(text));
}

void UnlockPage::takeFocus()
{
    m_field->takeText();
    m_field->setError({});
    m_notice->setVisible(m_desk.vaultState() == VaultState::Damaged);
    m_field->focusField();
}

} // namespace sillok::ui
