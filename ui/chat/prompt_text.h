// prompt_text.h - The places in a prompt that are filled when it is used: {words} between braces.
#pragma once

#include <QHash>
#include <QStringList>

namespace sillok::ui {

/// Their names, each once, in order. Braces around anything but a few words are text: code and JSON stay as they are.
QStringList variablesIn(const QString& text);
/// A name without a value stays as it is written.
QString filledIn(const QString& text, const QHash<QString, QString>& values);

} // namespace sillok::ui
