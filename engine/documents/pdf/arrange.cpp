#include "engine/documents/pdf/arrange.h"

#include "engine/base/text.h"
#include "engine/documents/pdf/align.h"
#include "engine/documents/pdf/grid.h"

#include <algorithm>
#include <map>
#include <set>

namespace sillok::documents::pdf {

namespace {

/// Whose a character is: a field of a grid, or none.
struct Owner {
    int grid = -1;
    size_t field = 0;
    bool hidden = false;
    bool operator==(const Owner&) const = default;
};

Owner ownerOf(const Glyph& glyph, const std::vector<Grid>& grids)
{
    if (glyph.hidden)
        return { .hidden = true };
    for (size_t i = 0; i < grids.size(); ++i) {
        if (const auto field = grids[i].fieldAt(glyph.x, glyph.y))
            return { static_cast<int>(i), *field, false };
    }
    return {};
}

std::u32string decoded(std::string_view text)
{
    std::u32string points;
    for (size_t at = 0; at < text.size();) {
        const CodePoint point = codePointAt(text, at);
        points += point.value;
        at += point.length;
    }
    return points;
}

/// White space and strays go with the letter before them, except white space between two owners, which goes with none.
std::vector<Owner> ownersOf(std::u32string_view text, const std::vector<int>& glyphOf, const Marks& marks, const std::vector<Grid>& grids)
{
    std::vector<Owner> owners(text.size());
    Owner last;
    size_t gap = 0;
    for (size_t i = 0; i < text.size(); ++i) {
        if (isWhiteSpace(text[i]))
            continue;
        const Owner owner = glyphOf[i] < 0 ? last : ownerOf(marks.glyphs[static_cast<size_t>(glyphOf[i])], grids);
        if (owner == last)
            std::fill(owners.begin() + static_cast<ptrdiff_t>(gap), owners.begin() + static_cast<ptrdiff_t>(i), owner);
        owners[i] = last = owner;
        gap = i + 1;
    }
    return owners;
}

/// A grid with letters in fewer than two of its fields is a frame around text.
std::vector<bool> tablesAmong(const std::vector<Grid>& grids, const std::vector<Owner>& owners)
{
    std::vector<std::set<size_t>> filled(grids.size());
    for (const Owner& owner : owners) {
        if (owner.grid >= 0)
            filled[static_cast<size_t>(owner.grid)].insert(owner.field);
    }
    std::vector<bool> isTable;
    for (const auto& fields : filled)
        isTable.push_back(fields.size() > 1);
    return isTable;
}

Part tableOf(const Grid& grid, std::vector<std::string>& texts)
{
    Part table(PartKind::Table);
    table.columns = grid.columns();
    table.rows.resize(static_cast<size_t>(grid.rows()));
    for (size_t i = 0; i < grid.fields().size(); ++i) {
        const Field& field = grid.fields()[i];
        Cell cell { field.columnSpan, field.rowSpan, {}, field.column };
        if (!texts[i].empty()) {
            Part words(PartKind::Text);
            words.text = std::move(texts[i]);
            cell.paragraphs.emplace_back().parts.push_back(std::move(words));
        }
        table.rows[static_cast<size_t>(field.row)].push_back(std::move(cell));
    }
    return table;
}

} // namespace

PageText arranged(std::string_view text, const Marks& marks)
{
    const std::vector<Grid> grids = gridsOf(marks.rulings);
    const bool anyHidden = std::ranges::any_of(marks.glyphs, &Glyph::hidden);
    const std::u32string points = grids.empty() && !anyHidden ? std::u32string() : decoded(text);
    const auto glyphOf = aligned(points, marks.glyphs);
    if (points.empty() || !glyphOf)
        return { std::string(text), {}, 0 };
    const std::vector<Owner> owners = ownersOf(points, *glyphOf, marks, grids);
    const std::vector<bool> isTable = tablesAmong(grids, owners);
    PageText page;
    std::vector<std::vector<std::string>> texts(grids.size());
    std::map<int, size_t> places;
    Owner last;
    for (size_t i = 0; i < points.size(); ++i) {
        const Owner& owner = owners[i];
        const bool inTable = owner.grid >= 0 && isTable[static_cast<size_t>(owner.grid)];
        page.hiddenCharacters += owner.hidden;
        if (owner.hidden)
            continue;
        std::string* out = &page.text;
        if (inTable) {
            auto& fields = texts[static_cast<size_t>(owner.grid)];
            fields.resize(grids[static_cast<size_t>(owner.grid)].fields().size());
            places.emplace(owner.grid, page.text.size());
            out = &fields[owner.field];
            if (owner != last && !out->empty())
                *out += '\n';
        }
        appendUtf8(*out, points[i]);
        last = owner;
    }
    for (const auto& [grid, at] : places)
        page.tables.push_back({ at, tableOf(grids[static_cast<size_t>(grid)], texts[static_cast<size_t>(grid)]) });
    std::ranges::stable_sort(page.tables, {}, &PageTable::at);
    return page;
}

} // namespace sillok::documents::pdf
