#include "engine/chat/presets.h"

#include "engine/base/text.h"

#include <algorithm>

namespace sillok {

namespace {

std::string lowered(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return text;
}

SamplerOptions with(float temperature, uint32_t topK, float topP)
{
    SamplerOptions options;
    options.temperature = temperature;
    options.topK = topK;
    options.topP = topP;
    return options;
}

SamplerOptions exaone4(const std::string& name, Purpose purpose, bool thinks)
{
    if (name.find("4.5") != std::string::npos) {
        if (purpose == Purpose::Documents)
            return with(0.6f, 20, 1.0f);
        SamplerOptions options = with(1.0f, 0, 0.95f);
        options.presencePenalty = 1.5f;
        return options;
    }
    if (thinks)
        return with(0.6f, 0, 0.95f);
    if (name.find("1.2b") != std::string::npos)
        return with(0.1f, 0, 1.0f); // for Korean
    return with(purpose == Purpose::Documents ? 0.0f : 0.5f, 0, 1.0f);
}

SamplerOptions midm(const std::string& name)
{
    const bool mini = name.find("mini") != std::string::npos;
    SamplerOptions options = with(0.8f, 20, mini ? 0.75f : 0.7f);
    options.repetitionPenalty = mini ? 1.0f : 1.05f;
    return options;
}

} // namespace

SamplerOptions makersSampling(const ModelIdentity& model, Purpose purpose, bool thinks)
{
    const std::string name = lowered(model.name);
    const bool documents = purpose == Purpose::Documents;
    if (model.architecture == "exaone4")
        return exaone4(name, purpose, thinks);
    if (model.architecture == "exaone-moe")
        return with(1.0f, 0, 0.95f);
    if (name.find("kanana-2") != std::string::npos)
        return with(0.6f, 20, 0.95f); // its makers warn of greedy decoding
    if (documents)
        return with(0.0f, 0, 1.0f);
    if (name.find("midm") != std::string::npos || name.find("mi:dm") != std::string::npos)
        return midm(name);
    return with(0.7f, 40, 0.95f); // EXAONE 3.x among others: no repetition penalty
}

} // namespace sillok
