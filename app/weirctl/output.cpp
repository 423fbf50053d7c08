// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/weirctl/output.h"

#include "core/support/text.h"

#include <QJsonDocument>

#include <algorithm>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace weirctl {
namespace {

using core::visibleText;

bool isHarmful(QChar c)
{
    return c.unicode() >= 0x7f && visibleText(QString(c)) != QString(c);
}

/// Qt escapes only what JSON demands; the rest of what steers a terminal is escaped here.
QByteArray safeJson(const QByteArray &json)
{
    const QString text = QString::fromUtf8(json);
    if (std::none_of(text.begin(), text.end(), isHarmful)) {
        return json;
    }
    QString safe;
    for (const QChar c : text) {
        safe +=
            isHarmful(c) ? u"\\u%1"_s.arg(uint(c.unicode()), 4, 16, QLatin1Char('0')) : QString(c);
    }
    return safe.toUtf8();
}

bool writeTo(std::FILE *stream, const QByteArray &text)
{
    const auto size = static_cast<std::size_t>(text.size());
    const bool isWritten = std::fwrite(text.constData(), 1, size, stream) == size;
    return std::fflush(stream) == 0 && isWritten;
}

const char *severityKey(core::Severity severity)
{
    switch (severity) {
    case core::Severity::Error: return "error";
    case core::Severity::Warning: return "warning";
    case core::Severity::Note: break;
    }
    return "note";
}

void logToStandardError(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    constexpr std::array kWords{"debug", "warning", "error", "fatal", "info"};
    const auto index = static_cast<std::size_t>(type);
    writeNotice(
        u"%1: %2: %3"_s.arg(QString::fromLatin1(index < kWords.size() ? kWords[index] : "info"),
                            QString::fromUtf8(context.category ? context.category : "weir"),
                            visibleText(core::redacted(message))));
}

} // namespace

bool writeResult(const QByteArray &text)
{
    return writeTo(stdout, text);
}

bool writeResult(const QString &text)
{
    return writeResult(text.toUtf8());
}

bool writeJson(const QJsonObject &object)
{
    return writeResult(
        QByteArray(safeJson(QJsonDocument(object).toJson(QJsonDocument::Compact)) + '\n'));
}

bool writeJson(const QJsonArray &array)
{
    return writeResult(
        QByteArray(safeJson(QJsonDocument(array).toJson(QJsonDocument::Compact)) + '\n'));
}

bool writeJsonDocument(const QJsonObject &object)
{
    return writeResult(safeJson(QJsonDocument(object).toJson(QJsonDocument::Indented)));
}

void writeNotice(const QString &sentence)
{
    writeTo(stderr, QString(sentence + u'\n').toUtf8());
}

void writeError(const core::Error &error)
{
    writeNotice(
        u"weirctl: %1 [%2]"_s.arg(visibleText(error.message), QString::fromLatin1(error.id)));
    if (!error.fix.isEmpty()) {
        writeNotice(QString(u"  "_s + visibleText(error.fix)));
    }
}

QString formatTable(const QStringList &headings, const std::vector<QStringList> &rows)
{
    std::vector<QStringList> lines{headings};
    for (const QStringList &row : rows) {
        QStringList &line = lines.emplace_back();
        for (const QString &cell : row) {
            line.append(visibleText(cell, 200));
        }
    }
    std::vector<qsizetype> widths(static_cast<std::size_t>(headings.size()), 0);
    for (const QStringList &line : lines) {
        for (std::size_t column = 0; column < widths.size(); ++column) {
            widths[column] = std::max(widths[column], line.value(qsizetype(column)).size());
        }
    }
    QString table;
    for (const QStringList &line : lines) {
        for (std::size_t column = 0; column < widths.size(); ++column) {
            const QString cell = line.value(qsizetype(column));
            const bool isLast = column + 1 == widths.size();
            table += isLast ? cell : QString(cell.leftJustified(widths[column] + 2));
        }
        table += u'\n';
    }
    return table;
}

QJsonObject toJson(const core::Finding &finding)
{
    return {{u"severity"_s, QLatin1String(severityKey(finding.severity))},
            {u"code"_s, finding.code},
            {u"path"_s, finding.path},
            {u"line"_s, finding.line},
            {u"column"_s, finding.column},
            {u"message"_s, finding.message},
            {u"fix"_s, finding.fix}};
}

QJsonArray toJson(const core::Findings &findings)
{
    QJsonArray array;
    for (const core::Finding &finding : findings) {
        array.append(toJson(finding));
    }
    return array;
}

QString formatFindings(const core::Findings &findings, const QString &file)
{
    QString text;
    for (const core::Finding &finding : findings) {
        text += visibleText(file);
        if (finding.line > 0) {
            text += u":%1:%2"_s.arg(finding.line).arg(finding.column);
        }
        text += u": %1: "_s.arg(QLatin1String(severityKey(finding.severity)));
        if (!finding.path.isEmpty()) {
            text += visibleText(finding.path, 200) + u": "_s;
        }
        text += visibleText(finding.message) + u" ["_s + visibleText(finding.code, 100) + u"]\n"_s;
        if (!finding.fix.isEmpty()) {
            text += u"  "_s + visibleText(finding.fix) + u'\n';
        }
    }
    return text;
}

void installLog()
{
    qInstallMessageHandler(logToStandardError);
}

} // namespace weirctl
