#include "ui/settings/preferences.h"

#include <QSettings>
#include <QStandardPaths>

#include <algorithm>

namespace sillok::ui {

namespace {

constexpr const char* kLanguage = "language";
constexpr const char* kTheme = "theme";
constexpr const char* kTextPercent = "textPercent";
constexpr const char* kContrast = "contrast";
constexpr const char* kMotion = "motion";
constexpr const char* kGeometry = "geometry";
constexpr const char* kKeys = "keys";
constexpr int kTextSizes[] = { 90, 100, 115, 130 };

} // namespace

Preferences::Preferences(QString iniFile)
    : m_file(std::move(iniFile))
{
}

QString Preferences::defaultFile()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + QStringLiteral("/sillok/window.ini");
}

void Preferences::set(const char* key, const QVariant& value)
{
    QSettings(m_file, QSettings::IniFormat).setValue(QString::fromLatin1(key), value);
}

QVariant Preferences::get(const char* key, const QVariant& fallback) const
{
    return QSettings(m_file, QSettings::IniFormat).value(QString::fromLatin1(key), fallback);
}

LanguageChoice Preferences::language() const { return static_cast<LanguageChoice>(qBound(0, get(kLanguage, 0).toInt(), 2)); }
ThemeChoice Preferences::theme() const { return static_cast<ThemeChoice>(qBound(0, get(kTheme, 0).toInt(), 2)); }
bool Preferences::contrast() const { return get(kContrast, false).toBool(); }
MotionChoice Preferences::motion() const { return static_cast<MotionChoice>(qBound(0, get(kMotion, 0).toInt(), 1)); }
QByteArray Preferences::geometry() const { return get(kGeometry, QByteArray()).toByteArray(); }

int Preferences::textPercent() const
{
    const int percent = get(kTextPercent, 100).toInt();
    return std::ranges::find(kTextSizes, percent) != std::end(kTextSizes) ? percent : 100;
}

void Preferences::setLanguage(LanguageChoice language)
{
    set(kLanguage, static_cast<int>(language));
    Language::it().choose(language);
}

void Preferences::setTheme(ThemeChoice theme)
{
    set(kTheme, static_cast<int>(theme));
    Theme::it().choose(theme);
}

void Preferences::setTextPercent(int percent)
{
    set(kTextPercent, percent);
    Theme::it().setTextPercent(percent);
}

void Preferences::setContrast(bool strong)
{
    set(kContrast, strong);
    Theme::it().setContrast(strong);
}

void Preferences::setMotion(MotionChoice motion)
{
    set(kMotion, static_cast<int>(motion));
    Theme::it().setMotion(motion);
}

void Preferences::stepText(int by)
{
    const auto* const now = std::ranges::find(kTextSizes, textPercent());
    const auto at = std::clamp<std::ptrdiff_t>(now - std::begin(kTextSizes) + by, 0, std::ssize(kTextSizes) - 1);
    setTextPercent(kTextSizes[at]);
}

QMap<QString, QString> Preferences::keys() const
{
    QSettings file(m_file, QSettings::IniFormat);
    file.beginGroup(QString::fromLatin1(kKeys));
    QMap<QString, QString> keys;
    for (const QString& action : file.childKeys())
        keys.insert(action, file.value(action).toString());
    return keys;
}

void Preferences::setKeys(const QMap<QString, QString>& keys)
{
    QSettings file(m_file, QSettings::IniFormat);
    file.remove(QString::fromLatin1(kKeys));
    file.beginGroup(QString::fromLatin1(kKeys));
    for (auto one = keys.cbegin(); one != keys.cend(); ++one)
        file.setValue(one.key(), one.value());
}

void Preferences::setGeometry(const QByteArray& geometry) { set(kGeometry, geometry); }

void Preferences::apply() const
{
    Language::it().choose(language());
    Theme::it().choose(theme());
    Theme::it().setTextPercent(textPercent());
    Theme::it().setContrast(contrast());
    Theme::it().setMotion(motion());
}

} // namespace sillok::ui
