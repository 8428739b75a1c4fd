#include "ui/style/icons.h"

#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

#include <cmath>

namespace sillok::ui {

namespace {

QByteArray svgText(const QString& name, const QColor& ink)
{
    QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return file.readAll().replace("currentColor", ink.name().toLatin1());
}

QPixmap rendered(const QString& name, const QSize& size, const QColor& ink, qreal ratio)
{
    const QString key = QStringLiteral("sillok-icon/%1/%2/%3/%4").arg(name).arg(size.width()).arg(ink.rgba()).arg(ratio);
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    pixmap = QPixmap(size * ratio);
    pixmap.fill(Qt::transparent);
    QSvgRenderer renderer(svgText(name, ink));
    QPainter painter(&pixmap);
    renderer.render(&painter);
    painter.end();
    pixmap.setDevicePixelRatio(ratio);
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

class TokenIconEngine final : public QIconEngine {
public:
    TokenIconEngine(QString name, Token ink, Token on) : m_name(std::move(name)), m_ink(ink), m_on(on) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override
    {
        paintIcon(*painter, m_name, rect, ink(mode, state));
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        return rendered(m_name, size, ink(mode, state), 1);
    }

    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state, qreal scale) override
    {
        return rendered(m_name, size / scale, ink(mode, state), scale);
    }

    QIconEngine* clone() const override { return new TokenIconEngine(*this); }

private:
    QColor ink(QIcon::Mode mode, QIcon::State state) const
    {
        if (mode == QIcon::Disabled)
            return color(Token::TextDisabled);
        return color(state == QIcon::On ? m_on : m_ink);
    }

    QString m_name;
    Token m_ink;
    Token m_on;
};

} // namespace

void paintIcon(QPainter& painter, const QString& name, const QRectF& where, const QColor& ink)
{
    const qreal ratio = painter.device() ? painter.device()->devicePixelRatioF() : 1;
    const int side = static_cast<int>(std::lround(where.width()));
    const QPixmap pixmap = rendered(name, QSize(side, side), ink, ratio);
    painter.drawPixmap(QPointF(std::round(where.x()), std::round(where.y() + (where.height() - side) / 2)), pixmap);
}

QIcon icon(const QString& name, Token ink, Token on) { return QIcon(new TokenIconEngine(name, ink, on)); }

} // namespace sillok::ui
