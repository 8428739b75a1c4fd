// package_signing_test.cpp - Signatures put where a package lies, done again after a power cut, and carried alone from one machine to another.
#include "tests/storage/package_fixture.h"

#include "storage/package/detached_signature.h"

#include <QTest>

using namespace sillok;
using namespace sillok::storage;
using namespace sillok::test;

class PackageSigningTest : public QObject {
    Q_OBJECT
private slots:
    void signaturesAreAddedInPlace();
    void signingThatWasCutOffIsDoneAgain();
    void volumesMadeElsewhereAreLeftAlone();
    void signaturesTravelAlone();
    void detachedSignaturesAreStrict();
};

void PackageSigningTest::signaturesAreAddedInPlace()
{
    for (const uint64_t volumeFileBytes : { uint64_t(0), uint64_t(1) << 20 }) {
        SamplePackage sample;
        sample.addUsualFiles();
        PackageWriteOptions options;
        options.volumeFileBytes = volumeFileBytes;
        VERIFY_OK(sample.write(options));
        RequiredSigners signers = sample.signers();
        SignedDocument document = sample.content.document;
        while (document.signatures.size() < kMostSignatures) { // as many as there can be
            const SigningKey key = makeSigningKey(document.signatures.size() % 2 == 0 ? ProfileId::Modern : ProfileId::Validated).value();
            VERIFY_OK(addSignature(document, key));
            signers.needed[0].keys.push_back(key.publicKey);
        }
        signers.needed[0].threshold = kMostSignatures;
        VERIFY_OK(replaceSignatures(sample.path, document));
        const auto reader = PackageReader::open(openPackageSource(sample.path).value(), signers);
        VERIFY_OK(reader);
        VERIFY_OK(checkAllLeaves(*reader));
        VERIFY_OK(replaceSignatures(sample.path, sample.content.document)); // fewer again: nothing is left behind
        VERIFY_OK(sample.openFile(sample.path));
        document.body[20] ^= 1;
        COMPARE_FAULT(replaceSignatures(sample.path, document), Fault::ChangedWhileRead);
        VERIFY_OK(sample.openFile(sample.path));
    }
}

void PackageSigningTest::signingThatWasCutOffIsDoneAgain()
{
    SamplePackage sample;
    sample.addUsualFiles();
    VERIFY_OK(sample.write());
    const std::vector<uint8_t> before = sample.bytes();
    SignedDocument document = sample.content.document;
    const SigningKey third = makeSigningKey(ProfileId::Modern).value();
    VERIFY_OK(addSignature(document, third));
    VERIFY_OK(replaceSignatures(sample.path, document));
    const std::vector<uint8_t> after = sample.bytes();

    // As the power went between the signature and the number of signatures.
    std::vector<uint8_t> between = after;
    const auto head = static_cast<ptrdiff_t>(kDocumentAt + writeSignedDocument({}).size());
    std::copy_n(before.begin(), head, between.begin());
    QVERIFY(between != before && between != after);
    COMPARE_FAULT(sample.open(between), Fault::Gap);
    const auto reader = PackageReader::openUnsigned(std::make_unique<MemorySource>(between));
    VERIFY_OK(reader);
    QFile file(QString::fromStdString(sample.path));
    QVERIFY(file.open(QIODevice::ReadWrite));
    file.write(reinterpret_cast<const char*>(between.data()), static_cast<qint64>(between.size()));
    file.close();
    document = reader->document();
    VERIFY_OK(addSignature(document, third));
    VERIFY_OK(replaceSignatures(sample.path, document));
    RequiredSigners signers = sample.signers();
    signers.beside.push_back({ { third.publicKey }, 1 });
    VERIFY_OK(PackageReader::open(openPackageSource(sample.path).value(), signers));
}

