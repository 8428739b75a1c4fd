#include "tests/screens/reference.h"

#include "ui/style/type.h"

#include <QCryptographicHash>
#include <QPainter>

namespace sillok::test {

namespace {

constexpr int kWide = 160;
constexpr int kOtherGrey = 6;    // of 255

} // namespace

QImage smallOf(const QImage& picture)
{
    QImage plain = picture;
    plain.setDevicePixelRatio(1);
    return plain.scaledToWidth(kWide, Qt::SmoothTransformation).convertToFormat(QImage::Format_Grayscale8);
}

int pointsThatDiffer(const QImage& small, const QImage& reference)
{
    if (small.size() != reference.size())
        return small.width() * small.height();
    int points = 0;
    for (int y = 0; y < small.height(); ++y)
        for (int x = 0; x < small.width(); ++x)
            points += qAbs(qGray(small.pixel(x, y)) - qGray(reference.pixel(x, y))) > kOtherGrey;
    return points;
}

QByteArray signOfFonts()
{
    using ui::Type;
    QImage drawn(900, 400, QImage::Format_Grayscale8);
    drawn.fill(Qt::white);
    QPainter painter(&drawn);
    int y = 40;
    for (const Type type : { Type::PageTitle, Type::Ui, Type::Body, Type::Caption, Type::Code }) {
        painter.setFont(ui::font(type));
        painter.drawText(10, y, QStringLiteral("가나다 힣 漢字 ABC xyz 0123456789 “인용” — …"));
        y += 60;
    }
    painter.end();
    return QCryptographicHash::hash(QByteArrayView(drawn.constBits(), drawn.sizeInBytes()), QCryptographicHash::Sha256).toHex();
}

} // namespace sillok::test
