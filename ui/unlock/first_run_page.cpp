#include "ui/unlock/first_run_page.h"

#include "app/services/desk.h"
#include "ui/help/manual.h"
#include "ui/problem_text.h"
#include "ui/settings/preferences.h"
#include "ui/widgets/button.h"
#include "ui/widgets/field.h"
#include "ui/widgets/notice_card.h"
#include "ui/widgets/segments.h"
#include "ui/widgets/text.h"
#include "ui/words/with_words.h"

#include <QHBoxLayout>
#include <QSet>

namespace sillok::ui {

using app::Desk;
using app::VaultState;

namespace {

constexpr int kLeast = 8;
constexpr int kAdvised = 12;
constexpr int kLong = 16;

} // namespace

PassphraseLook lookOf(QStringView passphrase)
{
    const auto length = passphrase.size();
    const auto kinds = QSet<QChar>(passphrase.begin(), passphrase.end()).size();
    if (length == 0)
        return PassphraseLook::Empty;
    if (length < kLeast)
        return PassphraseLook::TooShort;
    if (kinds < 5)
        return PassphraseLook::TooPlain;
    if (length < kAdvised)
        return PassphraseLook::Short;
    return length < kLong ? PassphraseLook::Fair : PassphraseLook::Long;
}

FirstRunPage::FirstRunPage(Desk& desk, Preferences& preferences, QWidget* parent)
    : CoverPage(360, 560, parent)
    , m_desk(desk)
    , m_preferences(preferences)
{
    setHelpTopic(this, "first-day");
    m_languageStep = makeLanguageStep();
    m_passphraseStep = makePassphraseStep();
    m_passphraseStep->hide();
    auto* all = new QVBoxLayout(column());
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_languageStep);
    all->addWidget(m_passphraseStep);
    connect(&m_desk, &Desk::vaultStateChanged, this, [this](VaultState state) {
        m_creating = m_creating && state == VaultState::Opening;
        judge();
    });
    connect(&m_desk, &Desk::problem, this, [this](const app::Problem& problem) {
        if (problem.during != app::Problem::During::CreateVault)
            return;
        m_creating = false;
        m_problem->setProblem(problemText(problem));
        m_problem->show();
        judge();
    });
    withWords(this, [this] { say(); });
}

QWidget* FirstRunPage::makeLanguageStep()
{
    auto* step = new QWidget;
    m_languageTitle = new Text(Type::Display, Token::TextPrimary, step);
    m_languageTitle->setWordWrap(true);
    m_languageNote = new Text(Type::Body, Token::TextSecondary, step);
    m_languageNote->setWordWrap(true);
    m_language = new Segments(step);
    m_language->setObjectName(QStringLiteral("firstLanguage"));
    m_next = new Button(ButtonKind::Primary, step);
    m_next->setObjectName(QStringLiteral("firstNext"));
    m_next->setTall(44);
    auto* column = new QVBoxLayout(step);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addStretch(1);
    column->addWidget(m_languageTitle);
    column->addSpacing(6);
    column->addWidget(m_languageNote);
    column->addSpacing(24);
    column->addWidget(m_language);
    column->addSpacing(32);
    auto* buttons = new QHBoxLayout;
    m_restore = new Button(ButtonKind::Quiet, step);
    m_restore->setObjectName(QStringLiteral("firstRestore"));
    m_restore->setIconName(QStringLiteral("restore"));
    buttons->addWidget(m_restore);
    buttons->addStretch(1);
    buttons->addWidget(m_next);
    column->addLayout(buttons);
    connect(m_restore, &QAbstractButton::clicked, this, &FirstRunPage::restoreWanted);
    column->addStretch(1);
    connect(m_language, &Segments::chosen, this, [this](int i) { m_preferences.setLanguage(i == 0 ? LanguageChoice::Korean : LanguageChoice::English); });
    connect(m_next, &QAbstractButton::clicked, this, [this] { show(1); });
    return step;
}

QWidget* FirstRunPage::makePassphraseStep()
{
    auto* step = new QWidget;
    m_count = new Text(Type::Ui, Token::TextMuted, step);
    m_title = new Text(Type::Display, Token::TextPrimary, step);
    m_title->setWordWrap(true);
    m_note = new Text(Type::Body, Token::TextSecondary, step);
    m_note->setWordWrap(true);
    m_first = new PassphraseField(step);
    m_first->edit()->setObjectName(QStringLiteral("newPassphrase"));
    m_second = new PassphraseField(step);
    m_second->edit()->setObjectName(QStringLiteral("newPassphraseAgain"));
    m_second->setKeyboardHintVisible(false);
    m_strength = new Text(Type::Secondary, Token::TextSecondary, step);
    m_strength->setWordWrap(true);
    m_warning = new NoticeCard(NoticeKind::Warning, step);
    m_problem = new NoticeCard(NoticeKind::Error, step);
    m_problem->hide();
    m_back = new Button(ButtonKind::Default, step);
    m_back->setTall(44);
    m_why = new Text(Type::Secondary, Token::TextMuted, step);
    m_why->setAlignment(Qt::AlignRight);
    m_why->setElide(Qt::ElideRight);
    m_create = new Button(ButtonKind::Primary, step);
    m_create->setObjectName(QStringLiteral("createVault"));
    m_create->setTall(44);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(16);
    buttons->addWidget(m_back);
    buttons->addWidget(m_why, 1);
    buttons->addWidget(m_create);
    auto* column = new QVBoxLayout(step);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addStretch(1);
    column->addWidget(m_count);
    column->addWidget(m_title);
    column->addSpacing(4);
    column->addWidget(m_note);
    column->addSpacing(22);
    column->addWidget(m_first);
    column->addSpacing(2);
    column->addWidget(m_strength);
    column->addSpacing(16);
    column->addWidget(m_second);
    column->addSpacing(18);
    column->addWidget(m_warning);
    column->addWidget(m_problem);
    column->addSpacing(24);
    column->addLayout(buttons);
    column->addStretch(1);
    connect(m_first, &PassphraseField::changed, this, &FirstRunPage::judge);
    connect(m_second, &PassphraseField::changed, this, &FirstRunPage::judge);
    connect(m_first, &PassphraseField::submitted, m_second, &PassphraseField::focusField);
    connect(m_second, &PassphraseField::submitted, this, &FirstRunPage::create);
    connect(m_create, &QAbstractButton::clicked, this, &FirstRunPage::create);
    connect(m_back, &QAbstractButton::clicked, this, [this] { show(0); });
    return step;
}

