#include "ui/chat/prompt_text.h"

#include <QRegularExpression>

namespace sillok::ui {

namespace {

/// Letters first, then letters, digits, spaces and the marks of names; at most forty characters.
const QRegularExpression& place()
{
    static const QRegularExpression pattern(QStringLiteral(R"(\{(\p{L}[\p{L}\p{N} _·/-]{0,39})\})"), QRegularExpression::UseUnicodePropertiesOption);
    return pattern;
}

} // namespace

QStringList variablesIn(const QString& text)
{
    QStringList names;
    for (auto match = place().globalMatch(text); match.hasNext();)
        if (const QString name = match.next().captured(1).trimmed(); !names.contains(name))
            names.append(name);
    return names;
}

QString filledIn(const QString& text, const QHash<QString, QString>& values)
{
    QString filled;
    qsizetype at = 0;
    for (auto matches = place().globalMatch(text); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        const auto value = values.constFind(match.captured(1).trimmed());
        filled += QStringView(text).mid(at, match.capturedStart() - at);
        filled += value == values.constEnd() || value->isEmpty() ? match.captured() : *value;
        at = match.capturedEnd();
    }
    return filled + text.mid(at);
}

} // namespace sillok::ui
