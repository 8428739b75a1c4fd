#include "ui/chat/markdown.h"

#include "ui/chat/maths.h"

#include <QRegularExpression>
#include <QTextTable>

namespace sillok::ui {

namespace {

struct Inline {
    Type plain = Type::Body;
    Type bold = Type::BodyBold;
    Token ink = Token::TextPrimary;
};

class Writer {
public:
    Writer(TextBlock& block, const QSet<int>& citations)
        : m_cursor(&block.document())
        , m_citations(citations)
    {
    }

    void write(const QStringList& lines, bool lead);

private:
    void paragraph(const QString& text, bool lead);
    void heading(const QString& text, int level);
    void listItem(const QString& text, bool numbered, int number, int indent);
    int table(const QStringList& lines, int from);
    int quote(const QStringList& lines, int from);
    void rule();
    void say(QString words, QTextCharFormat format);
    void maths(const QString& source, const Inline& look);
    void marked(const QString& text, const Inline& look);
    void startBlock(const QTextBlockFormat& format, const QTextCharFormat& characters);
    void inlines(const QString& text, const Inline& look);
    void chip(int number, const Inline& look);

    QTextCursor m_cursor;
    const QSet<int>& m_citations;
    bool m_first = true;
    bool m_inList = false;
    bool m_unproven = false;
};

bool isTableRow(const QString& line) { return line.trimmed().startsWith(u'|') && line.count(u'|') >= 2; }

bool isTableRule(const QString& line)
{
    static const QRegularExpression rule(QStringLiteral("^\\s*\\|[\\s:|-]+\\|\\s*$"));
    return rule.match(line).hasMatch();
}

QStringList cellsOf(const QString& line)
{
    QString inner = line.trimmed();
    inner.remove(0, 1);
    if (inner.endsWith(u'|'))
        inner.chop(1);
    QStringList cells = inner.split(u'|');
    for (QString& cell : cells)
        cell = cell.trimmed();
    return cells;
}

/// "---:" is right, ":---:" in the middle.
Qt::Alignment alignmentOf(const QString& rule)
{
    if (!rule.endsWith(u':'))
        return Qt::AlignLeft;
    return rule.startsWith(u':') ? Qt::AlignHCenter : Qt::AlignRight;
}

void Writer::startBlock(const QTextBlockFormat& format, const QTextCharFormat& characters)
{
    if (m_first) {
        m_cursor.setBlockFormat(format);
        m_cursor.setBlockCharFormat(characters);
    } else {
        m_cursor.insertBlock(format, characters);
    }
    m_first = false;
}

void Writer::write(const QStringList& lines, bool lead)
{
    static const QRegularExpression headingLine(QStringLiteral("^(#{1,6})\\s+(.*)$"));
    static const QRegularExpression ruleLine(QStringLiteral("^\\s{0,3}([-*_])(\\s*\\1){2,}\\s*$"));
    static const QRegularExpression bulletLine(QStringLiteral("^(\\s*)[-*•]\\s+(.*)$"));
    static const QRegularExpression numberLine(QStringLiteral("^(\\s*)(\\d{1,4})[.)]\\s+(.*)$"));
    QString open; // lines of one paragraph are joined
    bool firstParagraph = lead;
    const auto flush = [&] {
        if (open.isEmpty())
            return;
        m_inList = false;
        paragraph(open, firstParagraph);
        firstParagraph = false;
        open.clear();
    };
    for (int i = 0; i < lines.size(); ++i) {
        const QString& line = lines.at(i);
        if (isTableRow(line) && i + 1 < lines.size() && isTableRule(lines.at(i + 1))) {
            flush();
            i = table(lines, i);
        } else if (const auto h = headingLine.match(line); h.hasMatch()) {
            flush();
            heading(h.captured(2), static_cast<int>(h.capturedLength(1)));
        } else if (ruleLine.match(line).hasMatch()) {
            flush();
            rule();
        } else if (line.startsWith(u'>')) {
            flush();
            i = quote(lines, i);
        } else if (const auto n = numberLine.match(line); n.hasMatch()) {
            flush();
            listItem(n.captured(3), true, n.captured(2).toInt(), static_cast<int>(n.capturedLength(1)));
        } else if (const auto b = bulletLine.match(line); b.hasMatch()) {
            flush();
            listItem(b.captured(2), false, 1, static_cast<int>(b.capturedLength(1)));
        } else if (line.trimmed().isEmpty()) {
            flush();
        } else {
            open += open.isEmpty() ? line.trimmed() : u'\n' + line.trimmed();
        }
    }
    flush();
}

void Writer::paragraph(const QString& text, bool lead)
{
    const Type type = lead ? Type::Lead : Type::Body;
    startBlock(blockFormat(type, m_first ? 0 : 10), charFormat(type, Token::TextPrimary));
    inlines(text, { type, type, Token::TextPrimary });
}

void Writer::heading(const QString& text, int level)
{
    m_inList = false;
    const Type type = level <= 2 ? Type::ColumnTitle : Type::PanelTitle;
    startBlock(blockFormat(type, m_first ? 0 : 18, 2), charFormat(type, Token::TextPrimary));
    inlines(text, { type, type, Token::TextPrimary });
}

void Writer::listItem(const QString& text, bool numbered, int number, int indent)
{
    static const QRegularExpression task(QStringLiteral("^\\[([ xX])\\]\\s+(.*)$"));
    const QRegularExpressionMatch done = task.match(text);
    const QString marker = numbered ? QStringLiteral("%1.").arg(number) : !done.hasMatch() ? QStringLiteral("•") : done.captured(1) == u' ' ? QStringLiteral("☐") : QStringLiteral("☑");
    QTextBlockFormat format = blockFormat(Type::Body, m_inList ? 3 : 8);
    format.setLeftMargin(scaled(28) + scaled(20) * qMin(indent / 2, 3));
    format.setProperty(kMarker, marker);
    startBlock(format, charFormat(Type::Body, Token::TextPrimary));
    m_inList = true;
    inlines(done.hasMatch() ? done.captured(2) : text, {});
}

/// Lines behind ">": the bar on their left is painted by the block.
int Writer::quote(const QStringList& lines, int from)
{
    m_inList = false;
    int last = from;
    QString open;
    const auto flush = [&](qreal before) {
        if (open.isEmpty())
            return;
        QTextBlockFormat format = blockFormat(Type::Body, m_first ? 0 : before);
        format.setLeftMargin(scaled(16));
        format.setProperty(kQuoted, true);
        startBlock(format, charFormat(Type::Body, Token::TextSecondary));
        inlines(open, { Type::Body, Type::BodyBold, Token::TextSecondary });
        open.clear();
    };
    for (; last < lines.size() && lines.at(last).startsWith(u'>'); ++last) {
        QString words = lines.at(last).mid(1).trimmed();
        while (words.startsWith(u'>'))
            words = words.mid(1).trimmed();
        if (words.isEmpty())
            flush(10);
        else
            open += (open.isEmpty() ? QString() : QStringLiteral("\n")) + words;
    }
    flush(10);
    return last - 1;
}

void Writer::rule()
{
    m_inList = false;
    QTextBlockFormat format = blockFormat(Type::Caption, m_first ? 0 : 4);
    format.setProperty(kRuled, true);
    startBlock(format, charFormat(Type::Caption, Token::TextMuted));
}

int Writer::table(const QStringList& lines, int from)
{
    m_inList = false;
    QList<QStringList> rows { cellsOf(lines.at(from)) };
    int last = from + 1;
    while (last + 1 < lines.size() && isTableRow(lines.at(last + 1)))
        rows.append(cellsOf(lines.at(++last)));
    const int columns = static_cast<int>(rows.first().size());
    const QStringList rules = cellsOf(lines.at(from + 1));
    QList<qreal> weight(columns, 1);
    for (const QStringList& row : rows)
        for (int c = 0; c < qMin<qsizetype>(columns, row.size()); ++c)
            weight[c] = qMax(weight[c], qBound<qreal>(60, textWidth(Type::Ui, row.at(c)) + 28, 360));
    qreal sum = 0;
    for (const qreal w : weight)
        sum += w;
    QTextTableFormat format;
    format.setBorder(0);
    format.setCellSpacing(0);
    format.setCellPadding(0);
    format.setTopMargin(m_first ? 0 : 10);
    format.setBottomMargin(14);
    format.setWidth(QTextLength(QTextLength::PercentageLength, 100));
    QList<QTextLength> widths;
    for (const qreal w : weight)
        widths.append(QTextLength(QTextLength::PercentageLength, 100 * w / sum));
    format.setColumnWidthConstraints(widths);
    QTextTable* table = m_cursor.insertTable(static_cast<int>(rows.size()), columns, format);
    for (int r = 0; r < rows.size(); ++r) {
        for (int c = 0; c < columns; ++c) {
            QTextTableCellFormat cellFormat;
            cellFormat.setTopPadding(8);
            cellFormat.setBottomPadding(8);
            cellFormat.setRightPadding(12);
            cellFormat.setBottomBorder(1);
            cellFormat.setBottomBorderStyle(QTextFrameFormat::BorderStyle_Solid);
            cellFormat.setBottomBorderBrush(color(r == 0 ? Token::LineControl : Token::LineSubtle));
            table->cellAt(r, c).setFormat(cellFormat);
            m_cursor = table->cellAt(r, c).firstCursorPosition();
            const Type type = r == 0 ? Type::SecondaryBold : Type::Ui;
            QTextBlockFormat cellBlock = blockFormat(type);
            cellBlock.setAlignment(alignmentOf(rules.value(c)));
            m_cursor.setBlockFormat(cellBlock);
            const Token ink = r == 0 ? Token::TextSecondary : Token::TextPrimary;
            inlines(rows.at(r).value(c), { type, r == 0 ? Type::SecondaryBold : Type::UiBold, ink });
        }
    }
    m_cursor = table->lastCursorPosition();
    m_cursor.movePosition(QTextCursor::NextBlock);
    m_first = true; // the empty block behind the table is there already
    QTextBlockFormat after;
    after.setLineHeight(1, QTextBlockFormat::FixedHeight);
    m_cursor.setBlockFormat(after);
    return last;
}

void Writer::chip(int number, const Inline& look)
{
    QTextCharFormat format = charFormat(look.plain, look.ink);
    format.setObjectType(kChipObject);
    format.setProperty(kChipNumber, number);
    format.setVerticalAlignment(QTextCharFormat::AlignMiddle);
    m_cursor.insertText(QString(QChar::ObjectReplacementCharacter), format);
}

void Writer::say(QString words, QTextCharFormat format)
{
    words.replace(u'\n', QChar(QChar::LineSeparator));
    for (qsizetype from = 0; from <= words.size();) {
        qsizetype to = from;
        while (to < words.size() && words.at(to) != kUnprovenBegin && words.at(to) != kUnprovenEnd)
            ++to;
        format.setUnderlineStyle(m_unproven ? QTextCharFormat::DashUnderline : QTextCharFormat::NoUnderline);
        format.setUnderlineColor(color(Token::Warning));
        m_cursor.insertText(words.mid(from, to - from), format);
        if (to < words.size())
            m_unproven = words.at(to) == kUnprovenBegin;
        from = to + 1;
    }
}

void Writer::maths(const QString& source, const Inline& look)
{
    for (const MathsRun& run : readableMaths(source)) {
        QTextCharFormat format = charFormat(look.plain, look.ink);
        if (run.place != MathsRun::Place::Line)
            format.setVerticalAlignment(run.place == MathsRun::Place::Above ? QTextCharFormat::AlignSuperScript : QTextCharFormat::AlignSubScript);
        say(run.text, format);
    }
}

/// Formulas first: what stands in them is no mark of ours.
void Writer::inlines(const QString& text, const Inline& look)
{
    qsizetype at = 0;
    for (MathsPlace place = nextMaths(text, 0); place.length > 0; place = nextMaths(text, at)) {
        marked(text.mid(at, place.start - at), look);
        maths(place.source, look);
        at = place.start + place.length;
    }
    marked(text.mid(at), look);
}

void Writer::marked(const QString& text, const Inline& look)
{
    // bold | code | picture | link | citation | struck out | stressed (Korean has no slanted letters: the signs go, the words stay)
    static const QRegularExpression token(QStringLiteral("\\*\\*(.+?)\\*\\*|`([^`]+)`|!\\[([^\\]]*)\\]\\([^)]*\\)|\\[([^\\]]+)\\]\\(([^)\\s]+)\\)|\\[(\\d{1,3})\\]|~~(.+?)~~|"
                                                        "(?<![\\w*])\\*([^*\\s](?:[^*\\n]*[^*\\s])?)\\*(?![\\w*])"));
    const QTextCharFormat plain = charFormat(look.plain, look.ink);
    QTextCharFormat bold = charFormat(look.bold, look.ink);
    bold.setFontWeight(QFont::Bold);
    qsizetype at = 0;
    for (auto it = token.globalMatch(text); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        say(text.mid(at, match.capturedStart() - at), plain);
        at = match.capturedEnd();
        if (match.capturedLength(1) > 0) {
            say(match.captured(1), bold);
        } else if (match.capturedLength(2) > 0) {
            QTextCharFormat mono = charFormat(Type::Code, look.ink);
            mono.setBackground(color(Token::BgList));
            say(match.captured(2), mono);
        } else if (match.capturedLength(4) > 0) {
            say(match.captured(4) + QStringLiteral(" (") + match.captured(5) + u')', plain);
        } else if (match.capturedLength(6) > 0) {
            const int number = match.captured(6).toInt();
            if (m_citations.contains(number))
                chip(number, look);
            else
                say(match.captured(0), plain);
        } else if (match.capturedLength(7) > 0) {
            QTextCharFormat struck = plain;
            struck.setFontStrikeOut(true);
            say(match.captured(7), struck);
        } else {
            say(match.capturedLength(8) > 0 ? match.captured(8) : match.captured(3), plain);
        }
    }
    say(text.mid(at), plain);
}

} // namespace

void writeMarkdown(TextBlock& block, const QString& text, const QSet<int>& citations, bool leadParagraph)
{
    block.document().clear();
    Writer(block, citations).write(text.split(u'\n'), leadParagraph);
}

bool deservesLead(const QString& text, qreal width)
{
    const QString first = text.trimmed().section(QStringLiteral("\n\n"), 0, 0);
    static const QRegularExpression plainStart(QStringLiteral("^[^#|`\\-\\d]"));
    if (first.isEmpty() || first.size() > 400 || first.contains(u'\n') || !plainStart.match(first).hasMatch())
        return false;
    return textWidth(Type::Lead, first) * 1.04 <= width * 2;
}

} // namespace sillok::ui
