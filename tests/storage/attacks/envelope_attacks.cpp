#include "tests/storage/attacks/doors.h"

namespace sillok::test {

using namespace storage;

namespace {

// Places in a written document (storage/signing/signed_document.h).
constexpr size_t kFormatAt = 8;
constexpr size_t kKindAt = 12;
constexpr size_t kBodyBytesAt = 16;
constexpr size_t kSignaturesAt = 20;
constexpr size_t kBodyAt = 24;

using Change = std::function<void(std::vector<uint8_t>& bytes, const Door& door)>;
using Forge = std::function<SignedDocument(const Door& door)>;

void putNumber(std::vector<uint8_t>& bytes, size_t at, uint32_t value)
{
    for (size_t i = 0; i < sizeof value; ++i)
        bytes.at(at + i) = static_cast<uint8_t>(value >> (8 * i));
}

/// Collects the rows of one door.
class Rows {
public:
    explicit Rows(const Door& door) : m_door(std::make_shared<const Door>(door)) {}

    /// The written document with some bytes changed.
    void bytes(const char* name, Fault fault, const Change& change)
    {
        add(name, fault, [door = m_door, change] {
            std::vector<uint8_t> bytes = writeSignedDocument(door->honest());
            change(bytes, *door);
            return door->take(bytes);
        });
    }
    void document(const char* name, Fault fault, const Forge& forge)
    {
        add(name, fault, [door = m_door, forge] { return door->open(forge(*door)); });
    }
    /// The honest body with other signatures.
    void signedBy(const char* name, Fault fault, const Keys& keys)
    {
        document(name, fault, [keys](const Door& door) { return signWith(door.kind, asBytes(door.body), keys + door.beside); });
    }
    Attacks all;

private:
    void add(const char* name, Fault fault, std::function<Result<void>()> run) { all.push_back({ m_door->name + ": " + name, fault, std::move(run) }); }

