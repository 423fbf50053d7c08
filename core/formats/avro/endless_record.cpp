// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/avro/endless_record.h"

#include <limits>

namespace core::avro {
namespace {

/// Walks down the records inside records, without recursion: foreign schemas may be deep.
class Walk final
{
public:
    Walk(std::span<const Node> nodes, std::span<const Member> members)
        : m_nodes(nodes), m_members(members), m_marks(nodes.size(), Mark::New)
    { }

    std::optional<NodeIndex> from(NodeIndex start)
    {
        open(start);
        while (!m_path.empty()) {
            const NodeIndex child = nextRecord();
            if (child == kNone) {
                m_marks[m_path.back().node] = Mark::Done;
                m_path.pop_back();
            } else if (m_marks[child] == Mark::Open) {
                return child;
            } else {
                open(child);
            }
        }
        return std::nullopt;
    }

private:
    enum class Mark : std::uint8_t
    {
        New,
        Open,
        Done
    };
    struct Step
    {
        NodeIndex node = 0;
        std::uint32_t next = 0;
    };
    static constexpr NodeIndex kNone = std::numeric_limits<NodeIndex>::max();

    void open(NodeIndex node)
    {
        if (m_nodes[node].type == Type::Record && m_marks[node] == Mark::New) {
            m_marks[node] = Mark::Open;
            m_path.push_back({.node = node});
        }
    }

    /// The next field of the innermost record that is a record itself and was not walked through.
    NodeIndex nextRecord()
    {
        Step &step = m_path.back();
        const Node &node = m_nodes[step.node];
        while (step.next < node.members) {
            const NodeIndex child = m_members[node.firstMember + step.next++].node;
            if (m_nodes[child].type == Type::Record && m_marks[child] != Mark::Done) {
                return child;
            }
        }
        return kNone;
    }

    const std::span<const Node> m_nodes;
    const std::span<const Member> m_members;
    std::vector<Mark> m_marks;
    std::vector<Step> m_path;
};

} // namespace

std::optional<NodeIndex> endlessRecord(std::span<const Node> nodes, std::span<const Member> members)
{
    Walk walk(nodes, members);
    for (NodeIndex start = 0; start < nodes.size(); ++start) {
        if (const auto endless = walk.from(start)) {
            return endless;
        }
    }
    return std::nullopt;
}

} // namespace core::avro
