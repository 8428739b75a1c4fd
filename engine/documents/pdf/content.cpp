#include "engine/documents/pdf/content.h"

#include "engine/documents/hidden_letters.h"
#include "engine/documents/pdf/lines.h"
#include "engine/documents/pdf/strokes.h"

#include <algorithm>
#include <utility>

namespace sillok::documents::pdf {

namespace {

constexpr int kMaxForms = 8;        ///< inside each other
constexpr int kMaxFormsDrawn = 500; ///< on one page
constexpr size_t kMaxStates = 64;
constexpr double kTinyPoints = kTinyCentipoints / 100.0;
constexpr double kInvisibleMode = 3;
constexpr size_t kMaxContentBytes = size_t { 64 } << 20;
constexpr uint64_t kStepsPerLetter = 4, kPatchesAtOnce = 16;

/// How colours are given: by themselves, or by a rule that is not followed.
enum class Space : uint8_t { Additive, Subtractive, Other };

struct State {
    Matrix place;
    Clip clip;
    double lineWidth = 1;
    Space space = Space::Additive;
    bool white = false;
    bool clear = false;             ///< drawn with no opacity
    const Font* font = nullptr;
    double size = 0, letterGap = 0, wordGap = 0, stretch = 1, lineGap = 0, rise = 0, mode = 0;
};

Matrix turnOf(int degrees)
{
    switch ((degrees % 360 + 360) % 360) {
    case 90: return { 0, -1, 1, 0, 0, 0 };
    case 180: return { -1, 0, 0, -1, 0, 0 };
    case 270: return { 0, 1, -1, 0, 0, 0 };
    default: return {};
    }
}

Box boxAround(const Matrix& matrix, const Box& box)
{
    Box around { 1e9, 1e9, -1e9, -1e9 };
    for (const Point corner : { matrix.of(box.left, box.bottom), matrix.of(box.right, box.bottom), matrix.of(box.left, box.top), matrix.of(box.right, box.top) })
        around = { std::min(around.left, corner.x), std::min(around.bottom, corner.y), std::max(around.right, corner.x), std::max(around.top, corner.y) };
    return around;
}

/// What a box of the file shows.
Clip clipOf(const Matrix& matrix, const Object& corners)
{
    if (corners.items.size() != 4)
        return {};
    const double a = corners.items[0].number, b = corners.items[1].number, c = corners.items[2].number, d = corners.items[3].number;
    const bool along = (matrix.a == 0 && matrix.d == 0) || (matrix.b == 0 && matrix.c == 0);
    return { boxAround(matrix, { std::min(a, c), std::min(b, d), std::max(a, c), std::max(b, d) }), along };
}

/// Behind the bytes of a picture that stands in the content itself. source  PDF 32000-1 8.9.7
size_t endOfPicture(std::string_view content, size_t at)
{
    for (size_t end = content.find("EI", at); end != std::string_view::npos; end = content.find("EI", end + 1)) {
        if (isWhiteByte(content[end - 1]) && (end + 2 == content.size() || isWhiteByte(content[end + 2])))
            return end + 2;
    }
    return content.size();
}

Matrix matrixOf(const std::vector<Object>& numbers)
{
    if (numbers.size() < 6)
        return {};
    const Object* n = numbers.data() + (numbers.size() - 6);
    return { n[0].number, n[1].number, n[2].number, n[3].number, n[4].number, n[5].number };
}

class Painter {
public:
    Painter(File& file, Fonts& fonts, const Page& page)
        : m_file(file)
        , m_fonts(fonts)
        , m_strokes(m_marks.rulings)
    {
        const Object* degrees = page.dictionary.find("Rotate");
        m_state.place = turnOf(degrees ? file.resolved(*degrees).integer() : 0);
        m_page = boxAround(m_state.place, page.box);
    }

