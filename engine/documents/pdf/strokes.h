// strokes.h - Paths of a PDF page as ruling lines and coloured patches.
#pragma once

#include "engine/documents/pdf/content.h"
#include "engine/documents/pdf/matrix.h"

namespace sillok::documents::pdf {

/// Where what is drawn can be seen.
struct Clip {
    Box box { -1e9, -1e9, 1e9, 1e9 };
    bool exact = true;      ///< the box is all of it; else it may be smaller

    void narrow(const Clip& other);
};

/// Something that lies over the paper.
struct Patch {
    Box box;
    bool white = false;
    bool picture = false;
};

/// Collects the path that is being drawn and what is made of it.
class Strokes {
public:
    explicit Strokes(std::vector<Ruling>& rulings) : m_rulings(rulings) {}

    void moveTo(Point point);
    void lineTo(Point point);
    /// The end of a curve: where the path goes on, no ruling.
    void curveTo(Point point);
    void close();
    /// A line as wide as a bar is a patch as well, of whatever colour.
    void stroke(double width);
    /// White where it is not known to lie is no patch.
    void fill(bool white, const Clip& clip);
    /// The path that is being drawn as a clip.
    Clip outline() const;
    /// The path is used up.
    void end();
    void picture(const Box& box) { addPatch({ box, false, true }); }
    size_t patches() const { return m_patches.size(); }

    /// Whether the place shows white: paper, or a white patch. When there are too many patches to tell: false.
    bool isWhite(double x, double y) const;
    /// Whether a picture lies there, at any time of the drawing.
    bool onPicture(double x, double y) const;

private:
    struct Part {
        Point from;
        Point to;
        bool begins = false;   ///< of a subpath
        bool curved = false;
    };

    void add(Point to, bool curved);
    void rule(Point from, Point to);
    void fillPart(const Box& box, bool white);
    bool isRectangle() const;
    void addPatch(Patch patch);

    std::vector<Ruling>& m_rulings;
    std::vector<Part> m_path;
    std::vector<Patch> m_patches;
    Point m_start;
    Point m_now;
    bool m_begins = true;
};

} // namespace sillok::documents::pdf
