// tuf_metadata_test.cpp - Signed metadata that others made and signed with their programs: our one encoding of JSON and both our algorithms agree with it.
#include "tests/support/fixtures.h"

#include "storage/crypto/profile.h"
#include "storage/signing/hex.h"

#include <QDirIterator>
#include <QTest>
#include <nlohmann/json.hpp>

using namespace sillok;
using namespace sillok::storage;
using nlohmann::json;

namespace {

struct Key {
    ProfileId algorithm = ProfileId::Modern;
    std::vector<uint8_t> bytes;
};

/// An Ed25519 key stands there as hex; a P-256 key as PEM, whose last 65 bytes are the point. RSA is none of ours.
std::optional<Key> keyOf(const json& entry)
{
    const auto text = QByteArray::fromStdString(entry["keyval"]["public"].get<std::string>());
    if (entry["keytype"] == "ed25519")
        return Key { ProfileId::Modern, bytesOfHex(text.toStdString()).value_or(std::vector<uint8_t>()) };
    if (entry["keytype"] != "ecdsa" && entry["keytype"] != "ecdsa-sha2-nistp256")
        return std::nullopt;
    const QByteArray der = QByteArray::fromBase64(text.mid(text.indexOf('\n'), text.lastIndexOf("-----END") - text.indexOf('\n')));
    const QByteArray point = der.right(65);
    return Key { ProfileId::Validated, { point.begin(), point.end() } };
}

using Keys = std::map<std::string, Key>;

void addKeys(Keys& keys, const json& signedPart)
{
    for (const json& holder : { signedPart, signedPart.value("delegations", json::object()) }) {
        const json entries = holder.value("keys", json::object());
        for (const auto& [id, entry] : entries.items()) {
            if (const auto key = keyOf(entry))
                keys[id] = *key;
        }
    }
}

bool isGood(const Key& key, const std::string& text, const json& signature)
{
    const auto bytes = bytesOfHex(signature["sig"].get<std::string>());
    return bytes && cryptoProfile(key.algorithm).verify(key.bytes, asBytes(text), *bytes).ok();
}

} // namespace

class TufMetadataTest : public QObject {
    Q_OBJECT

private slots:
    void signaturesOfOthersAreGoodAndMeanEveryByte();
};

void TufMetadataTest::signaturesOfOthersAreGoodAndMeanEveryByte()
{
    const QString folder = qEnvironmentVariable("SILLOK_SHARED") + "/fixtures/crypto/tuf";
    if (!QDir(folder).exists())
        QSKIP("no shared fixtures: metadata signed by other programs is not here");
    int good[2] = {};
    for (const char* set : { "go-tuf", "tuf-on-ci-0.11" }) {
        std::vector<json> documents;
        Keys keys;
        QDirIterator files(folder + "/" + set, { "*.json" }, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            documents.push_back(json::parse(test::readText(files.next().toStdString()), nullptr, false));
            if (!documents.back().is_object() || !documents.back().contains("signed"))
                documents.pop_back();
            else
                addKeys(keys, documents.back()["signed"]);
        }
        for (json& document : documents) {
            for (const json& signature : document["signatures"]) {
                const auto key = keys.find(signature["keyid"].get<std::string>());
                if (key == keys.end() || !isGood(key->second, document["signed"].dump(), signature))
                    continue;
                ++good[key->second.algorithm == ProfileId::Validated];
                std::string changed = document["signed"].dump();
                changed[changed.size() / 2] = static_cast<char>(changed[changed.size() / 2] ^ 1);
                QVERIFY(!isGood(key->second, changed, signature));
                QVERIFY(!isGood(key->second, document["signed"].dump(1), signature));  // the same content, written otherwise
            }
        }
    }
    qInfo("%d Ed25519 and %d P-256 signatures of other programs", good[0], good[1]);
    QVERIFY(good[0] >= 2 && good[1] >= 2);
}

QTEST_GUILESS_MAIN(TufMetadataTest)
#include "tuf_metadata_test.moc"
