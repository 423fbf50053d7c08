// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/weirctl/program_run.h"

#include <QFile>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace program {
namespace {

constexpr int kLimitMs = 60'000;

} // namespace

QJsonObject Run::object() const
{
    return QJsonDocument::fromJson(output).object();
}

QJsonArray Run::array() const
{
    return QJsonDocument::fromJson(output).array();
}

std::vector<QJsonObject> Run::lines() const
{
    std::vector<QJsonObject> objects;
    for (const QByteArray &line : output.split('\n')) {
        if (!line.isEmpty()) {
            objects.push_back(QJsonDocument::fromJson(line).object());
        }
    }
    return objects;
}

Run run(const QStringList &words, const QStringList &variables)
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const QString &variable : variables) {
        environment.insert(variable.section(u'=', 0, 0), variable.section(u'=', 1));
    }
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral(WEIR_CTL), words);
    return finish(process);
}

std::unique_ptr<QProcess> start(const QStringList &words)
{
    auto process = std::make_unique<QProcess>();
    process->start(QStringLiteral(WEIR_CTL), words);
    process->waitForStarted();
    return process;
}

Run finish(QProcess &process)
{
    Run result;
    if (!process.waitForFinished(kLimitMs)) {
        process.kill();
        process.waitForFinished();
        return result;
    }
    result.exitCode = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    result.output = process.readAllStandardOutput();
    result.log = process.readAllStandardError();
    return result;
}

QString writeFile(const QString &path, const QByteArray &content)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(content) == content.size() ? path
                                                                                    : QString();
}

} // namespace program
