// manual.h - The manual that is built into the program: its topics in both languages, which of them have what is looked for, and which belongs where.
#pragma once

#include "ui/words/language.h"

#include <QList>
#include <QString>
#include <QStringList>

class QWidget;

namespace sillok::ui {

struct Topic {
    QString id;        ///< the name of its file, the same in both languages
    QString title;
    QString text;      ///< Markdown, as it stands in the file
    QString plain;     ///< the words alone, for searching
};

/// In the order of the list. Read once for each language.
const QList<Topic>& manualTopics(LanguageChoice language);
/// Null where there is none of that name.
const Topic* manualTopic(LanguageChoice language, const QString& id);

/// What is looked for, as single words; Hangul put together, whatever it was typed as.
QStringList searchedWords(const QString& typed);
/// How often the words stand in the topic; 0 where one of them does not at all.
int hitsIn(const Topic& topic, const QStringList& words);

/// Says to which topic help leads from `widget` and from all that lies in it.
void setHelpTopic(QWidget* widget, const char* topic);
/// That of `widget`, or of the nearest around it that has one; empty where none has.
QString helpTopicAt(const QWidget* widget);

} // namespace sillok::ui
