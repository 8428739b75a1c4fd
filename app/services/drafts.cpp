#include "app/services/drafts.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace sillok::app {

namespace {

constexpr std::string_view kSetting = "drafts";
constexpr QLatin1String kCurrent("current");
constexpr QLatin1String kTexts("texts");

} // namespace

Result<void> storeDrafts(storage::SettingRepository& settings, const Drafts& drafts)
{
    QJsonObject texts;
    for (auto draft = drafts.texts.cbegin(); draft != drafts.texts.cend(); ++draft)
        if (!draft.value().trimmed().isEmpty())
            texts.insert(QString::number(draft.key()), draft.value());
    if (texts.isEmpty() && drafts.current == 0)
        return settings.remove(kSetting);
    QJsonObject all;
    all.insert(kCurrent, drafts.current);
    all.insert(kTexts, texts);
    return settings.set(kSetting, QJsonDocument(all).toJson(QJsonDocument::Compact).toStdString());
}

Result<Drafts> loadDrafts(storage::SettingRepository& settings)
{
    SILLOK_TRY(const auto stored, settings.get(kSetting));
    Drafts drafts;
    if (!stored)
        return drafts;
    const QJsonObject all = QJsonDocument::fromJson(QByteArray::fromStdString(*stored)).object();
    drafts.current = all.value(kCurrent).toInteger();
    const QJsonObject texts = all.value(kTexts).toObject();
    for (auto text = texts.begin(); text != texts.end(); ++text)
        drafts.texts.insert(text.key().toLongLong(), text.value().toString());
    return drafts;
}

} // namespace sillok::app
