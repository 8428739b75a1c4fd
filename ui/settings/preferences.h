// preferences.h - The only things kept outside the vault: language, theme, contrast, text size, motion, keys, and where the window was.
#pragma once

#include "ui/style/theme.h"
#include "ui/words/language.h"

#include <QByteArray>
#include <QMap>
#include <QString>

namespace sillok::ui {

/// Reads and writes one plain ini file. Nothing about chats, documents or models ever goes in here.
class Preferences {
public:
    explicit Preferences(QString iniFile);
    static QString defaultFile();

    LanguageChoice language() const;
    ThemeChoice theme() const;
    int textPercent() const;
    bool contrast() const;
    MotionChoice motion() const;
    QByteArray geometry() const;
    QMap<QString, QString> keys() const;   ///< what the person changed; see KeyMap

    void setLanguage(LanguageChoice language);
    void setTheme(ThemeChoice theme);
    void setTextPercent(int percent);
    void setContrast(bool strong);
    void setMotion(MotionChoice motion);
    void stepText(int by);                 ///< to the next larger or smaller size; stays at the ends
    void setKeys(const QMap<QString, QString>& keys);
    void setGeometry(const QByteArray& geometry);

    /// Puts all of them into effect.
    void apply() const;

private:
    void set(const char* key, const QVariant& value);
    QVariant get(const char* key, const QVariant& fallback) const;
    QString m_file;
};

} // namespace sillok::ui
