#include "engine/base/file.h"
#include "engine/documents/crypt/part_encryption.h"
#include "engine/documents/crypt/primitives.h"
#include "engine/documents/registry.h"
#include "tests/documents/archive.h"

#include <QtTest>

#include <openssl/evp.h>
#include <zlib.h>

using namespace sillok;
using namespace sillok::documents;
using namespace sillok::test;

namespace {

Result<Document> readBytes(Bytes bytes, std::string_view password)
{
    return read(sniff(bytes, ""), bytes, [](int, int) {}, password);
}

std::string base64(Bytes bytes) { return QByteArray(reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size())).toBase64().toStdString(); }

std::vector<uint8_t> deflated(const std::string& text)
{
    std::vector<uint8_t> out(text.size() + 100);
    z_stream stream {};
    deflateInit2(&stream, 9, Z_DEFLATED, -MAX_WBITS, 9, Z_DEFAULT_STRATEGY);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = out.data();
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

std::vector<uint8_t> digested(const EVP_MD* how, Bytes bytes)
{
    std::vector<uint8_t> out(static_cast<size_t>(EVP_MD_get_size(how)));
    EVP_Digest(bytes.data(), bytes.size(), out.data(), nullptr, how, nullptr);
    return out;
}

struct Locked {
    std::string manifestEntry;
    std::string stored;
};

/// One part as OpenDocument 1.2 part 3, 3.4 and 4.8 say: deflated, padded, AES-256-CBC under PBKDF2 of the password's SHA-256.
Locked lockPart(const std::string& name, const std::string& text, const std::string& password, const std::string& rounds = "100", uint8_t salting = 7)
{
    const std::vector<uint8_t> packed = deflated(text), salt(16, salting), vector(16, 9);
    const int spins = std::clamp(std::atoi(rounds.c_str()), 1, 1'000'000);
    const std::vector<uint8_t> start = digested(EVP_sha256(), asBytes(password));
    std::vector<uint8_t> key(32), cipher(packed.size() + 16);
    PKCS5_PBKDF2_HMAC_SHA1(reinterpret_cast<const char*>(start.data()), 32, salt.data(), 16, spins, 32, key.data());
    EVP_CIPHER_CTX* context = EVP_CIPHER_CTX_new();
    int got = 0, last = 0;
    EVP_EncryptInit_ex(context, EVP_aes_256_cbc(), nullptr, key.data(), vector.data());
    EVP_EncryptUpdate(context, cipher.data(), &got, packed.data(), static_cast<int>(packed.size()));
    EVP_EncryptFinal_ex(context, cipher.data() + got, &last);
    EVP_CIPHER_CTX_free(context);
    cipher.resize(static_cast<size_t>(got + last));
    const std::string sum = base64(digested(EVP_sha256(), Bytes(packed).first(std::min<size_t>(1024, packed.size()))));
    return { "<m:file-entry m:full-path=\"" + name + "\" m:size=\"" + std::to_string(text.size()) + "\"><m:encryption-data m:checksum-type=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0#sha256-1k\" m:checksum=\"" + sum
            + "\"><m:algorithm m:algorithm-name=\"http://www.w3.org/2001/04/xmlenc#aes256-cbc\" m:initialisation-vector=\"" + base64(vector)
            + "\"/><m:key-derivation m:key-derivation-name=\"PBKDF2\" m:key-size=\"32\" m:iteration-count=\"" + rounds + "\" m:salt=\"" + base64(salt)
            + "\"/><m:start-key-generation m:start-key-generation-name=\"http://www.w3.org/2000/09/xmldsig#sha256\" m:key-size=\"32\"/></m:encryption-data></m:file-entry>",
        std::string(asText(cipher)) };
}

std::vector<uint8_t> odtOf(const std::vector<Locked>& parts, const std::vector<std::string>& names)
{
    std::string manifest = "<m:manifest xmlns:m=\"m\">";
    for (const Locked& part : parts)
        manifest += part.manifestEntry;
    std::vector<Part> all { { "mimetype", "application/vnd.oasis.opendocument.text", false }, { "META-INF/manifest.xml", manifest + "</m:manifest>" } };
    for (size_t i = 0; i < parts.size(); ++i)
        all.push_back({ names[i], parts[i].stored, false });
    return makeZip(all);
}

const std::string kContent = "<o:document-content xmlns:o=\"o\" xmlns:t=\"t\"><o:body><o:text><t:p>비공개 예산안 3억 원</t:p></o:text></o:body></o:document-content>";

struct Sample {
    const char* file;
    const char* password;
    const char* format;
};
/// The passwords stand in the names or in MANIFEST.tsv; that of protected_agile is the one of documents that are only protected against changes.
constexpr Sample kSamples[] = { { "hwpjs__password-12345.hwpx", "12345", "HWPX" }, { "poi__bug53475-password-is-pass.docx", "pass", "DOCX" },
    { "tika__testWORD_protected_passtika.docx", "tika", "DOCX" }, { "tika__testEXCEL_protected_passtika.xlsx", "tika", "XLSX" } };

Result<MappedFile> sample(const char* name) { return MappedFile::open(qEnvironmentVariable("SILLOK_SHARED").toStdString() + "/fixtures/documents/" + name); }

} // namespace

class PasswordsTest : public QObject {
    Q_OBJECT
private slots:
    void samplesOpenWithTheirPasswordOnly();
    void protectionAgainstChangesNeedsNone();
    void openDocumentOpens();
    void aWrongPasswordIsNotDamage();
    void damageIsNotAWrongPassword();
    void theWorkIsBounded();
    void theWorkOfAllPartsIsBounded();
    void unknownWaysAreSaid();
    void keysAreWiped();
};

