#include "engine/chat/family.h"

#include <algorithm>
#include <initializer_list>

namespace sillok {

namespace {

struct FamilyRow {
    ChatFamily family;
    const char* name;
    std::initializer_list<const char*> tokens; ///< all must be there; the first row that fits counts
    std::initializer_list<const char*> ends;
    std::initializer_list<const char*> noEnds; ///< stand inside an answer
};

// What is special comes before what it would be taken for.
const FamilyRow kRows[] = {
    { ChatFamily::Exaone4, "exaone-4", { "[|user|]", "[|assistant|]", "[|tool|]" }, { "[|endofturn|]" }, {} },
    { ChatFamily::Exaone3, "exaone-3", { "[|user|]", "[|assistant|]" }, { "[|endofturn|]" }, {} },
    { ChatFamily::Solar, "solar", { "<|begin|>", "<|content|>", "<|flush|>" }, { "<|flush|>", "<|calls|>" }, { "<|end|>" } },
    { ChatFamily::HyperClovaX, "hyperclova-x", { "<|im_start|>", "<|endofturn|>", "<|stop|>" }, { "<|endofturn|>", "<|stop|>" }, { "<|im_end|>" } },
    { ChatFamily::AxRoles, "a.x", { "<|im_start|>", "<|im_end|>", "<|user|>", "<|assistant|>" }, { "<|im_end|>" }, {} },
    { ChatFamily::ChatMl, "chatml", { "<|im_start|>", "<|im_end|>" }, { "<|im_end|>", "<|endofturn|>", "<|stop|>" }, {} },
    { ChatFamily::Llama3, "llama-3", { "<|start_header_id|>", "<|end_header_id|>" }, { "<|eot_id|>" }, {} },
    { ChatFamily::KExaone, "k-exaone", { "<|user|>", "<|assistant|>", "<|endofturn|>" }, { "<|endofturn|>" }, {} },
    { ChatFamily::Phi3, "phi-3", { "<|user|>", "<|assistant|>", "<|end|>" }, { "<|end|>" }, {} },
    { ChatFamily::Gemma, "gemma", { "<start_of_turn>", "<end_of_turn>" }, { "<end_of_turn>" }, {} },
    { ChatFamily::Granite, "granite", { "<|start_of_role|>", "<|end_of_role|>" }, { "<|end_of_text|>" }, {} },
    { ChatFamily::Plain, "plain", {}, {}, {} },
};

const FamilyRow& rowOf(ChatFamily family)
{
    return *std::find_if(std::begin(kRows), std::end(kRows) - 1, [&](const FamilyRow& row) { return row.family == family; });
}

} // namespace

const char* chatFamilyName(ChatFamily family) { return rowOf(family).name; }

ChatFamily chatFamilyOf(const Vocabulary& vocabulary)
{
    const auto fits = [&](const FamilyRow& row) {
        return std::all_of(row.tokens.begin(), row.tokens.end(), [&](const char* token) { return vocabulary.specialByText(token) != kNoToken; });
    };
    const ChatFamily family = std::find_if(std::begin(kRows), std::end(kRows), fits)->family;
    // EXAONE 3.x and 4.0 share their markers in some files; the split rule tells them apart.
    if (family == ChatFamily::Exaone3 && vocabulary.rule() != "exaone")
        return ChatFamily::Exaone4;
    if (family == ChatFamily::Exaone4 && vocabulary.rule() == "exaone")
        return ChatFamily::Exaone3;
    // SEED Think 32B and SEED Omni think between tags, not in a turn of its own. Only a file that also names <|im_end|> as its end is taken
    // for one: a 14B taken for them would lose its answers.
    const TokenId turnEnd = vocabulary.specialByText("<|im_end|>");
    if (family == ChatFamily::HyperClovaX && vocabulary.specialByText("<think>") != kNoToken && vocabulary.eos() == turnEnd)
        return ChatFamily::ChatMl;
    return family;
}

std::vector<TokenId> stopIdsOf(const Vocabulary& vocabulary, ChatFamily family)
{
    const FamilyRow& row = rowOf(family);
    std::vector<TokenId> ids = vocabulary.endOfGeneration();
    for (const char* end : row.ends)
        if (const TokenId id = vocabulary.specialByText(end); id != kNoToken && std::find(ids.begin(), ids.end(), id) == ids.end())
            ids.push_back(id);
    std::erase_if(ids, [&](TokenId id) {
        return std::any_of(row.noEnds.begin(), row.noEnds.end(), [&](const char* text) { return vocabulary.specialByText(text) == id; });
    });
    return ids;
}

} // namespace sillok
