// manifest_names.h - The words of a manifest that stand for values of an enumeration.
#pragma once

#include "storage/package/manifest.h"
#include "storage/signing/fields.h"

#include <array>

namespace sillok::storage {

template <typename Value, size_t Count>
struct Names {
    std::array<const char*, Count> names; ///< in the order of the enumeration

    constexpr const char* of(Value value) const { return names.at(static_cast<size_t>(value)); }
    /// error as Fields::text; WrongValue: none of the names
    Result<Value> read(Fields& fields, std::string_view key) const
    {
        SILLOK_TRY(const std::string text, fields.text(key, kMostNameBytes));
        for (size_t i = 0; i < Count; ++i) {
            if (text == names[i])
                return static_cast<Value>(i);
        }
        return refuse(Fault::WrongValue, fields.where() + "." + std::string(key));
    }

private:
    static constexpr size_t kMostNameBytes = 32;
};

inline constexpr Names<PackageKind, 7> kKindNames { { "model", "embedding", "reranker", "ocr", "policy", "catalog", "application" } };
inline constexpr Names<Grade, 3> kGradeNames { { "C", "S", "O" } };
inline constexpr Names<FileRole, 5> kRoleNames { { "payload", "licence", "card", "template", "other" } };

} // namespace sillok::storage
