#include "ui/widgets/notice_card.h"

#include "ui/style/paint.h"
#include "ui/widgets/announcer.h"
#include "ui/widgets/button.h"
#include "ui/widgets/icon_label.h"
#include "ui/widgets/text.h"
#include "ui/words/with_words.h"

#include <QHBoxLayout>
#include <QPainter>

namespace sillok::ui {

namespace {

Token inkOf(NoticeKind kind)
{
    switch (kind) {
    case NoticeKind::Info: return Token::Info;
    case NoticeKind::Warning: return Token::Warning;
    default: return Token::Danger;
    }
}

QString iconOf(NoticeKind kind)
{
    switch (kind) {
    case NoticeKind::Info: return QStringLiteral("info");
    case NoticeKind::Warning: return QStringLiteral("warning");
    default: return QStringLiteral("error");
    }
}

} // namespace

NoticeCard::NoticeCard(NoticeKind kind, QWidget* parent)
    : QWidget(parent)
    , m_kind(kind)
{
    m_icon = new IconLabel(iconOf(kind), 18, inkOf(kind), this);
    m_title = new Text(Type::UiBold, Token::TextPrimary, this);
    m_title->setWordWrap(true);
    m_body = new Text(Type::Secondary, Token::TextSecondary, this);
    m_body->setWordWrap(true);
    m_details = new Text(Type::Mono, Token::TextMuted, this);
    m_details->setWordWrap(true);
    m_details->hide();
    m_fold = new Button(ButtonKind::Quiet, this);
    m_fold->setTall(30);
    m_fold->setIconName(QStringLiteral("chevron-right"));
    m_fold->hide();
    withWords(this, [this] { m_fold->setWords(tr("Details")); });
    connect(m_fold, &QAbstractButton::clicked, this, &NoticeCard::toggleDetails);

    m_buttons = new QHBoxLayout;
    m_buttons->setContentsMargins(0, 6, 0, 0);
    m_buttons->setSpacing(8);
    m_buttons->addWidget(m_fold);
    m_buttons->addStretch(1);
    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_title);
    words->addWidget(m_body);
    words->addLayout(m_buttons);
    words->addWidget(m_details);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(20, 14, 18, 14);
    row->setSpacing(14);
    row->addWidget(m_icon, 0, Qt::AlignTop);
    row->addLayout(words, 1);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred); // more lines when it is narrow: its wish is no upper limit
}

void NoticeCard::setWords(const QString& title, const QString& body)
{
    m_title->setWords(title);
    m_body->setWords(body);
    m_body->setVisible(!body.isEmpty());
    setAccessibleName(title + u' ' + body);
}

void NoticeCard::setProblem(const ProblemText& problem)
{
    setWords(problem.happened, (problem.safe + u' ' + problem.next).trimmed());
    m_details->setWords(problem.details);
    m_fold->setVisible(!problem.details.isEmpty());
    announce(this, accessibleName(), Urgency::Assertive);
}

Button* NoticeCard::addButton(bool primary)
{
    auto* button = new Button(primary ? ButtonKind::Primary : ButtonKind::Default, this);
    button->setTall(m_kind == NoticeKind::Error ? 36 : 30);
    m_buttons->insertWidget(m_buttons->indexOf(m_fold), button);
    return button;
}

void NoticeCard::toggleDetails()
{
    const bool open = m_details->isHidden();
    m_details->setVisible(open);
    m_fold->setIconName(open ? QStringLiteral("chevron-down") : QStringLiteral("chevron-right"));
}

void NoticeCard::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const bool error = m_kind == NoticeKind::Error;
    paintBarCard(painter, rect(), color(error ? Token::DangerTint : Token::BgRaised), color(error ? Token::Danger : Token::LineSubtle),
                 color(inkOf(m_kind)));
}

} // namespace sillok::ui
