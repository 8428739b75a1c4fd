// sentences.h - A growing answer as it is spoken: whole sentences, without the signs that only eyes need.
#pragma once

#include <QString>

namespace sillok::ui {

/// Takes what a text has gained since the last call, as far as it ends with a sentence or a line. In Korean those end in 다. or 요., in English in
/// a full stop; a number with a point in it, "제3조.1" or "1." at the beginning of a line ends nothing.
class SentenceFeed {
public:
    /// `finished`: nothing more will come, so the rest is a sentence too.
    QString take(const QString& text, bool finished);
    void skipTo(const QString& text) { m_at = text.size(); }   ///< not to be spoken

private:
    qsizetype m_at = 0;
};

/// Without marks for bold, code, headings, quotes and tables.
QString plainWords(QString markdown);
/// And without the numbers of citations.
QString spokenWords(QString markdown);

} // namespace sillok::ui
