// protocol_fuzz.cpp - libFuzzer entry: any bytes as the payload of any frame; the first byte chooses the message.
#include "app/workers/protocol.h"
#include "tests/fuzz/check_document.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace {

/// What was understood must be written and understood again, byte for byte.
template <typename T>
void sameAgain(const sillok::Result<T>& message, sillok::Bytes payload)
{
    if (!message.ok())
        return;
    const std::vector<uint8_t> again = sillok::app::protocol::encode(*message);
    sillok::fuzz::require(sillok::asText(again) == sillok::asText(payload));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    using namespace sillok;
    using namespace sillok::app::protocol;
    if (size == 0)
        return 0;
    const Bytes payload = Bytes(data, size).subspan(1);
    switch (data[0] % 26) {
    case 0: sameAgain(decodeReadDocument(payload), payload); break;
    case 1: sameAgain(decodeProgress(payload), payload); break;
    case 2: sameAgain(decodeReadDone(payload), payload); break;
    case 3: sameAgain(decodeLoadModel(payload), payload); break;
    case 4: sameAgain(decodeModelLoaded(payload), payload); break;
    case 5: sameAgain(decodeGenerate(payload), payload); break;
    case 6: sameAgain(decodeTextWritten(payload), payload); break;
    case 7: ignore(decodeGenerated(payload), "numbers such as -0 and NaN are written in more than one way"); break;
    case 8: sameAgain(decodeBlocks(payload), payload); break;
    case 9: sameAgain(decodeMeasured(payload), payload); break;
    case 10: sameAgain(decodeRenderPage(payload), payload); break;
    case 11: sameAgain(decodeFindOnPage(payload), payload); break;
    case 12: sameAgain(decodePagesOpened(payload), payload); break;
    case 13: sameAgain(decodePageStarted(payload), payload); break;
    case 14: ignore(decodePageBoxes(payload), "-0 is written in more than one way"); break;
    case 15: sameAgain(decodeEmbed(payload), payload); break;
    case 16: sameAgain(decodeEmbedded(payload), payload); break;
    case 17: sameAgain(decodeScore(payload), payload); break;
    case 18: sameAgain(decodeScored(payload), payload); break;
    case 19: sameAgain(decodeRecogniseImage(payload), payload); break;
    case 20: sameAgain(decodePageRecognised(payload), payload); break;
    case 21: ignore(decodeLines(payload), "-0 is written in more than one way"); break;
    case 22: sameAgain(decodePrefix(payload), payload); break;
    case 23: sameAgain(decodeSendPrefix(payload), payload); break;
    case 24: sameAgain(decodePrefixTaken(payload), payload); break;
    default: fuzz::require(errorCodeName(decodeFailure(payload).code) != nullptr); break;
    }
    return 0;
}
