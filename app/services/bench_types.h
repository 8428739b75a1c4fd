// bench_types.h - Values about trying out the search: what a question finds and why, and saved questions with their right place.
#pragma once

#include "app/services/types.h"

#include <optional>

namespace sillok::app {

/// A passage that a question found, and what brought it to its place.
struct BenchHit {
    int place = 0;                  ///< counted from 1
    Citation citation;              ///< where it stands, and what in it answers best
    int wordPlace = 0;              ///< by words alone; 0: words did not find it
    int coveragePercent = 0;        ///< of the question's words
    bool named = false;             ///< the question names this place
    int meaningPlace = 0;           ///< by meaning alone; 0: not among the nearest, or no model for it
    std::optional<double> modelScore {};   ///< of the model that puts passages into order
};

struct BenchResult {
    CollectionId collection = 0;
    QString question;
    QList<BenchHit> hits;
    bool answerable = false;        ///< false: a question in a chat would be refused
    double seconds = 0;
    bool byMeaning = false;         ///< a model helped to find
    bool byScore = false;           ///< and one to put into order
};

/// A saved question: where its right place was found the last two times.
struct BenchCase {
    enum class Change : uint8_t { New, Same, Better, Worse };
    qint64 id = 0;
    QString question;
    QString documentName;
    QString quote;                  ///< empty: any place of the document is right
    std::optional<int> before {};   ///< counted from 1; 0: not found; nothing: not looked for yet
    std::optional<int> now {};
    Change change = Change::New;
    QDateTime checkedAt;            ///< null: never
};

} // namespace sillok::app

Q_DECLARE_METATYPE(sillok::app::BenchResult)
Q_DECLARE_METATYPE(sillok::app::BenchCase)
