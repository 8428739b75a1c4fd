// store_bus.h - What the installing service and whoever asks it say to each other on the system's bus: names, limits, and values as messages carry them.
//
//   Install(ah files, u all, s digest) -> (ay manifest, s digest, b reported, d load_s, t memory, u questions, u right, d prompt_per_s, d written_per_s, x made_at)
//   Remove(s id, t version) -> (t version)
//   BeginTrust(h root, s digest) -> (ay trust)
//   AcceptTrust(ah documents, u all) -> (ay trust)
//   SetPolicy(h policy) -> (ay body)
//   More(ah files)         the next files of the caller's call, when a message does not hold them all
//   Cancel()               ends the caller's call
//   signal Progress(u step, t done, t all)     to the caller alone
// A failure is the D-Bus error kFailed with (s what was being done, u code, u fault).
#pragma once

#include "app/services/store_keeper.h"

#include <QVariant>

namespace sillok::app::store_bus {

inline constexpr const char* kService = "kr.sillok.Installer1";
inline constexpr const char* kPath = "/kr/sillok/Installer1";
inline constexpr const char* kInterface = "kr.sillok.Installer1";
inline constexpr const char* kFailed = "kr.sillok.Installer1.Failed";
inline constexpr const char* kFailedSignature = "suu";
inline constexpr const char* kInstalledSignature = "aysbdtuuddx";

/// source  dbus-daemon(1): max_message_unix_fds is 16 on a system bus unless a site says otherwise
inline constexpr qsizetype kMostFilesInOneMessage = 16;
inline constexpr uint32_t kMostFiles = storage::kMostVolumes;

QVariantList fromError(const Error& error);
/// Numbers that no error has become Internal without a fault. needs  the signature kFailedSignature
Error toError(const QVariantList& values);

/// error  as writeManifest
Result<QVariantList> fromInstalled(const InstalledNow& installed);
/// needs  the signature kInstalledSignature. error  as readManifest, readDigest
Result<InstalledNow> toInstalled(const QVariantList& values);

QVariantList fromTrust(const storage::TrustState& trust);
/// error  Refused with StateDamaged
Result<storage::TrustState> toTrust(const QVariantList& values);

/// error  as writePolicyBody
Result<QVariantList> fromPolicy(const PolicyDocument& policy);
/// error  as readPolicyBody
Result<PolicyDocument> toPolicy(const QVariantList& values);

} // namespace sillok::app::store_bus
