// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/yaml.h"

#include "core/support/text.h"

#include <QRegularExpression>
#include <QSet>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <sstream>

using namespace Qt::StringLiterals;

namespace core {
namespace {

constexpr qsizetype kMostBytes = 1024 * 1024;
constexpr std::size_t kDeepest = 32;
constexpr int kMostKeys = 2000;

Finding refusal(const char *code, const YAML::Mark &mark, QString message)
{
    return {.severity = Severity::Error,
            .code = QString::fromLatin1(code),
            .line = mark.line + 1,
            .column = mark.column + 1,
            .message = std::move(message)};
}

/// Thrown out of the event handler and caught in parseYaml: the only way to end yaml-cpp early.
struct Refused
{
    Finding finding;
};

/// Builds the tree from parser events, so that limits hold before anything large exists.
class TreeBuilder final : public YAML::EventHandler
{
public:
    Node root;

    void OnDocumentStart(const YAML::Mark &) override { }
    void OnDocumentEnd() override { }
    void OnNull(const YAML::Mark &mark, YAML::anchor_t anchor) override
    {
        refuseAnchor(mark, anchor);
        if (expectsKey()) {
            refuse("yaml.key", mark, text(WEIR_TEXT("A setting has no name")));
        }
        place(Node(), mark);
    }
    void OnAlias(const YAML::Mark &mark, YAML::anchor_t) override
    {
        refuse("yaml.alias", mark, text(WEIR_TEXT("Aliases (*name) are not read; write it out")));
    }
    void OnScalar(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor,
                  const std::string &value) override;
    void OnSequenceStart(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value) override
    {
        open(Node::list(), mark, tag, anchor);
    }
    void OnSequenceEnd() override { close(); }
    void OnMapStart(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value) override
    {
        open(Node::map(), mark, tag, anchor);
    }
    void OnMapEnd() override { close(); }

private:
    struct Level
    {
        Node node;
        std::optional<Node::Key> key; ///< read, its value not yet
        QSet<QString> names;
    };

    [[noreturn]] static void refuse(const char *code, const YAML::Mark &mark, QString message)
    {
        throw Refused{refusal(code, mark, std::move(message))};
    }
    static void refuseAnchor(const YAML::Mark &mark, YAML::anchor_t anchor)
    {
        if (anchor != 0) {
            refuse("yaml.anchor", mark, text(WEIR_TEXT("Anchors (&name) are not read")));
        }
    }
    static void refuseTag(const YAML::Mark &mark, const std::string &tag)
    {
        if (!tag.empty() && tag != "?" && tag != "!") {
            refuse("yaml.tag", mark, text(WEIR_TEXT("Tags (!name) are not read")));
        }
    }
    bool expectsKey() const
    {
        return !m_levels.empty() && m_levels.back().node.isMap() && !m_levels.back().key;
    }
    void takeKey(const YAML::Mark &mark, QString name);
    void open(Node node, const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor);
    void close();
    void place(Node node, const YAML::Mark &mark);

