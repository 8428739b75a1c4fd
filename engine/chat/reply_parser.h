// reply_parser.h - What a model writes, taken apart while it writes: thought, answer and tool calls.
#pragma once

#include "engine/chat/prompt.h"

namespace sillok {

enum class ReplyKind : uint8_t { Thought, Answer, ToolCall };

/// Thoughts and answers come piece by piece, a tool call whole.
struct ReplySegment {
    ReplyKind kind = ReplyKind::Answer;
    std::string text;
    bool operator==(const ReplySegment&) const = default;
};

/// Three ways to mark the parts: tags in the text (<think>, <thought>, <tool_call>), role names between control tokens (HyperCLOVA X, which
/// may write tags too), and channels named by control tokens (Solar). A piece is never shown while it may still be the beginning of a marker.
/// source  models.md section 7
class ReplyParser {
public:
    ReplyParser(ChatFamily family, ReplyStart start);

    std::vector<ReplySegment> text(std::string_view text);
    /// A control token by its text.
    std::vector<ReplySegment> control(std::string_view marker);
    /// What was held back.
    std::vector<ReplySegment> finish();
    /// The model began to write somebody else's turn: nothing behind this belongs to the answer.
    bool ended() const { return m_ended; }

private:
    enum class Style : uint8_t { Tags, Roles, Channels };
    enum class State : uint8_t { Answer, Thought, ToolCall, RoleName, Between };

    void takeTags();
    bool takeTag(std::string_view tag);
    void takeRoleName();
    void channelMarker(std::string_view marker);
    void write(std::string_view text);
    void closeToolCall();
    void closePart();
    void enter(State state);
    std::vector<ReplySegment> taken();

    Style m_style;
    State m_state;
    bool m_answered = false; ///< something visible was written
    bool m_skipsBreaks = false; ///< line breaks at the beginning of a part belong to its marker
    bool m_ended = false;
    std::string m_waiting; ///< text that may be the beginning of a tag, or of a role name
    std::string m_call; ///< of the tool call being written
    std::string m_callName; ///< of a channel's call, once its arguments follow
    std::vector<ReplySegment> m_out;
};

/// A function that the model asks for.
struct ToolCall {
    std::string name;
    std::string arguments; ///< a JSON object
};
/// The calls in a ToolCall segment: a JSON object {"name", "arguments"} or an array of such, or name and <arg_key>, <arg_value> pairs.
/// error  Damaged: none of these.
Result<std::vector<ToolCall>> toolCallsIn(std::string_view segment);

} // namespace sillok