void FirstRunPage::say()
{
    setAccessibleName(tr("First start"));
    cover()->setSteps(tr("Getting ready"), { tr("Language"), tr("Vault and passphrase"), tr("Recovery key") }, step());
    m_languageTitle->setWords(tr("Choose a language"));
    m_languageNote->setWords(tr("You can change it at any time in the settings."));
    m_language->setSegments({ QStringLiteral("한국어"), QStringLiteral("English") });
    m_language->setCurrent(Language::it().inUse() == LanguageChoice::Korean ? 0 : 1);
    m_next->setWords(tr("Continue"));
    m_restore->setWords(tr("Restore a backup"));
    m_count->setWords(QStringLiteral("2 / 3"));
    m_title->setWords(tr("Set the passphrase of your vault"));
    m_note->setWords(tr("Chats and documents are encrypted with it. Several words in a row are easier to remember and harder to guess."));
    m_first->setLabel(tr("Passphrase"));
    m_second->setLabel(tr("The same passphrase again"));
    m_warning->setWords(tr("Nobody can open the vault without this passphrase or its recovery key."), tr("The recovery key is shown next, once. Have something to write with."));
    m_back->setWords(tr("Back"));
    judge();
}

void FirstRunPage::show(int step)
{
    m_languageStep->setVisible(step == 0);
    m_passphraseStep->setVisible(step == 1);
    cover()->setSteps(tr("Getting ready"), { tr("Language"), tr("Vault and passphrase"), tr("Recovery key") }, step);
    takeFocus();
}

int FirstRunPage::step() const { return m_passphraseStep->isHidden() ? 0 : 1; }

void FirstRunPage::judge()
{
    const PassphraseLook look = lookOf(m_first->view());
    QString words;
    Token ink = Token::TextSecondary;
    switch (look) {
    case PassphraseLook::Empty: words = tr("At least 8 characters; 12 or more are advised."); break;
    case PassphraseLook::TooShort: words = tr("%n character(s): too short.", nullptr, static_cast<int>(m_first->view().size())), ink = Token::Warning; break;
    case PassphraseLook::TooPlain: words = tr("The same few characters repeat. It is easy to guess."), ink = Token::Warning; break;
    case PassphraseLook::Short: words = tr("%n character(s): usable, but short. Add a word.", nullptr, static_cast<int>(m_first->view().size())), ink = Token::Warning; break;
    case PassphraseLook::Fair: words = tr("%n character(s): a fair length.", nullptr, static_cast<int>(m_first->view().size())), ink = Token::Ok; break;
    case PassphraseLook::Long: words = tr("%n character(s): long enough, unless it is a well-known sentence.", nullptr, static_cast<int>(m_first->view().size())), ink = Token::Ok; break;
    }
    m_strength->setInk(ink);
    m_strength->setWords(words);
    const bool good = look == PassphraseLook::Short || look == PassphraseLook::Fair || look == PassphraseLook::Long;
    const bool same = m_first->sameAs(*m_second);
    QString why;
    if (look == PassphraseLook::Empty)
        why = tr("Enter a passphrase to continue");
    else if (!good)
        why = tr("The passphrase is not strong enough yet");
    else if (m_second->isEmpty())
        why = tr("Enter it once more to continue");
    else if (!same)
        why = tr("The two are not the same");
    m_why->setInk(good && !same && !m_second->isEmpty() ? Token::Danger : Token::TextMuted);
    m_why->setWords(m_creating ? QString() : why);
    m_create->setEnabled(good && same && !m_creating);
    m_create->setWords(m_creating ? tr("Making keys") : tr("Create the vault"));
    m_first->setEnabled(!m_creating);
    m_second->setEnabled(!m_creating);
    m_back->setEnabled(!m_creating);
}

void FirstRunPage::create()
{
    if (!m_create->isEnabled())
        return;
    m_problem->hide();
    QString text = m_first->takeText();
    QString again = m_second->takeText();
    again.fill(u'\0');
    m_creating = true;
    judge();
    m_desk.createVault(app::Passphrase::take(text));
}

void FirstRunPage::takeFocus()
{
    if (step() == 0)
        m_next->setFocus(Qt::OtherFocusReason);
    else
        m_first->focusField();
}

} // namespace sillok::ui
