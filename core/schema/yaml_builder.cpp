// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/yaml_builder.h"

#include "core/support/text.h"

#include <QStringConverter>

using namespace Qt::StringLiterals;

namespace core::yaml {
namespace {

constexpr std::size_t kMostDepth = 32;
constexpr std::size_t kMostKeys = 2'000; // of one map: each is compared with those before it
constexpr int kMostValues = 20'000;

const Refusal kTag{"yaml.tag",
                   WEIR_TEXT("Tags (!…) are not used in this file"),
                   WEIR_TEXT("Remove the tag; quote the text if it begins with !"),
                   {}};
const Refusal kAnchor{
    "yaml.anchor",
    WEIR_TEXT("Anchors (&…) are not used in this file"),
    WEIR_TEXT("Write the value where it is needed; quote a text that begins with &"),
    {}};
const Refusal kAlias{
    "yaml.alias",
    WEIR_TEXT("Aliases (*…) are not used in this file"),
    WEIR_TEXT("Write the value where it is needed; quote a text that begins with *"),
    {}};
const Refusal kMerge{"yaml.merge",
                     WEIR_TEXT("Merge keys (<<) are not used in this file"),
                     WEIR_TEXT("Write the keys where they are needed"),
                     {}};
const Refusal kDuplicate{
    "yaml.duplicate", WEIR_TEXT("This key stands here twice"), WEIR_TEXT("Remove one of them"), {}};
const Refusal kKey{
    "yaml.key", WEIR_TEXT("A key must be a text"), WEIR_TEXT("Write key: value"), {}};
const Refusal kOpenQuote{
    "yaml.syntax", WEIR_TEXT("A quote is opened here and never closed"), "", {}};
const Refusal kDepth{"yaml.depth", WEIR_TEXT("Nested deeper than 32 levels"), "", {}};
const Refusal kKeys{"yaml.keys",
                    WEIR_TEXT("More than 2,000 keys in one map"),
                    WEIR_TEXT("Split it into several workspaces"),
                    {}};
const Refusal kValues{"yaml.values",
                      WEIR_TEXT("More than 20,000 values in one file"),
                      WEIR_TEXT("Split it into several workspaces"),
                      {}};

[[noreturn]] void refuse(Refusal refusal, const YAML::Mark &mark)
{
    refusal.mark = mark;
    throw refusal;
}

/// QString::fromUtf8 would drop a byte order mark, which inside a document is just a character.
QString exactText(const std::string &utf8)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::ConvertInitialBom);
    return decoder(QByteArrayView(utf8.data(), static_cast<qsizetype>(utf8.size())));
}

bool isContinuation(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xc0U) == 0x80U;
}

} // namespace

std::pair<int, int> Places::of(const YAML::Mark &mark)
{
    if (mark.is_null()) {
        return {0, 0};
    }
    const qsizetype end = std::min<qsizetype>(mark.pos, m_text.size());
    const qsizetype begin = std::max<qsizetype>(0, end - mark.column);
    if (mark.line != m_line || end < m_byte) {
        m_line = mark.line;
        m_byte = begin;
        m_characters = 0;
    }
    for (; m_byte < end; ++m_byte) {
        m_characters += isContinuation(m_text[m_byte]) ? 0 : 1;
    }
    return {mark.line + 1, m_characters + 1};
}

char TreeBuilder::charAt(const YAML::Mark &mark) const
{
    return mark.pos >= 0 && mark.pos < m_text.size() ? m_text[mark.pos] : '\0';
}

Node TreeBuilder::placed(Node::Kind kind, const YAML::Mark &mark)
{
    Node node;
    node.kind = kind;
    std::tie(node.line, node.column) = m_places.of(mark);
    return node;
}

bool TreeBuilder::awaitsKey() const
{
    return !m_open.empty() && m_open.back().isMap()
        && m_open.back().keys.size() == m_open.back().items.size();
}

