#include "storage/vault/keys_generation.h"

#include "storage/repositories/setting_repository.h"

#include <charconv>

namespace sillok::storage {

namespace {

constexpr const char* kSetting = "vault.keys_generation";

Result<uint64_t> noted(Database& database)
{
    SILLOK_TRY(const std::optional<std::string> text, SettingRepository(database).get(kSetting));
    uint64_t number = 0;
    if (text && std::from_chars(text->data(), text->data() + text->size(), number).ec != std::errc())
        return fail(ErrorCode::Damaged, "the number of key changes in the database");
    return number;
}

} // namespace

Result<void> checkKeysGeneration(Database& database, uint64_t ofHeader)
{
    SILLOK_TRY(const uint64_t seen, noted(database));
    if (ofHeader < seen)
        return fail(ErrorCode::Refused, "an older vault header was put back");
    return {};
}

Result<void> noteKeysGeneration(Database& database, uint64_t ofHeader)
{
    SILLOK_TRY(const uint64_t seen, noted(database));
    return ofHeader > seen ? SettingRepository(database).set(kSetting, std::to_string(ofHeader)) : Result<void>();
}

} // namespace sillok::storage
