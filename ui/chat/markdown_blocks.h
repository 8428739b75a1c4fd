// markdown_blocks.h - An answer cut into pieces that are laid out one by one, so that a growing answer lays out its last piece only.
#pragma once

#include <QList>
#include <QString>

namespace sillok::ui {

struct MarkdownBlock {
    enum class Kind : uint8_t { Prose, Code } kind = Kind::Prose;
    QString source;          ///< Markdown, or the lines of code without their fence
    QString language;        ///< of code, as written behind the fence; may be empty
    bool begins = true;      ///< false: goes on with the code of the block before it
    bool ends = true;        ///< false: the next block goes on with it
    bool operator==(const MarkdownBlock&) const = default;
};

/// Together they are the text. A piece is at most kLongestProse characters or kMostCodeLines lines; longer ones are cut between paragraphs,
/// where there is no such place between words. A fence that is not closed yet goes to the end.
/// cost   one pass over the text
QList<MarkdownBlock> splitMarkdown(const QString& text);

/// Plain text in pieces of the same size, cut behind lines or between words.
QList<QString> splitPlain(const QString& text);

constexpr qsizetype kLongestProse = 3000;
constexpr int kMostCodeLines = 120;

} // namespace sillok::ui
