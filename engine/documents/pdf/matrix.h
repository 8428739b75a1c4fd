// matrix.h - The plane as PDF turns, stretches and moves it.
#pragma once

#include <cmath>

namespace sillok::documents::pdf {

struct Point {
    double x = 0;
    double y = 0;
};

/// source  PDF 32000-1 8.3.3
struct Matrix {
    double a = 1, b = 0, c = 0, d = 1, e = 0, f = 0;

    Point of(double x, double y) const { return { a * x + c * y + e, b * x + d * y + f }; }
    /// What is done first, then this.
    Matrix after(const Matrix& first) const
    {
        return { first.a * a + first.b * c, first.a * b + first.b * d, first.c * a + first.d * c, first.c * b + first.d * d,
            first.e * a + first.f * c + e, first.e * b + first.f * d + f };
    }
    /// How long a unit upwards becomes.
    double height() const { return std::hypot(c, d); }
    /// How long a unit to the right becomes.
    double width() const { return std::hypot(a, b); }
};

} // namespace sillok::documents::pdf
