// message_tree.h - From nodes that name their parents, in any order and with any mistake, to messages in order with their parents before them.
#pragma once

#include "app/services/chat_import/foreign_chat.h"

#include <optional>
#include <unordered_map>

namespace sillok::app {

/// Collects what one chat has, within the limits, and counts what it leaves out.
class MessageTree {
public:
    explicit MessageTree(LeftOutCounts& leftOut) : m_leftOut(leftOut) {}

    /// A node; without a message it only passes on whose child it is. One with a known id takes the place of that.
    void add(std::string id, std::string parent, std::optional<ForeignMessage> message);

    /// Fills `chat.messages` and `chat.shown`. Messages of the same speaker one behind the other become one: only then can a model go on
    /// with the chat. A node whose parents lead in a circle, or nowhere, begins the chat.
    void build(const std::string& shownId, ForeignChat& chat);

private:
    struct Node {
        std::string id;
        std::string parentId;
        std::optional<ForeignMessage> message;
        int parent = -1;
        int index = -1;          ///< of the message that it became, or went into
        bool spoke = false;      ///< it had a message
        bool alone = false;      ///< nothing else hangs on the message above it
    };
    void link();
    void cutCircles();
    void sortByTime(std::vector<int>& nodes) const;
    int place(Node& node, const std::vector<int>& children, ForeignChat& chat);
    int nearest(int node) const;

    LeftOutCounts& m_leftOut;
    std::vector<Node> m_nodes;
    std::unordered_map<std::string, int> m_byId;
};

/// Without control characters besides line breaks and tabs, and without those that turn the direction of text; not longer than a message may be.
std::string cleanForeignText(std::string text, LeftOutCounts& leftOut);

} // namespace sillok::app