    std::vector<Level> m_levels;
    int m_keys = 0;
};

void TreeBuilder::OnScalar(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor,
                           const std::string &value)
{
    refuseAnchor(mark, anchor);
    refuseTag(mark, tag);
    QString content = QString::fromStdString(value);
    if (expectsKey()) {
        takeKey(mark, std::move(content));
        return;
    }
    const bool quoted = tag == "!";
    if (!quoted && (content == u"~"_s || content == u"null"_s)) {
        place(Node(), mark);
        return;
    }
    Node node = Node::scalar(std::move(content));
    node.quoted = quoted;
    place(std::move(node), mark);
}

void TreeBuilder::takeKey(const YAML::Mark &mark, QString name)
{
    Level &level = m_levels.back();
    if (name == u"<<"_s) {
        refuse("yaml.merge", mark, text(WEIR_TEXT("Merge keys (<<) are not read")));
    }
    if (++m_keys > kMostKeys) {
        refuse("yaml.keys", mark, text(WEIR_TEXT("More than %1 settings")).arg(kMostKeys));
    }
    if (level.names.contains(name)) {
        refuse("yaml.duplicate", mark,
               text(WEIR_TEXT("\"%1\" stands here twice")).arg(visibleText(name, 64)));
    }
    level.names.insert(name);
    level.key =
        Node::Key{.name = std::move(name), .line = mark.line + 1, .column = mark.column + 1};
}

void TreeBuilder::open(Node node, const YAML::Mark &mark, const std::string &tag,
                       YAML::anchor_t anchor)
{
    refuseAnchor(mark, anchor);
    refuseTag(mark, tag);
    if (expectsKey()) {
        refuse("yaml.key", mark, text(WEIR_TEXT("A setting's name must be plain text")));
    }
    if (m_levels.size() >= kDeepest) {
        refuse("yaml.depth", mark, text(WEIR_TEXT("Nested deeper than %1 levels")).arg(kDeepest));
    }
    node.line = mark.line + 1;
    node.column = mark.column + 1;
    m_levels.push_back({.node = std::move(node), .key = {}, .names = {}});
}

void TreeBuilder::close()
{
    Node done = std::move(m_levels.back().node);
    m_levels.pop_back();
    YAML::Mark mark;
    mark.line = done.line - 1;
    mark.column = done.column - 1;
    place(std::move(done), mark);
}

void TreeBuilder::place(Node node, const YAML::Mark &mark)
{
    node.line = mark.line + 1;
    node.column = mark.column + 1;
    if (m_levels.empty()) {
        root = std::move(node);
        return;
    }
    Level &level = m_levels.back();
    if (level.node.isMap()) {
        level.node.keys.push_back(*std::exchange(level.key, std::nullopt));
    }
    level.node.items.push_back(std::move(node));
}

bool looksCommented(const QByteArray &text)
{
    static const QRegularExpression comment(u"(?:^|\\s)#"_s, QRegularExpression::MultilineOption);
    return QString::fromUtf8(text).contains(comment);
}

void parseInto(ParsedYaml &result, const QByteArray &text)
{
    std::istringstream stream(text.toStdString());
    YAML::Parser parser(stream);
    TreeBuilder builder;
    parser.HandleNextDocument(builder);
    TreeBuilder second;
    if (parser.HandleNextDocument(second) && !second.root.isNull()) {
        result.findings.push_back(
            refusal("yaml.documents", YAML::Mark(),
                    core::text(WEIR_TEXT("The file holds more than one document"))));
        return;
    }
    result.root = std::move(builder.root);
}

} // namespace

ParsedYaml parseYaml(const QByteArray &text)
{
    ParsedYaml result;
    if (text.size() > kMostBytes) {
        result.findings.push_back(refusal("yaml.size", YAML::Mark(),
                                          core::text(WEIR_TEXT("The file is larger than 1 MiB"))));
        return result;
    }
    if (!text.isValidUtf8() || text.contains('\0')) {
        result.findings.push_back(
            refusal("yaml.encoding", YAML::Mark(),
                    core::text(WEIR_TEXT("The file is not valid UTF-8 text"))));
        return result;
    }
    result.hasComments = looksCommented(text);
    try {
        parseInto(result, text);
    } catch (const Refused &refused) {
        result.findings.push_back(refused.finding);
    } catch (const YAML::Exception &error) {
        result.findings.push_back(
            refusal("yaml.syntax", error.mark,
                    core::text(WEIR_TEXT("Not readable as YAML: %1"))
                        .arg(visibleText(QString::fromStdString(error.msg), 200))));
    }
    return result;
}

namespace {

/// Text that a reader would take for something else unless it is quoted.
bool needsQuotes(const QString &text)
{
    static const QRegularExpression ambiguous(
        u"^(?:[-+.0-9].*|true|false|null|~|yes|no|on|off|y|n|)$"_s,
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::DotMatchesEverythingOption);
    return ambiguous.match(text).hasMatch();
}

void emitScalar(YAML::Emitter &out, const Node &node)
{
    const bool block = node.text.contains(u'\n') && node.text.endsWith(u'\n')
        && !node.text.endsWith(u"\n\n"_s) && !node.text.startsWith(u' ')
        && !node.text.contains(u'\r') && !node.text.contains(u'\t');
    if (block) {
        out << YAML::Literal;
    } else if (node.text.contains(u'\n') || (node.quoted && needsQuotes(node.text))) {
        out << YAML::DoubleQuoted;
    }
    out << node.text.toStdString();
}

void emitNode(YAML::Emitter &out, const Node &node)
{
    switch (node.kind) {
    case Node::Kind::Null: out << YAML::Null; break;
    case Node::Kind::Scalar: emitScalar(out, node); break;
    case Node::Kind::List:
        out << YAML::BeginSeq;
        for (const Node &item : node.items) {
            emitNode(out, item);
        }
        out << YAML::EndSeq;
        break;
    case Node::Kind::Map:
        out << YAML::BeginMap;
        for (std::size_t i = 0; i < node.keys.size(); ++i) {
            out << YAML::Key;
            emitScalar(out, Node::quotedText(node.keys[i].name));
            out << YAML::Value;
            emitNode(out, node.items[i]);
        }
        out << YAML::EndMap;
        break;
    }
}

} // namespace

QByteArray emitYaml(const Node &root)
{
    YAML::Emitter out;
    out.SetIndent(2);
    emitNode(out, root);
    QByteArray text(out.c_str(), static_cast<qsizetype>(out.size()));
    return text.endsWith('\n') ? text : text + '\n';
}

} // namespace core
