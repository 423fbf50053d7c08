// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/weirctl/arguments.h"
#include "app/weirctl/command_functions.h"
#include "app/weirctl/options.h"
#include "app/weirctl/output.h"
#include "app/weirctl/workspace_input.h"
#include "core/schema/schema_docs.h"
#include "core/workspace/connections.h"
#include "core/workspace/flow_config.h"

#include <QDir>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace weirctl {
namespace {

using core::text;

struct Page
{
    QString name = {}; ///< "source-kafka"
    QString title = {};
    QString sentence = {};
    QString body = {};
};

QString guaranteeText(core::Guarantee guarantee)
{
    switch (guarantee) {
    case core::Guarantee::AtMostOnce:
        return text(WEIR_TEXT("When something breaks, messages may be lost (at most once)."));
    case core::Guarantee::AtLeastOnce:
        return text(WEIR_TEXT("When something breaks, messages may come twice (at least once)."));
    case core::Guarantee::EffectivelyOnce: break;
    }
    return text(WEIR_TEXT("When something breaks, nothing is lost or stored twice (effectively "
                          "once)."));
}

template <typename Type>
Page typePage(const Type &type, const QString &kind, const QString &title)
{
    const QString name = QString::fromLatin1(type.type);
    return Page{.name = QString(kind + u'-' + name),
                .title = title.arg(text(type.label)),
                .sentence = text(type.sentence),
                .body = QString(u"`type: "_s + name + u"`. "_s + guaranteeText(type.guarantee)
                                + u"\n\n"_s + core::markdownReference(type.schema))};
}

/// An endpoint that flows may read has keys that stand in the flow.
Page endpointPage(const core::EndpointType &type)
{
    Page page = typePage(type, u"endpoint"_s, text(WEIR_TEXT("Endpoint: %1")));
    if (type.reading) {
        page.body += u"\n## "_s + text(WEIR_TEXT("Read by a flow")) + u"\n\n"_s
            + text(WEIR_TEXT(
                "`from: {endpoint: NAME, …}` reads it in place of a source. Beside the "
                "endpoint's name stand:"))
            + u"\n\n"_s + core::markdownReference(type.reading->schema());
    }
    return page;
}

/// "- `kafka`, a source: `brokers`, `sasl` …"; empty where a type has nothing to share.
QString sharedKeys(const QString &what, const core::Schema &schema)
{
    QStringList keys;
    for (const core::FieldSpec &spec : schema.fields) {
        const QString key = QString::fromUtf8(spec.key);
        if (core::isShareable(schema, key)) {
            keys.append(u'`' + key + u'`');
        }
    }
    return keys.isEmpty() ? QString()
                          : QString(u"- "_s + what + u": "_s + keys.join(u", "_s) + u'\n');
}

Page connectionPage()
{
    QString keys;
    for (const core::SourceType &type : registry().sources()) {
        keys += sharedKeys(text(WEIR_TEXT("`%1`, for sources")).arg(QLatin1String(type.type)),
                           type.schema);
    }
    for (const core::EndpointType &type : registry().endpoints()) {
        keys +=
            sharedKeys(text(WEIR_TEXT("`%1`, with `for: endpoint`")).arg(QLatin1String(type.type)),
                       type.schema);
    }
    const QString example = u"```yaml\n"
                            "connections:\n"
                            "  plant:\n"
                            "    type: kafka\n"
                            "    brokers: kafka-1:9092,kafka-2:9092\n"
                            "    sasl: plain\n"
                            "    username: reader\n"
                            "    password: ${env:KAFKA_PASSWORD}\n"
                            "sources:\n"
                            "  orders:\n"
                            "    type: kafka\n"
                            "    connection: plant\n"
                            "    topic: orders\n"
                            "```\n\n"_s;
    return Page{.name = u"connection"_s,
                .title = text(WEIR_TEXT("Connection")),
                .sentence = text(
                    WEIR_TEXT("Settings that several sources, or several endpoints, of one type "
                              "share.")),
                .body = example
                    + text(WEIR_TEXT(
                        "Keys of the entry itself win. Only settings are shared: each flow has "
                        "a client of its own. A connection may hold:"))
                    + u"\n\n"_s + keys};
}

std::vector<Page> allPages()
{
    std::vector<Page> pages;
    for (const core::SourceType &type : registry().sources()) {
        pages.push_back(typePage(type, u"source"_s, text(WEIR_TEXT("Source: %1"))));
    }
    for (const core::EndpointType &type : registry().endpoints()) {
        pages.push_back(endpointPage(type));
    }
    pages.push_back(connectionPage());
    pages.push_back(
        Page{.name = u"flow"_s,
             .title = text(WEIR_TEXT("Flow")),
             .sentence = text(WEIR_TEXT("One source, one or more endpoints, and what to do about "
                                        "trouble.")),
             .body = core::markdownReference(core::FlowConfig::schema())});
    return pages;
}

QString markdown(const Page &page)
{
    return QString(u"# "_s + page.title + u"\n\n"_s + page.sentence + u"\n\n"_s + page.body);
}

QString indexPage(const std::vector<Page> &pages)
{
    QString index = u"# "_s + text(WEIR_TEXT("Reference of the workspace file")) + u"\n\n"_s
        + text(WEIR_TEXT("Made by `weirctl docs -o DIR` from the tables that the program itself "
                         "reads."))
        + u"\n\n"_s;
    for (const Page &page : pages) {
        index += u"- [%1](%2.md): %3\n"_s.arg(page.title, page.name, page.sentence);
    }
    return index;
}

bool writeFile(const QString &path, const QString &content)
{
    QSaveFile file(path);
    const QByteArray bytes = content.toUtf8();
    const bool isWritten =
        file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit();
    if (!isWritten) {
        writeNotice(text(WEIR_TEXT("weirctl: %1 cannot be written")).arg(core::visibleText(path)));
    }
    return isWritten;
}

} // namespace

ExitCode runDocs(const Arguments &arguments)
{
    const std::vector<Page> pages = allPages();
    if (!arguments.has(kFolder)) {
        for (const Page &page : pages) {
            writeResult(QString(markdown(page) + u'\n'));
        }
        return ExitCode::Done;
    }
    const QDir folder(arguments.text(kFolder));
    bool isWritten =
        folder.mkpath(u"."_s) && writeFile(folder.filePath(u"README.md"_s), indexPage(pages));
    for (const Page &page : pages) {
        isWritten = isWritten && writeFile(folder.filePath(page.name + u".md"_s), markdown(page));
    }
    return isWritten ? ExitCode::Done : ExitCode::Usage;
}

} // namespace weirctl
