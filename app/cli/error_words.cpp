#include "app/cli/error_words.h"

#include "engine/backend/cuda/library.h"

#include <array>

namespace sillok::app::cli {

namespace {

/// In the order of ErrorCode.
constexpr std::array<ErrorWords, 18> kWords { {
    { "요청을 이해하지 못했습니다. 바뀐 것은 없습니다. --help로 쓰는 법을 확인해 주세요.",
        "The request was not understood. Nothing was changed. See --help." },
    { "찾지 못했습니다. 바뀐 것은 없습니다. 이름과 위치를 확인해 주세요.", "Not found. Nothing was changed. Check the name and the place." },
    { "이미 있습니다. 있던 것은 그대로입니다. 다른 이름을 써 주세요.", "It exists already and was left as it is. Use another name." },
    { "파일이 손상되어 열지 않았습니다. 원본은 그대로입니다. 다시 받거나 사본을 써 주세요.",
        "The file is damaged and was not opened. The original is unchanged. Get it again or use a copy." },
    { "아직 다루지 않는 형식입니다. 원본은 그대로입니다.", "This kind of file is not supported yet. The original is unchanged." },
    { "안전 한도를 넘어 읽지 않았습니다. 원본은 그대로입니다. 보낸 곳에 확인해 주세요.",
        "It exceeds a safety limit and was not read. The original is unchanged. Check with the sender." },
    { "암호가 걸린 문서라 읽지 못했습니다. 원본은 그대로입니다. --document-password-fd로 암호를 주거나 암호를 푼 사본을 넣어 주세요.",
        "It is password-protected and was not read. The original is unchanged. Give the password with --document-password-fd, or use a copy without one." },
    { "허용되지 않아 멈췄습니다. 바뀐 것은 없습니다.", "Refused. Nothing was changed." },
    { "보관함이 잠겨 있습니다. 내용은 안전합니다. 암호로 열어 주세요.", "The vault is locked and its content is safe. Open it with the passphrase." },
    { "암호가 맞지 않습니다. 보관함은 그대로입니다. 한/영 상태를 확인하고 다시 입력해 주세요.",
        "The passphrase does not match. The vault is unchanged. Check the input language and try again." },
    { "디스크에 남은 공간이 없습니다. 이미 저장된 것은 안전합니다. 공간을 비우고 다시 해 주세요.",
        "The disk is full. What was saved is safe. Free some space and try again." },
    { "시스템이 읽기나 쓰기를 거절했습니다. 이미 저장된 것은 안전합니다. 디스크와 권한을 확인해 주세요.",
        "The system refused to read or write. What was saved is safe. Check the disk and permissions." },
    { "메모리가 모자랍니다. 이미 저장된 것은 안전합니다. 다른 프로그램을 닫거나 문맥을 줄여 주세요.",
        "Not enough memory. What was saved is safe. Close other programs or reduce the context." },
    { "멈췄습니다. 여기까지의 결과는 남아 있습니다.", "Stopped. What was done so far is kept." },
    { "너무 오래 걸려 멈췄습니다. 원본은 그대로입니다.", "It took too long and was stopped. The original is unchanged." },
    { "작업 프로세스가 갑자기 끝났습니다. 저장된 것은 안전합니다. 다시 시도해 주세요.",
        "A worker process ended unexpectedly. What was saved is safe. Try again." },
    { "다른 곳에서 쓰고 있습니다. 그쪽을 닫고 다시 해 주세요.", "It is in use elsewhere. Close it there and try again." },
    { "프로그램 내부 문제입니다. 저장된 것은 안전합니다. 아래 내용을 담당자에게 알려 주세요.",
        "An internal problem. What was saved is safe. Report the text in brackets." },
} };
static_assert(static_cast<size_t>(ErrorCode::Internal) + 1 == kWords.size());

constexpr ErrorWords kCardWords {
    "그래픽 카드를 쓸 수 없습니다. 바뀐 것은 없습니다. 드라이버를 확인하거나 --backend cpu로 처리 장치를 쓰세요.",
    "The graphics card cannot be used. Nothing was changed. Check its driver, or compute on the processor with --backend cpu."
};

} // namespace

const ErrorWords& errorWords(const Error& error)
{
    const bool ofCard = isCardError(error) && error.code != ErrorCode::OutOfMemory;
    return ofCard ? kCardWords : kWords.at(static_cast<size_t>(error.code));
}

} // namespace sillok::app::cli
