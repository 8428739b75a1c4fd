// package_test.cpp - Packages made, read, carried in volumes and signed where they lie; what is half done is never there.
#include "tests/storage/package_fixture.h"

#include "storage/package/detached_signature.h"

#include <QDir>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace sillok;
using namespace sillok::storage;
using namespace sillok::test;

class PackageTest : public QObject {
    Q_OBJECT
private slots:
    void whatWasPutInComesOut();
    void filesLieOnBorders();
    void signersMustSuffice();
    void aSignatureByNobodyKnownIsRefused();
    void everyNeededRoleMustBeFilled();
    void nothingOfTheManifestIsReadBeforeItsSignatures();
    void volumesAreReadAsOne_data();
    void volumesAreReadAsOne();
    void volumesOfAnotherPackageAreRefused();
    void volumesThatCannotBeAreNotBegun();
    void linksAndPipesAreNoPackages();
    void aFileThatBecomesShorterIsNoticed();
    void nothingIsWrittenOver();
    void stoppingLeavesNoFile();
    void aContentThatChangedIsNotWritten();
    void aStickThatWentLeavesNoFile();
    void signaturesAreAddedInPlace();
    void signingThatWasCutOffIsDoneAgain();
    void signaturesTravelAlone();
    void detachedSignaturesAreStrict();

private:
    static QStringList namesIn(const QTemporaryDir& folder) { return QDir(folder.path()).entryList(QDir::Files | QDir::Hidden | QDir::System); }
};

void PackageTest::whatWasPutInComesOut()
{
    SamplePackage sample;
    sample.addUsualFiles();
    VERIFY_OK(sample.write());
    const auto reader = sample.openFile(sample.path);
    VERIFY_OK(reader);
    QVERIFY(reader->manifest() == sample.manifest);
    QCOMPARE(reader->document().signatures.size(), size_t(2));
    LeafBuffer buffer;
    for (size_t file = 0; file < sample.contents.size(); ++file) {
        std::vector<uint8_t> read;
        for (uint64_t index = 0; index < reader->table(file).size(); ++index) {
            const auto leaf = reader->leaf(file, index, buffer);
            VERIFY_OK(leaf);
            read.insert(read.end(), leaf->begin(), leaf->end());
        }
        QVERIFY(read == sample.contents[file]);
    }
    QCOMPARE(namesIn(sample.folder), QStringList { "sample.skpkg" });
    struct stat info {};
    QCOMPARE(::stat(sample.path.c_str(), &info), 0);
    QCOMPARE(info.st_mode & 0777, mode_t(0600));
}

void PackageTest::filesLieOnBorders()
{
    SamplePackage sample;
    sample.addUsualFiles();
    VERIFY_OK(sample.write());
    const std::vector<uint8_t> bytes = sample.bytes();
    const auto reader = sample.open(bytes);
    VERIFY_OK(reader);
    for (size_t file = 0; file < sample.contents.size(); ++file) {
        const uint64_t at = reader->layout().filesAt[file];
        QCOMPARE(at % 4096, uint64_t(0));
        QVERIFY(std::equal(sample.contents[file].begin(), sample.contents[file].end(), bytes.begin() + static_cast<ptrdiff_t>(at)));
    }
    QCOMPARE(bytes.size(), reader->layout().filesAt.back() + sample.contents.back().size());
}

void PackageTest::signersMustSuffice()
{
    SamplePackage sample;
    sample.addUsualFiles();
    VERIFY_OK(sample.write());
    const std::vector<uint8_t> bytes = sample.bytes();
    RequiredSigners signers = sample.signers();
    signers.needed[0].keys.push_back(makeSigningKey(ProfileId::Modern)->publicKey);
    signers.needed[0].threshold = 3;
    COMPARE_FAULT(PackageReader::open(std::make_unique<MemorySource>(bytes), signers), Fault::BelowThreshold);
    COMPARE_CODE(PackageReader::open(std::make_unique<MemorySource>(bytes), RequiredSigners {}), ErrorCode::BadArgument);
}

