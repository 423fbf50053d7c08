// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/node.h"

#include <QByteArray>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/mark.h>

#include <optional>
#include <utility>
#include <vector>

namespace core::yaml {

/// Thrown through yaml-cpp's parser to end it at the first thing we do not accept.
struct Refusal
{
    const char *code;
    const char *message; ///< WEIR_TEXT
    const char *fix;
    YAML::Mark mark;
};

/// Byte range of a scalar that may hold '#' without a comment: quoted and block texts.
struct Span
{
    std::size_t begin;
    std::size_t end;
};

/// Turns byte marks into lines and characters, cheap as long as they mostly grow.
class Places final
{
public:
    explicit Places(const QByteArray &text) : m_text(text) { }
    /// 1-based line and column, in characters.
    std::pair<int, int> of(const YAML::Mark &mark);

private:
    const QByteArray &m_text;
    int m_line = -1;
    qsizetype m_byte = 0;
    int m_characters = 0;
};

/// Builds the tree from parser events and holds the limits while the text is still being read.
/// yaml-cpp's own tree is not used: aliases to themselves crash it and equal keys pass.
class TreeBuilder final : public YAML::EventHandler
{
public:
    explicit TreeBuilder(const QByteArray &text) : m_text(text), m_places(text) { }

    Node takeRoot() { return std::move(m_root); }
    const std::vector<Span> &literalSpans() const { return m_spans; }

    void OnDocumentStart(const YAML::Mark &) override { }
    void OnDocumentEnd() override { }
    void OnNull(const YAML::Mark &mark, YAML::anchor_t anchor) override;
    void OnAlias(const YAML::Mark &mark, YAML::anchor_t) override;
    void OnScalar(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor,
                  const std::string &value) override;
    void OnSequenceStart(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value) override;
    void OnSequenceEnd() override { close(); }
    void OnMapStart(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value) override;
    void OnMapEnd() override { close(); }
    void OnAnchor(const YAML::Mark &mark, const std::string &) override;

private:
    void refuseDecorated(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor);
    void open(Node::Kind kind, const YAML::Mark &mark);
    void close();
    void add(Node node, const YAML::Mark &mark);
    void addKey(const Node &node, const YAML::Mark &mark);
    bool awaitsKey() const;
    Node placed(Node::Kind kind, const YAML::Mark &mark);
    char charAt(const YAML::Mark &mark) const;

    const QByteArray &m_text;
    Places m_places;
    Node m_root;
    std::vector<Node> m_open;
    std::vector<Span> m_spans;
    int m_values = 0;
};

/// What belongs to the quoted or block scalar that begins at `begin`, but for the head line of a
/// block, which may hold a comment. Nothing when a quote is never closed.
std::optional<Span> literalSpan(const QByteArray &text, std::size_t begin);

/// Whether a '#' outside the spans starts a comment.
bool hasComments(const QByteArray &text, const std::vector<Span> &spans);

} // namespace core::yaml