    void draw(const std::string& content, const Object& resources, int depth)
    {
        m_file.spend(content.size());
        const Object* outer = std::exchange(m_resources, &resources);
        Lexer lexer(content);
        std::vector<Object> operands;
        for (auto object = lexer.next(); object && !m_file.exhausted(); object = lexer.next()) {
            if (object->kind != Object::Kind::Operator) {
                if (operands.size() < 64)
                    operands.push_back(std::move(*object));
                continue;
            }
            if (object->text == "ID") {
                lexer.skipTo(endOfPicture(content, lexer.at()));
                picture();
            } else if (object->text == "Do") {
                form(operands, depth);
            } else {
                m_operands = &operands;
                if (!state(object->text) && !path(object->text))
                    text(object->text);
            }
            operands.clear();
        }
        m_resources = outer;
        m_complete = m_complete && !lexer.cutOff();
    }

    /// Nothing when something was not read: what a letter lies on would not be known.
    Marks finish()
    {
        m_lines.flush();
        if (!m_complete || m_file.exhausted())
            return {};
        m_marks.glyphs = m_lines.take();
        for (Glyph& glyph : m_marks.glyphs)
            glyph.hidden = !m_page.holds(glyph.x, glyph.y) || (glyph.hidden && !m_strokes.onPicture(glyph.x, glyph.y));
        return std::move(m_marks);
    }

private:
    /// The operand that stands `before` places from the last.
    double number(size_t before = 0) const { return m_operands->size() > before ? (*m_operands)[m_operands->size() - 1 - before].number : 0; }
    Point point(size_t before = 0) const { return m_state.place.of(number(before + 1), number(before)); }

    bool state(std::string_view word)
    {
        if (word == "q") {
            if (m_saved.size() < kMaxStates)
                m_saved.push_back(m_state);
        } else if (word == "Q") {
            if (!m_saved.empty()) {
                m_state = m_saved.back();
                m_saved.pop_back();
            }
        } else if (word == "cm") {
            m_state.place = m_state.place.after(matrixOf(*m_operands));
        } else if (word == "w") {
            m_state.lineWidth = number();
        } else if (word == "gs") {
            const Object& opacity = m_file.entry(resource("ExtGState"), "ca");
            m_state.clear = opacity.kind == Object::Kind::Number ? opacity.number <= 0 : m_state.clear;
        } else {
            return colour(word);
        }
        return true;
    }

    bool colour(std::string_view word)
    {
        const auto all = [this](double value) {
            return !m_operands->empty() && std::ranges::all_of(*m_operands, [value](const Object& one) { return one.kind == Object::Kind::Number && one.number == value; });
        };
        if (word == "g" || word == "rg") {
            m_state.space = Space::Additive;
            m_state.white = all(1);
        } else if (word == "k") {
            m_state.space = Space::Subtractive;
            m_state.white = all(0);
        } else if (word == "cs") {
            m_state.space = spaceOf();
            m_state.white = false;
        } else if (word == "sc" || word == "scn") {
            m_state.white = m_state.space == Space::Additive ? all(1) : m_state.space == Space::Subtractive && all(0);
        } else {
            return false;
        }
        return true;
    }

    Space spaceOf()
    {
        const std::string name = m_operands->empty() ? std::string() : m_operands->back().text;
        const Object& named = resource("ColorSpace");
        const bool spelledOut = named.kind == Object::Kind::Array && !named.items.empty();
        const std::string& kind = spelledOut ? named.items.front().text : named.kind == Object::Kind::Name ? named.text : name;
        if (kind == "DeviceCMYK")
            return Space::Subtractive;
        if (kind == "ICCBased" && named.items.size() > 1)
            return m_file.entry(m_file.resolved(named.items[1]), "N").integer() == 4 ? Space::Subtractive : Space::Additive;
        return kind == "DeviceGray" || kind == "DeviceRGB" || kind == "CalGray" || kind == "CalRGB" ? Space::Additive : Space::Other;
    }