void PackageTest::aSignatureByNobodyKnownIsRefused()
{
    SamplePackage sample;
    sample.addUsualFiles();
    VERIFY_OK(sample.write());
    const std::vector<uint8_t> bytes = sample.bytes();
    RequiredSigners signers { { { { sample.modern.publicKey }, 1 } }, {} };
    COMPARE_FAULT(PackageReader::open(std::make_unique<MemorySource>(bytes), signers), Fault::UnknownKey);
    signers.beside.push_back({ { sample.validated.publicKey }, 1 });
    VERIFY_OK(PackageReader::open(std::make_unique<MemorySource>(bytes), signers));
}

void PackageTest::everyNeededRoleMustBeFilled()
{
    SamplePackage sample;
    sample.addUsualFiles();
    VERIFY_OK(sample.write());
    const std::vector<uint8_t> bytes = sample.bytes();
    const SigningKey institution = makeSigningKey(ProfileId::Modern).value();
    RequiredSigners signers = sample.signers();
    signers.needed.push_back({ { institution.publicKey }, 1 });
    COMPARE_FAULT(PackageReader::open(std::make_unique<MemorySource>(bytes), signers), Fault::BelowThreshold);
    SignedDocument document = sample.content.document;
    VERIFY_OK(addSignature(document, institution));
    VERIFY_OK(replaceSignatures(sample.path, document));
    const std::vector<uint8_t> more = sample.bytes();
    VERIFY_OK(PackageReader::open(std::make_unique<MemorySource>(more), signers));
}

// A body that is no manifest at all: with a signature it is refused for what it is, without one it is never looked at.
void PackageTest::nothingOfTheManifestIsReadBeforeItsSignatures()
{
    const SigningKey key = makeSigningKey(ProfileId::Modern).value();
    SignedDocument document { DocumentKind::Manifest, { '{', '{' }, {} };
    std::vector<uint8_t> bytes(kPackageMagic.begin(), kPackageMagic.end());
    bytes.insert(bytes.end(), { 1, 0, 0, 0 });
    const auto withDocument = [&] {
        std::vector<uint8_t> all = bytes;
        const std::vector<uint8_t> padded = paddedDocument(document);
        all.insert(all.end(), padded.begin(), padded.end());
        return all;
    };
    const RequiredSigners signers { { { { key.publicKey }, 1 } }, {} };
    const auto bare = withDocument();
    COMPARE_FAULT(PackageReader::open(std::make_unique<MemorySource>(bare), signers), Fault::BelowThreshold);
    VERIFY_OK(addSignature(document, key));
    const auto complete = withDocument();
    COMPARE_FAULT(PackageReader::open(std::make_unique<MemorySource>(complete), signers), Fault::NotCanonical);
}

