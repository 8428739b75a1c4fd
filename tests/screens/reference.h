// reference.h - Small pictures that were looked at once, and what differs from them now.
#pragma once

#include <QImage>

namespace sillok::test {

/// Grey, 160 wide: antialiasing and a caret do not show in it, a control that is missing or stands elsewhere does.
QImage smallOf(const QImage& picture);

/// Points whose grey is another by more than what a letter makes of it.
int pointsThatDiffer(const QImage& small, const QImage& reference);
constexpr int kPointsAllowed = 2;

/// Of the letters that this machine draws: the same fonts in the same version drawn the same way.
QByteArray signOfFonts();

} // namespace sillok::test