    bool path(std::string_view word)
    {
        if (word == "m") {
            m_strokes.moveTo(point());
        } else if (word == "l") {
            m_strokes.lineTo(point());
        } else if (word == "c" || word == "v" || word == "y") {
            m_strokes.curveTo(point());
        } else if (word == "h") {
            m_strokes.close();
        } else if (word == "re") {
            rectangle(number(3), number(2), number(1), number());
        } else if (const size_t kind = std::string_view("S s f F f* B B* b b* n ").find(std::string(word) + ' '); kind != std::string_view::npos) {
            if (word[0] == 's' || word[0] == 'b')
                m_strokes.close();
            if (word[0] == 'f' || word[0] == 'F' || word[0] == 'B' || word[0] == 'b')
                m_strokes.fill(m_state.white, m_state.clip);
            if (word[0] == 'S' || word[0] == 's' || word[0] == 'B' || word[0] == 'b')
                m_strokes.stroke(m_state.lineWidth * m_state.place.width());
            if (std::exchange(m_clips, false))
                m_state.clip.narrow(m_strokes.outline());
            m_strokes.end();
        } else if (word == "W" || word == "W*") {
            m_clips = true;
        } else if (word == "sh") {
            m_strokes.picture(m_state.clip.box.common(m_page));
        } else {
            return false;
        }
        return true;
    }

    void rectangle(double x, double y, double width, double height)
    {
        const Matrix& place = m_state.place;
        m_strokes.moveTo(place.of(x, y));
        for (const Point corner : { place.of(x + width, y), place.of(x + width, y + height), place.of(x, y + height) })
            m_strokes.lineTo(corner);
        m_strokes.close();
    }

    void text(std::string_view word)
    {
        if (word == "BT") {
            m_text = m_line = {};
        } else if (word == "Tf") {
            m_state.font = m_fonts.font(m_file, resource("Font"));
            m_state.size = number();
        } else if (word == "Td" || word == "TD") {
            if (word == "TD")
                m_state.lineGap = -number();
            m_text = m_line = m_line.after({ 1, 0, 0, 1, number(1), number() });
        } else if (word == "Tm") {
            m_text = m_line = matrixOf(*m_operands);
        } else if (word == "T*" || word == "'" || word == "\"") {
            if (word == "\"") {
                m_state.wordGap = number(2);
                m_state.letterGap = number(1);
            }
            m_text = m_line = m_line.after({ 1, 0, 0, 1, 0, -m_state.lineGap });
            if (word != "T*")
                show();
        } else if (word == "Tj" || word == "TJ") {
            show();
        } else {
            setting(word);
        }
    }

    void setting(std::string_view word)
    {
        if (word == "Tc")
            m_state.letterGap = number();
        else if (word == "Tw")
            m_state.wordGap = number();
        else if (word == "Tz")
            m_state.stretch = number() / 100;
        else if (word == "TL")
            m_state.lineGap = number();
        else if (word == "Ts")
            m_state.rise = number();
        else if (word == "Tr")
            m_state.mode = number();
    }

    void show()
    {
        if (m_operands->empty() || !m_state.font)
            return;
        const Object& what = m_operands->back();
        m_lines.begin();
        if (what.kind == Object::Kind::String)
            letters(what.text);
        for (const Object& part : what.items) {
            if (part.kind == Object::Kind::String)
                letters(part.text);
            else
                m_text = m_text.after({ 1, 0, 0, 1, -part.number / 1000 * m_state.size * m_state.stretch, 0 });
        }
        m_lines.end();
    }

    /// Letters whose outline is drawn show it, whatever they are filled with. source  PDF 32000-1 9.3.6
    bool fillsOnly() const { return m_state.mode == 0 || m_state.mode == 4; }

