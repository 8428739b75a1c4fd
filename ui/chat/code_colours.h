// code_colours.h - Which parts of a piece of code are words of its language, texts, numbers or comments.
#pragma once

#include <QList>
#include <QString>

namespace sillok::ui {

struct CodeSpan {
    enum class Kind : uint8_t { Keyword, Text, Number, Comment } kind = Kind::Keyword;
    qsizetype start = 0;
    qsizetype length = 0;
    bool operator==(const CodeSpan&) const = default;
};

/// In order, without overlaps. `language` as written behind the fence ("cpp", "python", "sql", ...); one that is not known has texts and numbers only.
QList<CodeSpan> codeSpans(const QString& code, const QString& language);

} // namespace sillok::ui