void PackageTest::volumesAreReadAsOne_data()
{
    QTest::addColumn<quint64>("fileBytes");
    QTest::addColumn<int>("volumes");
    QTest::newRow("one") << quint64(50 << 20) << 1;
    QTest::newRow("several") << quint64(1 << 20) << 4;
    QTest::newRow("many of an odd size") << quint64(31'337) << -1;
}

void PackageTest::volumesAreReadAsOne()
{
    QFETCH(quint64, fileBytes);
    QFETCH(int, volumes);
    SamplePackage sample;
    sample.addUsualFiles();
    PackageWriteOptions options;
    options.volumeFileBytes = fileBytes;
    VERIFY_OK(sample.write(options));
    const QStringList names = namesIn(sample.folder);
    QVERIFY(volumes < 0 || names.size() == volumes);
    QCOMPARE(names.first(), QString("sample.skpkg.001"));
    qint64 sum = 0;
    for (const QString& name : names) {
        const qint64 size = QFileInfo(sample.folder.filePath(name)).size();
        QVERIFY(size <= static_cast<qint64>(fileBytes) && size > qint64(kVolumeHeaderBytes));
        sum += size - qint64(kVolumeHeaderBytes);
    }
    for (const std::string& path : { sample.path, sample.path + ".001" }) {
        const auto reader = sample.openFile(path);
        VERIFY_OK(reader);
        QCOMPARE(reader->sizeBytes(), uint64_t(sum));
        VERIFY_OK(checkAllLeaves(*reader));
    }
    if (names.size() > 1) {
        QVERIFY(QFile::remove(sample.folder.filePath(names.last())));
        COMPARE_FAULT(sample.openFile(sample.path), Fault::MissingVolume);
        QVERIFY(QFile::remove(sample.folder.filePath(names.first())));
        COMPARE_CODE(sample.openFile(sample.path), ErrorCode::NotFound);
    }
}

void PackageTest::volumesOfAnotherPackageAreRefused()
{
    SamplePackage one, other;
    PackageWriteOptions options;
    options.volumeFileBytes = 1 << 20;
    other.manifest.version = 4;
    for (SamplePackage* const sample : { &one, &other }) {
        sample->addUsualFiles();
        VERIFY_OK(sample->write(options));
    }
    const auto swapIn = [&](const char* number, const QString& from) {
        const QString place = one.folder.filePath(QString("sample.skpkg.") + number);
        return QFile::remove(place) && QFile::copy(from, place);
    };
    const QString second = one.folder.filePath("sample.skpkg.002"), third = one.folder.filePath("sample.skpkg.003");
    const QString kept = one.folder.filePath("kept");
    QVERIFY(QFile::copy(second, kept));
    QVERIFY(swapIn("002", other.folder.filePath("sample.skpkg.002"))); // of a package that differs by its version
    COMPARE_FAULT(one.openFile(one.path), Fault::WrongVolume);
    QVERIFY(swapIn("002", third)); // out of order
    COMPARE_FAULT(one.openFile(one.path), Fault::WrongVolume);
    QVERIFY(swapIn("002", kept));
    VERIFY_OK(one.openFile(one.path));

    // All headers rewritten for the other package: they agree with each other, and not with the manifest.
    const Digest digest = other.openFile(other.path)->digest();
    for (uint32_t number = 1; number <= 4; ++number) {
        QFile volume(QString::fromStdString(volumePath(one.path, number)));
        QVERIFY(volume.open(QIODevice::ReadWrite));
        const std::vector<uint8_t> header = writeVolumeHeader({ number, 4, digest });
        volume.write(reinterpret_cast<const char*>(header.data()), static_cast<qint64>(header.size()));
    }
    COMPARE_FAULT(one.openFile(one.path), Fault::WrongVolume);

    const auto header = writeVolumeHeader({ 2, 4, digest });
    QCOMPARE(header.size(), kVolumeHeaderBytes);
    const auto changed = [&](size_t at, uint8_t value) {
        auto bytes = header;
        bytes[at] = value;
        return readVolumeHeader(bytes);
    };
    COMPARE_FAULT(changed(0, 'X'), Fault::WrongMagic);
    COMPARE_FAULT(changed(8, 2), Fault::UnknownFormat);
    COMPARE_FAULT(changed(12, 0), Fault::WrongValue);
    COMPARE_FAULT(changed(12, 5), Fault::WrongValue);
    COMPARE_FAULT(changed(17, 4), Fault::WrongValue); // more than 999
    COMPARE_FAULT(readVolumeHeader(Bytes(header).first(header.size() - 1)), Fault::Cut);
}

void PackageTest::volumesThatCannotBeAreNotBegun()
{
    SamplePackage sample;
    sample.addUsualFiles();
    PackageWriteOptions options;
    options.volumeFileBytes = uint64_t(1) << 32; // one byte too many for the stick
    COMPARE_CODE(sample.write(options), ErrorCode::BadArgument);
    options.volumeFileBytes = 4000; // the signatures would not lie in the first
    COMPARE_CODE(sample.write(options), ErrorCode::BadArgument);
    QCOMPARE(namesIn(sample.folder), QStringList());
}

void PackageTest::linksAndPipesAreNoPackages()
{
    SamplePackage sample;
    sample.addUsualFiles();
    VERIFY_OK(sample.write());
    const std::string link = sample.folder.filePath("link").toStdString(), pipe = sample.folder.filePath("pipe").toStdString();
    QCOMPARE(::symlink(sample.path.c_str(), link.c_str()), 0);
    QCOMPARE(::mkfifo(pipe.c_str(), 0600), 0);
    COMPARE_FAULT(openPackageSource(link), Fault::LinkOrSpecial);
    COMPARE_FAULT(openPackageSource(pipe), Fault::LinkOrSpecial);
    COMPARE_FAULT(openPackageSource(sample.folder.path().toStdString()), Fault::LinkOrSpecial);
    COMPARE_FAULT(replaceSignatures(link, sample.content.document), Fault::LinkOrSpecial);
    COMPARE_CODE(openPackageSource(sample.path + "x"), ErrorCode::NotFound);
    FileDescriptor ends[2];
    int raw[2];
    QCOMPARE(::pipe(raw), 0);
    ends[0] = FileDescriptor(raw[0]);
    ends[1] = FileDescriptor(raw[1]);
    COMPARE_FAULT(sourceOfFile(std::move(ends[0])), Fault::LinkOrSpecial);
}

void PackageTest::aFileThatBecomesShorterIsNoticed()
{
    SamplePackage sample;
    sample.addUsualFiles();
    VERIFY_OK(sample.write());
    const auto reader = sample.openFile(sample.path);
    VERIFY_OK(reader);
    QCOMPARE(::truncate(sample.path.c_str(), 1 << 20), 0);
    COMPARE_FAULT(checkAllLeaves(*reader), Fault::ChangedWhileRead);
}

void PackageTest::nothingIsWrittenOver()
{
    SamplePackage sample;
    sample.addUsualFiles();
    VERIFY_OK(sample.write());
    const std::vector<uint8_t> before = sample.bytes();
    COMPARE_CODE(sample.write(), ErrorCode::AlreadyExists);
    QVERIFY(sample.bytes() == before);

    // Somebody else makes the file while ours is being written.
    QVERIFY(QFile::remove(QString::fromStdString(sample.path)));
    PackageWriteOptions options;
    options.onProgress = [&](uint64_t, uint64_t) { QFile(QString::fromStdString(sample.path)).open(QIODevice::NewOnly); };
    COMPARE_CODE(sample.write(options), ErrorCode::AlreadyExists);
    QCOMPARE(namesIn(sample.folder), QStringList { "sample.skpkg" });
    QVERIFY(sample.bytes().empty());

    sample.path = sample.folder.filePath("none/x.skpkg").toStdString();
    COMPARE_CODE(sample.write(), ErrorCode::NotFound);
}

void PackageTest::stoppingLeavesNoFile()
{
    for (const uint64_t volumeFileBytes : { uint64_t(0), uint64_t(1) << 20 }) {
        SamplePackage sample;
        sample.addUsualFiles();
        std::stop_source source;
        uint64_t last = 0, all = 0;
        PackageWriteOptions options;
        options.volumeFileBytes = volumeFileBytes;
        options.stop = source.get_token();
        options.onProgress = [&](uint64_t done, uint64_t total) {
            QVERIFY(done >= last && done <= total);
            last = done;
            all = total;
            if (done > total / 2)
                source.request_stop();
        };
        COMPARE_CODE(sample.write(options), ErrorCode::Cancelled);
        QVERIFY(last > all / 2 && last < all);
        QCOMPARE(namesIn(sample.folder), QStringList());
    }
}

void PackageTest::aContentThatChangedIsNotWritten()
{
    SamplePackage sample;
    sample.addUsualFiles();
    sample.contents[0][kLeafBytes + 9] ^= 4; // after it was hashed
    COMPARE_FAULT(sample.write(), Fault::ChangedWhileRead);
    sample.contents[0][kLeafBytes + 9] ^= 4;
    std::swap(sample.content.tables[0], sample.content.tables[5]);
    COMPARE_FAULT(sample.write(), Fault::WrongTable);
    std::swap(sample.content.tables[0], sample.content.tables[5]);
    sample.content.tables.pop_back();
    COMPARE_CODE(sample.write(), ErrorCode::BadArgument);
    QCOMPARE(namesIn(sample.folder), QStringList());
}

void PackageTest::aStickThatWentLeavesNoFile()
{
    SamplePackage sample;
    sample.addUsualFiles();
    VERIFY_OK(sample.write());
    sample.content.files[0] = [](uint64_t, std::span<uint8_t>) -> Result<void> { return fail(ErrorCode::Io, "the stick went"); };
    const std::string other = sample.folder.filePath("other.skpkg").toStdString();
    COMPARE_CODE(writePackage(sample.content, other, {}), ErrorCode::Io);
    QCOMPARE(namesIn(sample.folder), QStringList { "sample.skpkg" });
}

void PackageTest::signaturesAreAddedInPlace()
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

void PackageTest::signingThatWasCutOffIsDoneAgain()
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

void PackageTest::signaturesTravelAlone()
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

void PackageTest::detachedSignaturesAreStrict()
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

QTEST_GUILESS_MAIN(PackageTest)
#include "package_test.moc"
