#include "ui/help/manual.h"

#include <QFile>
#include <QTextBlock>
#include <QTextDocument>
#include <QVariant>
#include <QWidget>

#include <algorithm>

namespace sillok::ui {

namespace {

constexpr const char* kTopics[] = { "first-day", "chat", "finding", "documents", "proof", "writing", "models", "vault", "settings", "keyboard", "administrator", "trouble" };
constexpr const char* kProperty = "helpTopic";

QList<Topic> readTopics(const QString& language)
{
    QList<Topic> all;
    for (const char* id : kTopics) {
        QFile file(QStringLiteral(":/manual/%1/%2.md").arg(language, QString::fromLatin1(id)));
        if (!file.open(QIODevice::ReadOnly))
            continue;
        Topic topic;
        topic.id = QString::fromLatin1(id);
        topic.text = QString::fromUtf8(file.readAll()).normalized(QString::NormalizationForm_C);
        QTextDocument document;
        document.setMarkdown(topic.text);
        topic.plain = document.toPlainText();
        topic.title = document.firstBlock().text();
        all.append(topic);
    }
    return all;
}

} // namespace

const QList<Topic>& manualTopics(LanguageChoice language)
{
    static const QList<Topic> korean = readTopics(QStringLiteral("ko"));
    static const QList<Topic> english = readTopics(QStringLiteral("en"));
    return language == LanguageChoice::Korean ? korean : english;
}

const Topic* manualTopic(LanguageChoice language, const QString& id)
{
    const QList<Topic>& all = manualTopics(language);
    const auto at = std::ranges::find(all, id, &Topic::id);
    return at == all.end() ? nullptr : &*at;
}

QStringList searchedWords(const QString& typed) { return typed.normalized(QString::NormalizationForm_C).split(u' ', Qt::SkipEmptyParts); }

int hitsIn(const Topic& topic, const QStringList& words)
{
    int hits = 0;
    for (const QString& word : words) {
        const auto found = static_cast<int>(topic.plain.count(word, Qt::CaseInsensitive));
        if (found == 0)
            return 0;
        hits += found;
    }
    return hits;
}

void setHelpTopic(QWidget* widget, const char* topic) { widget->setProperty(kProperty, QString::fromLatin1(topic)); }

QString helpTopicAt(const QWidget* widget)
{
    for (; widget; widget = widget->parentWidget())
        if (const QString topic = widget->property(kProperty).toString(); !topic.isEmpty())
            return topic;
    return {};
}

} // namespace sillok::ui
