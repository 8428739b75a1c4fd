// maths.h - Formulas as answers write them, made readable as plain text: no engine of TeX, the signs that people read.
#pragma once

#include <QList>
#include <QString>

namespace sillok::ui {

struct MathsRun {
    enum class Place : uint8_t { Line, Above, Below } place = Place::Line;
    QString text;
    bool operator==(const MathsRun&) const = default;
};

/// "\frac{a}{b} x^{2}" becomes "a/b x" and a raised "2". What is not known stays as it is written. `source` without its dollar signs.
QList<MathsRun> readableMaths(const QString& source);

/// A formula inside a line, with its signs: "$…$", "$$…$$", "\(…\)", "\[…\]".
struct MathsPlace {
    qsizetype start = 0;
    qsizetype length = 0;
    QString source;          ///< between the signs
};
/// The next formula at or behind `from`; length 0: none. Amounts of money ("$5 and $6") are none.
MathsPlace nextMaths(const QString& text, qsizetype from);

} // namespace sillok::ui
