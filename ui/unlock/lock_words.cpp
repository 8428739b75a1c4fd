#include "ui/unlock/lock_words.h"

#include <QCoreApplication>

namespace sillok::ui {

namespace {

/// The names of a lock, in the language of the window.
struct Said {
    Q_DECLARE_TR_FUNCTIONS(LockWords)
};

struct Named {
    app::LockCause cause;
    const char* word;
};
constexpr Named kWords[] = {
    { app::LockCause::Person, "person" },
    { app::LockCause::Idle, "idle" },
    { app::LockCause::ScreenLocked, "screen" },
    { app::LockCause::SessionLeft, "session" },
    { app::LockCause::Sleep, "sleep" },
};

} // namespace

QString lockCauseWord(app::LockCause cause)
{
    for (const Named& one : kWords)
        if (one.cause == cause)
            return QString::fromLatin1(one.word);
    return {};
}

std::optional<app::LockCause> lockCauseOf(const QString& word)
{
    for (const Named& one : kWords)
        if (word == QLatin1String(one.word))
            return one.cause;
    return std::nullopt;
}

QString lockCauseWords(app::LockCause cause)
{
    switch (cause) {
    case app::LockCause::Person: return Said::tr("The vault is locked. Your draft is saved.");
    case app::LockCause::Idle: return Said::tr("The vault was locked while you were away. Your draft is saved.");
    case app::LockCause::ScreenLocked: return Said::tr("The vault was locked together with the screen. Your draft is saved.");
    case app::LockCause::SessionLeft: return Said::tr("The vault was locked because another session took the screen. Your draft is saved.");
    case app::LockCause::Sleep: return Said::tr("The vault was locked before the computer went to sleep. Your draft is saved.");
    }
    return {};
}

} // namespace sillok::ui
