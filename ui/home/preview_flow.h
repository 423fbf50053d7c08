// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/session.h"

#include <QTimer>

#include <optional>

namespace ui {

/// Sample data for the eyes: a generator in this program into `discard`, no part of any document.
/// Writes no file. GUI thread.
class PreviewFlow final : public QObject
{
    Q_OBJECT

public:
    explicit PreviewFlow(Session &session, QObject *parent = nullptr);
    ~PreviewFlow() override; ///< stops it

    /// Shapes of data: the generator's templates but its own columns.
    static QStringList shapes();

    const QString &shape() const { return m_shape; }
    void setShape(const QString &shape); ///< goes on with the new one where it ran
    void start();
    void stop();
    bool isRunning() const { return !m_id.isEmpty(); }

    const QString &flowId() const { return m_id; } ///< empty while it does not run
    /// Whether the engine's flow of this id is the preview, or one that is still ending.
    bool owns(const QString &flowId) const;
    std::optional<core::FlowSnapshot> figures() const;
    core::Engine &engine() const { return m_session.engine(); }

    /// Makes it a flow of the document, with its history, and starts that: source and flow called
    /// `sample-sensors`, messages into a store file. The flow's name; empty where this is not
    /// possible.
    QString keep();

private:
    void tidy(); ///< forgets runs that have ended
    std::optional<core::ConfigBox> generatorConfig() const;

    Session &m_session;
    QString m_shape;
    QString m_id;
    QStringList m_ending;
    QTimer m_tidying;
};

} // namespace ui
