#include "ui/unlock/cover.h"

#include "ui/style/icons.h"
#include "ui/style/paint.h"
#include "ui/style/theme.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QScrollArea>
#include <QVBoxLayout>

#include <cmath>

namespace sillok::ui {

namespace {

constexpr int kStitchInset = 58;
constexpr int kFootHeight = 48;

QFont serif(int px)
{
    QFont f = font(Type::Display);
    f.setPixelSize(px);
    return f;
}

} // namespace

Cover::Cover(QWidget* parent)
    : QWidget(parent)
{
    setAttribute(Qt::WA_OpaquePaintEvent);
}

void Cover::setMotto(const QString& motto)
{
    m_motto = motto;
    update();
}

void Cover::setSteps(const QString& title, const QStringList& steps, int current)
{
    m_title = title;
    m_steps = steps;
    m_current = current;
    update();
}

void Cover::paintSlip(QPainter& painter, const QRectF& slip) const
{
    painter.fillRect(slip, color(Token::SlipPaper));
    const bool small = slip.width() < 60;
    painter.setPen(QPen(color(Token::Cover), 1));
    if (!small)
        painter.drawRect(slip.adjusted(8.5, 8.5, -8.5, -8.5));
    const int px = static_cast<int>(slip.width() * (small ? 0.52 : 0.48));
    const qreal line = px * (small ? 1.14 : 1.42);
    painter.setFont(serif(px));
    painter.setPen(color(Token::SlipInk));
    const qreal top = slip.top() + (small ? (slip.height() - 2 * line) / 2 : slip.width() * 0.55);
    const QString name = QStringLiteral("실록");
    for (int i = 0; i < 2; ++i)
        painter.drawText(QRectF(slip.left(), top + i * line, slip.width(), line), Qt::AlignCenter, name.mid(i, 1));
    if (small)
        return;
    const qreal side = slip.width() * 0.55;
    const QRectF seal(slip.right() - side / 2, slip.bottom() - side * 0.66, side, side);
    paintBox(painter, seal, side * 0.14, color(Token::SealRed));
    paintIcon(painter, QStringLiteral("check"), seal.adjusted(side * 0.2, side * 0.2, -side * 0.2, -side * 0.2), color(Token::SlipPaper));
}

void Cover::paintSteps(QPainter& painter) const
{
    const int left = width() < 300 ? 20 : 40;
    const QRectF slip(left, 40, 30, 62);
    paintSlip(painter, slip);
    painter.setPen(color(Token::CoverText));
    painter.setFont(serif(scaled(20)));
    painter.drawText(QRectF(left + 42, 40, width() - kStitchInset - left - 50, 62), Qt::AlignVCenter | Qt::AlignLeft | Qt::TextWordWrap, m_title);
    for (int i = 0; i < m_steps.size(); ++i) {
        const QRectF dot(left, 148 + i * 48, 28, 28);
        const bool now = i == m_current;
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(color(Token::CoverText), 1));
        painter.setBrush(now ? QBrush(color(Token::SlipPaper)) : QBrush(Qt::NoBrush));
        painter.drawEllipse(dot);
        if (i < m_current) {
            paintIcon(painter, QStringLiteral("check"), dot.adjusted(6, 6, -6, -6), color(Token::CoverText));
        } else {
            painter.setFont(sillok::ui::font(Type::CaptionBold));
            painter.setPen(color(now ? Token::SlipInk : Token::CoverText));
            painter.drawText(dot, Qt::AlignCenter, QString::number(i + 1));
        }
        painter.setFont(sillok::ui::font(now ? Type::UiBold : Type::Ui));
        painter.setPen(color(Token::CoverText));
        painter.drawText(QRectF(left + 40, dot.top() - 10, width() - kStitchInset - left - 46, dot.height() + 20),
                         Qt::AlignVCenter | Qt::AlignLeft | Qt::TextWordWrap, m_steps.at(i));
    }
}

void Cover::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), color(Token::Cover));
    const qreal spine = width() - kStitchInset;
    const QColor thread = color(Token::Stitch);
    painter.fillRect(QRectF(spine, 0, 3, height()), thread);
    for (int i = 0; i < 5; ++i)
        painter.fillRect(QRectF(spine, std::round(height() * (0.1 + 0.2 * i)) - 1, kStitchInset, 2), thread);
    if (!m_steps.isEmpty()) {
        paintSteps(painter);
        return;
    }
    const qreal scale = qBound(0.55, qMin(height() / 900.0, width() / 560.0), 1.0);
    paintSlip(painter, QRectF(72 * scale, 72 * scale, 112 * scale, 392 * scale));
    painter.setFont(sillok::ui::font(Type::Body));
    painter.setPen(color(Token::CoverText));
    const QRectF words(72 * scale, height() - 130 * scale - 30, spine - 72 * scale - 16, 80 * scale + 30);
    const QRectF needed = painter.boundingRect(words, Qt::AlignLeft | Qt::TextWordWrap, m_motto);
    if (needed.height() <= words.height() && words.bottom() - needed.height() > 510 * scale) // not where the slip and its seal are
        painter.drawText(words, Qt::AlignBottom | Qt::AlignLeft | Qt::TextWordWrap, m_motto);
}

CoverPage::CoverPage(int coverWidth, int columnWidth, QWidget* parent)
    : QWidget(parent)
    , m_coverWidth(coverWidth)
    , m_columnWidth(columnWidth)
{
    setSurface(this, Token::BgCanvas);
    m_cover = new Cover(this);
    m_scroll = new QScrollArea(this);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* content = new QWidget;
    setSurface(content, Token::BgCanvas);
    m_column = new QWidget(content);
    auto* center = new QHBoxLayout(content);
    center->setContentsMargins(24, 16, 24, 16);
    center->addStretch(1);
    center->addWidget(m_column, 0, Qt::AlignVCenter);
    center->addStretch(1);
    m_scroll->setWidget(content);
}

void CoverPage::addFoot(QWidget* foot)
{
    m_foot = foot;
    foot->setParent(this);
}

void CoverPage::resizeEvent(QResizeEvent*)
{
    int cover = m_coverWidth;
    if (width() < 1280)
        cover = qMin(m_coverWidth, width() * 36 / 100);
    if (width() < 960)
        cover = qMin(m_coverWidth, 240);
    m_cover->setGeometry(0, 0, cover, height());
    const int foot = m_foot ? kFootHeight : 0;
    m_scroll->setGeometry(cover, 0, width() - cover, height() - foot);
    m_column->setFixedWidth(qMin(m_columnWidth, width() - cover - 60));
    if (m_foot)
        m_foot->setGeometry(cover, height() - foot, width() - cover, foot);
}

} // namespace sillok::ui
