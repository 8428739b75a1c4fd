// package.cpp - sillokctl package: the publisher's desk. What its commands share.
#include "app/cli/package_commands.h"
#include "engine/backend/backend.h"
#include "engine/base/file.h"
#include "storage/package/minisign.h"
#include "storage/trust/catalog.h"

#include <QDateTime>

#include <cstdio>

namespace sillok::app::cli {

namespace {

constexpr uint64_t kMostKeyText = 4096;

std::string dateOf(uint64_t seconds)
{
    return QDateTime::fromSecsSinceEpoch(static_cast<qint64>(seconds), Qt::UTC).toString(Qt::ISODate).toStdString();
}

} // namespace

void addPackage(CLI::App& app, Context& context)
{
    CLI::App* const package = app.add_subcommand("package", context.say("서명된 꾸러미 만들기와 검사", "make and check signed packages"))->require_subcommand(1);
    addPackageKeygen(*package, context);
    addPackageBuild(*package, context);
    addPackageSign(*package, context);
    addPackageInspect(*package, context);
    addPackageVerify(*package, context);
}

void endPackageCommand(Context& context, const Result<void>& done, const std::string& name)
{
    if (done.ok())
        return;
    if (done.error().code == ErrorCode::Cancelled) {
        std::fprintf(stderr, "%s\n", context.say("멈췄습니다. 새 파일은 남기지 않았고, 있던 것은 그대로입니다.", "Stopped. No new file was left, and what was there is unchanged."));
        context.exitCode = kFailed;
        return;
    }
    report(context, done.error(), name);
}

Result<std::vector<uint8_t>> readSmallFile(const std::string& path, uint64_t limitBytes)
{
    SILLOK_TRY(const FileDescriptor file, openForReading(path));
    return readAll(file, limitBytes);
}

Result<storage::PublicKey> loadPublicKey(const std::string& textOrPath)
{
    std::string text = textOrPath;
    if (!text.starts_with("ed25519:") && !text.starts_with("p256:")) {
        SILLOK_TRY(const auto bytes, readSmallFile(textOrPath, kMostKeyText));
        text = asText(bytes);
    }
    if (text.starts_with("untrusted comment:")) {
        SILLOK_TRY(const storage::MinisignKey key, storage::readMinisignKey(text));
        return key.key;
    }
    while (text.ends_with('\n') || text.ends_with('\r'))
        text.pop_back();
    return storage::readPublicKey(text);
}

Result<std::string> fingerprintOf(const storage::PublicKey& key)
{
    SILLOK_TRY(const storage::KeyId id, storage::keyIdOf(key));
    return storage::fingerprint(id);
}

std::string describe(const Context& context, const storage::PackageReader& reader)
{
    const storage::Manifest& manifest = reader.manifest();
    const auto line = [&](const char* ko, const char* en, const std::string& value) { return std::string(context.say(ko, en)) + ": " + value + "\n"; };
    std::string text = line("꾸러미", "Package", manifest.id);
    text += line("판", "Version", std::to_string(manifest.version));
    text += line("종류", "Kind", storage::packageKindName(manifest.kind));
    text += line("이름", "Title", context.korean ? manifest.titleKo : manifest.titleEn);
    text += line("등급", "Grade", storage::gradeName(manifest.grade));
    text += line("이용 조건", "Licence", manifest.licence.id + (manifest.licence.commercialUse ? "" : context.say(" (비상업)", " (not for commercial use)")));
    text += line("발행", "Issued", dateOf(manifest.issuedSeconds));
    text += line("만료", "Expires", dateOf(manifest.expiresSeconds));
    text += line("파일", "Files", std::to_string(manifest.files.size()) + ", " + std::to_string(manifest.totalBytes()) + context.say("바이트", " bytes"));
    text += line("내용 지문", "Digest", storage::writeDigest(reader.digest()));
    return text;
}

void ByteLine::operator()(uint64_t doneBytes, uint64_t allBytes)
{
    constexpr uint64_t kMiB = 1 << 20;
    if (!m_line)
        m_line.emplace(static_cast<int>(allBytes / kMiB), m_korean);
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - m_begin).count();
    const auto rate = seconds > 0 ? static_cast<uint64_t>(static_cast<double>(doneBytes) / seconds / 1e6) : 0;
    m_line->at(static_cast<int>(doneBytes / kMiB), "MiB  " + std::to_string(rate) + " MB/s  " + m_what);
}

Result<void> checkShown(const Context& context, const storage::PackageReader& reader, unsigned threads, const std::stop_token& stop)
{
    ByteLine line(context, context.say("내용 확인", "checking"));
    return checkContent(reader, { threads > 0 ? threads : usableThreads(), std::ref(line), stop });
}

} // namespace sillok::app::cli
