// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connectors/file/compressor.h"
#include "core/connectors/file/file_config.h"
#include "core/connectors/file/file_state.h"

#include <memory>
#include <string_view>

namespace core::file {

/// The files of one flow, one after the other, and the state beside them. What was written counts
/// once makeDurable() returned; an opening cuts everything else off. One thread.
class OutputFiles final
{
public:
    OutputFiles(QString pattern, QString flowId, const FileConfig &config);
    ~OutputFiles(); ///< keeps the open file for the next run
    OutputFiles(const OutputFiles &) = delete;
    OutputFiles &operator=(const OutputFiles &) = delete;

    /// Reads the state and goes on where it says.
    Result<void> open();
    FileState &state() { return m_state; }
    bool isOpen() const { return m_fd >= 0; }
    /// Size, rows or time say: the next one. What is buffered for the file counts, too.
    bool isFull(std::int64_t slot, std::size_t bufferedBytes, std::int64_t bufferedRows) const;
    std::int64_t slotOf(std::int64_t receivedMs) const;

    Result<void> begin(std::int64_t slot); ///< the next file
    Result<void> write(std::string_view bytes, std::int64_t rows);
    /// The error "file.gone" where somebody removed or replaced the open file.
    Result<void> checkStillThere() const;
    void giveUpOpenFile(); ///< it is gone; the next one begins
    Result<void> makeDurable();
    Result<void> finish(); ///< durable, and under its final name

private:
    Result<void> lockState();
    Result<void> goOn();
    Result<void> goOnWithout(const char *why);
    Result<void> settle();
    void spoil();
    QString stateName() const { return m_pattern + QStringLiteral(".weir-state"); }
    QString shape() const;
    Result<void> writeRaw(std::string_view bytes);
    Result<void> saveState();
    Result<void> noteBegun();
    Result<void> openFile(const QString &name, bool isNew);
    void closeFile();
    QString partName(const QString &name) const { return name + m_config.partSuffix; }

    const QString m_pattern;
    const QString m_flowId;
    const FileConfig &m_config;
    FileState m_state;
    int m_lockFd = -1; ///< whoever holds it is the only one that writes these files
    int m_fd = -1;
    std::unique_ptr<Compressor> m_compressor; ///< of the open file
    std::string m_packed;
    std::int64_t m_size = 0; ///< written, durable or not
    std::int64_t m_plain = 0; ///< before compression; what the limit counts
    std::int64_t m_rows = 0;
};

} // namespace core::file
