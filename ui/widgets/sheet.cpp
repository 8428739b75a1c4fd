#include "ui/widgets/sheet.h"

#include "ui/style/paint.h"
#include "ui/style/theme.h"
#include "ui/widgets/button.h"
#include "ui/widgets/field.h"
#include "ui/widgets/text.h"

#include <QApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>

namespace sillok::ui {

namespace {

class Card final : public QWidget {
public:
    using QWidget::QWidget;

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        paintBox(painter, rect(), 12, color(Token::BgRaised), color(Token::LineControl));
    }
};

} // namespace

Sheet::Sheet(QWidget* window, const QString& title, const QString& body)
    : QWidget(window)
{
    setAccessibleName(title);
    setAccessibleDescription(body);
    m_focusBefore = QApplication::focusWidget();
    m_card = new Card(this);
    m_card->setMinimumWidth(320);
    m_card->setMaximumWidth(480);
    m_column = new QVBoxLayout(m_card);
    m_column->setContentsMargins(24, 22, 24, 20);
    m_column->setSpacing(8);
    auto* heading = new Text(Type::ColumnTitle, Token::TextPrimary, m_card);
    heading->setWordWrap(true);
    heading->setWords(title);
    m_column->addWidget(heading);
    if (!body.isEmpty()) {
        auto* words = new Text(Type::Ui, Token::TextSecondary, m_card);
        words->setWordWrap(true);
        words->setWords(body);
        m_column->addWidget(words);
    }
    m_buttons = new QHBoxLayout;
    m_buttons->setContentsMargins(0, 12, 0, 0);
    m_buttons->setSpacing(8);
    m_buttons->addStretch(1);
    m_column->addLayout(m_buttons);

    auto* center = new QHBoxLayout(this);
    center->addStretch(1);
    center->addWidget(m_card, 100, Qt::AlignVCenter);
    center->addStretch(1);
    window->installEventFilter(this);
}

void Sheet::addAccept(const QString& words, bool dangerous)
{
    m_accept = new Button(dangerous ? ButtonKind::DangerFilled : ButtonKind::Primary, m_card);
    m_accept->setObjectName(QStringLiteral("sheetAccept"));
    m_accept->setWords(words);
    m_buttons->addWidget(m_accept);
    connect(m_accept, &QAbstractButton::clicked, this, &Sheet::accept);
}

void Sheet::addCancel(const QString& words)
{
    m_cancel = new Button(ButtonKind::Default, m_card);
    m_cancel->setObjectName(QStringLiteral("sheetCancel"));
    m_cancel->setWords(words);
    m_buttons->addWidget(m_cancel);
    connect(m_cancel, &QAbstractButton::clicked, this, &Sheet::dismiss);
}

Field* Sheet::addField(const QString& label, const QString& value)
{
    m_field = new Field(36, m_card);
    m_field->setObjectName(QStringLiteral("sheetField"));
    m_field->setAccessibleName(label);
    m_field->setText(value);
    m_field->selectAll();
    auto* name = new Text(Type::SecondaryBold, Token::TextPrimary, m_card);
    name->setWords(label);
    m_column->insertWidget(m_column->count() - 1, name);
    m_column->insertWidget(m_column->count() - 1, m_field);
    connect(m_field, &QLineEdit::returnPressed, this, &Sheet::accept);
    return m_field;
}

void Sheet::addContent(QWidget* content) { m_column->insertWidget(m_column->count() - 1, content); }

void Sheet::setMostWidth(int px) { m_card->setMaximumWidth(px); }

void Sheet::setAcceptEnabled(bool enabled) { m_accept->setEnabled(enabled); }

void Sheet::open()
{
    setGeometry(parentWidget()->rect());
    show();
    raise();
    if (m_field)
        m_field->setFocus();
    else if (m_cancel)
        m_cancel->setFocus(Qt::TabFocusReason);
    else if (m_accept)
        m_accept->setFocus(Qt::TabFocusReason);
}

void Sheet::accept()
{
    if ((m_accept && !m_accept->isEnabled()) || (m_field && !m_mayBeEmpty && m_field->text().trimmed().isEmpty()))
        return;
    emit accepted(m_field ? m_field->text().trimmed() : QString());
    dismiss();
}

void Sheet::dismiss()
{
    finish();
    emit closed();
}

void Sheet::finish()
{
    hide();
    if (m_focusBefore)
        m_focusBefore->setFocus();
    deleteLater();
}

void Sheet::paintEvent(QPaintEvent*)
{
    QPainter(this).fillRect(rect(), color(Token::Scrim));
}

void Sheet::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        dismiss();
}

bool Sheet::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize)
        setGeometry(parentWidget()->rect());
    return false;
}

/// Tab stays inside: fields, then the buttons from left to right.
bool Sheet::focusNextPrevChild(bool next)
{
    QList<QWidget*> order;
    for (QWidget* one : m_card->findChildren<QWidget*>())
        if (one->focusPolicy() & Qt::TabFocus && one->isVisible() && one->isEnabled() && one != m_cancel && one != m_accept)
            order.append(one);
    for (QWidget* one : std::initializer_list<QWidget*> { m_cancel, m_accept })
        if (one && one->isEnabled())
            order.append(one);
    if (order.isEmpty())
        return false;
    const auto at = order.indexOf(QApplication::focusWidget());
    const auto count = order.size();
    order.at((at + (next ? 1 : count - 1)) % count)->setFocus(next ? Qt::TabFocusReason : Qt::BacktabFocusReason);
    return true;
}

} // namespace sillok::ui
