// seal_words.h - A seal report in words; used by the strip, its popup and the unlock page.
#pragma once

#include "app/services/types.h"
#include "ui/style/tokens.h"

namespace sillok::ui {

enum class SealState { Checking, Sealed, Unknown, Broken };
SealState sealState(const app::SealReport& report);

struct SealWords {
    QString icon;
    Token ink;
    QString title;    ///< "봉인됨"
    QString detail;   ///< "네트워크 소켓 0개 · 14:32 확인"
};
SealWords sealWords(const app::SealReport& report);

struct SealEvidence {
    bool good;
    QString what;
    QString found;
};
QList<SealEvidence> sealEvidence(const app::SealReport& report);

} // namespace sillok::ui
