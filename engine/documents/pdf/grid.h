// grid.h - Tables out of the ruling lines of a page.
#pragma once

#include "engine/documents/pdf/content.h"

#include <optional>

namespace sillok::documents::pdf {

/// One field between lines.
struct Field {
    int row = 0;
    int column = 0;
    int rowSpan = 1;
    int columnSpan = 1;
};

/// A table as its lines divide it; rows from the top.
class Grid {
public:
    /// The field that holds the place, a number into fields().
    std::optional<size_t> fieldAt(double x, double y) const;
    const std::vector<Field>& fields() const { return m_fields; }
    int rows() const { return static_cast<int>(m_ys.size()) - 1; }
    int columns() const { return static_cast<int>(m_xs.size()) - 1; }
    double area() const { return (m_xs.back() - m_xs.front()) * (m_ys.front() - m_ys.back()); }

private:
    friend class GridMaker;
    std::vector<double> m_xs;      ///< rising
    std::vector<double> m_ys;      ///< falling
    std::vector<size_t> m_owner;   ///< the field of every place between neighbouring lines, row by row
    std::vector<Field> m_fields;
};

/// Lines that cross each other make a table when every field between them is a rectangle and there are at least two columns.
/// Broken and dotted lines are whole lines; a table may be open at its left and right. Smaller tables come first.
/// None when they are more than kMaxLines: a drawing.
std::vector<Grid> gridsOf(std::vector<Ruling> rulings);

inline constexpr size_t kMaxLines = 600;

} // namespace sillok::documents::pdf
