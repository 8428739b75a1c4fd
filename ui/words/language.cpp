#include "ui/words/language.h"

#include <QCoreApplication>
#include <QLocale>

namespace sillok::ui {

Language& Language::it()
{
    static Language language;
    return language;
}

void Language::choose(LanguageChoice choice)
{
    m_choice = choice;
    m_inUse = choice;
    if (choice == LanguageChoice::System)
        m_inUse = QLocale::system().language() == QLocale::English ? LanguageChoice::English : LanguageChoice::Korean;
    QCoreApplication::removeTranslator(&m_words);
    const bool korean = m_inUse == LanguageChoice::Korean;
    if (m_words.load(korean ? QStringLiteral(":/translations/sillok_ko.qm") : QStringLiteral(":/translations/sillok_en.qm")))
        QCoreApplication::installTranslator(&m_words);
}

} // namespace sillok::ui