// Whoever cuts a package himself may cut through its signatures; writing them would make the first volume longer.
void PackageSigningTest::volumesMadeElsewhereAreLeftAlone()
{
    SamplePackage sample;
    sample.addUsualFiles();
    VERIFY_OK(sample.write());
    const std::vector<uint8_t> bytes = sample.bytes();
    const Digest digest = sample.open(bytes)->digest();
    QVERIFY(QFile::remove(QString::fromStdString(sample.path)));
    constexpr size_t kCut = 2000;
    const std::span<const uint8_t> parts[] { std::span(bytes).first(kCut), std::span(bytes).subspan(kCut) };
    for (uint32_t number : { 1u, 2u }) {
        QFile file(QString::fromStdString(volumePath(sample.path, number)));
        QVERIFY(file.open(QIODevice::WriteOnly));
        const std::vector<uint8_t> header = writeVolumeHeader({ number, 2, digest });
        for (const Bytes part : { Bytes(header), Bytes(parts[number - 1]) })
            file.write(reinterpret_cast<const char*>(part.data()), static_cast<qint64>(part.size()));
    }
    VERIFY_OK(sample.openFile(sample.path));
    COMPARE_FAULT(replaceSignatures(sample.path, sample.content.document), Fault::WrongVolume);
    VERIFY_OK(checkAllLeaves(sample.openFile(sample.path).value()));
}

void PackageSigningTest::signaturesTravelAlone()
{
    SamplePackage sample;
    sample.addUsualFiles();
    VERIFY_OK(sample.write());
    SignedDocument document { DocumentKind::Manifest, sample.content.document.body, {} };
    for (const SigningKey* const key : { &sample.validated, &sample.modern }) {
        const auto text = writeDetachedSignature(signDetached(document, *key).value());
        VERIFY_OK(text);
        QVERIFY(text->size() < 1024);
        const auto read = readDetachedSignature(asBytes(*text));
        VERIFY_OK(read);
        VERIFY_OK(attachSignature(document, *read));
        COMPARE_FAULT(attachSignature(document, *read), Fault::KeyTwice);
    }
    VERIFY_OK(replaceSignatures(sample.path, document));
    VERIFY_OK(sample.openFile(sample.path));
}

void PackageSigningTest::detachedSignaturesAreStrict()
{
    SamplePackage sample, other;
    other.manifest.version = 4;
    for (SamplePackage* const one : { &sample, &other }) {
        one->addUsualFiles();
        VERIFY_OK(one->write());
    }
    SignedDocument document { DocumentKind::Manifest, sample.content.document.body, {} };
    const DetachedSignature good = signDetached(document, sample.modern).value();
    DetachedSignature changed = good;
    changed.bytes[7] ^= 1;
    COMPARE_FAULT(attachSignature(document, changed), Fault::BadSignature);
    changed = good;
    changed.key = sample.validated.publicKey;
    COMPARE_FAULT(attachSignature(document, changed), Fault::BadSignature);
    COMPARE_FAULT(attachSignature(other.content.document, good), Fault::BadSignature);
    QVERIFY(document.signatures.empty());

    const std::string text = writeDetachedSignature(good).value();
    const auto with = [&](const char* piece, const char* by) {
        std::string altered = text;
        return readDetachedSignature(asBytes(altered.replace(altered.find(piece), std::strlen(piece), by)));
    };
    COMPARE_FAULT(with("\"format\":1", "\"format\":2"), Fault::UnknownFormat);
    COMPARE_FAULT(with("\"signature\"", "\"signed\""), Fault::MissingField);
    COMPARE_FAULT(with("{", "{\"a\":1,"), Fault::UnknownField);
    COMPARE_FAULT(with("ed25519:", "ed448:"), Fault::WrongValue);
    COMPARE_FAULT(with("{", "{ "), Fault::NotCanonical);
    COMPARE_FAULT(readDetachedSignature(std::vector<uint8_t>(kMostDetachedBytes + 1, ' ')), Fault::TooLarge);
}

QTEST_GUILESS_MAIN(PackageSigningTest)
#include "package_signing_test.moc"
