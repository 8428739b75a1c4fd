#include "ui/words/words.h"

#include "ui/words/language.h"

#include <QCoreApplication>
#include <QLocale>

namespace sillok::ui {

namespace {

class Say {
    Q_DECLARE_TR_FUNCTIONS(Words)
public:
    static QString page(bool estimated) { return estimated ? tr("p. %1 (estimated)") : tr("p. %1"); }
    static QString secondsLeft(int n) { return tr("about %n seconds left", nullptr, n); }
    static QString minutesLeft(int n) { return tr("about %n minutes left", nullptr, n); }
};

/// -1: not a Hangul syllable, 0: ends in a vowel, 1: ends in a consonant
int finalConsonant(const QString& name)
{
    for (int i = static_cast<int>(name.size()) - 1; i >= 0; --i) {
        const QChar c = name.at(i);
        if (c.unicode() >= 0xAC00 && c.unicode() <= 0xD7A3)
            return (c.unicode() - 0xAC00) % 28 == 0 ? 0 : 1;
        if (c.isLetterOrNumber())
            return -1;
    }
    return -1;
}

QString withParticle(const QString& name, const QString& afterConsonant, const QString& afterVowel)
{
    if (!speaksKorean())
        return name;
    switch (finalConsonant(name)) {
    case 0: return name + afterVowel;
    case 1: return name + afterConsonant;
    default: return name + afterConsonant + u'(' + afterVowel + u')';
    }
}

} // namespace

bool speaksKorean() { return Language::it().inUse() == LanguageChoice::Korean; }

QString withObject(const QString& name) { return withParticle(name, QStringLiteral("을"), QStringLiteral("를")); }

QString withSubject(const QString& name) { return withParticle(name, QStringLiteral("이"), QStringLiteral("가")); }

QString pageWords(int page, bool estimated)
{
    if (page <= 0)
        return {};
    return Say::page(estimated).arg(page);
}

QString countWords(qint64 count) { return QLocale(QLocale::English).toString(count); }

QString grouped(QString words, qint64 count) { return words.replace(QString::number(count), countWords(count)); }

QString sizeWords(qint64 bytes)
{
    const QLocale plain(QLocale::English);
    if (bytes < 1024)
        return QStringLiteral("%1 B").arg(bytes);
    if (bytes < 1024 * 1024)
        return QStringLiteral("%1 KB").arg(plain.toString((bytes + 512) / 1024));
    if (bytes < qint64(1024) * 1024 * 1024)
        return QStringLiteral("%1 MB").arg(plain.toString(double(bytes) / (1024.0 * 1024), 'f', 1));
    return QStringLiteral("%1 GB").arg(plain.toString(double(bytes) / (1024.0 * 1024 * 1024), 'f', 1));
}

QString shortDate(const QDateTime& when)
{
    return speaksKorean() ? when.toString(QStringLiteral("M. d.")) : QLocale(QLocale::English).toString(when, QStringLiteral("MMM d"));
}

QString dateAndTime(const QDateTime& when)
{
    return speaksKorean() ? when.toString(QStringLiteral("M월 d일 HH:mm"))
                          : QLocale(QLocale::English).toString(when, QStringLiteral("MMM d, HH:mm"));
}

QString monthWords(const QDate& day)
{
    return speaksKorean() ? day.toString(QStringLiteral("yyyy년 M월")) : QLocale(QLocale::English).toString(day, QStringLiteral("MMMM yyyy"));
}

QString timeOfDay(const QDateTime& when) { return when.toString(QStringLiteral("HH:mm")); }

QString timeLeft(int seconds)
{
    if (seconds < 0)
        return {};
    if (seconds < 120)
        return Say::secondsLeft(qMax(10, (seconds + 5) / 10 * 10));
    return Say::minutesLeft((seconds + 30) / 60);
}

} // namespace sillok::ui
