// settled.h - What a widget looks like when nothing in it moves any more: all layouts done, nothing slides.
#pragma once

#include <QImage>
#include <QtTest>

#include <utility>

namespace sillok::test {

/// With so many pixels to each of the layout's in both directions.
inline QImage settled(QWidget& widget, int pixels = 1)
{
    QImage last;
    static_cast<void>(QTest::qWaitFor([&] {
        QCoreApplication::sendPostedEvents();
        QImage now(widget.size() * pixels, QImage::Format_RGB32);
        now.setDevicePixelRatio(pixels);
        widget.render(&now);
        return std::exchange(last, now) == now;
    }));
    return last;
}

} // namespace sillok::test