void TreeBuilder::refuseDecorated(const YAML::Mark &mark, const std::string &tag,
                                  YAML::anchor_t anchor)
{
    if (anchor != 0) {
        refuse(kAnchor, mark);
    }
    // "!" is also what the parser reports for quoted texts
    if (!(tag.empty() || tag == "?" || tag == "!") || charAt(mark) == '!') {
        refuse(kTag, mark);
    }
}

void TreeBuilder::OnAnchor(const YAML::Mark &mark, const std::string &)
{
    refuse(kAnchor, mark);
}

void TreeBuilder::OnAlias(const YAML::Mark &mark, YAML::anchor_t)
{
    refuse(kAlias, mark);
}

void TreeBuilder::OnNull(const YAML::Mark &mark, YAML::anchor_t anchor)
{
    if (anchor != 0) {
        refuse(kAnchor, mark);
    }
    const QByteArrayView rest =
        QByteArrayView(m_text).sliced(std::clamp<qsizetype>(mark.pos, 0, m_text.size()));
    if (awaitsKey() && rest.startsWith("null")) { // a key is a text, whatever it says
        Node key = placed(Node::Kind::Scalar, mark);
        key.text = u"null"_s;
        add(std::move(key), mark);
        return;
    }
    add(placed(Node::Kind::Null, mark), mark);
}

void TreeBuilder::OnScalar(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor,
                           const std::string &value)
{
    refuseDecorated(mark, tag, anchor);
    Node node = placed(Node::Kind::Scalar, mark);
    node.text = exactText(value);
    node.quoted = tag == "!";
    if (node.quoted) {
        const std::optional<Span> span = literalSpan(m_text, static_cast<std::size_t>(mark.pos));
        if (!span) {
            refuse(kOpenQuote, mark);
        }
        m_spans.push_back(*span);
    }
    add(std::move(node), mark);
}

void TreeBuilder::OnSequenceStart(const YAML::Mark &mark, const std::string &tag,
                                  YAML::anchor_t anchor, YAML::EmitterStyle::value)
{
    refuseDecorated(mark, tag == "!" ? "!!" : tag, anchor);
    open(Node::Kind::List, mark);
}

void TreeBuilder::OnMapStart(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor,
                             YAML::EmitterStyle::value)
{
    refuseDecorated(mark, tag == "!" ? "!!" : tag, anchor);
    open(Node::Kind::Map, mark);
}

void TreeBuilder::open(Node::Kind kind, const YAML::Mark &mark)
{
    if (awaitsKey()) {
        refuse(kKey, mark);
    }
    if (m_open.size() == kMostDepth) {
        refuse(kDepth, mark);
    }
    if (++m_values > kMostValues) {
        refuse(kValues, mark);
    }
    m_open.push_back(placed(kind, mark));
}

void TreeBuilder::close()
{
    Node done = std::move(m_open.back());
    m_open.pop_back();
    if (m_open.empty()) {
        m_root = std::move(done);
    } else {
        m_open.back().items.push_back(std::move(done));
    }
}

void TreeBuilder::add(Node node, const YAML::Mark &mark)
{
    if (awaitsKey()) {
        addKey(node, mark);
        return;
    }
    if (++m_values > kMostValues) {
        refuse(kValues, mark);
    }
    if (m_open.empty()) {
        m_root = std::move(node);
        return;
    }
    Node &parent = m_open.back();
    if (node.isNull() && parent.isMap()) { // the mark of nothing is that of whatever follows
        node.line = parent.keys.back().line;
        node.column = parent.keys.back().column;
    }
    parent.items.push_back(std::move(node));
}

void TreeBuilder::addKey(const Node &node, const YAML::Mark &mark)
{
    if (!node.isScalar()) {
        refuse(kKey, mark);
    }
    if (node.text == "<<"_L1 && !node.quoted) {
        refuse(kMerge, mark);
    }
    Node &map = m_open.back();
    if (map.keys.size() == kMostKeys) {
        refuse(kKeys, mark);
    }
    if (map.find(node.text)) {
        refuse(kDuplicate, mark);
    }
    map.keys.push_back(Node::Key{.name = node.text, .line = node.line, .column = node.column});
}

} // namespace core::yaml
