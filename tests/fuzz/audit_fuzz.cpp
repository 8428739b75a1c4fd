// audit_fuzz.cpp - libFuzzer entry: audit logs, key states and checkpoints as somebody else may have written them.
#include "storage/audit/export.h"
#include "storage/audit/key_state_file.h"
#include "storage/audit/verifier.h"
#include "tests/fuzz/require.h"

#include <algorithm>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace {

using namespace sillok;
using namespace sillok::storage;

/// What is read is written again as the same bytes.
void record(Bytes given)
{
    if (given.size() < kFrameBytes)
        return;
    const auto frame = given.first<kFrameBytes>();
    const auto read = readRecord(frame);
    if (!read.ok())
        return;
    fuzz::require(std::ranges::equal(writeRecord(*read), frame));
    fuzz::require(!recordAsJson(*read).empty());
}

void log(Bytes given)
{
    static const Secret key = Secret::make(kKeyBytes).value();
    fuzz::require(verifyLog(given, {}).ok() && verifyLog(given, { .firstKey = &key, .inUse = true }).ok());
    const auto view = viewLog(given);
    if (view.ok())
        forEachRecord(*view, [](const AuditRecord& one) { fuzz::require(auditActionName(one.act.action) != nullptr); });
}

/// A good chain up to the frames that are given: otherwise nothing behind the first would ever be reached.
void chained(Bytes given)
{
    LogHead head { ProfileId::Modern, {}, 0, std::vector<uint8_t>(32, 1), 0, {} };
    std::vector<uint8_t> file = writeLogHead(head);
    Digest previous = originOf(head).value();
    for (; given.size() >= kFrameBytes; given = given.subspan(kFrameBytes)) {
        auto read = readRecord(given.first<kFrameBytes>());
        if (!read.ok())
            return;
        read->previous = previous;
        const Frame frame = writeRecord(*read);
        previous = modernProfile().hash(frame).value();
        file.insert(file.end(), frame.begin(), frame.end());
    }
    log(file);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    if (size == 0)
        return 0;
    const Bytes rest(data + 1, size - 1);
    static const Secret key = Secret::make(kKeyBytes).value();
    switch (data[0] % 5) {
    case 0: record(rest); break;
    case 1: log(rest); break;
    case 2: chained(rest); break;
    case 3: ignore(readKeyState(rest, key), "it must only end"); break;
    default:
        ignore(readCheckpoint(rest), "it must only end");
        ignore(readStub(rest), "it must only end");
    }
    return 0;
}
