#include "app/services/store_bus.h"

#include "storage/trust/trust_file.h"

namespace sillok::app::store_bus {

namespace {

constexpr uint kLastCode = static_cast<uint>(ErrorCode::Internal);

QByteArray raw(Bytes bytes) { return { reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size()) }; }

} // namespace

QVariantList fromError(const Error& error) { return { QString::fromStdString(error.doing), static_cast<uint>(error.code), static_cast<uint>(error.fault) }; }

Error toError(const QVariantList& values)
{
    const uint code = values[1].toUInt(), fault = values[2].toUInt();
    const bool known = code <= kLastCode && fault <= UINT16_MAX;
    return { known ? static_cast<ErrorCode>(code) : ErrorCode::Internal, values[0].toString().toStdString(), static_cast<uint16_t>(known ? fault : 0) };
}

Result<QVariantList> fromInstalled(const InstalledNow& installed)
{
    SILLOK_TRY(const std::string manifest, storage::writeManifest(installed.manifest));
    const AcceptanceReport& report = installed.report;
    return QVariantList { raw(asBytes(manifest)), QString::fromStdString(storage::writeDigest(installed.digest)), installed.reported, report.loadSeconds,
        qulonglong { report.memoryBytes }, uint { report.questions }, uint { report.right }, report.promptTokensPerSecond, report.generatedTokensPerSecond,
        qlonglong { report.madeAtSeconds } };
}

Result<InstalledNow> toInstalled(const QVariantList& values)
{
    InstalledNow installed;
    SILLOK_TRY(installed.manifest, storage::readManifest(asBytes(values[0].toByteArray().toStdString())));
    SILLOK_TRY(installed.digest, storage::readDigest(values[1].toString().toStdString()));
    installed.reported = values[2].toBool();
    installed.report = { values[3].toDouble(), values[4].toULongLong(), values[5].toUInt(), values[6].toUInt(), values[7].toDouble(), values[8].toDouble(),
        values[9].toLongLong() };
    return installed;
}

QVariantList fromTrust(const storage::TrustState& trust) { return { raw(storage::TrustFile::write(trust)) }; }

Result<storage::TrustState> toTrust(const QVariantList& values) { return storage::TrustFile::read(asBytes(values[0].toByteArray().toStdString())); }

Result<QVariantList> fromPolicy(const PolicyDocument& policy)
{
    SILLOK_TRY(const std::string body, writePolicyBody(policy));
    return QVariantList { raw(asBytes(body)) };
}

Result<PolicyDocument> toPolicy(const QVariantList& values) { return readPolicyBody(asBytes(values[0].toByteArray().toStdString())); }

} // namespace sillok::app::store_bus
