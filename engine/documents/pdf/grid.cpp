#include "engine/documents/pdf/grid.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <numeric>
#include <tuple>

namespace sillok::documents::pdf {

namespace {

constexpr double kSamePlace = 2.0;   ///< points: double lines and both sides of a thick one are one
constexpr double kGap = 3.5;         ///< between the dots of a dotted line
constexpr double kLeastLength = 5.0;
constexpr double kReach = 3.5;       ///< lines that end so near another one meet it
constexpr size_t kMaxPlaces = 6'000;

/// Pieces of one line joined; short rests left out.
std::vector<Ruling> joined(std::vector<Ruling> rulings)
{
    std::ranges::sort(rulings, [](const Ruling& a, const Ruling& b) { return std::tie(a.across, a.at, a.from) < std::tie(b.across, b.at, b.from); });
    std::vector<Ruling> lines;
    for (size_t i = 0; i < rulings.size();) {
        size_t end = i + 1;
        while (end < rulings.size() && rulings[end].across == rulings[i].across && rulings[end].at - rulings[i].at <= kSamePlace)
            ++end;
        std::sort(rulings.begin() + static_cast<ptrdiff_t>(i), rulings.begin() + static_cast<ptrdiff_t>(end), [](const Ruling& a, const Ruling& b) { return a.from < b.from; });
        Ruling line = rulings[i];
        for (++i; i < end; ++i) {
            if (rulings[i].from - line.to > kGap) {
                lines.push_back(line);
                line = rulings[i];
            }
            line.to = std::max(line.to, rulings[i].to);
        }
        lines.push_back(line);
    }
    std::erase_if(lines, [](const Ruling& line) { return line.to - line.from < kLeastLength; });
    return lines;
}

bool cross(const Ruling& a, const Ruling& b)
{
    return a.across != b.across && a.at >= b.from - kReach && a.at <= b.to + kReach && b.at >= a.from - kReach && b.at <= a.to + kReach;
}

/// Places that are nearly the same become one.
std::vector<double> distinct(std::vector<double> places)
{
    std::ranges::sort(places);
    std::vector<double> out;
    for (const double place : places) {
        if (out.empty() || place - out.back() > 2 * kSamePlace)
            out.push_back(place);
    }
    return out;
}

/// Lines that hang together, by the number of their group.
std::map<size_t, std::vector<Ruling>> groupsOf(const std::vector<Ruling>& lines)
{
    std::vector<size_t> parent(lines.size());
    std::iota(parent.begin(), parent.end(), size_t { 0 });
    const auto root = [&](size_t i) {
        while (parent[i] != i)
            i = parent[i] = parent[parent[i]];
        return i;
    };
    for (size_t i = 0; i < lines.size(); ++i) {
        for (size_t k = i + 1; k < lines.size(); ++k) {
            if (cross(lines[i], lines[k]))
                parent[root(i)] = root(k);
        }
    }
    std::map<size_t, std::vector<Ruling>> groups;
    for (size_t i = 0; i < lines.size(); ++i)
        groups[root(i)].push_back(lines[i]);
    return groups;
}

} // namespace

/// Makes one table out of lines that hang together.
class GridMaker {
public:
    explicit GridMaker(const std::vector<Ruling>& lines) : m_lines(lines)
    {
        for (const Ruling& line : lines)
            (line.across ? m_across : m_upright).push_back(line);
        std::ranges::sort(m_across, {}, &Ruling::at);
        std::ranges::sort(m_upright, {}, &Ruling::at);
    }

    std::optional<Grid> make()
    {
        std::vector<double> xs, ys;
        for (const Ruling& line : m_lines) {
            (line.across ? ys : xs).push_back(line.at);
            if (line.across) {
                xs.push_back(line.from);
                xs.push_back(line.to);
            }
        }
        m_grid.m_xs = edged(xs);
        m_grid.m_ys = distinct(ys);
        std::ranges::reverse(m_grid.m_ys);
        if (m_grid.m_xs.size() < 3 || m_grid.m_ys.size() < 2 || m_grid.m_xs.size() * m_grid.m_ys.size() > kMaxPlaces)
            return std::nullopt;
        return fill() ? std::optional(std::move(m_grid)) : std::nullopt;
    }

private:
    /// Uprights, and the ends of the lines across where no upright closes the table.
    std::vector<double> edged(const std::vector<double>& places) const
    {
        std::vector<double> uprights;
        for (const Ruling& line : m_upright)
            uprights.push_back(line.at);
        std::vector<double> xs = distinct(uprights);
        const auto [least, most] = std::ranges::minmax(places);
        if (xs.empty() || xs.front() - least > 2 * kReach)
            xs.insert(xs.begin(), least);
        if (most - xs.back() > 2 * kReach)
            xs.push_back(most);
        return xs;
    }

