// markdown.h - The part of Markdown that answers use, written into a document with our types. Nothing is ever fetched.
#pragma once

#include "ui/chat/text_block.h"

#include <QSet>
#include <QString>

namespace sillok::ui {

/// Headings, bold, struck out, inline code, lists, tasks, quotes, rules, tables, formulas; code in fences is markdown_blocks.h's. Links keep their words and show the address as text;
/// a picture becomes its description. `[n]` becomes a chip when n is in `citations`.
void writeMarkdown(TextBlock& block, const QString& text, const QSet<int>& citations, bool leadParagraph);

/// Around a sentence that code could not prove: writeMarkdown underlines what stands between them and leaves them out.
constexpr QChar kUnprovenBegin(0xE000);
constexpr QChar kUnprovenEnd(0xE001);

/// True when the first paragraph is short enough for the lead style at `width`.
bool deservesLead(const QString& text, qreal width);

} // namespace sillok::ui
