// words.h - Numbers, dates and particles as the reader's language writes them.
#pragma once

#include <QDateTime>
#include <QString>

namespace sillok::ui {

bool speaksKorean();

/// In Korean adds 을 or 를 to a name, by its last syllable; names that end otherwise get both: "을(를)". In English adds nothing.
QString withObject(const QString& name);
/// The same with 이 and 가.
QString withSubject(const QString& name);

/// "7쪽", "7쪽(추정)", "p. 7", "p. 7 (estimated)"; empty when the format has no pages.
QString pageWords(int page, bool estimated);
/// "9,214"
QString countWords(qint64 count);
/// Puts the separators into the number `count` inside words that a plural form made: "9214쪽" -> "9,214쪽".
QString grouped(QString words, qint64 count);
/// "412 KB"
QString sizeWords(qint64 bytes);
/// "11. 23." and "Nov 23"
QString shortDate(const QDateTime& when);
/// "2026년 10월" and "October 2026"
QString monthWords(const QDate& day);
/// "11월 20일 17:52" and "Nov 20, 17:52"
QString dateAndTime(const QDateTime& when);
/// "14:32"
QString timeOfDay(const QDateTime& when);
/// "약 50초 남음", rounded to ten seconds, minutes from two minutes on.
QString timeLeft(int seconds);

} // namespace sillok::ui
