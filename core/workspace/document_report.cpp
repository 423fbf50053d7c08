// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workspace/document_report.h"

namespace core {
namespace {

struct Step
{
    QString key;
    qsizetype index = -1;
};

Step splitStep(const QString &part)
{
    const qsizetype bracket = part.indexOf(u'[');
    return bracket < 0
        ? Step{.key = part}
        : Step{.key = part.left(bracket), .index = part.mid(bracket + 1).chopped(1).toLongLong()};
}

} // namespace

void DocumentReport::add(Severity severity, const char *code, const QStringList &path,
                         QString message, QString fix)
{
    Finding finding{.severity = severity,
                    .code = QString::fromLatin1(code),
                    .path = path.join(u'.'),
                    .message = std::move(message),
                    .fix = std::move(fix)};
    const Node *node = m_root;
    for (const QString &part : path) {
        const Step step = splitStep(part);
        const Node *next = node ? node->find(step.key) : nullptr;
        if (!next) {
            break;
        }
        const auto position = static_cast<std::size_t>(next - node->items.data());
        finding.line = node->keys[position].line;
        finding.column = node->keys[position].column;
        node = next;
        if (const auto item = static_cast<std::size_t>(step.index);
            step.index >= 0 && item < node->items.size()) {
            node = &node->items[item];
            finding.line = node->line;
            finding.column = node->column;
        }
    }
    m_out.push_back(std::move(finding));
}

} // namespace core
