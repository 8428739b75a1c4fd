#include "ui/chat/sentences.h"

#include <QRegularExpression>

namespace sillok::ui {

namespace {

bool endsSentence(QChar c) { return c == u'.' || c == u'?' || c == u'!' || c == u'…' || c == u'。'; }

/// "1." or "12." alone in front of an item.
bool isItemNumber(const QString& text, qsizetype stop)
{
    qsizetype at = stop;
    while (at > 0 && text.at(at - 1).isDigit())
        --at;
    const bool digits = at < stop;
    while (at > 0 && text.at(at - 1) == u' ')
        --at;
    return digits && (at == 0 || text.at(at - 1) == u'\n');
}

/// Behind the sentence that ends last; `from` where none does.
qsizetype lastEnd(const QString& text, qsizetype from)
{
    static const QRegularExpression behind(QStringLiteral("^[\"'”’)」』]*(\\[\\d{1,3}\\])*(\\s|$)"));
    for (qsizetype i = text.size() - 1; i >= from; --i) {
        if (text.at(i) == u'\n')
            return i + 1;
        if (!endsSentence(text.at(i)) || isItemNumber(text, i))
            continue;
        const QString rest = text.mid(i + 1, 40);
        const QRegularExpressionMatch match = behind.match(rest);
        if (match.hasMatch() && !rest.isEmpty() && match.capturedLength() > 0 && rest.at(match.capturedLength() - 1).isSpace())
            return i + 1 + match.capturedLength();
    }
    return from;
}

} // namespace

QString SentenceFeed::take(const QString& text, bool finished)
{
    if (text.size() < m_at)
        m_at = 0; // another text
    const qsizetype end = finished ? text.size() : lastEnd(text, m_at);
    const QString gained = text.mid(m_at, end - m_at);
    m_at = end;
    return spokenWords(gained);
}

QString plainWords(QString markdown)
{
    static const QRegularExpression fences(QStringLiteral("^\\s*(```|~~~).*$"), QRegularExpression::MultilineOption);
    static const QRegularExpression rules(QStringLiteral("^\\s*\\|?[-:| ]{3,}\\|?\\s*$"), QRegularExpression::MultilineOption);
    static const QRegularExpression leads(QStringLiteral("^\\s*(#{1,6}|>|[-*+])\\s+"), QRegularExpression::MultilineOption);
    markdown.remove(fences).remove(rules).remove(leads);
    markdown.remove(QStringLiteral("**")).remove(u'`').replace(u'|', u' ');
    return markdown.simplified();
}

QString spokenWords(QString markdown)
{
    static const QRegularExpression citations(QStringLiteral("\\s?\\[\\d{1,3}\\]"));
    return plainWords(markdown.remove(citations));
}

} // namespace sillok::ui
