// package_fixture.h - Small packages, made by the writer, and sources that are changed between two readings.
#pragma once

#include "tests/storage/vault_fixture.h"

#include "storage/package/package_reader.h"
#include "storage/package/package_writer.h"
#include "storage/signing/signing_key.h"

#include <QFile>
#include <QTemporaryDir>

#include <random>

namespace sillok::test {

/// The bytes of a package in memory.
class MemorySource final : public storage::PackageSource {
public:
    explicit MemorySource(const std::vector<uint8_t>& bytes) : m_bytes(bytes) {}
    uint64_t size() const override { return m_bytes.size(); }
    Result<void> read(uint64_t offset, std::span<uint8_t> out) const override
    {
        std::copy_n(m_bytes.begin() + static_cast<ptrdiff_t>(offset), out.size(), out.begin());
        return {};
    }

private:
    const std::vector<uint8_t>& m_bytes;
};

inline std::vector<uint8_t> noise(size_t count, uint32_t seed)
{
    std::mt19937 engine(seed);
    std::vector<uint8_t> bytes(count);
    for (uint8_t& byte : bytes)
        byte = static_cast<uint8_t>(engine());
    return bytes;
}

inline storage::ReadAt readerOf(const std::vector<uint8_t>& bytes)
{
    return [&bytes](uint64_t offset, std::span<uint8_t> out) -> Result<void> {
        std::copy_n(bytes.begin() + static_cast<ptrdiff_t>(offset), out.size(), out.begin());
        return {};
    };
}

/// A manifest that keeps every rule, without files.
inline storage::Manifest plainManifest()
{
    storage::Manifest manifest;
    manifest.id = "kr.go.example.model";
    manifest.version = 3;
    manifest.titleKo = "시험 모델";
    manifest.titleEn = "Test model";
    manifest.licence = { "Apache-2.0", {}, true };
    manifest.issuedSeconds = 1'790'000'000;
    manifest.expiresSeconds = 1'890'000'000;
    manifest.minimumProgram = { 0, 1, 0 };
    return manifest;
}

/// A package of two signers and the files given; lives in a folder that goes with it.
struct SamplePackage {
    QTemporaryDir folder;
    std::string path = folder.filePath("sample.skpkg").toStdString();
    storage::SigningKey modern = storage::makeSigningKey(storage::ProfileId::Modern).value();
    storage::SigningKey validated = storage::makeSigningKey(storage::ProfileId::Validated).value();
    storage::Manifest manifest = plainManifest();
    std::vector<std::vector<uint8_t>> contents;
    storage::PackageContent content;

    void add(const std::string& name, std::vector<uint8_t> bytes, storage::FileRole role = storage::FileRole::Payload)
    {
        storage::LeafTable table(static_cast<size_t>(storage::leafCount(bytes.size())));
        if (!storage::hashLeaves(readerOf(bytes), bytes.size(), { 0, table.size() }, table).ok())
            qFatal("hashing does not work");
        manifest.files.push_back({ name, bytes.size(), storage::tableDigest(table).value(), role });
        contents.push_back(std::move(bytes));
        content.tables.push_back(std::move(table));
    }
    /// The usual files: three leaves, a licence, a card, a template, nothing at all, and exactly one leaf.
    void addUsualFiles()
    {
        add("model.gguf", noise(2 * storage::kLeafBytes + 12'345, 1));
        add("licence.txt", noise(300, 2), storage::FileRole::Licence);
        add("cards/model.md", noise(5000, 3), storage::FileRole::Card);
        add("chat.jinja", noise(77, 4), storage::FileRole::Template);
        add("empty.bin", {}, storage::FileRole::Other);
        add("one_leaf.bin", noise(storage::kLeafBytes, 5));
        manifest.licence.textPath = "licence.txt";
        manifest.cardPath = "cards/model.md";
        manifest.templatePath = "chat.jinja";
    }
    /// Signs by both keys. error as writePackage
    Result<void> write(const storage::PackageWriteOptions& options = {})
    {
        SILLOK_TRY(const std::string text, storage::writeManifest(manifest));
        content.document = { storage::DocumentKind::Manifest, { text.begin(), text.end() }, {} };
        SILLOK_CHECK(storage::addSignature(content.document, modern));
        SILLOK_CHECK(storage::addSignature(content.document, validated));
        content.files.clear();
        for (const auto& bytes : contents)
            content.files.push_back(readerOf(bytes));
        return storage::writePackage(content, path, options);
    }
    storage::RequiredSigners signers(uint32_t threshold = 2) const { return { { { { modern.publicKey, validated.publicKey }, threshold } }, {} }; }

    std::vector<uint8_t> bytes() const
    {
        QFile file(QString::fromStdString(path));
        if (!file.open(QIODevice::ReadOnly))
            return {};
        const QByteArray all = file.readAll();
        return { all.begin(), all.end() };
    }
    Result<storage::PackageReader> open(const std::vector<uint8_t>& bytes) const
    {
        return storage::PackageReader::open(std::make_unique<MemorySource>(bytes), signers());
    }
    Result<storage::PackageReader> openFile(const std::string& at) const
    {
        SILLOK_TRY(auto source, storage::openPackageSource(at));
        return storage::PackageReader::open(std::move(source), signers());
    }
};

/// Every leaf of every file. error the first one's
inline Result<void> checkAllLeaves(const storage::PackageReader& reader)
{
    for (size_t file = 0; file < reader.manifest().files.size(); ++file)
        SILLOK_CHECK(reader.checkLeaves(file, { 0, reader.table(file).size() }));
    return {};
}

} // namespace sillok::test

#define COMPARE_FAULT(result, wanted)                                                                                  \
    do {                                                                                                               \
        const auto& compared = (result);                                                                               \
        QVERIFY(!compared.ok());                                                                                       \
        QCOMPARE(sillok::storage::faultName(sillok::storage::faultOf(compared.error())), sillok::storage::faultName(wanted)); \
    } while (false)
