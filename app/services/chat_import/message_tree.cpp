#include "app/services/chat_import/message_tree.h"

#include "engine/base/text.h"

#include <algorithm>

namespace sillok::app {

namespace {

bool isHidden(char32_t c)
{
    if (c == U'\n' || c == U'\t')
        return false;
    const bool control = c < 0x20 || (c >= 0x7f && c < 0xa0);
    const bool direction = c == 0x061c || c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
    return control || direction || c == 0xfeff;
}

void append(std::string& to, const std::string& what)
{
    if (!to.empty() && !what.empty())
        to += "\n\n";
    to += what;
}

} // namespace

std::string cleanForeignText(std::string text, LeftOutCounts& leftOut)
{
    if (text.size() > kMostMessageBytes) {
        size_t end = kMostMessageBytes;
        while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80)
            --end; // between two characters
        text.resize(end);
        ++of(leftOut, LeftOut::LongTexts);
    }
    std::string kept;
    kept.reserve(text.size());
    for (size_t at = 0; at < text.size();) {
        const CodePoint point = codePointAt(text, at);
        if (isHidden(point.value))
            ++of(leftOut, LeftOut::HiddenCharacters);
        else
            kept.append(text, at, point.length);
        at += point.length;
    }
    return kept;
}

void MessageTree::add(std::string id, std::string parent, std::optional<ForeignMessage> message)
{
    if (m_nodes.size() >= kMostChatMessages) {
        ++of(m_leftOut, LeftOut::UnknownParts);
        return;
    }
    const auto [at, isNew] = m_byId.try_emplace(id, static_cast<int>(m_nodes.size()));
    Node node { std::move(id), std::move(parent), std::move(message) };
    if (isNew) {
        m_nodes.push_back(std::move(node));
    } else {
        ++of(m_leftOut, LeftOut::BrokenLinks);
        m_nodes[static_cast<size_t>(at->second)] = std::move(node);
    }
}

void MessageTree::link()
{
    for (Node& node : m_nodes) {
        if (node.parentId.empty())
            continue;
        const auto found = m_byId.find(node.parentId);
        if (found == m_byId.end())
            ++of(m_leftOut, LeftOut::BrokenLinks);
        else
            node.parent = found->second;
    }
}

/// Every node is walked through once: 1 on the way up from the node that is looked at, 2 known to end.
void MessageTree::cutCircles()
{
    std::vector<char> seen(m_nodes.size(), 0);
    for (size_t start = 0; start < m_nodes.size(); ++start) {
        std::vector<int> way;
        int at = static_cast<int>(start);
        while (at >= 0 && seen[static_cast<size_t>(at)] == 0) {
            seen[static_cast<size_t>(at)] = 1;
            way.push_back(at);
            at = m_nodes[static_cast<size_t>(at)].parent;
        }
        if (at >= 0 && seen[static_cast<size_t>(at)] == 1) {
            m_nodes[static_cast<size_t>(at)].parent = -1;
            ++of(m_leftOut, LeftOut::BrokenLinks);
        }
        for (const int node : way)
            seen[static_cast<size_t>(node)] = 2;
    }
}

/// The message that a node's child hangs on: its own, or what the nearest node above it with one became.
int MessageTree::nearest(int node) const
{
    return node < 0 ? -1 : m_nodes[static_cast<size_t>(node)].index;
}

/// Parents come before: their index is known.
int MessageTree::place(Node& node, const std::vector<int>& children, ForeignChat& chat)
{
    const int above = nearest(node.parent);
    if (node.parent >= 0 && children[static_cast<size_t>(node.parent)] == 1) {
        const Node& parent = m_nodes[static_cast<size_t>(node.parent)];
        node.alone = parent.spoke || parent.alone;
    }
    if (!node.message)
        return above;
    node.spoke = true;
    if (above >= 0 && node.alone && chat.messages[static_cast<size_t>(above)].answer == node.message->answer) {
        ForeignMessage& before = chat.messages[static_cast<size_t>(above)];
        if (before.text.size() + node.message->text.size() + before.thought.size() + node.message->thought.size() < kMostMessageBytes) {
            append(before.text, node.message->text);
            append(before.thought, node.message->thought);
            if (before.model.empty())
                before.model = node.message->model;
            return above;
        }
    }
    node.message->parent = above;
    chat.messages.push_back(std::move(*node.message));
    return static_cast<int>(chat.messages.size()) - 1;
}

/// Versions in the order in which they were written; where times are not known, as they came.
void MessageTree::sortByTime(std::vector<int>& nodes) const
{
    std::ranges::stable_sort(nodes, {}, [this](int node) {
        const auto& message = m_nodes[static_cast<size_t>(node)].message;
        return message ? message->createdAtMs : 0;
    });
}

void MessageTree::build(const std::string& shownId, ForeignChat& chat)
{
    link();
    cutCircles();
    std::vector<int> children(m_nodes.size(), 0);
    std::vector<std::vector<int>> below(m_nodes.size());
    std::vector<int> waiting;
    for (size_t i = 0; i < m_nodes.size(); ++i) {
        const int parent = m_nodes[i].parent;
        if (parent < 0)
            continue;
        ++children[static_cast<size_t>(parent)];
        below[static_cast<size_t>(parent)].push_back(static_cast<int>(i));
    }
    for (size_t i = 0; i < m_nodes.size(); ++i)
        if (m_nodes[i].parent < 0)
            waiting.push_back(static_cast<int>(i));
    for (std::vector<int>& nodes : below)
        sortByTime(nodes);
    sortByTime(waiting);
    std::ranges::reverse(waiting);
    while (!waiting.empty()) { // no recursion: a chat may be as deep as it has messages
        const auto at = static_cast<size_t>(waiting.back());
        waiting.pop_back();
        m_nodes[at].index = place(m_nodes[at], children, chat);
        for (auto child = below[at].rbegin(); child != below[at].rend(); ++child)
            waiting.push_back(*child);
    }
    const auto shown = m_byId.find(shownId);
    chat.shown = shown == m_byId.end() ? -1 : m_nodes[static_cast<size_t>(shown->second)].index;
}

} // namespace sillok::app
