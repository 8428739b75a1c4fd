#include "ui/widgets/empty_state.h"

#include "ui/style/icons.h"
#include "ui/style/paint.h"
#include "ui/widgets/button.h"
#include "ui/widgets/text.h"

#include <QPainter>
#include <QPainterPath>
#include <QVBoxLayout>

namespace sillok::ui {

namespace {

constexpr int kLowHeight = 420;

/// The record box: a sheet going into a box with the seal of the house on its lid.
class Drawing final : public QWidget {
public:
    explicit Drawing(QWidget* parent)
        : QWidget(parent)
    {
        setFixedSize(220, 150);
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.translate(28, 4);
        const QPen ink(color(Token::LineControl), 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
        painter.setPen(QPen(color(Token::LineStrong), 2, Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(0, 138, 164, 138);
        painter.setPen(ink);
        painter.setBrush(color(Token::BgRaised));
        QPainterPath sheet;
        sheet.moveTo(50, 52);
        sheet.lineTo(50, 12);
        sheet.quadTo(50, 8, 54, 8);
        sheet.lineTo(88, 8);
        sheet.lineTo(106, 26);
        sheet.lineTo(106, 52);
        painter.drawPath(sheet);
        painter.drawPolyline(QPolygonF { QPointF(88, 8), QPointF(88, 26), QPointF(106, 26) });
        painter.setPen(Qt::NoPen);
        painter.setBrush(color(Token::PageHighlight));
        painter.drawRoundedRect(QRectF(57, 21, 26, 8), 3, 3);
        painter.setPen(ink);
        painter.drawLine(62, 36, 94, 36);
        painter.drawLine(62, 45, 82, 45);
        painter.setBrush(color(Token::BgRaised));
        painter.drawRoundedRect(QRectF(23, 72, 118, 66), 4, 4);
        painter.setBrush(color(Token::BgList));
        painter.drawRoundedRect(QRectF(15, 52, 134, 22), 2, 2);
        painter.fillRect(QRectF(63, 73, 38, 28), color(Token::Cover));
        painter.setPen(QPen(color(Token::Stitch), 2.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.setBrush(Qt::NoBrush);
        painter.drawPolyline(QPolygonF { QPointF(74, 87), QPointF(80, 93), QPointF(91, 81) });
    }
};

} // namespace

EmptyState::EmptyState(QWidget* parent)
    : QWidget(parent)
{
    m_drawing = new Drawing(this);
    m_title = new Text(Type::PageTitle, Token::TextPrimary, this);
    m_title->setAlignment(Qt::AlignHCenter);
    m_title->setWordWrap(true);
    m_body = new Text(Type::Body, Token::TextSecondary, this);
    m_body->setAlignment(Qt::AlignHCenter);
    m_body->setWordWrap(true);
    m_primary = new Button(ButtonKind::Primary, this);
    m_primary->setTall(44);
    m_primary->hide();
    m_quiet = new Button(ButtonKind::Quiet, this);
    m_quiet->setTall(30);
    m_quiet->hide();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(24, 16, 24, 16);
    column->setSpacing(0);
    column->addStretch(1);
    column->addWidget(m_drawing, 0, Qt::AlignHCenter);
    column->addSpacing(20);
    column->addWidget(m_title);
    column->addSpacing(6);
    column->addWidget(m_body);
    column->addSpacing(20);
    column->addWidget(m_primary, 0, Qt::AlignHCenter);
    column->addSpacing(10);
    column->addWidget(m_quiet, 0, Qt::AlignHCenter);
    column->addStretch(1);
}

void EmptyState::setWords(const QString& title, const QString& body)
{
    m_title->setWords(title);
    m_body->setWords(body);
}

void EmptyState::setDropTarget(bool target)
{
    m_dropTarget = target;
    update();
}

void EmptyState::addFoot(QWidget* foot)
{
    auto* column = static_cast<QVBoxLayout*>(layout());
    column->insertSpacing(column->count() - 1, 16);
    column->insertWidget(column->count() - 1, foot, 0, Qt::AlignHCenter);
}

void EmptyState::paintEvent(QPaintEvent*)
{
    if (!m_dropTarget)
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPen dashes(color(Token::LineControl), 1, Qt::CustomDashLine);
    dashes.setDashPattern({ 3, 3 });
    painter.setPen(dashes);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 10, 10);
}

void EmptyState::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_drawing->setVisible(height() >= kLowHeight);
}

} // namespace sillok::ui
