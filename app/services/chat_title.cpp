#include "app/services/chat_title.h"

#include <QRegularExpression>

#include <algorithm>

namespace sillok::app {

namespace {

constexpr qsizetype kMostOfQuestion = 600;
constexpr qsizetype kMostOfAnswer = 600;

bool isHangul(QChar c) { return c.script() == QChar::Script_Hangul; }

bool isInvisible(uint c)
{
    const QChar::Category category = QChar::category(c);
    return category == QChar::Other_Control || category == QChar::Other_Format || category == QChar::Other_PrivateUse || category == QChar::Other_NotAssigned;
}

QString visible(const QString& text)
{
    QString kept;
    for (const uint c : text.toUcs4())
        if (!isInvisible(c))
            kept += QString::fromUcs4(reinterpret_cast<const char32_t*>(&c), 1);
    return kept;
}

/// Heading and list marks, emphasis, quotes and a word like "Title:" around what matters.
QString unwrapped(QString line)
{
    static const QRegularExpression front(QStringLiteral("^(?:[#>*\\-•]+\\s+|\\d+[.)]\\s+)+"));
    static const QRegularExpression named(QStringLiteral("^(?:제목|대화 제목|title|chat title)\\s*[:：]\\s*"), QRegularExpression::CaseInsensitiveOption);
    static const QString marks = QStringLiteral("\"'“”‘’「」『』《》〈〉«»`*_~#");
    const auto strip = [&] {
        line = line.trimmed();
        while (!line.isEmpty() && marks.contains(line.front()))
            line.remove(0, 1);
        while (!line.isEmpty() && (marks.contains(line.back()) || line.back() == u'.' || line.back() == u'。'))
            line.chop(1);
        line = line.trimmed();
    };
    line = line.trimmed().remove(front);
    strip();
    line.remove(named);
    strip();
    return line.remove(u'`').remove(QStringLiteral("**")).simplified();
}

QString shortened(const QString& title)
{
    QList<uint> characters = title.toUcs4();
    if (characters.size() <= kMostTitleCharacters)
        return title;
    characters.resize(kMostTitleCharacters - 1);
    const qsizetype space = characters.lastIndexOf(u' ');
    if (space > kMostTitleCharacters / 2)
        characters.resize(space);
    return QString::fromUcs4(reinterpret_cast<const char32_t*>(characters.constData()), characters.size()) + u'…';
}

} // namespace

std::vector<protocol::Turn> titleTurns(const std::string& question, const std::string& answer)
{
    const QString asked = QString::fromStdString(question).simplified();
    const bool korean = std::ranges::any_of(asked, isHangul);
    const QString wish = korean ? QStringLiteral("다음 대화의 제목을 지어 주세요. 스무 글자 안팎으로 한 줄만, 따옴표나 설명 없이 제목만 씁니다.\n\n질문: %1\n\n답변: %2")
                                : QStringLiteral("Give this conversation a title: one line of at most six words, only the title, no quotes, no explanation.\n\nQuestion: %1\n\nAnswer: %2");
    return { { protocol::TurnRole::User, wish.arg(asked.left(kMostOfQuestion), QString::fromStdString(answer).simplified().left(kMostOfAnswer)).toStdString() } };
}

std::optional<std::string> titleFromReply(const std::string& reply)
{
    const QString text = QString::fromStdString(reply);
    if (text.contains(QStringLiteral("<think"), Qt::CaseInsensitive) || text.contains(QStringLiteral("</think"), Qt::CaseInsensitive))
        return std::nullopt;
    for (const QString& line : text.split(QRegularExpression(QStringLiteral("[\\r\\n\\x{2028}\\x{2029}]")), Qt::SkipEmptyParts)) {
        const QString title = unwrapped(visible(QString(line).replace(u'\t', u' ')));
        if (std::ranges::any_of(title, [](QChar c) { return c.isLetterOrNumber(); }))
            return shortened(title).toStdString();
    }
    return std::nullopt;
}

} // namespace sillok::app
