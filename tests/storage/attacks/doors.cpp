#include "tests/storage/attacks/doors.h"

#include "tests/app/signed_policy.h"
#include "tests/storage/package_fixture.h"

namespace sillok::test {

using namespace storage;

SmallPackage::SmallPackage(const Institution& ours) : m_content(noise(5000, 1)), m_table(1), m_trust(ours.machine())
{
    Manifest manifest = plainManifest();
    manifest.issuedSeconds = kNow - kDay;
    if (!hashLeaves(readerOf(m_content), m_content.size(), { 0, 1 }, m_table).ok())
        qFatal("hashing does not work");
    manifest.files = { { "model.gguf", m_content.size(), tableDigest(m_table).value(), FileRole::Payload } };
    m_manifest = writeManifest(manifest).value();
    const PackageName name { manifest.id, manifest.version, manifestDigest(asBytes(m_manifest)).value() };
    m_trust = machineWith(ours, catalogWith(ours, { name }));
}

std::vector<uint8_t> SmallPackage::around(Bytes document) const
{
    std::vector<uint8_t> all(kPackageMagic.begin(), kPackageMagic.end());
    all.insert(all.end(), { kPackageFormat, 0, 0, 0 });
    all.insert(all.end(), document.begin(), document.end());
    size_t used = 0;
    const auto read = readSignedDocument(document, DocumentKind::Manifest, &used);
    if (!read.ok())
        return all;
    all.resize(static_cast<size_t>(kDocumentAt) + mostDocumentBytes(read->body.size()));
    const Bytes table = tableBytes(m_table);
    all.insert(all.end(), table.begin(), table.end());
    all.resize((all.size() + kFileBorder - 1) / kFileBorder * kFileBorder);
    all.insert(all.end(), m_content.begin(), m_content.end());
    return all;
}

Result<PackageReader> SmallPackage::reader(const std::vector<uint8_t>& package) const
{
    return openToInstall(m_trust, std::make_unique<MemorySource>(package), kNow, { 0, 1, 0 });
}

Result<void> SmallPackage::open(const std::vector<uint8_t>& package) const { return answerOf(reader(package)); }

Result<void> SmallPackage::openAndRead(const std::vector<uint8_t>& package) const
{
    SILLOK_TRY(const PackageReader opened, reader(package));
    return checkAllLeaves(opened);
}

std::vector<Door> doorsOf(const Parties& parties)
{
    const Institution& ours = parties.ours;
    const auto text = [](const std::vector<uint8_t>& bytes) { return std::string(bytes.begin(), bytes.end()); };
    const auto first = [](Bytes document) {
        const auto digest = rootDigest(document); // the attacker's word for it: what the document itself says must be enough
        return answerOf(TrustState::begin(document, digest.ok() ? *digest : Digest {}, kNow));
    };
    const auto next = [&ours](Bytes document) { return ours.machine().acceptRoots({ { document.begin(), document.end() } }, kNow); };
    const auto catalog = [&ours](Bytes document) { return ours.machine().acceptCatalog(document, kNow); };
    const auto policy = [&ours](Bytes document) { return answerOf(app::acceptPolicy(document, ours.machine(), kNow)); };
    const auto small = std::make_shared<const SmallPackage>(ours);
    const auto package = [small](Bytes document) { return small->open(small->around(document)); };

    const app::PolicyDocument rules { 1, ours.name, kNow - kDay, kNow + kDay, generousPolicy() };
    const std::string policyText = app::writePolicyBody(rules).value();
    return {
        { "first root", DocumentKind::Root, text(writeRoot(ours.rootContent()).value()), &ours.root, {}, &ours.release, first },
        { "next root", DocumentKind::Root, text(writeRoot(ours.rootContent(2)).value()), &ours.root, {}, &ours.release, next },
        { "catalog", DocumentKind::Catalog, text(writeCatalog(ours.catalogContent()).value()), &ours.release, {}, &ours.root, catalog },
        { "policy", DocumentKind::Policy, policyText, &ours.countersign, {}, &ours.release, policy },
        { "package, release", DocumentKind::Manifest, small->manifest(), &ours.release, enough(ours.countersign), &ours.root, package,
            Fault::BelowThreshold, Fault::Gap },
        { "package, countersign", DocumentKind::Manifest, small->manifest(), &ours.countersign, enough(ours.release), &ours.root, package,
            Fault::NotCountersigned, Fault::Gap },
    };
}

} // namespace sillok::test
