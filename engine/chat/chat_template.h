// chat_template.h - The template that a model carries, from messages to the text it was trained on.
#pragma once

#include "engine/base/result.h"
#include "engine/chat/jinja/limits.h"

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"
#include <nlohmann/json.hpp>
#pragma GCC diagnostic pop

#include <ctime>
#include <memory>
#include <string>
#include <vector>

namespace sillok {

namespace jinja {
struct Template;
}

struct ChatTemplateInput {
    nlohmann::ordered_json variables
        = nlohmann::ordered_json::object(); ///< messages, tools, documents, add_generation_prompt and whatever else a template asks for;
                                            ///< tools and documents are none and the prompt is not added unless said
    std::string bosToken; ///< counts as the template's own words
    std::string eosToken;
    std::tm now {}; ///< local time for strftime_now; the day of the week is worked out here
};

struct RenderedPart {
    std::string text;
    bool fromData = false; ///< written by a person or a document: may never become a control token
};

/// A parsed template; cheap to copy, may be rendered from several threads.
class ChatTemplate {
public:
    /// error  Damaged: not a template. Unsupported: asks for other files or unknown tags. Unsafe: beyond a limit. Names the line.
    static Result<ChatTemplate> parse(std::string source, const jinja::Limits& limits = {});

    /// The text in parts of one origin each; where that is unsure, the part counts as data.
    ///
    /// error  Refused: the template raised an exception. Damaged: it uses a value wrongly. Unsupported: it needs what we lack.
    ///        Unsafe: beyond a limit. Names the line; never holds a word of the data.
    /// exact  the bytes of Jinja2 3.1 set up as the transformers library does
    Result<std::vector<RenderedPart>> render(const ChatTemplateInput& input) const;

private:
    ChatTemplate(std::shared_ptr<const jinja::Template> parsed, const jinja::Limits& limits)
        : m_parsed(std::move(parsed))
        , m_limits(limits)
    {
    }

    std::shared_ptr<const jinja::Template> m_parsed;
    jinja::Limits m_limits;
};

} // namespace sillok