    void letters(const std::string& codes)
    {
        for (size_t at = 0; at < codes.size() && !m_lines.full() && m_file.spend(kStepsPerLetter);) {
            const Font::Letter letter = m_state.font->take(codes, at);
            const Matrix place = m_state.place.after(m_text.after({ m_state.size * m_state.stretch, 0, 0, m_state.size, 0, m_state.rise }));
            const Point middle = place.of(letter.width / 2, 0.3);
            const bool white = m_state.white && fillsOnly() && m_file.spend(m_strokes.patches() / kPatchesAtOnce) && m_strokes.isWhite(middle.x, middle.y);
            const bool hidden = white || m_state.clear || m_state.mode == kInvisibleMode || place.height() <= kTinyPoints;
            const Lines::Place where { place.of(0, 0), letter.width * place.width(), middle };
            if (letter.text.empty())
                m_lines.add(0, where, hidden);
            for (const char32_t one : letter.text)
                m_lines.add(one, where, hidden);
            const double advance = letter.width * m_state.size + m_state.letterGap + (letter.space ? m_state.wordGap : 0);
            m_text = m_text.after({ 1, 0, 0, 1, advance * m_state.stretch, 0 });
        }
    }

    /// The entry of the resources of this kind that the name operand says.
    const Object& resource(std::string_view kind)
    {
        const auto name = std::ranges::find(*m_operands, Object::Kind::Name, &Object::kind);
        return m_file.entry(m_file.entry(*m_resources, kind), name == m_operands->end() ? std::string_view() : name->text);
    }

    void form(const std::vector<Object>& operands, int depth)
    {
        const Object& named = m_file.entry(*m_resources, "XObject");
        const Object* name = operands.empty() || !m_file.spend(named.keys.size()) ? nullptr : named.find(operands.back().text);
        if (!name)
            return;
        const Object& head = m_file.resolved(*name);
        if (m_file.entry(head, "Subtype").is(Object::Kind::Name, "Image")) {
            picture();
            return;
        }
        if (!m_file.entry(head, "Subtype").is(Object::Kind::Name, "Form"))
            return;
        const auto content = depth < kMaxForms && ++m_formsDrawn <= kMaxFormsDrawn ? m_file.stream(*name) : std::nullopt;
        m_complete = m_complete && content;
        if (!content)
            return;
        const State outside = m_state;
        const auto saved = std::exchange(m_saved, {});
        m_state.place = m_state.place.after(matrixOf(m_file.entry(head, "Matrix").items));
        m_state.clip.narrow(clipOf(m_state.place, m_file.entry(head, "BBox")));
        const Object& own = m_file.entry(head, "Resources");
        draw(*content, own.kind == Object::Kind::Dictionary ? own : *m_resources, depth + 1);
        m_state = outside;
        m_saved = saved;
    }

    void picture() { m_strokes.picture(m_state.clip.box.common(boxAround(m_state.place, { 0, 0, 1, 1 }))); }

    File& m_file;
    Fonts& m_fonts;
    Marks m_marks;
    Strokes m_strokes;
    Lines m_lines;
    Box m_page;
    State m_state;
    std::vector<State> m_saved;
    Matrix m_text;
    Matrix m_line;
    const Object* m_resources = nullptr;
    const std::vector<Object>* m_operands = nullptr;
    int m_formsDrawn = 0;
    bool m_clips = false;       ///< the path that is being drawn
    bool m_complete = true;
};

} // namespace

Marks marksOf(File& file, Fonts& fonts, const Page& page)
{
    fonts.beginPage();
    Painter painter(file, fonts, page);
    const Object* contents = page.dictionary.find("Contents");
    if (!contents)
        return {};
    const Object& parts = file.resolved(*contents);
    std::string content;
    for (const Object& part : parts.kind == Object::Kind::Array ? parts.items : std::vector { *contents }) {
        const auto bytes = file.stream(part);
        if (!bytes || content.size() + bytes->size() > kMaxContentBytes)
            return {};
        content += *bytes + '\n';
    }
    painter.draw(content, page.resources, 0);
    return painter.finish();
}

} // namespace sillok::documents::pdf
