#include "tests/storage/attacks/attack.h"
#include "tests/storage/machine_fixture.h"

#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

namespace sillok::test {

using namespace storage;

namespace {

using Try = std::function<Result<void>(Machine& machine)>;

void must(bool done)
{
    if (!done)
        qFatal("the attack itself failed: %s", strerror(errno));
}

template <typename T>
void must(const Result<T>& result)
{
    must(result.ok());
}

QString q(const std::string& path) { return QString::fromStdString(path); }

/// Collects rows that each begin with a machine of their own.
struct Rows {
    ProfileId algorithm;
    Attacks all {};

    void add(const std::string& name, Fault fault, const Try& attempt)
    {
        all.push_back({ name, fault, [attempt, kind = algorithm] {
                           Machine machine(kind);
                           return attempt(machine);
                       } });
    }
    /// Something was done to what is installed; then it is opened and read whole.
    void installed(const std::string& name, Fault fault, const std::function<void(Machine&)>& change)
    {
        add("installed: " + name, fault, [change](Machine& machine) -> Result<void> {
            must(machine.install());
            change(machine);
            SILLOK_TRY(const VerifiedPackage package, machine.open());
            return checkWhole(package, inThisThread);
        });
    }
    /// Something was done before an installation.
    void installing(const std::string& name, Fault fault, const std::function<void(Machine&, InstallOrder&)>& change)
    {
        add("installing: " + name, fault, [change](Machine& machine) {
            InstallOrder order = machine.order();
            change(machine, order);
            return answerOf(machine.install(order));
        });
    }
};

void installedFiles(Rows& rows)
{
    const auto model = [](const Machine& machine) { return machine.installed("files/model.gguf"); };
    const auto cards = [](const Machine& machine) { return machine.installed("files/cards"); };
    const auto resized = [=](long by) {
        return [=](Machine& machine) {
            must(::chmod(model(machine).c_str(), 0644) == 0);
            must(::truncate(model(machine).c_str(), static_cast<off_t>(machine.stick.contents[0].size()) + by) == 0);
        };
    };
    const auto mode = [](const char* below, mode_t bits) { return [=](Machine& machine) { must(::chmod(machine.installed(below).c_str(), bits) == 0); }; };
    rows.installed("one bit", Fault::WrongLeaf, [=](Machine& machine) { flipByte(model(machine), 2'000'000); });
    rows.installed("the first bit", Fault::WrongLeaf, [=](Machine& machine) { flipByte(model(machine), 0); });
    rows.installed("a byte less", Fault::Cut, resized(-1));
    rows.installed("a byte more", Fault::TrailingBytes, resized(1));
    rows.installed("a link in its place", Fault::LinkOrSpecial,
        [=](Machine& machine) { must(QFile::rename(q(model(machine)), q(model(machine) + ".x")) && QFile::link(q(model(machine) + ".x"), q(model(machine)))); });
    rows.installed("a pipe in its place", Fault::LinkOrSpecial, [=](Machine& machine) { must(QFile::remove(q(model(machine))) && ::mkfifo(model(machine).c_str(), 0600) == 0); });
    rows.installed("a folder in its place", Fault::LinkOrSpecial, [=](Machine& machine) { must(QFile::remove(q(model(machine))) && ::mkdir(model(machine).c_str(), 0755) == 0); });
    rows.installed("a link for its folder", Fault::LinkOrSpecial,
        [=](Machine& machine) { must(QDir().rename(q(cards(machine)), q(cards(machine) + "x")) && ::symlink((cards(machine) + "x").c_str(), cards(machine).c_str()) == 0); });
    rows.installed("writable for the group", Fault::UnsafeOwner, mode("files/model.gguf", 0664));
    rows.installed("writable for everybody", Fault::UnsafeOwner, mode("files/model.gguf", 0646));
    rows.installed("its folder writable for everybody", Fault::UnsafeOwner, mode("files/cards", 0757));
    rows.installed("the manifest writable for everybody", Fault::UnsafeOwner, mode("manifest", 0646));
    rows.installed("the tables writable for everybody", Fault::UnsafeOwner, mode("tables", 0646));
    rows.installed("another table", Fault::WrongTable, [](Machine& machine) { flipByte(machine.installed("tables"), 40); });
    rows.installed("tables cut", Fault::Cut, [](Machine& machine) { must(::truncate(machine.installed("tables").c_str(), 40) == 0); });
    rows.installed("another manifest", Fault::NotCanonical, [](Machine& machine) { flipByte(machine.installed("manifest"), 25); });
    rows.installed("a manifest that nobody installed", Fault::NotAccepted, [](Machine& machine) {
        const size_t title = asText(machine.stick.content.document.body).find("Test model");
        must(title != std::string_view::npos);
        flipByte(machine.installed("manifest"), static_cast<qint64>(24 + title)); // behind the envelope's header
    });
    rows.installed("taken back by the next catalog", Fault::Revoked, [](Machine& machine) {
        TrustState trust = machine.store.trustFile().load().value();
        Catalog catalog = machine.institution.catalogContent(2);
        catalog.revoked = { machine.open()->digest() };
        must(trust.acceptCatalog(machine.institution.signedCatalog(catalog), kNow));
        must(machine.store.trustFile().save(trust));
    });
}

void installedNames(Rows& rows)
{
    rows.add("installed: under another version's name", Fault::NotAccepted, [](Machine& machine) {
        must(machine.install());
        const std::string here = machine.store.packageFolder(machine.stick.manifest.id, 3), there = machine.store.packageFolder(machine.stick.manifest.id, 4);
        must(::rename(here.c_str(), there.c_str()) == 0);
        const TrustState trust = machine.store.trustFile().load().value();
        return answerOf(VerifiedPackage::open(machine.store, machine.stick.manifest.id, 4, trust));
    });
    rows.add("installed: asked for by a path", Fault::UnsafePath, [](Machine& machine) {
        must(machine.install());
        return answerOf(VerifiedPackage::open(machine.store, "../packages/kr.go.example.model", 3, machine.store.trustFile().load().value()));
    });
}

void trustFiles(Rows& rows)
{
    const auto trust = [](const Machine& machine) { return machine.store.folder() + "/trust"; };
    rows.installing("nobody is trusted", Fault::NoRoot, [=](Machine& machine, InstallOrder&) { must(QFile::remove(q(trust(machine)))); });
    rows.installing("a bit of the trust file", Fault::StateDamaged, [=](Machine& machine, InstallOrder&) { flipByte(trust(machine), 300); });
    rows.installing("the time that was seen put back", Fault::StateDamaged, [=](Machine& machine, InstallOrder&) {
        const auto bytes = readAll(openForReading(trust(machine)).value(), 1 << 20).value();
        flipByte(trust(machine), static_cast<qint64>(asText(bytes).rfind("\"time\":") + 9)); // another digit: nothing but the sum can tell
    });
    rows.installing("the trust file cut", Fault::StateDamaged, [=](Machine& machine, InstallOrder&) { must(::truncate(trust(machine).c_str(), 300) == 0); });
    rows.installing("the trust file empty", Fault::StateDamaged, [=](Machine& machine, InstallOrder&) { must(::truncate(trust(machine).c_str(), 0) == 0); });
    rows.installing("a package in the place of the trust file", Fault::StateDamaged,
        [=](Machine& machine, InstallOrder&) { must(QFile::remove(q(trust(machine))) && QFile::copy(q(machine.stick.path), q(trust(machine)))); });
    rows.installing("no catalog yet", Fault::NoCatalog, [](Machine& machine, InstallOrder&) { must(machine.store.trustFile().save(machine.institution.machine())); });
    rows.installing("the catalog has expired", Fault::Frozen, [](Machine&, InstallOrder& order) { order.nowSeconds = kNow + 91 * kDay; });
    rows.installing("the clock says 1970", Fault::ClockBack, [](Machine&, InstallOrder& order) { order.nowSeconds = 0; });
    rows.installing("the clock says 2099", Fault::Expired, [](Machine&, InstallOrder& order) { order.nowSeconds = 4'070'908'800; });
}

/// Reads as the stick does, and holds room for nothing more.
class HollowSource final : public PackageSource {
public:
    HollowSource(std::vector<uint8_t> head, uint64_t size) : m_head(std::move(head)), m_size(size) {}

    uint64_t size() const override { return m_size; }
    Result<void> read(uint64_t offset, std::span<uint8_t> out) const override
    {
        for (size_t i = 0; i < out.size(); ++i)
            out[i] = offset + i < m_head.size() ? m_head[static_cast<size_t>(offset + i)] : uint8_t(0);
        return {};
    }

private:
    std::vector<uint8_t> m_head;
    uint64_t m_size;
};

/// A package that is honest in everything, and larger than what is free here.
Result<void> installTooLarge(Machine& machine)
{
    struct statvfs facts {};
    must(::statvfs(machine.store.folder().c_str(), &facts) == 0);
    const uint64_t size = std::min(facts.f_bavail * facts.f_frsize, kMostPackageBytes);
    machine.stick.contents.clear();
    machine.stick.content.tables = { LeafTable(static_cast<size_t>(leafCount(size)), Digest { 1 }) };
    Manifest& manifest = machine.stick.manifest;
    manifest.licence.textPath = manifest.cardPath = manifest.templatePath = {};
    manifest.files = { { "model.gguf", size, tableDigest(machine.stick.content.tables[0]).value(), FileRole::Payload } };
    must(machine.publish({ manifest.version }, 2));
    const std::string text = writeManifest(manifest).value();
    std::vector<uint8_t> head(kPackageMagic.begin(), kPackageMagic.end());
    head.insert(head.end(), { kPackageFormat, 0, 0, 0 });
    const std::vector<uint8_t> document = paddedDocument(machine.institution.signedManifest(asBytes(text)));
    for (const Bytes part : { Bytes(document), tableBytes(machine.stick.content.tables[0]) })
        head.insert(head.end(), part.begin(), part.end());
    return answerOf(installPackage(machine.store, std::make_unique<HollowSource>(std::move(head), layoutOf(manifest, text.size()).end), machine.order()));
}

void sticks(Rows& rows)
{
    const auto inModel = [](const Machine& machine, size_t at) {
        return static_cast<qint64>(layoutOf(machine.stick.manifest, machine.stick.content.document.body.size()).filesAt[0] + at);
    };
    rows.installing("a bit of the stick", Fault::WrongLeaf, [=](Machine& machine, InstallOrder&) { flipByte(machine.stick.path, inModel(machine, 5)); });
    rows.installing("a bit changed after it was approved", Fault::WrongLeaf, [=](Machine& machine, InstallOrder& order) {
        order.approve = [&machine, inModel](const PackageReader&) {
            flipByte(machine.stick.path, inModel(machine, 1'500'000));
            return Result<void>();
        };
    });
    rows.installing("cut after it was approved", Fault::ChangedWhileRead, [=](Machine& machine, InstallOrder& order) {
        order.approve = [&machine, inModel](const PackageReader&) {
            must(::truncate(machine.stick.path.c_str(), inModel(machine, 1000)) == 0);
            return Result<void>();
        };
    });
    rows.installing("two leaves exchanged", Fault::WrongLeaf, [=](Machine& machine, InstallOrder&) {
        QFile file(q(machine.stick.path));
        must(file.open(QIODevice::ReadWrite) && file.seek(inModel(machine, 0)));
        const QByteArray first = file.read(kLeafBytes), second = file.read(kLeafBytes);
        must(file.seek(inModel(machine, 0)) && file.write(second + first) == 2 * qint64(kLeafBytes));
    });
    rows.installing("a link to the package", Fault::LinkOrSpecial, [](Machine& machine, InstallOrder&) {
        const std::string link = machine.folder.filePath("link").toStdString();
        must(::symlink(machine.stick.path.c_str(), link.c_str()) == 0);
        machine.stick.path = link;
    });
    rows.installing("a pipe", Fault::LinkOrSpecial, [](Machine& machine, InstallOrder&) { must(QFile::remove(q(machine.stick.path)) && ::mkfifo(machine.stick.path.c_str(), 0600) == 0); });
    rows.installing("a folder", Fault::LinkOrSpecial, [](Machine& machine, InstallOrder&) { machine.stick.path = machine.folder.path().toStdString(); });
    rows.installing("data without end", Fault::LinkOrSpecial, [](Machine& machine, InstallOrder&) { machine.stick.path = "/dev/zero"; });
    rows.installing("a program that is too old", Fault::ProgramTooOld, [](Machine&, InstallOrder& order) { order.program = { 0, 0, 9 }; });
    rows.add("installing: larger than the disk", Fault::NoRoom, installTooLarge);
}

void volumesOnSticks(Rows& rows)
{
    const auto split = [](Machine& machine) {
        must(QFile::remove(q(machine.stick.path)));
        PackageWriteOptions options;
        options.volumeFileBytes = 1 << 20;
        must(writePackage(machine.stick.content, machine.stick.path, options));
        return [path = machine.stick.path](uint32_t number) { return q(volumePath(path, number)); };
    };
    rows.installing("a volume is missing", Fault::MissingVolume, [=](Machine& machine, InstallOrder&) { must(QFile::remove(split(machine)(2))); });
    rows.installing("two volumes exchanged", Fault::WrongVolume, [=](Machine& machine, InstallOrder&) {
        const auto volume = split(machine);
        must(QFile::rename(volume(2), volume(9)) && QFile::rename(volume(3), volume(2)) && QFile::rename(volume(9), volume(3)));
    });
    rows.installing("a volume of another package", Fault::WrongVolume, [=](Machine& machine, InstallOrder&) {
        const auto volume = split(machine);
        QFile second(volume(2));
        const auto header = writeVolumeHeader({ 2, 4, Digest { 9 } });
        must(second.open(QIODevice::ReadWrite) && second.write(reinterpret_cast<const char*>(header.data()), qint64(header.size())) > 0);
    });
    rows.installing("a volume is a link", Fault::LinkOrSpecial, [=](Machine& machine, InstallOrder&) {
        const auto volume = split(machine);
        must(QFile::rename(volume(2), volume(9)) && QFile::link(volume(9), volume(2)));
    });
}

void order(Rows& rows)
{
    rows.add("installing: two at once", Fault::Installing, [](Machine& machine) {
        InstallOrder first = machine.order();
        Result<void> second;
        first.approve = [&](const PackageReader&) {
            second = answerOf(machine.install());
            return Result<void>();
        };
        must(machine.install(first));
        return second;
    });
    rows.add("installing: the same again", Fault::AlreadyInstalled, [](Machine& machine) {
        must(machine.install());
        return answerOf(machine.install());
    });
    rows.add("installing: an older one afterwards", Fault::Rollback, [](Machine& machine) {
        must(machine.publish({ 3, 4 }, 2));
        machine.stick.manifest.version = 4;
        must(machine.put(machine.stick));
        must(machine.install());
        machine.stick.manifest.version = 3;
        must(machine.put(machine.stick));
        return answerOf(machine.install());
    });
}

} // namespace

Attacks machineAttacks(ProfileId algorithm)
{
    Rows rows { algorithm };
    installedFiles(rows);
    installedNames(rows);
    trustFiles(rows);
    sticks(rows);
    volumesOnSticks(rows);
    order(rows);
    return rows.all;
}

} // namespace sillok::test
