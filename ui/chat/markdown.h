// markdown.h - The part of Markdown that answers use, written into a document with our types. Nothing is ever fetched.
#pragma once

#include "ui/chat/text_block.h"

#include <QSet>
#include <QString>

namespace sillok::ui {

/// Headings, bold, inline code, lists, tables, fenced code. Links keep their words and show the address as text;
/// a picture becomes its description. `[n]` becomes a chip when n is in `citations`.
void writeMarkdown(TextBlock& block, const QString& text, const QSet<int>& citations, bool leadParagraph);

/// True when the first paragraph is short enough for the lead style at `width`.
bool deservesLead(const QString& text, qreal width);

} // namespace sillok::ui
