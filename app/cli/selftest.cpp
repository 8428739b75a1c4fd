// selftest.cpp - sillokctl selftest: does this installation work on this machine?
#include "app/cli/command.h"
#include "app/cli/json.h"
#include "app/services/answer_record.h"
#include "app/services/self_test.h"

#include <QTemporaryDir>

#include <chrono>
#include <memory>

namespace sillok::app::cli {

namespace {

void selfTest(Context& context, bool asJson)
{
    if (const auto may = context.managed.permit(Action::CheckSystem); !may.ok())
        return report(context, may.error(), "selftest");
    const QTemporaryDir scratch;
    if (!scratch.isValid())
        return report(context, fail(ErrorCode::Io, "making a folder for the test"), "selftest");
    const auto begin = std::chrono::steady_clock::now();
    const std::vector<SelfTestStep> steps = runSelfTest(context.programDir, scratch.path().toStdString());
    const double ms = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
    nlohmann::json all = nlohmann::json::array();
    bool good = true;
    for (const SelfTestStep& step : steps) {
        good = good && step.outcome.ok();
        const std::string reason = step.outcome.ok() ? "" : step.outcome.error().doing;
        all.push_back({ { "name", step.name }, { "ok", step.outcome.ok() }, { "reason", reason } });
        if (!asJson)
            printLine(std::string(step.outcome.ok() ? "ok    " : "FAIL  ") + (context.korean ? step.ko : step.en) + (reason.empty() ? "" : ": " + reason));
    }
    if (asJson)
        printLine(nlohmann::json { { "ok", good }, { "version", programVersion() }, { "steps", all }, { "ms", ms } }.dump());
    else
        printLine(good ? context.say("모두 맞습니다.", "Everything works.")
                       : context.say("맞지 않는 것이 있습니다. 이 컴퓨터에서 일하기 전에 관리자에게 알려 주세요.", "Something does not work. Tell an administrator before anybody works on this computer."));
    context.exitCode = good ? kDone : kFailed;
}

} // namespace

void addSelfTest(CLI::App& app, Context& context)
{
    auto asJson = std::make_shared<bool>(false);
    CLI::App* const command = app.add_subcommand("selftest", context.say("이 컴퓨터에서 제대로 도는지 점검", "check that this installation works on this machine"));
    command->add_flag("--json", *asJson);
    command->callback([asJson, &context] { selfTest(context, *asJson); });
}

} // namespace sillok::app::cli
