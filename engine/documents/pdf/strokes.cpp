#include "engine/documents/pdf/strokes.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace sillok::documents::pdf {

namespace {

constexpr double kStraight = 0.8;     ///< points that a ruling may lean
constexpr double kThin = 2.5;         ///< a filled bar is a ruling up to this width
constexpr double kFarthest = 1e6;     ///< points from the corner of any page
constexpr size_t kMaxPath = 50'000;
constexpr size_t kMaxPatches = 500;   ///< more are a drawing; what lies below a letter is not asked then

void widen(Box& box, Point point)
{
    box = { std::min(box.left, point.x), std::min(box.bottom, point.y), std::max(box.right, point.x), std::max(box.top, point.y) };
}

Box boxOf(Point point) { return { point.x, point.y, point.x, point.y }; }

} // namespace

void Clip::narrow(const Clip& other)
{
    box = box.common(other.box);
    exact = exact && other.exact;
}

void Strokes::moveTo(Point point)
{
    m_start = m_now = point;
    m_begins = true;
}

void Strokes::add(Point to, bool curved)
{
    if (m_path.size() < kMaxPath)
        m_path.push_back({ m_now, to, m_begins, curved });
    m_now = to;
    m_begins = false;
}

void Strokes::lineTo(Point point) { add(point, false); }

void Strokes::curveTo(Point point) { add(point, true); }

void Strokes::close()
{
    add(m_start, false);
    m_begins = true;
}

void Strokes::rule(Point from, Point to)
{
    const bool near = std::ranges::all_of(std::array { from.x, from.y, to.x, to.y }, [](double one) { return std::abs(one) < kFarthest; });
    if (m_rulings.size() >= kMaxRulings || !near)
        return;
    if (std::abs(from.y - to.y) <= kStraight && from.x != to.x)
        m_rulings.push_back({ true, (from.y + to.y) / 2, std::min(from.x, to.x), std::max(from.x, to.x) });
    else if (std::abs(from.x - to.x) <= kStraight && from.y != to.y)
        m_rulings.push_back({ false, (from.x + to.x) / 2, std::min(from.y, to.y), std::max(from.y, to.y) });
}

void Strokes::stroke(double width)
{
    for (const Part& part : m_path) {
        if (!part.curved)
            rule(part.from, part.to);
        if (width > kThin) {
            Box box = boxOf(part.from);
            widen(box, part.to);
            addPatch({ { box.left - width / 2, box.bottom - width / 2, box.right + width / 2, box.top + width / 2 }, false, false });
        }
    }
}

Clip Strokes::outline() const
{
    if (m_path.empty())
        return {};
    Clip clip { boxOf(m_path.front().from), isRectangle() };
    for (const Part& part : m_path) {
        widen(clip.box, part.from);
        widen(clip.box, part.to);
    }
    return clip;
}

/// Four sides along the edges of the page, of which the last may be left to whoever fills it.
bool Strokes::isRectangle() const
{
    if (m_path.size() < 3 || m_path.size() > 5 || std::ranges::count(m_path, true, &Part::begins) != 1)
        return false;
    const auto near = [](double a, double b) { return std::abs(a - b) <= kStraight; };
    const auto along = [&](Point a, Point b) { return near(a.x, b.x) || near(a.y, b.y); };
    const Point first = m_path.front().from, last = m_path.back().to;
    const bool closed = near(first.x, last.x) && near(first.y, last.y);
    const bool closedTwice = m_path.size() == 5 && near(m_path[3].to.x, first.x) && near(m_path[3].to.y, first.y);
    return (m_path.size() == 3 ? along(last, first) : closed && (m_path.size() == 4 || closedTwice))
        && std::ranges::all_of(m_path, [&](const Part& part) { return !part.curved && along(part.from, part.to); });
}

void Strokes::fill(bool white, const Clip& clip)
{
    if (white && !(isRectangle() && clip.exact))
        return;
    Box box;
    for (size_t i = 0; i < m_path.size(); ++i) {
        if (m_path[i].begins)
            box = boxOf(m_path[i].from);
        widen(box, m_path[i].to);
        if (i + 1 == m_path.size() || m_path[i + 1].begins)
            fillPart(clip.box.common(box), white);
    }
}

void Strokes::fillPart(const Box& box, bool white)
{
    const double width = box.right - box.left, height = box.top - box.bottom;
    const double x = (box.left + box.right) / 2, y = (box.bottom + box.top) / 2;
    if (width < 0 || height < 0)
        return;
    if (height <= kThin && width > height && !white)
        rule({ box.left, y }, { box.right, y });
    else if (width <= kThin && height > width && !white)
        rule({ x, box.bottom }, { x, box.top });
    else
        addPatch({ box, white, false });
}

void Strokes::end()
{
    m_path.clear();
    m_begins = true;
}

void Strokes::addPatch(Patch patch)
{
    if (m_patches.size() < kMaxPatches)
        m_patches.push_back(patch);
}

bool Strokes::isWhite(double x, double y) const
{
    if (m_patches.size() >= kMaxPatches)
        return false;
    const auto top = std::find_if(m_patches.rbegin(), m_patches.rend(), [&](const Patch& patch) { return patch.box.holds(x, y); });
    return top == m_patches.rend() || top->white;
}

bool Strokes::onPicture(double x, double y) const
{
    return m_patches.size() >= kMaxPatches
        || std::ranges::any_of(m_patches, [&](const Patch& patch) { return patch.picture && patch.box.holds(x, y); });
}

} // namespace sillok::documents::pdf
