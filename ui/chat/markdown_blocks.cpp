#include "ui/chat/markdown_blocks.h"

namespace sillok::ui {

namespace {

/// "```cpp" or "~~~": how long the fence is; 0: none.
qsizetype fenceLength(QStringView line)
{
    const QStringView trimmed = line.trimmed();
    if (trimmed.isEmpty() || (trimmed.front() != u'`' && trimmed.front() != u'~'))
        return 0;
    qsizetype length = 0;
    while (length < trimmed.size() && trimmed.at(length) == trimmed.front())
        ++length;
    return length >= 3 ? length : 0;
}

bool closes(QStringView line, QChar fence, qsizetype length)
{
    const QStringView trimmed = line.trimmed();
    return fenceLength(line) >= length && trimmed.front() == fence && trimmed.count(fence) == trimmed.size();
}

class Cutter {
public:
    QList<MarkdownBlock> blocks;

    void prose(QStringView line)
    {
        if (!m_open.isEmpty())
            m_open += u'\n';
        m_open += line;
        const bool betweenParagraphs = line.trimmed().isEmpty();
        if (m_open.size() >= (betweenParagraphs ? kLongestProse / 2 : kLongestProse))
            endProse();
    }
    void endProse()
    {
        if (!m_open.trimmed().isEmpty())
            for (const QString& piece : m_open.size() > kLongestProse ? splitPlain(m_open) : QList { m_open })
                blocks.append({ MarkdownBlock::Kind::Prose, piece, {}, true, true });
        m_open.clear();
    }
    void beginCode(QString language)
    {
        endProse();
        m_language = std::move(language);
        m_lines.clear();
        m_begins = true;
    }
    void code(QStringView line)
    {
        if (m_lines.size() == kMostCodeLines)
            endCode(false);
        m_lines.append(line.toString());
    }
    void endCode(bool last)
    {
        blocks.append({ MarkdownBlock::Kind::Code, m_lines.join(u'\n'), m_language, m_begins, last });
        m_lines.clear();
        m_begins = false;
    }

private:
    QString m_open;
    QString m_language;
    QStringList m_lines;
    bool m_begins = true;
};

} // namespace

QList<MarkdownBlock> splitMarkdown(const QString& text)
{
    Cutter cutter;
    qsizetype fence = 0; // length of the one that is open
    QChar sign;
    for (const QStringView line : QStringView(text).split(u'\n')) {
        if (fence > 0) {
            if (closes(line, sign, fence)) {
                cutter.endCode(true);
                fence = 0;
            } else {
                cutter.code(line);
            }
            continue;
        }
        fence = fenceLength(line);
        if (fence == 0) {
            cutter.prose(line);
            continue;
        }
        sign = line.trimmed().front();
        cutter.beginCode(line.trimmed().sliced(fence).trimmed().left(20).toString());
    }
    if (fence > 0)
        cutter.endCode(true);
    cutter.endProse();
    return cutter.blocks;
}

QList<QString> splitPlain(const QString& text)
{
    QList<QString> pieces;
    qsizetype at = 0;
    while (text.size() - at > kLongestProse) {
        const qsizetype most = at + kLongestProse;
        qsizetype cut = text.lastIndexOf(u'\n', most);
        if (cut <= at + kLongestProse / 2)
            cut = text.lastIndexOf(u' ', most);
        const bool between = cut > at + kLongestProse / 2;
        if (!between)
            cut = text.at(most).isLowSurrogate() ? most - 1 : most;
        pieces.append(text.mid(at, cut - at));
        at = between ? cut + 1 : cut;
    }
    pieces.append(text.mid(at));
    return pieces;
}

} // namespace sillok::ui