void PasswordsTest::samplesOpenWithTheirPasswordOnly()
{
    int seen = 0;
    for (const Sample& one : kSamples) {
        const auto file = sample(one.file);
        if (!file.ok())
            continue;
        ++seen;
        QCOMPARE(readBytes(file->bytes(), "").error().code, ErrorCode::NeedsPassword);
        QCOMPARE(readBytes(file->bytes(), "12346").error().code, ErrorCode::WrongKey);
        const auto document = readBytes(file->bytes(), one.password); // the zip inside has checksums: what opens is what was written
        QVERIFY2(document.ok(), (one.file + (document.ok() ? std::string() : " " + document.error().doing)).c_str());
        QCOMPARE(document->format, std::string(one.format));
        QVERIFY(!document->blocks.empty());
        qInfo("  %s: %zu blocks, begins \"%.60s\"", one.file, document->blocks.size(), document->blocks.front().text.c_str());
    }
    if (seen == 0)
        QSKIP("SILLOK_SHARED has no fixtures: no sample with a password was opened");
}

void PasswordsTest::protectionAgainstChangesNeedsNone()
{
    const auto file = sample("poi__protected_agile.docx");
    if (!file.ok())
        QSKIP("SILLOK_SHARED has no fixtures");
    const auto document = readBytes(file->bytes(), "");
    QVERIFY(document.ok());
    QVERIFY(!plainText(*document).empty());
}

void PasswordsTest::openDocumentOpens()
{
    const auto bytes = odtOf({ lockPart("content.xml", kContent, "열쇠 말") }, { "content.xml" });
    QCOMPARE(readBytes(bytes, "").error().code, ErrorCode::NeedsPassword);
    const auto document = readBytes(bytes, "열쇠 말");
    QVERIFY(document.ok());
    QCOMPARE(plainText(*document), std::string("비공개 예산안 3억 원"));
}

void PasswordsTest::aWrongPasswordIsNotDamage()
{
    const auto bytes = odtOf({ lockPart("content.xml", kContent, "맞음") }, { "content.xml" });
    QCOMPARE(readBytes(bytes, "틀림").error().code, ErrorCode::WrongKey);
    QCOMPARE(readBytes(bytes, "맞음 ").error().code, ErrorCode::WrongKey);
}

/// The smaller part proves the password; what does not open then was changed.
void PasswordsTest::damageIsNotAWrongPassword()
{
    Locked content = lockPart("content.xml", kContent, "맞음");
    content.stored[0] ^= 1;
    const auto bytes = odtOf({ content, lockPart("meta.xml", "<m/>", "맞음") }, { "content.xml", "meta.xml" });
    QCOMPARE(readBytes(bytes, "맞음").error().code, ErrorCode::Damaged);
    QCOMPARE(readBytes(bytes, "틀림").error().code, ErrorCode::WrongKey);
    Locked cut = lockPart("content.xml", kContent, "맞음");
    cut.stored.pop_back();
    QCOMPARE(readBytes(odtOf({ cut }, { "content.xml" }), "맞음").error().code, ErrorCode::Damaged);
}

void PasswordsTest::theWorkIsBounded()
{
    for (const char* rounds : { "1000001", "999999999", "4294967295", "99999999999999999999", "-1", "0" })
        QCOMPARE(readBytes(odtOf({ lockPart("content.xml", kContent, "맞음", rounds) }, { "content.xml" }), "맞음").error().code, ErrorCode::Unsafe);
    const auto file = sample("poi__bug53475-password-is-pass.docx");
    if (!file.ok())
        QSKIP("SILLOK_SHARED has no fixtures: the rounds of an office document were not bounded");
    std::vector<uint8_t> bytes(file->bytes().begin(), file->bytes().end());
    replaceAll(bytes, "spinCount=\"100000\" saltSize=\"16\"", "spinCount=\"90000000000000000000\"");
    QCOMPARE(readBytes(bytes, "pass").error().code, ErrorCode::Unsafe);
}

/// Every part below its bound, each with a key of its own.
void PasswordsTest::theWorkOfAllPartsIsBounded()
{
    std::vector<Locked> parts;
    std::vector<std::string> names;
    for (uint8_t i = 0; i < 6; ++i) {
        names.push_back("part" + std::to_string(i));
        parts.push_back(lockPart(names.back(), "text", "맞음", "950000", i));
    }
    const auto bytes = odtOf(parts, names);
    auto archive = ZipArchive::open(bytes);
    QVERIFY(archive.ok());
    QVERIFY(crypt::unlockParts(*archive, "맞음").ok()); // opens the first
    for (size_t i = 1; i < 5; ++i)
        QVERIFY(archive->read(names[i]).ok());
    QCOMPARE(archive->read(names[5]).error().code, ErrorCode::Unsafe);
}

void PasswordsTest::unknownWaysAreSaid()
{
    for (const auto& [from, to] : { std::pair { "aes256-cbc", "blowfish-x" }, std::pair { "PBKDF2", "argonX" } }) {
        Locked part = lockPart("content.xml", kContent, "맞음");
        part.manifestEntry.replace(part.manifestEntry.find(from), std::strlen(from), to);
        QCOMPARE(readBytes(odtOf({ part }, { "content.xml" }), "맞음").error().code, ErrorCode::Unsupported);
    }
}

void PasswordsTest::keysAreWiped()
{
    std::array<uint8_t, 32> memory;
    memory.fill(0xAA);
    crypt::wipe(memory.data(), memory.size());
    QVERIFY(std::ranges::all_of(memory, [](uint8_t byte) { return byte == 0; }));
}

QTEST_GUILESS_MAIN(PasswordsTest)
#include "passwords_test.moc"
