#include "ui/unlock/recovery_key_page.h"

#include "ui/help/manual.h"
#include "ui/style/type.h"
#include "ui/widgets/button.h"
#include "ui/widgets/field.h"
#include "ui/widgets/form.h"
#include "ui/widgets/text.h"
#include "ui/words/with_words.h"

#include <QGridLayout>
#include <QRandomGenerator>

namespace sillok::ui {

namespace {
constexpr int kCardWidth = 112; // number, five letters of the largest kind, and room to read them
constexpr int kGap = 8;
}

RecoveryKeyPage::RecoveryKeyPage(QWidget* parent)
    : CoverPage(360, 620, parent)
{
    setHelpTopic(this, "vault");
    m_title = new Text(Type::Display, Token::TextPrimary, column());
    m_title->setWordWrap(true);
    m_note = new Text(Type::Body, Token::TextSecondary, column());
    m_note->setWordWrap(true);
    m_grid = new QWidget(column());
    auto* grid = new QGridLayout(m_grid);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(8);
    m_alphabet = new Text(Type::Secondary, Token::TextMuted, column());
    m_confirmTitle = new Text(Type::UiBold, Token::TextPrimary, column());
    m_confirmTitle->setWordWrap(true);
    auto* asked = new QGridLayout;
    asked->setHorizontalSpacing(16);
    asked->setVerticalSpacing(8);
    for (int i = 0; i < 2; ++i) {
        m_labels[i] = new Text(Type::SecondaryBold, Token::TextPrimary, column());
        m_fields[i] = new Field(44, column());
        m_fields[i]->setObjectName(QStringLiteral("recoveryGroup%1").arg(i));
        m_fields[i]->setInputMethodHints(Qt::ImhSensitiveData | Qt::ImhNoPredictiveText | Qt::ImhLatinOnly | Qt::ImhPreferUppercase);
        m_fields[i]->setContextMenuPolicy(Qt::NoContextMenu);
        asked->addWidget(m_labels[i], 0, i);
        asked->addWidget(m_fields[i], 1, i);
        connect(m_fields[i], &QLineEdit::textChanged, this, &RecoveryKeyPage::judge);
        connect(m_fields[i], &QLineEdit::returnPressed, this, [this, i] { i == 0 ? m_fields[1]->setFocus() : m_continue->click(); });
    }
    m_why = new Text(Type::Secondary, Token::TextMuted, column());
    m_why->setAlignment(Qt::AlignRight);
    m_continue = new Button(ButtonKind::Primary, column());
    m_continue->setObjectName(QStringLiteral("recoveryContinue"));
    m_continue->setTall(44);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(16);
    buttons->addWidget(m_why, 1);
    buttons->addWidget(m_continue);
    auto* all = new QVBoxLayout(column());
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addStretch(1);
    all->addWidget(m_title);
    all->addSpacing(4);
    all->addWidget(m_note);
    all->addSpacing(20);
    all->addWidget(m_grid);
    all->addSpacing(8);
    all->addWidget(m_alphabet);
    all->addSpacing(20);
    all->addWidget(m_confirmTitle);
    all->addSpacing(8);
    all->addLayout(asked);
    all->addSpacing(24);
    all->addLayout(buttons);
    all->addStretch(1);
    connect(m_continue, &QAbstractButton::clicked, this, [this] {
        if (!right(0) || !right(1))
            return;
        forget();
        emit confirmed();
    });
    withWords(this, [this] { say(); });
}

void RecoveryKeyPage::setKey(const app::Passphrase& key)
{
    forget();
    m_groups = QString::fromUtf8(key.view().data(), static_cast<qsizetype>(key.view().size())).split(u'-');
    const int count = static_cast<int>(m_groups.size());
    for (int i = 0; i < count; ++i) {
        auto* card = new CardFrame(Token::LineStrong, m_grid);
        auto* number = new Text(Type::Caption, Token::TextMuted, card);
        number->setWords(QString::number(i + 1));
        auto* group = new Text(Type::RecoveryKey, Token::TextPrimary, card);
        group->setObjectName(QStringLiteral("recoveryShown"));
        group->setWords(m_groups.at(i));
        auto* row = new QHBoxLayout(card);
        row->setContentsMargins(10, 8, 6, 8);
        row->setSpacing(8);
        row->addWidget(number);
        row->addWidget(group, 1);
        m_cards << card;
        m_shown << group;
    }
    placeGroups();
    m_asked[0] = QRandomGenerator::system()->bounded(count / 2);
    m_asked[1] = count / 2 + QRandomGenerator::system()->bounded(count - count / 2);
    say();
}

void RecoveryKeyPage::forget()
{
    for (QString& group : m_groups)
        group.fill(u'\0');
    m_groups.clear();
    qDeleteAll(m_cards);
    m_cards.clear();
    m_shown.clear();
    for (Field* field : m_fields)
        field->clear();
}

/// As many in a row as fit whole: a letter that is cut off would be written down wrong.
void RecoveryKeyPage::placeGroups()
{
    auto* grid = static_cast<QGridLayout*>(m_grid->layout());
    const int columns = qBound(2, (column()->width() + kGap) / (scaled(kCardWidth) + kGap), 5);
    for (int i = 0; i < m_cards.size(); ++i)
        grid->addWidget(m_cards.at(i), i / columns, i % columns);
}

/// While they are typed, the two groups are not to be copied from the page.
void RecoveryKeyPage::maskAsked()
{
    const bool typing = !m_fields[0]->text().isEmpty() || !m_fields[1]->text().isEmpty();
    for (int i = 0; i < m_shown.size(); ++i) {
        const bool masked = typing && (i == m_asked[0] || i == m_asked[1]);
        m_shown.at(i)->setWords(masked ? QString(m_groups.at(i).size(), QChar(0x2022)) : m_groups.at(i));
    }
}

void RecoveryKeyPage::resizeEvent(QResizeEvent* event)
{
    CoverPage::resizeEvent(event);
    placeGroups();
}

void RecoveryKeyPage::takeFocus() { m_fields[0]->setFocus(Qt::OtherFocusReason); }

void RecoveryKeyPage::say()
{
    setAccessibleName(tr("Recovery key"));
    cover()->setSteps(tr("Getting ready"), { tr("Language"), tr("Vault and passphrase"), tr("Recovery key") }, 2);
    m_title->setWords(tr("Write the recovery key down"));
    m_note->setWords(tr("If you forget the passphrase, only this key opens the vault.\nSillok does not keep it, and this page cannot be seen again."));
    m_alphabet->setWords(tr("The letters I, L, O and U are not used."));
    m_confirmTitle->setWords(tr("Type two groups from what you wrote down. Meanwhile they are hidden above."));
    for (int i = 0; i < 2; ++i) {
        const QString label = tr("Group %1").arg(m_asked[i] + 1);
        m_labels[i]->setWords(label);
        m_fields[i]->setAccessibleName(label);
    }
    m_continue->setWords(tr("Continue"));
    judge();
}

bool RecoveryKeyPage::right(int which) const
{
    return !m_groups.isEmpty() && m_fields[which]->text().trimmed().compare(m_groups.value(m_asked[which]), Qt::CaseInsensitive) == 0;
}

void RecoveryKeyPage::judge()
{
    maskAsked();
    QString why;
    for (int i = 1; i >= 0; --i) {
        const QString typed = m_fields[i]->text().trimmed();
        const bool complete = typed.size() >= m_groups.value(m_asked[i]).size();
        m_fields[i]->setWrong(complete && !right(i) && !typed.isEmpty());
        if (!right(i))
            why = complete && !typed.isEmpty() ? tr("Group %1 is not what is shown").arg(m_asked[i] + 1) : tr("Type group %1 to continue").arg(m_asked[i] + 1);
    }
    m_why->setWords(why);
    m_continue->setEnabled(right(0) && right(1));
}

} // namespace sillok::ui
