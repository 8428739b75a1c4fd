// writing_templates.h - Prompts that come with the program: the papers of an office, minutes, translation, summary.
#pragma once

#include <QList>
#include <QString>

namespace sillok::ui {

struct WritingTemplate {
    QString id;      ///< the same in every language
    QString name;
    QString text;    ///< with {places} to be filled
};

/// In the language of the window. Field names and their order are those of the papers that an answer can be exported as.
QList<WritingTemplate> writingTemplates(bool korean);

} // namespace sillok::ui
