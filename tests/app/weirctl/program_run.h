// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonArray>
#include <QJsonObject>
#include <QProcess>
#include <QStringList>

#include <memory>

/// The real weirctl, started and read by tests.
namespace program {

struct Run
{
    int exitCode = -1;
    QByteArray output = {};
    QByteArray log = {};

    QJsonObject object() const; ///< the output as one JSON object
    QJsonArray array() const;
    std::vector<QJsonObject> lines() const; ///< one object a line
};

/// Runs it to its end, at most 60 s; `variables` ("NAME=value") come on top of the environment.
Run run(const QStringList &words, const QStringList &variables = {});

/// Started and left running.
std::unique_ptr<QProcess> start(const QStringList &words);
/// Waits for the end and gives what was not read yet.
Run finish(QProcess &process);

/// Writes the file and returns its path.
QString writeFile(const QString &path, const QByteArray &content);

} // namespace program
