// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QThread>

#include <functional>

namespace ui {

/// One named thread for work that waits for disks and key rings, in order of asking. The destructor
/// lets what was asked for come to its end and joins. GUI thread.
class Background final : public QObject
{
    Q_OBJECT

public:
    explicit Background(const QString &name, QObject *parent = nullptr);
    ~Background() override;

    /// Runs `work` there, then `done` here with what it returned.
    template <typename Work, typename Done>
    void run(Work work, Done done)
    {
        post([this, work = std::move(work), done = std::move(done)]() mutable {
            QMetaObject::invokeMethod(
                this,
                [result = work(), done = std::move(done)]() mutable { done(std::move(result)); },
                Qt::QueuedConnection);
        });
    }

private:
    void post(std::function<void()> work);

    QThread m_thread;
    QObject m_there; ///< lives in that thread
};

} // namespace ui