    /// Whether a line lies at `at` and passes the middle of the edge.
    bool edge(bool across, double at, double middle) const
    {
        const std::vector<Ruling>& lines = across ? m_across : m_upright;
        const auto first = std::ranges::lower_bound(lines, at - 2 * kSamePlace, {}, &Ruling::at);
        const auto last = std::ranges::upper_bound(lines, at + 2 * kSamePlace, {}, &Ruling::at);
        return std::any_of(first, last, [&](const Ruling& line) { return line.from <= middle && line.to >= middle; });
    }

    /// Grows every field from its left upper place to the right and down until lines end it.
    bool fill()
    {
        const size_t columns = m_grid.m_xs.size() - 1, rows = m_grid.m_ys.size() - 1;
        constexpr size_t kNone = SIZE_MAX;
        m_grid.m_owner.assign(columns * rows, kNone);
        const auto middleX = [&](size_t column) { return (m_grid.m_xs[column] + m_grid.m_xs[column + 1]) / 2; };
        const auto middleY = [&](size_t row) { return (m_grid.m_ys[row] + m_grid.m_ys[row + 1]) / 2; };
        for (size_t row = 0; row < rows; ++row) {
            for (size_t column = 0; column < columns; ++column) {
                if (m_grid.m_owner[row * columns + column] != kNone)
                    continue;
                size_t right = column + 1, below = row + 1;
                while (right < columns && !edge(false, m_grid.m_xs[right], middleY(row)))
                    ++right;
                while (below < rows && !edge(true, m_grid.m_ys[below], middleX(column)))
                    ++below;
                for (size_t r = row; r < below; ++r) {
                    for (size_t c = column; c < right; ++c) {
                        const bool open = (c + 1 < right && edge(false, m_grid.m_xs[c + 1], middleY(r))) || (r + 1 < below && edge(true, m_grid.m_ys[r + 1], middleX(c)));
                        if (open || m_grid.m_owner[r * columns + c] != kNone)
                            return false;
                        m_grid.m_owner[r * columns + c] = m_grid.m_fields.size();
                    }
                }
                m_grid.m_fields.push_back({ static_cast<int>(row), static_cast<int>(column), static_cast<int>(below - row), static_cast<int>(right - column) });
            }
        }
        return m_grid.m_fields.size() > 1;
    }

    const std::vector<Ruling>& m_lines;
    std::vector<Ruling> m_across;    ///< by their places
    std::vector<Ruling> m_upright;
    Grid m_grid;
};

std::optional<size_t> Grid::fieldAt(double x, double y) const
{
    if (x < m_xs.front() || x >= m_xs.back() || y > m_ys.front() || y <= m_ys.back())
        return std::nullopt;
    const auto column = std::ranges::upper_bound(m_xs, x) - m_xs.begin() - 1;
    const auto row = std::ranges::upper_bound(m_ys, y, std::greater<>()) - m_ys.begin() - 1;
    return m_owner[static_cast<size_t>(row) * static_cast<size_t>(columns()) + static_cast<size_t>(column)];
}

std::vector<Grid> gridsOf(std::vector<Ruling> rulings)
{
    const std::vector<Ruling> lines = joined(std::move(rulings));
    std::vector<Grid> grids;
    if (lines.size() > kMaxLines)
        return grids;
    for (const auto& [number, group] : groupsOf(lines)) {
        if (auto grid = GridMaker(group).make())
            grids.push_back(std::move(*grid));
    }
    std::ranges::sort(grids, {}, &Grid::area);
    return grids;
}

} // namespace sillok::documents::pdf
