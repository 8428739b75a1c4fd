// desk_writing.cpp - Desk's part about prompts, presets and the mode of the window.
#include "app/services/desk_private.h"

#include "app/policy/vault_policy.h"
#include "app/services/leaving_file.h"

#include <cmath>

namespace sillok::app {

namespace {

constexpr std::string_view kDefaultPreset = "preset.default";
constexpr std::string_view kExpertMode = "window.expert";
constexpr double kMilli = 1000;

std::optional<int64_t> toMilli(const std::optional<double>& value)
{
    return value ? std::optional(static_cast<int64_t>(std::lround(*value * kMilli))) : std::nullopt;
}

std::optional<double> fromMilli(const std::optional<int64_t>& value)
{
    return value ? std::optional(static_cast<double>(*value) / kMilli) : std::nullopt;
}

Preset toPreset(const storage::StoredPreset& stored)
{
    Preset preset { QString::fromStdString(stored.uid), QString::fromStdString(stored.name), QString::fromStdString(stored.instructions) };
    preset.temperature = fromMilli(stored.temperatureMilli);
    preset.topP = fromMilli(stored.topPMilli);
    preset.longestAnswer = static_cast<int>(stored.longestAnswerTokens);
    if (stored.seed)
        preset.seed = static_cast<quint32>(*stored.seed);
    return preset;
}

std::string nameOf(const QString& typed) { return typed.simplified().normalized(QString::NormalizationForm_C).toStdString(); }

} // namespace

const QList<SavedPrompt>& Desk::prompts() const { return d->prompts; }
const QList<Preset>& Desk::presets() const { return d->presets; }
QString Desk::defaultPreset() const { return d->defaultPreset; }
bool Desk::expertMode() const { return d->expertMode; }

void Desk::savePrompt(const SavedPrompt& prompt)
{
    d->withWorkspace(Problem::During::Writing, [this, prompt](Workspace& in) -> Result<void> {
        SILLOK_TRY(const std::string text, d->passed(in, prompt.text));
        SILLOK_TRY(const std::string name, d->passed(in, QString::fromStdString(nameOf(prompt.name))));
        SILLOK_TRY(const std::string uid, in.prompts().put({ prompt.id.toStdString(), name, text, nowMs() }));
        d->publishPrompts(in);
        d->postIfOpen([this, uid] { emit promptSaved(QString::fromStdString(uid)); });
        return {};
    });
}

void Desk::removePrompt(const QString& id)
{
    d->withWorkspace(Problem::During::Writing, [this, uid = id.toStdString()](Workspace& in) -> Result<void> {
        SILLOK_CHECK(in.prompts().remove(uid));
        d->publishPrompts(in);
        return {};
    });
}

void Desk::savePreset(const Preset& preset)
{
    d->withWorkspace(Problem::During::Writing, [this, preset](Workspace& in) -> Result<void> {
        storage::StoredPreset stored { preset.id.toStdString(), nameOf(preset.name), {}, toMilli(preset.temperature), toMilli(preset.topP),
            preset.longestAnswer, preset.seed ? std::optional<int64_t>(*preset.seed) : std::nullopt };
        SILLOK_TRY(stored.instructions, d->passed(in, preset.instructions.trimmed()));
        const auto uid = in.presets().put(stored);
        SILLOK_CHECK(uid);
        d->publishPresets(in);
        return {};
    });
}

void Desk::removePreset(const QString& id)
{
    d->withWorkspace(Problem::During::Writing, [this, uid = id.toStdString()](Workspace& in) -> Result<void> {
        SILLOK_CHECK(in.presets().remove(uid));
        d->publishPresets(in);
        return {};
    });
}

void Desk::setDefaultPreset(const QString& id)
{
    d->withWorkspace(Problem::During::Writing, [this, uid = id.toStdString()](Workspace& in) -> Result<void> {
        SILLOK_CHECK(uid.empty() ? in.settings().remove(kDefaultPreset) : in.settings().set(kDefaultPreset, uid));
        d->publishPresets(in);
        return {};
    });
}

void Desk::choosePreset(ChatId chat, const QString& id)
{
    d->withWorkspace(Problem::During::Writing, [this, chat, uid = id.toStdString()](Workspace& in) -> Result<void> {
        if (chat == 0)
            d->presetOfNewChat = uid;
        else
            SILLOK_CHECK(storage::setPresetOfChat(in.databaseOf(chat), chat, uid));
        d->publishChosenPreset(in, chat);
        return {};
    });
}

void Desk::setExpertMode(bool expert)
{
    d->withWorkspace(Problem::During::Writing, [this, expert](Workspace& in) -> Result<void> {
        SILLOK_CHECK(in.settings().set(kExpertMode, expert ? "1" : "0"));
        d->postIfOpen([this, expert] {
            d->expertMode = expert;
            emit expertModeChanged(expert);
        });
        return {};
    });
}

void Desk::Private::restoreWriting(Workspace& in)
{
    presetOfNewChat.clear();
    publishPrompts(in);
    publishPresets(in);
    const auto stored = in.settings().get(kExpertMode);
    const bool expert = stored.ok() && *stored && **stored == "1";
    postIfOpen([this, expert] {
        expertMode = expert;
        emit desk.expertModeChanged(expert);
    });
}

void Desk::Private::forgetWriting()
{
    attached.clear();
    prompts.clear();
    presets.clear();
    defaultPreset.clear();
    expertMode = false;
}

void Desk::Private::publishPrompts(Workspace& in)
{
    const auto stored = in.prompts().list();
    if (!stored.ok())
        return report(stored.error(), Problem::During::Writing);
    QList<SavedPrompt> list;
    for (const storage::StoredPrompt& one : *stored)
        list.append({ QString::fromStdString(one.uid), QString::fromStdString(one.name), QString::fromStdString(one.text) });
    postIfOpen([this, list] {
        prompts = list;
        emit desk.promptsChanged();
    });
}

void Desk::Private::publishPresets(Workspace& in)
{
    const auto stored = in.presets().list();
    if (!stored.ok())
        return report(stored.error(), Problem::During::Writing);
    QList<Preset> list;
    for (const storage::StoredPreset& one : *stored)
        list.append(toPreset(one));
    const auto standard = in.settings().get(kDefaultPreset);
    const QString id = standard.ok() && *standard ? QString::fromStdString(**standard) : QString();
    postIfOpen([this, list, id] {
        presets = list;
        defaultPreset = std::ranges::any_of(list, [&id](const Preset& one) { return one.id == id; }) ? id : QString();
        emit desk.presetsChanged();
    });
}

void Desk::Private::publishChosenPreset(Workspace& in, ChatId chat)
{
    const auto uid = chat == 0 ? Result<std::string>(presetOfNewChat) : storage::presetOfChat(in.databaseOf(chat), chat);
    if (!uid.ok())
        return report(uid.error(), Problem::During::Writing);
    postIfOpen([this, chat, id = QString::fromStdString(*uid)] { emit desk.presetChosen(chat, id); });
}

Result<void> Desk::Private::adoptNewChat(Workspace& in, ChatId chat)
{
    const std::string uid = std::exchange(presetOfNewChat, {});
    if (uid.empty())
        return {};
    return storage::setPresetOfChat(in.databaseOf(chat), chat, uid);
}

/// One that was removed since counts as none chosen.
Result<std::optional<storage::StoredPreset>> Desk::Private::presetFor(Workspace& in, ChatId chat)
{
    std::string uid = presetOfNewChat;
    if (chat != 0) {
        SILLOK_TRY(uid, storage::presetOfChat(in.databaseOf(chat), chat));
    }
    if (uid == std::string_view(kNoPreset.latin1()))
        return std::optional<storage::StoredPreset>();
    SILLOK_TRY(std::optional<storage::StoredPreset> chosen, in.presets().find(uid));
    if (chosen)
        return chosen;
    SILLOK_TRY(const std::optional<std::string> standard, in.settings().get(kDefaultPreset));
    return in.presets().find(standard.value_or(std::string()));
}

Result<std::string> Desk::Private::passed(Workspace& in, const QString& text)
{
    const std::string typed = text.toStdString();
    const GuardFinding found = guardText(rules(), GuardPlace::Save, typed);
    SILLOK_CHECK(recordGuard(in, found, "writing", "0"));
    SILLOK_CHECK(ManagedState::allow(!found.speaks() || found.action != GuardAction::Block, "guard_save"));
    SILLOK_CHECK(checkEscrow(in, *managedNow.load()));
    return found.speaks() && found.action == GuardAction::Mask ? maskIdentifiers(typed) : typed;
}

} // namespace sillok::app