    std::shared_ptr<const Door> m_door;
};

void headers(Rows& rows, const Door& door)
{
    const auto number = [](size_t at, uint32_t value) { return [at, value](std::vector<uint8_t>& bytes, const Door&) { putNumber(bytes, at, value); }; };
    const auto cutTo = [](size_t length) { return [length](std::vector<uint8_t>& bytes, const Door&) { bytes.resize(length); }; };
    rows.bytes("another magic", Fault::WrongMagic, [](auto& bytes, const Door&) { bytes[0] ^= 0x20; });
    rows.bytes("a later format", Fault::UnknownFormat, number(kFormatAt, 2));
    rows.bytes("handed in as a checkpoint", Fault::WrongKind, number(kKindAt, static_cast<uint32_t>(DocumentKind::Checkpoint)));
    rows.bytes("of no kind", Fault::WrongKind, number(kKindAt, 99));
    rows.bytes("a body of 4 GiB", Fault::TooLarge, number(kBodyBytesAt, UINT32_MAX));
    rows.bytes("a body one byte over the limit", Fault::TooLarge, number(kBodyBytesAt, kMostBodyBytes + 1));
    rows.bytes("a body that is not there", Fault::Cut, number(kBodyBytesAt, kMostBodyBytes));
    rows.bytes("17 signatures", Fault::TooManySignatures, number(kSignaturesAt, kMostSignatures + 1));
    rows.bytes("4 billion signatures", Fault::TooManySignatures, number(kSignaturesAt, UINT32_MAX));
    rows.bytes("a signature of 4 GiB", Fault::TooLarge, number(kBodyAt + door.body.size() + kKeyIdBytes, UINT32_MAX));
    rows.bytes("nothing at all", Fault::Cut, cutTo(0));
    rows.bytes("cut in the header", Fault::Cut, cutTo(kKindAt + 1));
    rows.bytes("cut in the body", Fault::Cut, cutTo(kBodyAt + door.body.size() / 2));
    rows.bytes("cut in the last signature", Fault::Cut, [](auto& bytes, const Door&) { bytes.pop_back(); });
    rows.bytes("a byte behind", door.behind, [](auto& bytes, const Door&) { bytes.push_back(1); });
    rows.bytes("the document twice", door.behind, [](auto& bytes, const Door&) {
        const std::vector<uint8_t> once = bytes;
        bytes.insert(bytes.end(), once.begin(), once.end());
    });
}

/// The honest document with one signature changed.
Forge changed(const std::function<void(SignedDocument&)>& change)
{
    return [change](const Door& door) {
        SignedDocument document = door.honest();
        change(document);
        return document;
    };
}

/// The honest signatures over a body whose number behind this key is one more.
Forge withNumber(const char* key)
{
    return [key](const Door& door) {
        SignedDocument document = door.honest();
        const std::string field = std::string("\"") + key + "\":";
        size_t at = door.body.find(field) + field.size();
        while (door.body.at(at + 1) != ',' && door.body[at + 1] != '}')
            ++at;
        document.body[at] = door.body[at] == '9' ? '8' : static_cast<uint8_t>(door.body[at] + 1);
        return document;
    };
}

void forgeries(Rows& rows)
{
    rows.document("signed as something else", Fault::BadSignature, [](const Door& door) {
        SignedDocument document = signWith(DocumentKind::Checkpoint, asBytes(door.body), enough(*door.role) + door.beside);
        document.kind = door.kind;
        return document;
    });
    rows.document("its beginning was moved", Fault::BadSignature, withNumber("issued"));
    rows.document("its end was moved", Fault::BadSignature, withNumber("expires"));
    rows.document("one bit of the first signature", Fault::BadSignature, changed([](SignedDocument& document) { document.signatures.front().bytes[5] ^= 4; }));
    rows.document("one bit of the last signature", Fault::BadSignature, changed([](SignedDocument& document) { document.signatures.back().bytes[40] ^= 1; }));
    rows.document("an empty signature", Fault::BadSignature, changed([](SignedDocument& document) { document.signatures.front().bytes.clear(); }));
    rows.document("a signature one byte longer", Fault::BadSignature, changed([](SignedDocument& document) { document.signatures.front().bytes.push_back(0); }));
    rows.document("a signature of zeros", Fault::BadSignature, changed([](SignedDocument& document) { std::ranges::fill(document.signatures.front().bytes, uint8_t(0)); }));
    rows.document("one bit of a key's id", Fault::UnknownKey, changed([](SignedDocument& document) { document.signatures.front().key[3] ^= 1; }));
    rows.document("one key twice", Fault::KeyTwice, changed([](SignedDocument& document) { document.signatures.push_back(document.signatures.front()); }));
    rows.document("one key twice in a row", Fault::KeyTwice,
        changed([](SignedDocument& document) { document.signatures.insert(document.signatures.begin(), document.signatures.front()); }));
    rows.document("one signature under another key's id", Fault::BadSignature, [](const Door& door) {
        SignedDocument document = signWith(door.kind, asBytes(door.body), Keys { &door.role->keys[0] } + door.beside);
        document.signatures.push_back({ keyIdOf(door.role->keys[1].publicKey).value(), document.signatures[0].bytes });
        return document;
    });
}

void signers(Rows& rows, const Door& door, const Signers& strangers)
{
    const auto needed = door.role->threshold;
    rows.signedBy("nobody signed", door.tooFew, {});
    rows.signedBy("signed by strangers", Fault::UnknownKey, enough(strangers));
    rows.signedBy("a stranger beside", Fault::UnknownKey, enough(*door.role) + firstOf(strangers, 1));
    rows.signedBy("signed by another role", Fault::UnknownKey, enough(*door.wrongRole));
    rows.signedBy("another role beside", Fault::UnknownKey, enough(*door.role) + firstOf(*door.wrongRole, 1));
    if (needed > 1)
        rows.signedBy("one signature too few", door.tooFew, firstOf(*door.role, needed - 1));
}

/// P-256 beside Ed25519: neither stands for the other.
void bothAlgorithms(Rows& rows, const Door& door)
{
    const auto needed = door.role->threshold;
    const Keys modern = firstOf(*door.role, door.role->keys.size() / 2);
    const Keys all = enough(*door.role);
    rows.signedBy("Ed25519 alone", Fault::WeakAlgorithm, firstOf(*door.role, needed));
    rows.signedBy("every Ed25519 key and no P-256", Fault::WeakAlgorithm, modern);
    if (needed > 1)
        rows.signedBy("one P-256 signature too few", Fault::WeakAlgorithm, Keys(all.begin(), all.end() - 1));
    rows.document("one bit of a P-256 signature", Fault::BadSignature, [needed](const Door& at) {
        SignedDocument document = at.honest();
        document.signatures[needed].bytes[20] ^= 1;
        return document;
    });
    rows.document("an Ed25519 signature under a P-256 key's id", Fault::BadSignature, [needed](const Door& at) {
        SignedDocument document = at.honest();
        document.signatures[needed].bytes = document.signatures[0].bytes;
        return document;
    });
}

} // namespace

Attacks envelopeAttacks(const Parties& parties)
{
    const auto ours = doorsOf(parties);
    Attacks all;
    for (const Door& door : ours) {
        Rows rows(door);
        headers(rows, door);
        forgeries(rows);
        const Signers& strangers = door.role == &parties.ours.root ? parties.theirs.root
            : door.role == &parties.ours.release                   ? parties.theirs.release
                                                                   : parties.theirs.countersign;
        signers(rows, door, strangers);
        if (parties.ours.validatedToo)
            bothAlgorithms(rows, door);
        all = std::move(all) + rows.all;
    }
    return all;
}

} // namespace sillok::test
