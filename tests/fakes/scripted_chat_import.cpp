// scripted_chat_import.cpp - The double's part about chats of other programs.
#include "tests/fakes/scripted_desk.h"

namespace sillok::app {

void Desk::lookIntoChats(const QString& path)
{
    fakes::scriptOf(*this).calls.append(QStringLiteral("lookIntoChats %1").arg(path));
    if (!fakes::scriptOf(*this).chatImport.file.isEmpty())
        emit chatImportPreviewed(fakes::scriptOf(*this).chatImport);
}

void Desk::importChats() { fakes::scriptOf(*this).calls.append(QStringLiteral("importChats")); }

void Desk::cancelChatImport() { fakes::scriptOf(*this).calls.append(QStringLiteral("cancelChatImport")); }

void Desk::undoChatImport() { fakes::scriptOf(*this).calls.append(QStringLiteral("undoChatImport")); }

} // namespace sillok::app
