// scripted_writing.cpp - The double's part about attached files, prompts, presets and the mode of the window.
#include "tests/fakes/scripted_desk.h"

#include <QFileInfo>

namespace sillok::fakes {

void Script::attach(app::ChatId chat, const QList<app::Attachment>& files)
{
    attached[chat] = files;
    emit desk->attachmentsChanged(chat, files.isEmpty() ? 0 : kAttachedTo + chat, files);
}

namespace {

/// Puts it in the place of the one with its id, or behind the others under a new id. False: the name is another one's.
template <typename T>
bool put(QList<T>& all, T one)
{
    for (const T& other : all)
        if (other.name == one.name && other.id != one.id)
            return false;
    if (one.id.isEmpty())
        one.id = QStringLiteral("%1").arg(all.size() + 1, 32, 16, QLatin1Char('0'));
    all.removeIf([&one](const T& other) { return other.id == one.id; });
    all.append(one);
    std::ranges::sort(all, {}, &T::name);
    return true;
}

} // namespace

} // namespace sillok::fakes

namespace sillok::app {

using fakes::Script;
using fakes::scriptOf;

const QList<SavedPrompt>& Desk::prompts() const { return scriptOf(const_cast<Desk&>(*this)).prompts; }
const QList<Preset>& Desk::presets() const { return scriptOf(const_cast<Desk&>(*this)).presets; }
QString Desk::defaultPreset() const { return scriptOf(const_cast<Desk&>(*this)).defaultPreset; }
bool Desk::expertMode() const { return scriptOf(const_cast<Desk&>(*this)).expertMode; }

void Desk::attachFiles(ChatId chat, const QStringList& paths)
{
    Script& s = scriptOf(*this);
    s.calls.append(QStringLiteral("attachFiles %1 %2").arg(chat).arg(paths.join(u'|')));
    if (chat == 0) {
        chat = s.nextId++;
        s.chats.prepend({ chat, QFileInfo(paths.first()).fileName(), QDateTime::currentDateTime(), false });
        emit chatsChanged();
        emit chatOpened(chat, s.chats.first().title, {});
    }
    QList<Attachment> files = s.attached.value(chat);
    for (const QString& path : paths)
        files.append({ path, QFileInfo(path).fileName(), 1024 });
    s.attach(chat, files);
}

void Desk::detachFile(ChatId chat, const Attachment& file)
{
    Script& s = scriptOf(*this);
    s.calls.append(QStringLiteral("detachFile %1 %2").arg(chat).arg(file.name));
    QList<Attachment> files = s.attached.value(chat);
    files.removeIf([&file](const Attachment& one) { return one.name == file.name; });
    s.attach(chat, files);
}

void Desk::savePrompt(const SavedPrompt& prompt)
{
    Script& s = scriptOf(*this);
    s.calls.append(QStringLiteral("savePrompt %1 %2 %3").arg(prompt.id, prompt.name, prompt.text));
    if (!fakes::put(s.prompts, prompt))
        return s.fail(Problem::During::Writing, ErrorCode::AlreadyExists);
    emit promptsChanged();
    emit promptSaved(prompt.id);
}

void Desk::removePrompt(const QString& id)
{
    Script& s = scriptOf(*this);
    s.calls.append(QStringLiteral("removePrompt %1").arg(id));
    s.prompts.removeIf([&id](const SavedPrompt& one) { return one.id == id; });
    emit promptsChanged();
}

void Desk::savePreset(const Preset& preset)
{
    Script& s = scriptOf(*this);
    s.calls.append(QStringLiteral("savePreset %1 %2 %3").arg(preset.id, preset.name, preset.instructions));
    if (!fakes::put(s.presets, preset))
        return s.fail(Problem::During::Writing, ErrorCode::AlreadyExists);
    emit presetsChanged();
}

void Desk::removePreset(const QString& id)
{
    Script& s = scriptOf(*this);
    s.calls.append(QStringLiteral("removePreset %1").arg(id));
    s.presets.removeIf([&id](const Preset& one) { return one.id == id; });
    emit presetsChanged();
}

void Desk::setDefaultPreset(const QString& id)
{
    Script& s = scriptOf(*this);
    s.calls.append(QStringLiteral("setDefaultPreset %1").arg(id));
    s.defaultPreset = id;
    emit presetsChanged();
}

void Desk::choosePreset(ChatId chat, const QString& id)
{
    scriptOf(*this).calls.append(QStringLiteral("choosePreset %1 %2").arg(chat).arg(id));
    emit presetChosen(chat, id);
}

void Desk::setExpertMode(bool expert)
{
    Script& s = scriptOf(*this);
    s.calls.append(QStringLiteral("setExpertMode %1").arg(expert));
    s.expertMode = expert;
    emit expertModeChanged(expert);
}

void Desk::keepDrafts(const Drafts& drafts)
{
    Script& s = scriptOf(*this);
    s.drafts = drafts;
    if (!s.holdDrafts)
        emit draftsKept(drafts);
}

} // namespace sillok::app
