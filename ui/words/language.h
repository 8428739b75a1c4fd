// language.h - Which language the window speaks; can change while it runs.
#pragma once

#include <QObject>
#include <QTranslator>

namespace sillok::ui {

enum class LanguageChoice { System, Korean, English };

/// One per program. Installing a translator makes Qt send LanguageChange to every widget.
class Language : public QObject {
    Q_OBJECT
public:
    static Language& it();

    void choose(LanguageChoice choice);
    LanguageChoice choice() const { return m_choice; }
    LanguageChoice inUse() const { return m_inUse; }  ///< never System

private:
    Language() = default;

    QTranslator m_words;
    LanguageChoice m_choice = LanguageChoice::System;
    LanguageChoice m_inUse = LanguageChoice::English;
};

} // namespace sillok::ui
