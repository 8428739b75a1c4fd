#include "ui/evidence/source_view.h"

#include "ui/chat/text_block.h"
#include "ui/style/theme.h"

#include <QAbstractTextDocumentLayout>
#include <QApplication>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextTable>

namespace sillok::ui {

namespace {

constexpr int kMargin = 28;

/// Positions in a view count code points; QString counts UTF-16 units.
qsizetype unitsOf(const QString& text, qint64 codePoints)
{
    qsizetype at = 0;
    for (qint64 seen = 0; seen < codePoints && at < text.size(); ++seen)
        at += text.at(at).isHighSurrogate() && at + 1 < text.size() ? 2 : 1;
    return at;
}

qint64 codePointsOf(const QString& text)
{
    qint64 count = 0;
    for (qsizetype i = 0; i < text.size(); ++i)
        if (!text.at(i).isLowSurrogate())
            ++count;
    return count;
}

} // namespace

SourceView::SourceView(QWidget* parent)
    : QTextEdit(parent)
{
    setDocument(new SilentDocument(this)); // what the text names is not opened; the editor's own way out of that ends at the disk
    setReadOnly(true);
    setUndoRedoEnabled(false);
    setFrameShape(QFrame::NoFrame);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setTabChangesFocus(true);
    document()->setDocumentMargin(kMargin);
    const auto paper = [this] {
        QPalette p = QApplication::palette();
        p.setColor(QPalette::Base, color(Token::Page));
        p.setColor(QPalette::Text, color(Token::PageInk));
        setPalette(p);
        rebuild();
    };
    connect(&Theme::it(), &Theme::changed, this, paper);
    paper();
}

void SourceView::setView(const app::PassageView& view)
{
    m_view = view;
    rebuild();
    scrollToMark();
}

void SourceView::clearView()
{
    m_view = {};
    rebuild();
}

void SourceView::insertMarked(QTextCursor& cursor, const app::PassageView::Paragraph& paragraph, const QTextCharFormat& plain)
{
    QTextCharFormat passage = plain;
    if (paragraph.inPassage) {
        passage.setFontUnderline(true);
        passage.setUnderlineStyle(QTextCharFormat::SingleUnderline);
        passage.setUnderlineColor(color(Token::PageBar));
    }
    QTextCharFormat quote = plain;
    quote.setBackground(color(Token::PageHighlight));
    const qint64 length = codePointsOf(paragraph.text);
    const qint64 from = qBound<qint64>(0, m_view.quoteStart - paragraph.start, length);
    const qint64 to = qBound<qint64>(0, m_view.quoteEnd - paragraph.start, length);
    if (from >= to) {
        cursor.insertText(paragraph.text, passage);
        return;
    }
    const qsizetype a = unitsOf(paragraph.text, from);
    const qsizetype b = unitsOf(paragraph.text, to);
    cursor.insertText(paragraph.text.left(a), passage);
    if (m_markAt < 0)
        m_markAt = cursor.position();
    m_marked += paragraph.text.mid(a, b - a);
    cursor.insertText(paragraph.text.mid(a, b - a), quote);
    cursor.insertText(paragraph.text.mid(b), passage);
}

void SourceView::writeParagraph(QTextCursor& cursor, const app::PassageView::Paragraph& paragraph, bool first)
{
    const bool heading = paragraph.headingLevel > 0;
    const Type type = heading ? (paragraph.headingLevel <= 2 ? Type::SourceTitle : Type::SourceText) : Type::SourceText;
    QTextBlockFormat block = blockFormat(type, first ? 0 : heading ? 14 : 6, heading ? 4 : 0);
    QTextCharFormat characters = charFormat(type, Token::PageInk);
    if (heading) {
        characters.setFontWeight(QFont::Bold);
        if (paragraph.headingLevel == 1)
            block.setAlignment(Qt::AlignHCenter);
    }
    if (first) {
        cursor.setBlockFormat(block);
        cursor.setCharFormat(characters);
    } else {
        cursor.insertBlock(block, characters);
    }
    insertMarked(cursor, paragraph, characters);
}

void SourceView::writeRow(QTextCursor& cursor, const QList<app::PassageView::Paragraph>& rows)
{
    qsizetype columns = 1;
    for (const auto& row : rows)
        columns = qMax(columns, row.text.count(app::kCellSeparator) + 1);
    QTextTableFormat format;
    format.setBorder(1);
    format.setBorderCollapse(true);
    format.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
    format.setBorderBrush(color(Token::PageLine));
    format.setCellPadding(6);
    format.setCellSpacing(0);
    format.setTopMargin(8);
    format.setBottomMargin(4);
    format.setWidth(QTextLength(QTextLength::PercentageLength, 100));
    QTextTable* table = cursor.insertTable(static_cast<int>(rows.size()), static_cast<int>(columns), format);
    for (int r = 0; r < rows.size(); ++r) {
        const QStringList cells = rows.at(r).text.split(app::kCellSeparator.toString());
        qint64 start = rows.at(r).start;
        for (int c = 0; c < cells.size(); ++c) {
            QTextCursor cell = table->cellAt(r, c).firstCursorPosition();
            cell.setBlockFormat(blockFormat(Type::CardPassage));
            app::PassageView::Paragraph part = rows.at(r);
            part.text = cells.at(c);
            part.start = start;
            insertMarked(cell, part, charFormat(Type::CardPassage, Token::PageInk));
            start += codePointsOf(cells.at(c)) + app::kCellSeparator.size();
        }
    }
    cursor = table->lastCursorPosition();
    cursor.movePosition(QTextCursor::NextBlock);
}

void SourceView::rebuild()
{
    m_markAt = -1;
    m_marked.clear();
    document()->clear();
    QTextCursor cursor(document());
    bool first = true;
    int page = m_view.paragraphs.isEmpty() ? 0 : m_view.paragraphs.first().page;
    for (qsizetype i = 0; i < m_view.paragraphs.size(); ++i) {
        const auto& paragraph = m_view.paragraphs.at(i);
        if (paragraph.page != page && paragraph.page > 0) {
            page = paragraph.page;
            QTextBlockFormat mark = blockFormat(Type::Caption, 18, 6);
            mark.setAlignment(Qt::AlignHCenter);
            cursor.insertBlock(mark, charFormat(Type::Caption, Token::PageMuted));
            cursor.insertText(QStringLiteral("– %1 –").arg(page));
        }
        if (paragraph.tableRow) {
            QList<app::PassageView::Paragraph> rows { paragraph };
            while (i + 1 < m_view.paragraphs.size() && m_view.paragraphs.at(i + 1).tableRow)
                rows.append(m_view.paragraphs.at(++i));
            writeRow(cursor, rows);
        } else {
            writeParagraph(cursor, paragraph, first);
        }
        first = false;
    }
    QTextCursor start(document());
    setTextCursor(start);
}

void SourceView::scrollToMark()
{
    if (m_markAt < 0)
        return;
    QTextCursor cursor(document());
    cursor.setPosition(m_markAt);
    const QRectF block = document()->documentLayout()->blockBoundingRect(cursor.block());
    verticalScrollBar()->setValue(qMax(0, static_cast<int>(block.top()) - viewport()->height() / 3));
    setTextCursor(cursor);
}

void SourceView::resizeEvent(QResizeEvent* event)
{
    QTextEdit::resizeEvent(event);
    scrollToMark();
}

} // namespace sillok::ui
