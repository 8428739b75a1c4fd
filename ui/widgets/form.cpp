#include "ui/widgets/form.h"

#include "ui/style/paint.h"
#include "ui/style/theme.h"
#include "ui/widgets/icon_label.h"
#include "ui/widgets/text.h"

#include <QPainter>

namespace sillok::ui {

namespace {
constexpr int kFormWidth = 820;
}

FormColumn::FormColumn(QWidget* parent)
    : QScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    auto* content = new QWidget;
    setSurface(content, Token::BgCanvas);
    auto* row = new QHBoxLayout(content);
    row->setContentsMargins(28, 20, 28, 28);
    auto* inner = new QWidget(content);
    inner->setMaximumWidth(kFormWidth);
    m_column = new QVBoxLayout(inner);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(0);
    row->addStretch(1);
    row->addWidget(inner, 100);
    row->addStretch(1);
    setWidget(content);
}

CardFrame::CardFrame(Token line, QWidget* parent)
    : QWidget(parent)
    , m_line(line)
{
}

void CardFrame::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paintBox(painter, rect(), 10, color(Token::BgRaised), color(m_line));
}

SettingRow::SettingRow(QWidget* control, QWidget* parent)
    : QWidget(parent)
    , m_control(control)
{
    m_name = new Text(Type::UiBold, Token::TextPrimary, this);
    m_note = new Text(Type::Secondary, Token::TextSecondary, this);
    m_note->setWordWrap(true);
    auto* words = new QVBoxLayout;
    words->setSpacing(1);
    words->addWidget(m_name);
    words->addWidget(m_note);
    m_managed = new QWidget(this);
    m_reason = new Text(Type::Secondary, Token::Info, m_managed);
    m_reason->setObjectName(QStringLiteral("managedReason"));
    m_reason->setWordWrap(true);
    auto* managed = new QHBoxLayout(m_managed);
    managed->setContentsMargins(0, 4, 0, 0);
    managed->setSpacing(6);
    managed->addWidget(new IconLabel(QStringLiteral("managed"), 16, Token::Info, m_managed), 0, Qt::AlignTop);
    managed->addWidget(m_reason, 1);
    words->addWidget(m_managed);
    m_managed->hide();
    auto* row = new QHBoxLayout;
    row->setContentsMargins(0, 14, 0, 14);
    row->setSpacing(20);
    row->addLayout(words, 1);
    row->addWidget(control, 0, Qt::AlignVCenter);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(row);
    column->addWidget(new Rule(this));
}

void SettingRow::setWords(const QString& name, const QString& note)
{
    m_name->setWords(name);
    m_note->setWords(note);
    m_note->setVisible(!note.isEmpty());
    m_control->setAccessibleName(name);
}

void SettingRow::setManaged(const QString& reason)
{
    m_reason->setWords(reason);
    m_managed->setVisible(!reason.isEmpty());
    m_control->setAccessibleDescription(reason);
}

} // namespace sillok::ui
