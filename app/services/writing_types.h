// writing_types.h - What goes into a question besides its words: attached files, kept prompts, presets.
#pragma once

#include "app/services/types.h"

#include <optional>

namespace sillok::app {

/// A file that belongs to a chat.
struct Attachment {
    QString path;                ///< where it was read from; empty: not known any more
    QString name;
    qint64 sizeBytes = 0;
    DocumentId document = 0;     ///< 0: not read yet
    DocumentState state = DocumentState::Waiting;
    Problem problem {};          ///< why it is not Ready
    int pages = 0;               ///< while it is Reading: how many there are; 0: not known
    int page = 0;                ///< and which one it is at

    bool waits() const { return state == DocumentState::Waiting || state == DocumentState::Reading; }
    bool answers() const { return state == DocumentState::Ready || state == DocumentState::Partial; }
};

/// A text to ask with again. `{words}` in it are asked for when it is used.
struct SavedPrompt {
    QString id {};               ///< empty: a new one
    QString name {};
    QString text {};
};

/// How answers are asked for.
struct Preset {
    QString id {};               ///< empty: a new one
    QString name {};
    QString instructions {};     ///< told to the model in front of every chat
    std::optional<double> temperature {};   ///< nothing: as the makers of the model advise; the same for the next
    std::optional<double> topP {};
    int longestAnswer = 1024;    ///< tokens
    std::optional<quint32> seed {};         ///< nothing: another one for every answer
};

inline constexpr QLatin1String kNoPreset("-");
inline constexpr int kShortestAnswer = 64;
inline constexpr int kLongestAnswer = 32768;
inline constexpr double kMostTemperature = 2.0;

} // namespace sillok::app

Q_DECLARE_METATYPE(sillok::app::Attachment)
Q_DECLARE_METATYPE(sillok::app::SavedPrompt)
Q_DECLARE_METATYPE(sillok::app::Preset)
