#include "app/services/self_test.h"

#include "app/platform/seal_check.h"
#include "app/services/workspace.h"
#include "app/workers/engine_client.h"
#include "app/workers/reader_client.h"
#include "storage/crypto/known_answers.h"

#include <sys/mman.h>
#include <unistd.h>

namespace sillok::app {

namespace {

constexpr std::string_view kSentence = "실록 자체 점검 문장입니다.";

FileDescriptor memoryFile(std::string_view content)
{
    FileDescriptor file(memfd_create("self-test", MFD_CLOEXEC));
    if (file.valid() && write(file.get(), content.data(), content.size()) != static_cast<ssize_t>(content.size()))
        file.reset();
    return file;
}

Result<void> checkSeal()
{
    const SealFacts facts = checkSealOf({});
    if (facts.inetSockets != 0 || !facts.filterActive || !facts.networkLibraries.empty())
        return fail(ErrorCode::Refused, "this process is not sealed");
    return {};
}

Result<void> checkReader(const std::string& workerDir)
{
    SILLOK_TRY(const documents::Document document, readDocument(workerDir + "/sillok-reader", memoryFile(kSentence), "txt", {}, {}));
    if (documents::plainText(document) != kSentence)
        return fail(ErrorCode::Internal, "the reader gave other text than it was given");
    return {};
}

/// No model is shipped: the engine must start, seal itself and refuse bytes that are no model.
Result<void> checkEngine(const std::string& workerDir)
{
    const FileDescriptor file = memoryFile(kSentence);
    const auto loaded = EngineClient::load(workerDir + "/sillok-engine", std::span(&file, 1), {}, {}, {});
    if (loaded.ok() || loaded.error().code != ErrorCode::Damaged)
        return fail(ErrorCode::Internal, "the engine did not refuse bytes that are no model");
    return {};
}

Result<void> checkVault(const std::string& scratchDir)
{
    const std::string dir = scratchDir + "/self-test-vault";
    SILLOK_CHECK(Workspace::create(dir, kSentence, storage::kKdfFloor));
    SILLOK_TRY(const std::unique_ptr<Workspace> workspace, Workspace::open(dir, kSentence));
    SILLOK_TRY(const storage::VaultCheck check, workspace->vault().check());
    if (!check.problems.empty())
        return fail(ErrorCode::Damaged, check.problems.front());
    return {};
}

} // namespace

std::vector<SelfTestStep> runSelfTest(const std::string& workerDir, const std::string& scratchDir)
{
    std::vector<SelfTestStep> steps;
    steps.push_back({ "seal", "봉인: 네트워크 소켓 0개, 호출 거르개 켜짐", "Seal: no network socket, call filter on", checkSeal() });
    steps.push_back({ "key-memory", "열쇠 메모리가 스왑에서 잠김", "Memory for keys is kept out of swap", storage::checkLockedMemory() });
    steps.push_back({ "algorithms", "암호 알고리즘이 표준의 값과 같음", "Algorithms give the answers of their standards", storage::checkKnownAnswers() });
    steps.push_back({ "reader", "문서 읽기 프로세스", "Document reader process", checkReader(workerDir) });
    steps.push_back({ "engine", "모델 실행 프로세스", "Model engine process", checkEngine(workerDir) });
    steps.push_back({ "vault", "보관함 만들기와 열기", "Making and opening a vault", checkVault(scratchDir) });
    return steps;
}

} // namespace sillok::app
