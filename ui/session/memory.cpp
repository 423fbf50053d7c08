// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/memory.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSaveFile>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace ui {
namespace {

constexpr auto kFiles = "recent_files"_L1;

QJsonObject readValues(const QString &name)
{
    constexpr qint64 kMost = 1 << 20U;
    QFile file(name);
    if (name.isEmpty() || !file.open(QIODevice::ReadOnly)) {
        return {};
    }
    return QJsonDocument::fromJson(file.read(kMost)).object();
}

bool writeValues(const QString &name, const QJsonObject &values)
{
    QDir().mkpath(QFileInfo(name).absolutePath());
    QSaveFile file(name);
    return file.open(QIODevice::WriteOnly)
        && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
        && file.write(QJsonDocument(values).toJson()) > 0 && file.commit();
}

} // namespace

Memory::Memory(QString file, QObject *parent)
    : QObject(parent), m_file(std::move(file)), m_values(readValues(m_file)),
      m_disk(u"weir-memory"_s)
{
    m_soon.setSingleShot(true);
    connect(&m_soon, &QTimer::timeout, this, &Memory::write);
}

Memory::~Memory()
{
    if (m_soon.isActive()) {
        write();
    }
}

void Memory::set(const QString &key, const QJsonValue &value)
{
    if (m_values.value(key) == value) {
        return;
    }
    m_values.insert(key, value);
    if (!m_file.isEmpty() && !m_soon.isActive()) {
        m_soon.start(2s);
    }
}

void Memory::write()
{
    // Whether it worked is nobody's trouble: the next start looks as the one before.
    m_disk.run([file = m_file, values = m_values] { return writeValues(file, values); },
               [](bool) {});
}

QStringList Memory::recentFiles() const
{
    QStringList files;
    const QJsonArray kept = m_values.value(kFiles).toArray();
    for (const QJsonValue &file : kept) {
        files.append(file.toString());
    }
    files.removeAll(QString());
    return files;
}

void Memory::addRecentFile(const QString &file)
{
    QStringList files = recentFiles();
    files.removeAll(file);
    files.prepend(file);
    setRecentFiles(files.mid(0, kMostFiles));
}

void Memory::removeRecentFile(const QString &file)
{
    QStringList files = recentFiles();
    files.removeAll(file);
    setRecentFiles(files);
}

void Memory::setRecentFiles(const QStringList &files)
{
    if (files != recentFiles()) {
        set(kFiles, QJsonArray::fromStringList(files));
        Q_EMIT recentFilesChanged();
    }
}

} // namespace ui
